/**
 * Tokenizer: text → words, and words → units. Pure. scripts/kb/search/tokenizer.py does exactly the same for the build;
 * both are tested with the cases in tests/search/tokens.json.
 */

import { stemmer } from "./vendor/library.js";

/**
 * @typedef {object} Unit a word, or a phrase that has synonyms
 * @property {string} id the stem of the word, or `=` and the stems of the first of its synonyms, joined by `_`
 * @property {string[]} words
 * @property {string[]} stems of these words
 * @property {boolean} stop whether it is a stop word: one that carries no subject, like "my" or "does"
 */

/** @param {string} text @returns {string[]} its words: lower case, no accents, no apostrophes; `APIGW403` is two */
export function wordsOf(text) {
  const plain = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "");
  const found = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.flatMap((word) => /^([a-z]{2,})([0-9]{3,})$/.exec(word)?.slice(1) ?? word);
}

/** @type {Map<string, string>} */
const stems = new Map();

/** @param {string} word in lower case @returns {string} */
export function stemOf(word) {
  let stem = stems.get(word);
  if (stem === undefined) {
    stem = stemmer(word);
    stems.set(word, stem);
  }
  return stem;
}

/** @param {string} phrase @returns {string} its stems, joined */
const keyOf = (phrase) => wordsOf(phrase).map(stemOf).join("_");

/** Splits texts into units, with the synonyms and stop words of a site. */
export class Tokenizer {
  /** @type {Map<string, string>} key of a word or phrase → id of its group */
  #ids = new Map();
  #longest = 1;

  /** @param {string[]} synonyms groups, their members between bars @param {string} stopWords */
  constructor(synonyms, stopWords) {
    this.stops = new Set(stopWords.split(" "));
    /** Ids of the groups, in order. */
    this.groups = synonyms.map((line) => {
      const [first = "", ...others] = line.split("|").map(keyOf);
      for (const key of [first, ...others]) {
        this.#ids.set(key, `=${first}`);
        this.#longest = Math.max(this.#longest, key.split("_").length);
      }
      return `=${first}`;
    });
  }

  /** @param {string[]} words @returns {Unit[]} in order: the longest phrase that has synonyms, else one word */
  units(words) {
    const stems = words.map(stemOf);
    /** @type {Unit[]} */
    const found = [];
    for (let n = 0; n < words.length; ) {
      let size = Math.min(this.#longest, words.length - n);
      while (size > 1 && !this.#ids.has(stems.slice(n, n + size).join("_"))) size--;
      const part = stems.slice(n, n + size);
      const key = part.join("_");
      const stop = size === 1 && this.stops.has(words[n] ?? "");
      const id = stop ? key : (this.#ids.get(key) ?? key);
      found.push({ id, words: words.slice(n, n + size), stems: part, stop });
      n += size;
    }
    return found;
  }
}
