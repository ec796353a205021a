/**
 * Engine: a query → what it asks, and which shards hold the answer; their records → ranked hits. Pure: no page, no
 * network; the relevance command runs it outside a browser.
 */

import { Topics } from "./topics.js";
import { Words, wordsOf } from "./words.js";

/**
 * @typedef {import("./words.js").Unit} Unit
 * @typedef {[kind: string, address: string, title: string, short: string, asked: string, steps?: number[], leads?: number]} Row
 * `asked` between bars; `steps`: places of steps in the same shard; `leads`: 1 when it stands before them
 * @typedef {object} Root the file of words
 * @property {string} synonyms @property {string} fillers @property {string} words others that the site knows
 * @property {([shard: string, address: string, title?: string, short?: string] | [])[]} topics shard and record
 * that stands for each, with its words when it is a page; nothing for what this site does not answer
 * @property {Record<string, number>} sizes of the shards, in thousands of letters
 * @property {number[]} starts @property {number[]} steps @property {string} levels a line for each group of synonyms,
 * each filler and each other word
 * @typedef {{ids: [id: string, share: number][]}} Asked a unit of the query: what it may stand for, and how surely
 * @typedef {object} Reading what a query asks
 * @property {Asked[]} asked @property {number[]} topics log likelihood of each, 0 for the best
 * @property {string[]} shards that hold the answer, likeliest first
 * @property {string[]} corrected words that were read as other words @property {string[]} stems of the words to mark
 * @property {boolean} covered whether the site answers this @property {boolean} begun whether its last word is not whole
 * @typedef {{kind: string, address: string, title: string, short: string, score: number, because?: Hit}} Hit
 * `because`: the question, message or symptom through which a step was found
 */

/* All numbers were chosen by `make relevance`. */
const BOOST = { title: 1, asked: 0.8, short: 0.3 };
/** What a unit's own stems count, beside what it stands for. */
const OWN = 0.5;
const PREFIX = 0.8;
/** What likeness to one phrase adds to the words that match. */
const LIKENESS = 2;
/** @type {Record<string, number>} */
const KIND = { step: 1.2, area: 1.15 };
/** What an entry's score counts for the steps that it leads to: when it leads itself, the first, the others. */
const ONWARD = { leads: 0.9, first: 1.02, other: 0.7 };
/** What is left of the score of a question, message or symptom beside the steps that show its answer. */
const ALREADY_SHOWN = 0.5;
/** What a topic counts beside the words of an entry. */
const TOPIC = 0.4;
/** Score of an entry without a matching word, as a share of the best. */
const FLOOR = 0.2;
/** Score of a topic whose records were not worth loading, as a share of the best. */
const UNREAD = 0.3;
/** Log likelihood, beside the best topic's, from which a question is told to be of another subject, unless it holds the
 * site's own words only. */
const ELSEWHERE = -0.5;
/** Log likelihood, beside the best topic's, from which a shard is worth loading. */
const WORTH = -1.5;
const SHARDS = 3;
/** Thousands of letters that one question loads at most; what is loaded already costs nothing. */
const LOAD = 11;
/** Log likelihood of what belongs to no topic. */
const UNLIKELY = -6;
const SHOWN = 8;
const MOST_LETTERS = 400;

/** The records of one shard, read for searching. */
class Shard {
  /** @param {Row[]} rows @param {Words} words @param {(address: string) => number} topicOf */
  constructor(rows, words, topicOf) {
    this.rows = rows;
    /** @type {Map<string, number>} what units stand for → in how many records */
    this.spread = new Map();
    this.values = rows.map((row) => this.#read(row, words));
    this.phrases = rows.map(([, , title, , asked]) =>
      [title, ...asked.split("|")].map((text) => words.idsOf(text)),
    );
    this.topics = rows.map(([, address, , , , steps]) => {
      const own = topicOf(address);
      const home = steps?.length ? (rows[steps[0] ?? 0]?.[1] ?? "") : address;
      return own >= 0 ? own : topicOf(home.split("#")[0] ?? "");
    });
  }

  /** @param {Row} row @param {Words} words @returns {Map<string, number>} what its units stand for → what they count */
  #read([, , title, short, asked], words) {
    /** @type {Map<string, number>} */
    const values = new Map();
    const texts = { [short]: BOOST.short, [asked.replaceAll("|", " . ")]: BOOST.asked, [title]: BOOST.title };
    for (const [text, boost] of Object.entries(texts)) {
      for (const { id, stems, filler } of words.units(wordsOf(text))) {
        if (filler) continue;
        for (const stem of stems) values.set(stem, Math.max(values.get(stem) ?? 0, boost * OWN));
        values.set(id, Math.max(values.get(id) ?? 0, boost));
      }
    }
    for (const id of values.keys()) this.spread.set(id, (this.spread.get(id) ?? 0) + 1);
    return values;
  }
}

/** Finds entries by what readers type. Give it the shards that a reading names before it ranks. */
export class Engine {
  /** @type {Map<string, Shard>} */
  #shards = new Map();

  /** @param {Root} root */
  constructor(root) {
    this.words = new Words(root.synonyms, root.fillers, root.words);
    const levels = root.levels.split("\n");
    this.topics = new Topics(
      root.starts,
      root.steps,
      this.words.ids.map((id, n) => [id, levels[n] ?? ""]),
    );
    this.heads = root.topics;
    this.sizes = root.sizes;
  }

  /** @param {string} name @returns {boolean} */
  has(name) {
    return this.#shards.has(name);
  }

  /** @param {string} name @param {Row[]} rows */
  add(name, rows) {
    const addresses = this.heads.map(([, address]) => address);
    this.#shards.set(name, new Shard(rows, this.words, (address) => addresses.indexOf(address)));
  }

  /** @param {string} query @returns {Reading} */
  read(query) {
    const typed = wordsOf(query.slice(0, MOST_LETTERS));
    const begun = this.words.completions(typed.at(-1) ?? "");
    const whole = begun.length ? typed.slice(0, -1) : typed;
    const words = whole.map((word) => this.words.correct(word));
    const units = this.words.units(words);
    const completed = [...new Set(begun.flatMap((word) => [...this.words.idsOf(word)]))];
    const sole = completed.length === 1 ? [{ id: completed[0] ?? "", filler: false }] : [];
    const topics = this.topics.scores([...units, ...sole]);
    const telling = units.filter(({ filler }) => !filler);
    /** @type {Asked[]} */
    const asked = telling.map(({ id, stems }) => ({
      ids: [
        [id, 1],
        ...stems.filter((stem) => stem !== id).map((stem) => /** @type {[string, number]} */ ([stem, OWN])),
      ],
    }));
    if (completed.length) asked.push({ ids: completed.map((id) => [id, PREFIX]) });
    return {
      asked,
      topics,
      shards: this.#worth(topics),
      corrected: words.filter((word, n) => word !== whole[n]),
      stems: telling.flatMap(({ stems }) => stems),
      covered: begun.length > 0 || this.#covers(topics, telling),
      begun: begun.length > 0,
    };
  }

  /** @param {number[]} topics @param {Unit[]} telling @returns {boolean} whether the site answers this */
  #covers(topics, telling) {
    const elsewhere = topics[this.heads.findIndex((head) => !head.length)] ?? 0;
    const inOwnWords = telling.every(({ id }) => id.startsWith("="));
    return elsewhere < (inOwnWords ? 0 : ELSEWHERE);
  }

  /** @param {number[]} topics @returns {string[]} the shards of the likeliest, as far as the signal should bear */
  #worth(topics) {
    const known = this.heads.flatMap(([shard], n) => (shard ? [{ shard, score: topics[n] ?? 0 }] : []));
    known.sort((a, b) => b.score - a.score);
    const worth = known.filter(({ score }) => score > (known[0]?.score ?? 0) + WORTH);
    let load = 0;
    return [...new Set(worth.map(({ shard }) => shard))].slice(0, SHARDS).filter((shard, n) => {
      const more = this.has(shard) ? 0 : (this.sizes[shard] ?? 0);
      const fits = !n || load + more <= LOAD;
      if (fits) load += more;
      return fits;
    });
  }

  /** @param {number} score @returns {{hit: Hit, topic: number}[]} what stands for topics whose records are not here */
  #unread(score) {
    return this.heads.flatMap(([shard, address, title, short], topic) =>
      shard && address && title && short && !this.has(shard)
        ? [{ hit: { kind: "area", address, title, short, score }, topic }]
        : [],
    );
  }

  /**
   * Ranks the records of a reading's shards, by their words and by the topic of the question. What a question, message
   * or symptom says counts for the steps that it leads to, so that the first result says what to do.
   * @param {Reading} reading
   * @returns {Hit[]}
   */
  rank({ asked, topics, shards }) {
    const loaded = shards.flatMap((name) => this.#shards.get(name) ?? []);
    const weigh = weighing(loaded);
    const units = asked.map(({ ids }) => ({
      ids,
      weight: Math.max(...ids.map(([id, share]) => (share === OWN ? 0 : weigh(id)))),
    }));
    const found = loaded.flatMap((shard) =>
      [...matches(shard, units, weigh)].map(([n, hit]) => ({ hit, topic: shard.topics[n] ?? -1 })),
    );
    const best = Math.max(0, ...found.map(({ hit }) => hit.score)) || 1;
    found.push(...this.#unread(best * UNREAD));
    for (const { hit, topic } of found)
      hit.score = Math.log(FLOOR + hit.score / best) + TOPIC * (topics[topic] ?? UNLIKELY);
    return found
      .map(({ hit }) => hit)
      .sort((a, b) => b.score - a.score)
      .slice(0, SHOWN);
  }
}

/** @typedef {(id: string) => number} Weigh how much a unit tells: rare ones more */
/** @typedef {{ids: [id: string, share: number][], weight: number}} Weighed */

/** @param {Shard[]} shards @returns {Weigh} */
function weighing(shards) {
  const all = shards.reduce((sum, { rows }) => sum + rows.length, 0);
  return (id) => Math.log(1 + all / (1 + shards.reduce((sum, { spread }) => sum + (spread.get(id) ?? 0), 0)));
}

/**
 * @param {Shard} shard @param {Weighed[]} units @param {Weigh} weigh
 * @returns {Map<number, Hit>} the records with a matching word, and those that stand for a topic, by their place
 */
function matches(shard, units, weigh) {
  /** @type {Map<number, Hit>} */
  const found = new Map();
  const keep = (
    /** @type {number} */ n,
    /** @type {number} */ score,
    /** @type {Hit | undefined} */ because,
  ) => {
    const [kind, address, title, short] = /** @type {Row} */ (shard.rows[n]);
    const hit = { kind, address, title, short, score, ...(because && { because }) };
    if (score > (found.get(n)?.score ?? -1)) found.set(n, hit);
    return hit;
  };
  for (const [n, [kind, address, , , , steps, leads]] of shard.rows.entries()) {
    const score = match(shard, n, units, weigh) * (KIND[kind] ?? 1);
    if (!score && address.includes("#") && !leads) continue;
    const hit = keep(n, steps && !leads ? score * ALREADY_SHOWN : score, undefined);
    for (const [rank, step] of (score ? (steps ?? []) : []).entries())
      keep(step, score * (leads ? ONWARD.leads : rank ? ONWARD.other : ONWARD.first), hit);
  }
  return found;
}

/** @param {Shard} shard @param {number} n @param {Weighed[]} units @param {Weigh} weigh @returns {number} how well its words match */
function match(shard, n, units, weigh) {
  const values = shard.values[n] ?? new Map();
  let score = 0;
  for (const { ids, weight } of units)
    score += weight * Math.max(...ids.map(([id, share]) => share * (values.get(id) ?? 0)));
  if (!score) return 0;
  return (
    score *
    (1 + LIKENESS * Math.max(...(shard.phrases[n] ?? []).map((phrase) => likeness(units, phrase, weigh))))
  );
}

/** @param {Weighed[]} units @param {Set<string>} phrase @param {Weigh} weigh @returns {number} 0–1: how much of what both tell they share */
function likeness(units, phrase, weigh) {
  let shared = 0;
  let all = 0;
  for (const { ids, weight } of units) {
    shared += 2 * weight * Math.max(...ids.map(([id, share]) => (phrase.has(id) ? share : 0)));
    all += weight;
  }
  for (const id of phrase) all += weigh(id);
  return all ? shared / all : 0;
}
