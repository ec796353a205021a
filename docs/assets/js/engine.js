/**
 * Engine: a query → ranked hits. Pure: no page, no network; Node's test runner and `make relevance` use it as it is.
 *
 * First the words. BM25+ ranks the entries over their fields (index.js; WEIGHTS.title … WEIGHTS.body), with stems,
 * synonyms and, for the word that is being typed, all known words that begin so. `words` is an entry's BM25+ score as
 * a share of the best one's.
 *
 * Then what a query means. A classifier gives the probability of each topic; `topic` is the sum for the topics that an
 * entry answers, where all but its first count WEIGHTS.further, as a share of all topics of this site. And `exact` is how
 * much of the query and of the entry's title, or of another wording of it, are the same: 0 to 1, rare words counting more
 * (Dice coefficient; for other wordings than the title times WEIGHTS.wording).
 *
 *     score = ln(FLOOR.words + words) + WEIGHTS.topic · ln(FLOOR.topic + topic) + WEIGHTS.exact · exact⁴
 *
 * Example: "code never arrives", with floors of 0.1 and 0.02 and weights of 0.8 and 4. The step "Get the one-time code" is
 * the best by its words (1), answers the topic account (0.9), and has half of its words in common with the query (0.5):
 * ln 1.1 + 0.8 · ln 0.92 + 4 · 0.5⁴ = 0.10 − 0.07 + 0.25 = 0.28. A step about a code on the car's screen has half the
 * score by its words (0.5), answers a topic with 0.05 and has a fifth in common (0.2): ln 0.6 + 0.8 · ln 0.07 + 4 · 0.2⁴ =
 * −0.51 − 2.13 + 0.01 = −2.63. A title that is typed whole has exact = 1 and gains 4: more than the 0.8 · ln 0.02 = −3.13
 * that the least likely topic takes away.
 *
 * Nothing here answers a query when none of its words is known; or when neither words nor topic fit:
 *
 *     fit < NOTHING.enough and ln(odds that it is off-topic) > NOTHING.odds + NOTHING.fit · fit
 *
 * where `fit` is the share of the query, rare words counting more, that the best entry has in its title, other wordings
 * and short text: 0 to 1.
 */

import { Classifier } from "./classifier.js";
import { Index } from "./index.js";
import { Spelling } from "./spelling.js";
import { Tokenizer, wordsOf } from "./tokenizer.js";

/**
 * @typedef {import("./tokenizer.js").Unit} Unit
 * @typedef {object} EntryData one thing that a search can find; in the file, a list of these values in this order
 * @property {string} kind
 * @property {string} url
 * @property {string} title
 * @property {string} short
 * @property {string} also
 * @property {string} asked
 * @property {string} body
 * @property {number[]} topics
 * @typedef {object} SearchData the file that the browser loads, see scripts/kb/search/format.py
 * @property {string[]} synonyms
 * @property {string} stop_words
 * @property {string} real_words
 * @property {Record<string, string>} words
 * @property {import("./classifier.js").ClassifierData | null} classifier
 * @property {any[][]} entries
 * @typedef {{ids: string[], weight: number}} Term a unit of the query: what it can match, and how much it counts
 * @typedef {{ids: Set<string>, weight: number, share: number}} Wording the unit ids of a title or another wording, what
 * they say together, and what the wording counts
 * @typedef {{entry: EntryData, score: number}} Hit
 * @typedef {object} Answer
 * @property {Hit[]} hits best first
 * @property {boolean} nothing whether nothing here seems to answer the query
 * @property {string[]} corrected words that were read as other words
 * @property {Set<string>} stems of the words to mark
 */

/** Constants of the formula, chosen by `make constants`. */
export const WEIGHTS = {
  title: 2,
  also: 3,
  asked: 1.5,
  short: 1.9,
  body: 0.5,
  stop: 0.2,
  synonym: 1.2,
  prefix: 0.6,
  topic: 0.8,
  further: 1,
  exact: 4,
  wording: 0.9,
};
export const FLOOR = { words: 0.1, topic: 0.02 };
export const NOTHING = { enough: 0.9, odds: -1.2, fit: 3 };
/** How many hits are shown, and how many of one kind while there are others. */
const SHOWN = 8;
const OF_ONE_KIND = 4;
const MOST_LETTERS = 400;
const MOST_COMPLETIONS = 8;
const FIELDS = /** @type {const} */ (["title", "also", "asked", "short", "body"]);

/** @param {any[]} row @returns {EntryData} */
const entryOf = ([kind, url, title, short, also, asked, body, topics]) => ({
  kind,
  url,
  title,
  short,
  also,
  asked,
  body,
  topics,
});

/** @param {Unit} unit @returns {string[]} what it is found by: its stems, and its group of synonyms */
const termsOf = ({ id, stems }) => (id.startsWith("=") ? [...stems, id] : stems);

/** Finds entries by what readers type. */
export class Engine {
  /** @param {SearchData} data */
  constructor(data) {
    this.words = data.words;
    this.entries = data.entries.map(entryOf);
    this.tokenizer = new Tokenizer(data.synonyms, data.stop_words);
    this.classifier = data.classifier ? new Classifier(data.classifier, this.tokenizer) : undefined;
    this.index = new Index();
    /** Of each entry, all terms of its title, wordings and short text. */
    this.terms = this.entries.map((entry) => this.#add(entry));
    /** Of each entry, its title and other wordings. */
    this.wordings = this.entries.map((entry) => this.#wordings(entry));
    const texts = this.entries.flatMap((entry) => FIELDS.map((field) => entry[field]));
    const phrases = [...data.synonyms, data.classifier?.words ?? ""];
    this.spelling = new Spelling(
      [...texts, ...phrases].flatMap(wordsOf),
      wordsOf(data.stop_words),
      data.real_words,
    );
  }

  /** @param {EntryData} entry @returns {Wording[]} */
  #wordings({ title, also, asked }) {
    const wording = (/** @type {string} */ text, /** @type {number} */ share) => {
      const units = new Map(this.tokenizer.units(wordsOf(text)).map((unit) => [unit.id, unit]));
      const weights = [...units.values()].map(({ id, stop }) => this.#weigh(id) * (stop ? WEIGHTS.stop : 1));
      return { ids: new Set(units.keys()), weight: weights.reduce((sum, one) => sum + one, 0), share };
    };
    const others = asked.split("|").filter(Boolean);
    return [
      ...[title, ...also.split("|").filter(Boolean)].map((text) => wording(text, 1)),
      ...others.map((text) => wording(text, WEIGHTS.wording)),
    ];
  }

  /** @param {EntryData} entry put into the index @returns {Set<string>} the terms of all but its body */
  #add(entry) {
    /** @type {import("./index.js").Fields} */
    const terms = {};
    for (const field of FIELDS) {
      const text = entry[field].replaceAll("|", " . ");
      terms[field] = this.tokenizer.units(wordsOf(text)).flatMap(termsOf);
    }
    this.index.add(terms);
    return new Set(FIELDS.flatMap((field) => (field === "body" ? [] : (terms[field] ?? []))));
  }

  /** @param {string} term @returns {number} how much it says: a term that few entries have says more */
  #weigh(term) {
    return Math.log(1 + this.entries.length / (1 + this.index.count(term)));
  }

  /**
   * @param {string} query
   * @param {boolean} [literal] whether to search for what was typed, without corrections
   * @returns {Answer}
   */
  search(query, literal = false) {
    const typed = wordsOf(query.slice(0, MOST_LETTERS));
    const last = typed.at(-1) ?? "";
    const begun =
      last.length < 2 || this.spelling.knows(last) ? [] : this.spelling.completions(last, MOST_COMPLETIONS);
    const whole = begun.length || (last.length === 1 && typed.length > 1) ? typed.slice(0, -1) : typed;
    const words = literal ? whole : whole.map((word) => this.spelling.correct(word));
    const units = telling(this.tokenizer.units(words));
    const completed = begun.flatMap((word) => this.tokenizer.units([word]));
    const topics = this.classifier?.probabilities([...units, ...sole(completed)]);
    const { hits, fit } = this.#rank(units, completed, topics);
    const known = completed.length > 0 || units.some((unit) => this.#knows(unit));
    return {
      hits: known ? varied(hits) : [],
      nothing: typed.length > 0 && !completed.length && (!known || this.#offTopic(topics, fit)),
      corrected: words.filter((word, n) => word !== whole[n]),
      stems: new Set([...units.filter(({ stop }) => !stop), ...completed].flatMap(({ stems }) => stems)),
    };
  }

  /** @param {Unit} unit @returns {boolean} whether it says something and the site knows it */
  #knows(unit) {
    if (unit.stop) return false;
    return (
      Boolean(this.classifier?.knows(unit.id)) || termsOf(unit).some((term) => this.index.count(term) > 0)
    );
  }

  /** @param {number[] | undefined} topics @param {number} fit @returns {boolean} */
  #offTopic(topics, fit) {
    const off = topics?.[this.classifier?.offTopic ?? -1] ?? 0;
    return fit < NOTHING.enough && Math.log(off / (1 - off)) > NOTHING.odds + NOTHING.fit * fit;
  }

  /**
   * @param {Unit[]} units @param {Unit[]} completed what the word that is being typed may become
   * @param {number[] | undefined} topics
   */
  #rank(units, completed, topics) {
    const terms = this.#terms(units, completed);
    const words = this.#words(units, completed);
    const best = Math.max(0, ...words.values()) || 1;
    const on = 1 - (topics?.[this.classifier?.offTopic ?? -1] ?? 0) || 1;
    const fit = Math.max(0, ...[...words.keys()].map((n) => share(terms, this.terms[n] ?? new Set())));
    /** @type {Hit[]} */
    const hits = [];
    for (const [n, entry] of this.entries.entries()) {
      const found = words.get(n);
      if (found === undefined && entry.kind !== "area") continue;
      const topic = topics ? this.#topic(entry, topics) / on : 1;
      const exact = this.#exact(terms, this.wordings[n] ?? []);
      const score =
        Math.log(FLOOR.words + (found ?? 0) / best) +
        WEIGHTS.topic * Math.log(FLOOR.topic + topic) +
        WEIGHTS.exact * exact ** 4;
      hits.push({ entry, score });
    }
    return { hits: hits.sort((a, b) => b.score - a.score), fit };
  }

  /** @param {Term[]} terms @param {Wording[]} wordings @returns {number} how much the closest wording is the same */
  #exact(terms, wordings) {
    return Math.max(...wordings.map((wording) => wording.share * this.#alike(terms, wording)));
  }

  /** @param {EntryData} entry @param {number[]} topics @returns {number} */
  #topic(entry, topics) {
    return entry.topics.reduce((sum, topic, n) => sum + (topics[topic] ?? 0) * (n ? WEIGHTS.further : 1), 0);
  }

  /** @param {Unit[]} units @param {Unit[]} completed @returns {Term[]} */
  #terms(units, completed) {
    const terms = units.map(({ id, stems, stop }) => {
      const ids = [id, ...stems];
      const weight = this.#weigh(ids.find((one) => this.index.count(one)) ?? id);
      return { ids, weight: stop ? weight * WEIGHTS.stop : weight };
    });
    if (!completed.length) return terms;
    const ids = completed.flatMap(({ id, stems }) => [id, ...stems]);
    return [...terms, { ids, weight: Math.min(...ids.map((id) => this.#weigh(id))) }];
  }

  /** @param {Unit[]} units @param {Unit[]} completed @returns {Map<number, number>} the BM25+ scores of entries by number */
  #words(units, completed) {
    /** @type {Map<string, number>} */
    const weights = new Map();
    const put = (/** @type {string} */ term, /** @type {number} */ weight) =>
      weights.set(term, Math.max(weights.get(term) ?? 0, weight));
    for (const unit of units) {
      for (const stem of unit.stems) put(stem, unit.stop ? WEIGHTS.stop : 1);
      if (unit.id.startsWith("=")) put(unit.id, WEIGHTS.synonym);
    }
    for (const unit of completed) for (const term of termsOf(unit)) put(term, WEIGHTS.prefix);
    return this.index.search(weights, WEIGHTS);
  }

  /** @param {Term[]} terms @param {Wording} wording @returns {number} 0–1: how much of both is the same */
  #alike(terms, { ids, weight }) {
    let same = 0;
    let all = weight;
    for (const term of terms) {
      if (term.ids.some((id) => ids.has(id))) same += 2 * term.weight;
      all += term.weight;
    }
    return all ? Math.min(1, same / all) : 0;
  }
}

/** @param {Unit[]} units @returns {Unit[]} the same; where all are stop words, as in "won't connect", they say something */
const telling = (units) =>
  units.some(({ stop }) => !stop) ? units : units.map((unit) => ({ ...unit, stop: false }));

/** @param {Unit[]} completed @returns {Unit[]} the unit that all of them are, or none */
const sole = (completed) => (new Set(completed.map(({ id }) => id)).size === 1 ? completed : []);

/** @param {Term[]} terms @param {Set<string>} known @returns {number} 0–1: the share of the terms that are known */
function share(terms, known) {
  let found = 0;
  let all = 0;
  for (const { ids, weight } of terms) {
    if (ids.some((id) => known.has(id))) found += weight;
    all += weight;
  }
  return all ? found / all : 0;
}

/** @param {Hit[]} hits @returns {Hit[]} those to show: not too many of one kind while there are others */
function varied(hits) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @type {Hit[]} */
  const shown = [];
  /** @type {Hit[]} */
  const later = [];
  for (const hit of hits) {
    const count = counts.get(hit.entry.kind) ?? 0;
    counts.set(hit.entry.kind, count + 1);
    (count < OF_ONE_KIND ? shown : later).push(hit);
    if (shown.length === SHOWN) break;
  }
  return [...shown, ...later].slice(0, SHOWN);
}
