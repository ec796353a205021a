/**
 * Relevance: how well the search answers labeled queries and the entries' own titles. `make relevance` prints, for each
 * file of queries, the shares that are answered first and in three, that are rightly reported as off-topic and that are
 * wrongly; --misses lists those that fail; --data names another search file.
 */
import { parseArgs } from "node:util";
import { Engine } from "../../../docs/assets/js/engine.js";
import { json, judge, ownTitles, queries, summary } from "./judge.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string", default: "docs/data/search.json" },
    misses: { type: "boolean", default: false },
    kinds: { type: "boolean", default: false },
  },
});

const engine = new Engine(json(/** @type {string} */ (options.data)));
const titles = ownTitles(engine);
/** @type {Record<string, import("./judge.mjs").Summary>} */
const table = {
  "own titles": summary(titles.map((one) => ({ q: one.title, kind: "", want: ["x"], got: [], ...one }))),
};
const files = positionals.map((path) => ({
  path,
  verdicts: queries([path]).map((query) => judge(engine, query)),
}));
for (const { path, verdicts } of files) {
  table[path.replace(/.*\//, "")] = summary(verdicts);
  for (const kind of options.kinds ? new Set(verdicts.map((one) => one.kind)) : [])
    table[`${path.replace(/.*\//, "")} ${kind}`] = summary(verdicts.filter((one) => one.kind === kind));
}
console.table(table);
if (options.misses) {
  for (const { title, rank, nothing } of titles)
    if (rank !== 1 || nothing) console.log("title", rank, nothing, "|", title);
  for (const { q, want, got, rank, nothing } of files.flatMap(({ verdicts }) => verdicts)) {
    if (want.length ? rank === 1 && !nothing : nothing) continue;
    console.log(nothing ? "nothing" : `${rank}`, "|", q, "|", want.join(" "), "|", got.slice(0, 3).join("; "));
  }
}
