/**
 * Words: what people type → units of meaning. Pure. The build reads texts in the same way (scripts/kb/words.py).
 */

import { SearchableMap, stemmer } from "./vendor/library.js";

/**
 * @typedef {{id: string, stems: string[], filler: boolean}} Unit a word or phrase: what it stands for, its own stems,
 * and whether it carries no subject, like "my" or "does"
 */

/** @typedef {import("minisearch/SearchableMap").default<number>} Tree a radix tree, with look-up by prefix and by edits */

/** @param {string} text @returns {string[]} its words: lower case, without accents and apostrophes */
export function wordsOf(text) {
  const plain = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "");
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** @param {string} phrase @returns {string} its stems, joined */
const keyOf = (phrase) => wordsOf(phrase).map(stemmer).join(" ");

/**
 * Edits between two words: a letter added, dropped, changed, or two neighbours swapped (Damerau–Levenshtein,
 * optimal string alignment).
 * @param {string} a @param {string} b @returns {number}
 */
export function distance(a, b) {
  const at = (/** @type {number[]} */ line, /** @type {number} */ n) => line[n] ?? 0;
  /** @type {number[]} */
  let before = [];
  let above = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = at(above, j - 1) + Number(a[i - 1] !== b[j - 1]);
      const swap = i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(at(above, j) + 1, at(row, j - 1) + 1, changed, swap ? at(before, j - 2) + 1 : changed),
      );
    }
    [before, above] = [above, row];
  }
  return at(above, b.length);
}

/** The words that a site knows. */
export class Words {
  /** Every known word → how often the site uses it. */
  #known = /** @type {Tree} */ (/** @type {unknown} */ (new SearchableMap()));
  /** @type {Set<string>} */
  #stems = new Set();
  /** @type {Set<string>} as stems */
  #fillers;
  /** @type {Map<string, string>} a word or phrase, as stems → what its group stands for */
  #meaning = new Map();
  #longest = 1;

  /**
   * @param {string} synonyms groups, a line each, their members between bars
   * @param {string} fillers @param {string} others
   */
  constructor(synonyms, fillers, others) {
    this.#fillers = new Set(fillers.split(" ").map(stemmer));
    /** What each group, each filler and each other word stands for. */
    this.ids = synonyms.split("\n").map((line) => {
      const group = line.split("|").map(keyOf);
      for (const key of group) {
        this.#meaning.set(key, `=${group[0]}`);
        this.#longest = Math.max(this.#longest, key.split(" ").length);
      }
      return `=${group[0]}`;
    });
    this.ids.push(...`${fillers} ${others}`.split(" ").map(stemmer));
    for (const word of wordsOf(`${synonyms} ${others}`)) {
      this.#known.set(word, (this.#known.get(word) ?? 0) + 1);
      this.#stems.add(stemmer(word));
    }
  }

  /**
   * @param {string[]} words
   * @returns {Unit[]} their units in order: the longest phrase that has synonyms, else one word
   */
  units(words) {
    const stems = words.map(stemmer);
    const isFiller = (/** @type {number} */ n) => this.#fillers.has(stems[n] ?? "");
    /** @type {Unit[]} */
    const found = [];
    for (let n = 0; n < words.length; ) {
      let size = Math.min(this.#longest, words.length - n);
      while (size > 1 && !this.#meaning.has(stems.slice(n, n + size).join(" "))) size--;
      const part = stems.slice(n, n + size);
      const filler = size === 1 && isFiller(n);
      const id = (!filler && this.#meaning.get(part.join(" "))) || part[0] || "";
      const first = n;
      found.push({ id, stems: part.filter((_, m) => !isFiller(first + m)), filler });
      n += size;
    }
    return found;
  }

  /** @param {string} text @returns {Set<string>} what its telling units stand for */
  idsOf(text) {
    const units = this.units(wordsOf(text));
    return new Set(units.filter(({ filler }) => !filler).map(({ id }) => id));
  }

  /** @param {string} word @returns {boolean} */
  #knows(word) {
    const stem = stemmer(word);
    return this.#known.has(word) || this.#stems.has(stem) || this.#fillers.has(stem);
  }

  /** @param {string} start @returns {string[]} the known words that begin so, when it is none itself */
  completions(start) {
    return start.length < 2 || this.#knows(start) ? [] : [...this.#known.atPrefix(start).keys()];
  }

  /** @param {string} word @returns {string} the known word that was probably meant, or the word itself */
  correct(word) {
    if (this.#knows(word) || word.length < 3 || /\d/.test(word)) return word;
    const limit = word.length < 4 ? 1 : word.length < 8 ? 2 : 3;
    let best = word;
    let least = limit + 0.4;
    for (const [known, [uses]] of this.#known.fuzzyGet(word, limit + 1)) {
      if (known.length < 3 || /\d/.test(known)) continue;
      const edits = distance(word, known);
      if (edits > limit || !alike(word, known, edits)) continue;
      // Letters are left out more often than changed, and changed more often than put in, but for doubled ones.
      const longer = word.length - known.length;
      const slip = longer < 0 ? -0.3 : longer > 0 && single(word) !== single(known) ? 0.4 : 0;
      const cost = edits + slip + (known[0] === word[0] ? 0 : 0.5) - Math.min(uses, 50) / 150;
      if (cost < least) [best, least] = [known, cost];
    }
    return best;
  }
}

/** @param {string} word @returns {string} the word without doubled letters */
const single = (word) => word.replace(/(.)\1+/g, "$1");

/**
 * Short words are not typos of each other: three letters must be the same letters, four and five the same but one.
 * @param {string} a @param {string} b @param {number} edits
 */
function alike(a, b, edits) {
  const length = Math.min(a.length, b.length);
  if (length < 4) return [...a].sort().join("") === [...b].sort().join("");
  return edits < 2 || length > 5;
}
