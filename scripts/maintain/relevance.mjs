/**
 * Measure how well the search answers labeled queries: relevance.mjs FILE.jsonl ... [--misses]
 * Prints, per kind of query, success at 1 and 3, mean reciprocal rank, and how often a query is reported as off topic.
 * With --misses it lists every query that fails; compare two runs with `diff`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Engine } from "../../docs/assets/js/engine.js";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string", default: "docs/data/search" },
    labels: { type: "string", default: "tests/relevance/labels.json" },
    misses: { type: "boolean", default: false },
  },
});

/** @param {string} path @returns {any} */
const json = (path) => JSON.parse(readFileSync(path, "utf8"));

const engine = new Engine(json(`${options.data}/words.json`));
for (const file of readdirSync(options.data).filter((name) => name !== "words.json")) {
  engine.add(file.replace(".json", ""), json(`${options.data}/${file}`).records);
}
const labels = json(options.labels);

/** @param {string} address @returns {string} the label of an address: of its anchor, of any anchor of its page, or none */
function label(address) {
  const [page = "", anchor] = address.split("#");
  const name = page.replace(/\/$/, "");
  return labels[anchor ? `${name}#${anchor}` : name] ?? labels[`${name}#*`] ?? `other:${address}`;
}

/** @param {{q: string, kind: string, want: string[]}} query */
function evaluate({ q, kind, want }) {
  const reading = engine.read(q);
  const found = new Set(engine.rank(reading).map((hit) => label(hit.address)));
  found.delete("skip");
  const results = [...found];
  const rank = results.findIndex((name) => want.includes(name)) + 1;
  const offTopic = !results.length || !reading.covered;
  return { q, kind, want, results, rank, offTopic, ok: kind === "off-topic" ? offTopic : rank === 1 && reading.covered };
}

const rows = positionals.flatMap((file) => readFileSync(file, "utf8").trim().split("\n").map((line) => evaluate(JSON.parse(line))));

/** @param {typeof rows} some @returns {Record<string, number>} percentages, but for the count and the mean reciprocal rank */
function summary(some) {
  const percent = (/** @type {(row: typeof rows[0]) => boolean} */ test) => Math.round((1000 * some.filter(test).length) / some.length) / 10;
  const offTopic = percent((row) => row.offTopic);
  if (some.every((row) => row.kind === "off-topic")) return { count: some.length, offTopic };
  const reciprocal = some.reduce((sum, row) => sum + (row.rank ? 1 / row.rank : 0), 0) / some.length;
  return {
    count: some.length,
    first: percent((row) => row.rank === 1),
    inThree: percent((row) => row.rank > 0 && row.rank <= 3),
    meanReciprocalRank: Math.round(reciprocal * 1000) / 1000,
    offTopic,
  };
}

const kinds = [...new Set(rows.map((row) => row.kind))].sort();
console.table({
  ...Object.fromEntries(kinds.map((kind) => [kind, summary(rows.filter((row) => row.kind === kind))])),
  "all on topic": summary(rows.filter((row) => row.kind !== "off-topic")),
});
if (options.misses) {
  for (const row of rows.filter((one) => !one.ok)) {
    console.log(`${row.kind} | ${row.q} | expected ${row.want.join(" ")} | got ${row.results.slice(0, 3).join(" ")}${row.offTopic ? " | reported as off topic" : ""}`);
  }
}
