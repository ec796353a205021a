/**
 * Constants: chooses those of engine.js. `make constants` tries other values of one constant after the other, keeps
 * those that answer more queries, and prints what it found; a person copies them into engine.js. Queries are the folds
 * of the training phrases (folds.py) and the labeled files that are named; none of them was used in training.
 *
 * The value of a set of constants is the mean over the sets of queries of: first + three − 2 · wrongly + offTopic, each
 * a share; minus 10 for each entry whose own title, typed, does not find it first, per hundred entries.
 */
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { Engine, FLOOR, NOTHING, WEIGHTS } from "../../../docs/assets/js/engine.js";
import { json, judge, ownTitles, queries, summary } from "./judge.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folds: { type: "string", default: "" },
    data: { type: "string", default: "docs/data/search.json" },
    rounds: { type: "string", default: "2" },
    every: { type: "string", default: "1" },
  },
});

/** Values to try: these times the present one. */
const FACTORS = [0.5, 0.75, 1.35, 2];

const whole = new Engine(json(/** @type {string} */ (options.data)));
const folds = options.folds ? readdirSync(options.folds).filter((name) => name.endsWith(".json")) : [];
const sets = folds.map((name) => ({
  engine: new Engine(json(`${options.folds}/${name}`)),
  asked: queries([`${options.folds}/${name}l`]).filter((_, n) => n % Number(options.every) === 0),
}));
const labelled = positionals.map((path) => ({ engine: whole, asked: queries([path]) }));

/** @returns {{value: number, text: string}} */
function assess() {
  const results = [
    ...(sets.length ? [sets.flatMap(({ engine, asked }) => asked.map((query) => judge(engine, query)))] : []),
    ...labelled.map(({ engine, asked }) => asked.map((query) => judge(engine, query))),
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
for (let round = 0; round < Number(options.rounds); round++) {
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
