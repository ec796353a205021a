/**
 * Constants: chooses those of engine.js: constants.mjs FOLDS QUERIES... `make constants` tries other values of one constant after the other, keeps
 * those that answer more queries, and prints what it found; a person copies them into engine.js. Queries are the folds
 * of the training phrases (folds.py) and the labeled files that are named; none of them was used in training.
 *
 * The value of a set of constants is the mean over the sets of queries of: first + three − 2 · wrongly + offTopic, each
 * a share; minus 10 for each entry whose own title, typed, does not find it first, per hundred entries.
 */
import { readdirSync } from "node:fs";
import { Engine, FLOOR, NOTHING, WEIGHTS } from "../../../docs/assets/js/engine.js";
import { json, judge, label, ownTitles, queries, summary } from "./judge.mjs";

const [folder = "", ...labeled] = process.argv.slice(2);

const ROUNDS = 2;

/** Values to try: these times the present one. */
const FACTORS = [0.5, 0.75, 1.35, 2];

const whole = new Engine(json("docs/data/search.json"));
const folds = readdirSync(folder).filter((name) => name.endsWith(".json"));
const sets = folds.map((name) => ({
  engine: new Engine(json(`${folder}/${name}`)),
  asked: queries([`${folder}/${name}l`]).map((query) => ({ ...query, want: query.want.map(label) })),
}));
const others = labeled.map((path) => ({ engine: whole, asked: queries([path]) }));

/** @returns {{value: number, text: string}} */
function assess() {
  const results = [
    sets.flatMap(({ engine, asked }) => asked.map((query) => judge(engine, query))),
    ...others.map(({ engine, asked }) => asked.map((query) => judge(engine, query))),
  ].map(summary);
  const titles = ownTitles(whole);
  const missed = titles.filter(({ rank, nothing }) => rank !== 1 || nothing).length / titles.length;
  const values = results.map(
    ({ first, three, offTopic, wrongly }) => first + three - 2 * wrongly + (offTopic || 0),
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const text = results.map((r) => `${r.first}/${r.three}/${r.offTopic}/${r.wrongly}`).join("  ");
  return { value: mean - 1000 * missed, text: `${text}  titles missed ${(100 * missed).toFixed(1)}` };
}

let best = assess();
console.log(best.value.toFixed(2), best.text);
for (let round = 0; round < ROUNDS; round++) {
  for (const group of [WEIGHTS, FLOOR, NOTHING]) {
    for (const name of Object.keys(group)) {
      const constants = /** @type {Record<string, number>} */ (group);
      const before = constants[name] ?? 0;
      const tried =
        group === NOTHING
          ? [before - 1, before - 0.5, before + 0.5, before + 1]
          : FACTORS.map((factor) => before * factor);
      let kept = before;
      for (const value of tried) {
        constants[name] = Number(value.toPrecision(2));
        const now = assess();
        if (now.value <= best.value + 0.05) continue;
        best = now;
        kept = constants[name];
        console.log(name, kept, best.value.toFixed(2), best.text);
      }
      constants[name] = kept;
    }
  }
}
console.log(JSON.stringify({ WEIGHTS, FLOOR, NOTHING }, null, 2));
