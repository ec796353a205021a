/** Compare: two search files → how each answers a query, and which labeled queries one of them answers better. */
import { Engine } from "../../../docs/assets/js/engine.js";
import { json, judge, queries } from "./judge.mjs";

const [before = "", after = "", query = "", ...labeled] = process.argv.slice(2);
const engines = [before, after].map((path) => new Engine(json(path)));

for (const [n, engine] of engines.entries()) {
  const { hits, nothing } = engine.search(query);
  console.log(n ? "\nafter:" : "\nbefore:", nothing ? "nothing here seems to answer it" : "");
  for (const { entry } of hits.slice(0, 3)) console.log(`  ${entry.kind}: ${entry.title}`);
}
console.log("\nlabeled queries that are answered otherwise (0: not found):");
let changes = 0;
for (const one of queries(labeled)) {
  const [was, is] = engines.map((engine) => judge(engine, one));
  if (!was || !is || (was.rank === is.rank && was.nothing === is.nothing)) continue;
  const said = was.nothing === is.nothing ? "" : is.nothing ? ", now nothing here" : ", no longer nothing here";
  console.log(`  ${was.rank} → ${is.rank}${said} | ${one.q}`);
  changes++;
}
console.log(`  ${changes} of ${queries(labeled).length}`);
