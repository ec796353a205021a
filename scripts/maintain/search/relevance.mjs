/**
 * Relevance: how well the search answers labeled queries and the entries' own titles. `make relevance` prints, for each
 * file of queries, the shares that are answered first and in three, that are rightly reported as off-topic and that are
 * wrongly, after the queries and titles that fail.
 */
import { Engine } from "../../../docs/assets/js/engine.js";
import { json, judge, ownTitles, queries, summary } from "./judge.mjs";

const engine = new Engine(json("docs/data/search.json"));
const titles = ownTitles(engine);
/** @type {Record<string, import("./judge.mjs").Summary>} */
const table = {
  "own titles": summary(titles.map((one) => ({ q: one.title, want: ["x"], got: [], ...one }))),
};
const files = process.argv.slice(2).map((path) => ({
  path,
  verdicts: queries([path]).map((query) => judge(engine, query)),
}));
for (const { path, verdicts } of files) table[path.replace(/.*\//, "")] = summary(verdicts);
for (const { title, rank, nothing } of titles)
  if (rank !== 1 || nothing) console.log("title", rank, nothing, "|", title);
for (const { q, want, got, rank, nothing } of files.flatMap(({ verdicts }) => verdicts)) {
  if (want.length ? rank === 1 && !nothing : nothing) continue;
  console.log(nothing ? "nothing" : `${rank}`, "|", q, "|", want.join(" "), "|", got.slice(0, 3).join("; "));
}
console.table(table);
