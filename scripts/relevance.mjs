/**
 * Relevance: how well the search answers labelled queries. `make relevance` prints, per kind of query, success at 1
 * and 3, MRR, the share without result and the share of off-topic questions told so; with --compare FILE also which
 * queries the change won and lost against an earlier --out FILE.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Engine } from "../docs/assets/js/engine.js";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string", default: "docs/data/search.json" },
    compare: { type: "string" },
    out: { type: "string" },
    misses: { type: "boolean", default: false },
  },
});
const OLD_QUESTIONS = new Set(["normal-to-stop", "without-subscription", "special-model", "phone-cause", "weak-signal", "reset-telematics", "support-last", "vpn-firewall"]);

/** @param {string} address @returns {string} the label of an address, as the queries name it */
function label(address) {
  const [page, anchor] = address.split("/#");
  const name = (page ?? "").replace(/\/$/, "");
  if (name === "faq") return anchor && OLD_QUESTIONS.has(anchor) ? `faq:${anchor}` : anchor ? `other:${address}` : "skip";
  if (name === "quick-guide") return "quick-guide";
  if (["messages", "diagnose", "about"].includes(name)) return anchor ? `other:${address}` : "skip";
  return `area:${name}`;
}

const engine = new Engine(JSON.parse(readFileSync(/** @type {string} */ (options.data), "utf8")));
const queries = positionals.flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line)));
const rows = queries.map((query) => {
  const { hits, covered } = engine.search(query.q);
  const got = [...new Set(hits.map((hit) => label(hit.address)).filter((name) => name !== "skip"))];
  return { ...query, covered, got, rank: got.findIndex((name) => query.want.includes(name)) + 1 };
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

const kinds = [...new Set(rows.map((row) => row.kind))].sort();
console.table({
  ...Object.fromEntries(kinds.map((kind) => [kind, summary(rows.filter((row) => row.kind === kind))])),
  ALL: summary(rows.filter((row) => row.kind !== "off-topic")),
});
if (options.misses) {
  for (const row of rows) {
    if (row.kind === "off-topic" ? row.covered : row.rank !== 1 || !row.covered) {
      console.log(row.covered ? " " : "!", row.kind, "|", row.q, "|", row.want.join(" "), "|", row.got.slice(0, 3).join(" "));
    }
  }
}
if (options.out) writeFileSync(options.out, JSON.stringify(rows.map(({ q, rank }) => ({ q, rank }))));
if (options.compare) {
  const before = new Map(JSON.parse(readFileSync(options.compare, "utf8")).map((/** @type {any} */ row) => [row.q, row.rank]));
  for (const row of rows) if (before.has(row.q) && before.get(row.q) !== row.rank) console.log(`${before.get(row.q)} → ${row.rank}`, row.q);
}
