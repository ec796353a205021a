/**
 * Spelling: a word that nobody knows → the known word that was probably meant. Pure.
 *
 * A word is left alone when the site or its training phrases know it or a word of the same stem; when it is on the list
 * of other real words and no slip (isSlip); when it has a digit; and when no known word is close enough: two edits for six
 * letters or more, one for fewer, and the same first letter. In a short word no letter may be another one: such words are
 * more often real than mistyped (alike).
 */

import { BloomFilter } from "./bloom.js";
import { stemOf } from "./tokenizer.js";

/** What a correction costs at most, in edits. */
const LIMIT = { short: 1, long: 2 };
const LONG = 6;
/** Letters of a word that is one edit away from a known one, above which it is hardly another real word. */
const SURE = 7;

/**
 * Edits between two words: a letter added, dropped, changed, or two neighbors swapped (Damerau–Levenshtein, optimal
 * string alignment).
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
export class Spelling {
  /** @type {Map<string, number>} word → how often the site uses it */
  #uses = new Map();
  /** @type {Set<string>} words that may be corrections but no completions */
  #others = new Set();
  /** @type {Set<string>} */
  #stems = new Set();
  /** @type {Map<string, string>} */
  #corrected = new Map();

  /**
   * @param {Iterable<string>} words of the site, once for each use
   * @param {Iterable<string>} others that may be corrections but no completions @param {string} realWords a Bloom filter of the stems of more
   */
  constructor(words, others, realWords) {
    this.realWords = new BloomFilter(realWords);
    for (const word of words) {
      this.#uses.set(word, (this.#uses.get(word) ?? 0) + 1);
      this.#stems.add(stemOf(word));
    }
    for (const word of others) this.#others.add(word);
  }

  /** @param {string} word @returns {boolean} */
  knows(word) {
    return this.#uses.has(word) || this.#others.has(word) || this.#stems.has(stemOf(word));
  }

  /** @param {string} start @param {number} most @returns {string[]} the known words that begin so, the most used first */
  completions(start, most) {
    const found = [...this.#uses].filter(([word]) => word.startsWith(start));
    return found
      .sort((a, b) => b[1] - a[1])
      .slice(0, most)
      .map(([word]) => word);
  }

  /** @param {string} word @returns {string} the known word that was probably meant, or the word itself */
  correct(word) {
    if (word.length < 3 || /\d/.test(word) || this.knows(word)) return word;
    const known = this.#corrected.get(word) ?? this.#closest(word, this.realWords.has(stemOf(word)));
    this.#corrected.set(word, known);
    return known;
  }

  /** @param {string} word @param {boolean} isReal whether only slips are corrected @returns {string} */
  #closest(word, isReal) {
    const limit = word.length < LONG ? LIMIT.short : LIMIT.long;
    let best = word;
    let least = limit + 0.5;
    for (const known of [...this.#uses.keys(), ...this.#others]) {
      if (Math.abs(known.length - word.length) > limit || known.length < 3 || known[0] !== word[0]) continue;
      const edits = distance(word, known);
      if (edits > limit || !alike(word, known) || (isReal && !isSlip(word, known, edits))) continue;
      // Letters are left out more often than changed, and changed more often than put in.
      const slip = 0.2 * Math.sign(word.length - known.length);
      const cost = edits + slip - Math.min(this.#uses.get(known) ?? 1, 50) / 150;
      if (cost < least) [best, least] = [known, cost];
    }
    return best;
  }
}

/**
 * @param {string} word @param {string} known @param {number} edits
 * @returns {boolean} whether it is more likely a slip than a real word: two neighbors that changed places, a letter that
 * was doubled or not, or one edit in a long word
 */
const isSlip = (word, known, edits) =>
  edits === 1 && (word.length > SURE || sameLetters(word, known) || single(word) === single(known));

/** @param {string} word @returns {string} without doubled letters */
const single = (word) => word.replace(/(.)\1/g, "$1");

/** @param {string} a @param {string} b @returns {boolean} */
const sameLetters = (a, b) => [...a].sort().join("") === [...b].sort().join("");

/**
 * @param {string} word @param {string} known
 * @returns {boolean} whether short words are close enough: the same letters, or one left out, or one too many
 */
function alike(word, known) {
  if (Math.min(word.length, known.length) >= LONG || single(word) === single(known)) return true;
  if (word.length === known.length) return sameLetters(word, known);
  return word.length < known.length ? known.length > 3 : known.length > 4;
}
