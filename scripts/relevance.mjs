/**
 * Relevance: how well the search answers labelled queries. `make relevance` prints, per kind of query, success at 1
 * and 3, MRR, the share without result and the share of off-topic questions told so, and what a first search loads;
 * with --compare FILE also which queries a change won and lost against an earlier --out FILE.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { Engine } from "../docs/assets/js/engine.js";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string", default: "docs/data/search" },
    labels: { type: "string", default: "tests/relevance/labels.json" },
    compare: { type: "string" },
    out: { type: "string" },
    misses: { type: "boolean", default: false },
  },
});

/** @param {string} path @returns {any} */
const json = (path) => JSON.parse(readFileSync(path, "utf8"));

const root = json(`${options.data}/words.json`);
const engine = new Engine(root);
const shards = readdirSync(options.data).filter((file) => file !== "words.json");
for (const file of shards) engine.add(file.replace(".json", ""), json(`${options.data}/${file}`).records);
const labels = json(/** @type {string} */ (options.labels));

/** @param {string} address @returns {string} what the queries call it: an exact address, any anchor of a page, or itself */
function label(address) {
  const [page = "", anchor] = address.split("#");
  const name = page.replace(/\/$/, "");
  return labels[anchor ? `${name}#${anchor}` : name] ?? labels[`${name}#*`] ?? `other:${address}`;
}

const queries = positionals.flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line)));
const rows = queries.map((query) => {
  const reading = engine.read(query.q);
  const found = engine.rank(reading).map((hit) => label(hit.address));
  const got = [...new Set(found)].filter((name) => name !== "skip");
  return { ...query, covered: reading.covered, got, rank: got.findIndex((name) => query.want.includes(name)) + 1 };
});

/** @param {typeof rows} some @returns {Record<string, number>} */
function summary(some) {
  const share = (/** @type {(row: any) => boolean} */ test) => Math.round((1000 * some.filter(test).length) / some.length) / 10;
  if (some[0].kind === "off-topic") return { n: some.length, toldSo: share((row) => !row.got.length || !row.covered) };
  const mrr = some.reduce((sum, row) => sum + (row.rank ? 1 / row.rank : 0), 0) / some.length;
  return {
    n: some.length,
    first: share((row) => row.rank === 1),
    third: share((row) => row.rank > 0 && row.rank <= 3),
    mrr: Math.round(mrr * 1000) / 1000,
    empty: share((row) => !row.got.length),
    wronglyToldOffTopic: share((row) => !row.covered),
  };
}

/** @returns {Record<string, number>} bytes, gzip 6, that a first search loads of the data: median and most */
function loads() {
  const packed = (/** @type {string} */ name) => gzipSync(JSON.stringify(json(`${options.data}/${name}.json`)), { level: 6 }).length;
  const size = new Map([["words", packed("words")], ...shards.map((file) => /** @type {const} */ ([file.replace(".json", ""), packed(file.replace(".json", ""))]))]);
  const fresh = new Engine(root);
  const totals = queries
    .map(({ q }) => fresh.read(q).shards.reduce((sum, name) => sum + (size.get(name) ?? 0), size.get("words") ?? 0))
    .sort((a, b) => a - b);
  return { median: totals[totals.length >> 1] ?? 0, most: totals.at(-1) ?? 0 };
}

const kinds = [...new Set(rows.map((row) => row.kind))].sort();
console.table({
  ...Object.fromEntries(kinds.map((kind) => [kind, summary(rows.filter((row) => row.kind === kind))])),
  ALL: summary(rows.filter((row) => row.kind !== "off-topic")),
});
console.log("data of a first search, bytes:", loads());
if (options.misses) {
  for (const row of rows) {
    if (row.kind === "off-topic" ? row.covered : row.rank !== 1 || !row.covered) {
      console.log(row.covered ? " " : "!", row.kind, "|", row.q, "|", row.want.join(" "), "|", row.got.slice(0, 3).join(" "));
    }
  }
}
if (options.out) writeFileSync(options.out, JSON.stringify(rows.map(({ q, rank }) => ({ q, rank }))));
if (options.compare) {
  const before = new Map(json(options.compare).map((/** @type {any} */ row) => [row.q, row.rank]));
  for (const row of rows) if (before.has(row.q) && before.get(row.q) !== row.rank) console.log(`${before.get(row.q)} → ${row.rank}`, row.q);
}
