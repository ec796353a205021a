/**
 * Engine: records and a query → ranked hits. Pure: no page, no network; the relevance command runs it outside a browser.
 */

import MiniSearch from "./vendor/minisearch.js";
import { stemmer } from "./vendor/stemmer.js";

/**
 * @typedef {[kind: string, address: string, title: string, short: string, asked: string[], more: string, steps: number[]]} Row
 * @typedef {{synonyms: string[][], fillers: string, notCovered: string[], records: Row[]}} Data
 * @typedef {{kind: string, address: string, title: string, short: string, score: number, because?: Hit}} Hit
 * @typedef {{hits: Hit[], corrected: string[], terms: string[], covered: boolean}} Answer
 * `because`: the question, message or symptom through which a step was found. `corrected`: words that were read as other words; `terms`: stems to mark; `covered`: whether the site answers this.
 */

const BOOST = { title: 4, asked: 3, short: 1.5, more: 0.7 };
const KIND = { step: 1.25, area: 1.1, question: 1.05, page: 0.8, message: 0.9, symptom: 0.85 };
const SHOWN = 10;
const COVERAGE = 0.45;
const ASKED = 0.6;

/** @param {string} text @returns {string[]} its words: lower case, without accents and apostrophes */
export function wordsOf(text) {
  const plain = text
    .slice(0, 400)
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "");
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Edits between two words: a letter added, dropped, changed, or two neighbours swapped (Damerau–Levenshtein,
 * optimal string alignment).
 * @param {string} a @param {string} b @param {number} limit @returns {number} at most limit + 1
 */
export function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older = /** @type {number[]} */ ([]);
  let old = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(
        /** @type {number} */ (old[j]) + 1,
        /** @type {number} */ (row[j - 1]) + 1,
        /** @type {number} */ (old[j - 1]) + change,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, /** @type {number} */ (older[j - 2]) + 1);
      row[j] = least;
    }
    if (Math.min(...row) > limit) return limit + 1;
    older = old;
    old = row;
  }
  return /** @type {number} */ (old[b.length]);
}

/** Finds entries by what readers type. Build it once for a site's data. */
export class Engine {
  /** @param {Data} data */
  constructor(data) {
    this.rows = data.records;
    this.fillers = new Set(data.fillers.split(" ").map((word) => wordsOf(word).join("")));
    this.notCovered = data.notCovered.map((phrase) => wordsOf(phrase).map(stemmer).join(" "));
    /** @type {Map<string, string>} a word or phrase, stemmed → the stem that stands for its group */
    this.meaning = new Map();
    for (const [first, ...others] of data.synonyms) {
      const stands = `=${this.#key(first ?? "")}`;
      for (const word of [first ?? "", ...others]) this.meaning.set(this.#key(word), stands);
    }
    /** @type {Map<string, number>} every word that the site knows → how often it uses it */
    this.known = new Map();
    this.index = new MiniSearch({
      fields: ["title", "asked", "short", "more"],
      tokenize: (/** @type {string} */ text) => this.#learn(text),
      processTerm: (/** @type {string} */ term) => term,
      searchOptions: { boost: BOOST, tokenize: (/** @type {string} */ text) => text.split(" ") },
    });
    this.index.addAll(
      this.rows.map(([, , title, short, asked, more], id) => ({
        id,
        title,
        short,
        asked: asked.join(" . "),
        more,
      })),
    );
    for (const group of data.synonyms) for (const word of group) this.#learn(word);
    for (const phrase of data.notCovered) this.#learn(phrase);
    /** @type {Map<string, number>} in how many entries a term stands */
    this.spread = new Map();
    /** @type {string[][][]} the terms of each phrase of each entry */
    this.phrases = this.rows.map(([, , title, , asked]) =>
      [title, ...asked].map((phrase) => this.terms(wordsOf(phrase))),
    );
    this.bags = this.rows.map((row) => new Set(this.terms(wordsOf2(row))));
    for (const bag of this.bags)
      for (const term of bag) this.spread.set(term, (this.spread.get(term) ?? 0) + 1);
  }

  /** @param {string} phrase */
  #key(phrase) {
    return wordsOf(phrase).map(stemmer).join(" ");
  }

  /** @param {string} text @returns {string[]} */
  #learn(text) {
    const words =
      text
        .toLowerCase()
        .normalize("NFKD")
        .replace(/[\u0300-\u036f'’]/g, "")
        .match(/[\p{L}\p{N}]+/gu) ?? [];
    for (const word of words) this.known.set(word, (this.known.get(word) ?? 0) + 1);
    return this.terms(words);
  }

  /**
   * @param {string[]} words
   * @returns {string[]} their stems without fillers, and for each word or phrase that has synonyms what it stands for
   */
  terms(words) {
    const stems = words.map((word) => stemmer(word));
    /** @type {string[]} */
    const found = [];
    for (let n = 0; n < words.length; n++) {
      for (let size = 3; size > 1; size--) {
        const stands = this.meaning.get(stems.slice(n, n + size).join(" "));
        if (stands && n + size <= words.length) found.push(stands);
      }
      if (this.fillers.has(words[n] ?? "")) continue;
      const stem = /** @type {string} */ (stems[n]);
      const stands = this.meaning.get(stem);
      found.push(stands ?? stem);
    }
    return found;
  }

  /** @param {string} term @returns {number} how much a term tells: rare ones more */
  weight(term) {
    return Math.log(1 + this.rows.length / (1 + (this.spread.get(term) ?? 0)));
  }

  /** @param {string} word @returns {string} the known word that was probably meant, or the word itself */
  correct(word) {
    if (this.known.has(word) || this.fillers.has(word) || word.length < 3 || /\d/.test(word)) return word;
    const limit = word.length < 5 ? 1 : word.length < 8 ? 2 : 3;
    let best = word;
    let least = limit + 1;
    for (const [known, uses] of this.known) {
      if (known.length < 3 || /\d/.test(known)) continue;
      const same = known[0] === word[0] ? 0 : 0.6;
      const edits = distance(word, known, limit) + same - Math.min(uses, 60) / 200;
      if (edits < least && edits <= (word.length < 6 ? 1.1 : limit)) [best, least] = [known, edits];
    }
    return best;
  }

  /**
   * @param {string} query @param {boolean} [typing] whether the last word may be unfinished
   * @returns {Answer}
   */
  search(query, typing = true) {
    const typed = wordsOf(query);
    const last = typed.length - 1;
    /** @type {string[]} */
    const corrected = [];
    const words = typed.map((word, n) => {
      if (typing && n === last && this.#begins(word)) return word;
      const better = this.correct(word);
      if (better !== word) corrected.push(better);
      return better;
    });
    let terms = [...new Set(this.terms(words))];
    if (!terms.length) terms = [...new Set(words.map((word) => stemmer(word)))];
    const hits = this.#rank(terms, words.at(-1) ?? "");
    const best = hits[0];
    const covered =
      best !== undefined &&
      !this.#elsewhere(words) &&
      this.#coverage(terms, best, words.at(-1) ?? "") >= COVERAGE;
    return { hits: hits.slice(0, SHOWN).map((hit) => hit.hit), corrected, terms, covered };
  }

  /** @param {string} start @returns {boolean} whether a known word begins so */
  #begins(start) {
    for (const word of this.known.keys()) if (word.startsWith(start)) return true;
    return false;
  }

  /** @param {string[]} words @returns {boolean} whether the question names a subject of elsewhere */
  #elsewhere(words) {
    const text = ` ${words.map((word) => stemmer(word)).join(" ")} `;
    return this.notCovered.some((phrase) => text.includes(` ${phrase} `));
  }

  /**
   * Ranks what the index finds. What a question, message or symptom says counts for the steps that it leads to, so
   * that the first result says what to do; a question that was asked in so many words stands for itself.
   * @param {string[]} terms @param {string} last
   * @returns {{id: number, hit: Hit}[]}
   */
  #rank(terms, last) {
    const unfinished = last.length > 1 && !this.fillers.has(last) ? [last] : [];
    const found = this.index.search([...terms, ...unfinished].join(" "), {
      prefix: (/** @type {string} */ term) => term === unfinished[0],
    });
    /** @type {Map<number, {id: number, via: number, hit: Hit}>} */
    const best = new Map();
    for (const { id, score } of found.slice(0, 60)) {
      const [kind, , , , , , steps] = /** @type {Row} */ (this.rows[id]);
      const like = Math.max(...(this.phrases[id] ?? []).map((phrase) => this.#likeness(terms, phrase)));
      const total = score * (1 + 2 * like) * (KIND[/** @type {keyof typeof KIND} */ (kind)] ?? 1);
      const because = this.#hit(id, total);
      this.#keep(best, id, id, because);
      const asked = kind === "question" && like > ASKED;
      for (const [n, step] of (steps ?? []).entries()) {
        this.#keep(best, step, id, { ...this.#hit(step, total * (asked ? 0.9 : n ? 0.7 : 1.02)), because });
      }
    }
    return [...best.values()]
      .map(({ id, via, hit }) => ({ id: via, hit, own: id }))
      .sort((a, b) => b.hit.score - a.hit.score);
  }

  /** @param {number} id @param {number} score @returns {Hit} */
  #hit(id, score) {
    const [kind, address, title, short] = /** @type {Row} */ (this.rows[id]);
    return { kind, address, title, short, score };
  }

  /** @param {Map<number, {id: number, via: number, hit: Hit}>} best @param {number} id @param {number} via @param {Hit} hit */
  #keep(best, id, via, hit) {
    if ((best.get(id)?.hit.score ?? 0) < hit.score) best.set(id, { id, via, hit });
  }

  /** @param {string[]} a @param {string[]} b @returns {number} 0–1: how much of what they tell two phrases share */
  #likeness(a, b) {
    const other = new Set(b);
    let shared = 0;
    let all = 0;
    for (const term of a) {
      if (other.has(term)) shared += 2 * this.weight(term);
      all += this.weight(term);
    }
    for (const term of other) all += this.weight(term);
    return all ? shared / all : 0;
  }

  /** @param {string[]} terms @param {{id: number}} best @param {string} last @returns {number} 0–1 */
  #coverage(terms, { id }, last) {
    const bag = /** @type {Set<string>} */ (this.bags[id]);
    let met = 0;
    let all = 0;
    for (const term of terms) {
      const weight = this.weight(term);
      all += weight;
      if (bag.has(term) || (last && [...bag].some((held) => held.startsWith(last) && last.startsWith(term))))
        met += weight;
    }
    return all ? met / all : 0;
  }
}

/** @param {Row} row @returns {string[]} */
function wordsOf2([, , title, short, asked, more]) {
  return [title, short, ...asked, more].flatMap(wordsOf);
}
