/**
 * Judge: labeled queries → how well an engine answers them. Shared by the commands in this folder.
 *
 * A query is labeled with the topics that answer it: `area:account`, `faq:weak-signal`, `quick-guide`; none for what
 * the site does not answer. An entry counts for every topic that it answers.
 */
import { readFileSync } from "node:fs";

/** @typedef {import("../../../docs/assets/js/engine.js").Engine} Engine */
/** @typedef {{q: string, want: string[]}} Query */
/** @typedef {Query & {rank: number, nothing: boolean, got: string[][]}} Verdict rank from 1, 0 when not found */
/** @typedef {{n: number, first: number, three: number, offTopic: number, wrongly: number}} Summary shares */

/** @param {string} path @returns {any} */
export const json = (path) => JSON.parse(readFileSync(path, "utf8"));

/** @param {string[]} paths @returns {Query[]} */
export const queries = (paths) =>
  paths.flatMap((path) =>
    readFileSync(path, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  );

/** @param {string} topic @returns {string} its label */
export const label = (topic) =>
  topic.startsWith("faq/") ? topic.replace("/", ":") : topic === "quick-guide" ? topic : `area:${topic}`;

/** @param {Engine} engine @param {Query} query @returns {Verdict} */
export function judge(engine, query) {
  const { hits, nothing } = engine.search(query.q);
  const names = engine.classifier?.data.topics ?? [];
  /** @type {Map<string, string[]>} answers that count for the same topics are one */
  const got = new Map();
  for (const { entry } of hits) {
    const labels = entry.topics.map((topic) => label(names[topic] ?? ""));
    if (labels.length) got.set(labels.join(), labels);
  }
  const rank = [...got.values()].findIndex((labels) => labels.some((one) => query.want.includes(one))) + 1;
  return { ...query, rank, nothing, got: [...got.values()] };
}

/** @param {Verdict[]} verdicts @returns {Summary} */
export function summary(verdicts) {
  const on = verdicts.filter(({ want }) => want.length);
  const off = verdicts.filter(({ want }) => !want.length);
  const share = (/** @type {Verdict[]} */ all, /** @type {(one: Verdict) => boolean} */ test) =>
    all.length ? Math.round((1000 * all.filter(test).length) / all.length) / 10 : Number.NaN;
  return {
    n: verdicts.length,
    first: share(on, ({ rank }) => rank === 1),
    three: share(on, ({ rank }) => rank > 0 && rank <= 3),
    offTopic: share(off, ({ nothing }) => nothing),
    wrongly: share(on, ({ nothing }) => nothing),
  };
}

/** @param {Engine} engine @returns {{title: string, rank: number, nothing: boolean}[]} each entry's own title, typed */
export function ownTitles(engine) {
  const entries = engine.entries.filter(({ url }) => url.includes("#"));
  return entries.map(({ title, url }) => {
    const { hits, nothing } = engine.search(title.replace(/[“”"…]/g, " "));
    const twins = new Set(
      entries.filter((one) => one.title.toLowerCase() === title.toLowerCase()).map((one) => one.url),
    );
    const found = hits.filter(({ entry }) => entry.url !== url.split("#")[0]);
    return { title, rank: found.findIndex(({ entry }) => twins.has(entry.url)) + 1, nothing };
  });
}
