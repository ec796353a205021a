/**
 * VIN text: finds the VIN in whatever was typed or pasted, and writes it in plain letters. Pure.
 *
 * A VIN may have spaces or hyphens inside and any text around it. A character inside it that no VIN has (such as `*`)
 * stays, so that the check can name it.
 */

import { isDigit, VIN_LENGTH } from "./vinRules.js";

/** Cyrillic, Greek and Armenian capitals that look like plain ones, and what they look like. */
const LOOKALIKES = new Map(
  [
    ["АВЕЅІЈКМНОРСТУҮХԚԜҺѴЗ", "ABESIJKMHOPCTYYXQWHV3"],
    ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϜϺͿ", "ABEZHIKMNOPTYXCFMJ"],
    ["ՕՏՍԼ", "OSUL"],
  ].flatMap(([from = "", to = ""]) => [...from].map((char, n) => [char, to[n] ?? ""])),
);

/** The zeros of Arabic, Persian, Devanagari, Bengali and Thai digits; the other nine follow each. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

/** What people put between the characters of a VIN, and what cannot be seen. */
const GAP = /^[\s\p{Z}\p{C}\p{M}\p{Pd}−]$/u;
/** What ends a word in a sentence, and surrounds a quotation. */
const PUNCTUATION = /^[:;=,.!|、。"'`()[\]{}<>\p{Pi}\p{Pf}\p{Ps}\p{Pe}]$/u;
/** What many write before a VIN (FIN in German); neither can be part of one. */
const LABEL = /^[VF]IN/;
/** A VIN has more digits than words of 17 letters together. */
const MIN_DIGITS = 3;

/**
 * @typedef {{typed: string, plain: string}} Char one character, as typed and in plain letters
 * @typedef {Char[][]} Chain words with nothing but gaps between them
 * @typedef {object} Found
 * @property {Char[]} chars the VIN, or what comes closest to one @property {number} count how many VINs there are
 */

/** @param {string} typed one character @returns {string} the plain capital letter or digit for it, or itself */
function plainFor(typed) {
  const code = typed.codePointAt(0) ?? 0;
  const zero = ZEROS.find((start) => start <= code && code < start + 10);
  if (zero) return String(code - zero);
  const base = typed.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase();
  const plain = LOOKALIKES.get(base) ?? base;
  return /^[A-Z\d]$/.test(plain) ? plain : typed;
}

/** @param {Char} char @returns {boolean} */
const isPlain = ({ plain }) => /^[A-Z\d]$/.test(plain);

/** @param {Char[]} chars @returns {string} */
export const textOf = (chars) => chars.map(({ plain }) => plain).join("");

/**
 * @param {Char[]} chars @param {(char: Char) => "part" | "gap" | "end"} role of a character that is no letter or digit
 * @returns {Chain[]}
 */
function chainsOf(chars, role) {
  /** @type {Chain[]} */
  const chains = [[[]]];
  for (const char of chars) {
    const chain = chains.at(-1) ?? [];
    const kind = isPlain(char) ? "part" : GAP.test(char.plain) ? "gap" : role(char);
    if (kind === "part") chain.at(-1)?.push(char);
    else if (kind === "gap") chain.push([]);
    else chains.push([[]]);
  }
  return chains.map((chain) => chain.map(trimmed).filter((word) => word.length));
}

/** @param {Char[]} word @returns {Char[]} without punctuation around it, and without a label before it */
function trimmed(word) {
  const isInner = (/** @type {Char} */ { plain }) => !PUNCTUATION.test(plain);
  const inner = word.slice(Math.max(word.findIndex(isInner), 0), word.findLastIndex(isInner) + 1);
  return inner.slice(LABEL.exec(textOf(inner))?.[0].length ?? 0);
}

/** @param {Char[]} chars @returns {number} */
const digitsIn = (chars) => chars.filter(({ plain }) => isDigit(plain)).length;

/** @param {Chain} chain @returns {Chain[]} the words in a row that have 17 characters together */
function groupsOf(chain) {
  return chain.flatMap((_, start) => {
    let length = 0;
    for (let end = start; end < chain.length && length < VIN_LENGTH; ) {
      length += chain[end++]?.length ?? 0;
      if (length === VIN_LENGTH) return [chain.slice(start, end)];
    }
    return [];
  });
}

/** @param {Chain} group @returns {number} how unlikely it is that words in a row are a VIN */
function doubt(group) {
  const chars = group.flat();
  const isWordy = digitsIn(chars) < MIN_DIGITS;
  const isNumbered = digitsIn(chars.slice(-4)) >= MIN_DIGITS;
  return (isWordy ? 100 : 0) + (group.length > 1 ? 20 : 0) + (isNumbered ? 0 : 10) + group.length;
}

/** @param {Char[]} chars @param {Chain[]} chains @returns {Found | undefined} the likeliest run of 17 */
function seventeen(chars, chains) {
  const total = chars.filter(isPlain).length;
  const groups = chains
    .flatMap(groupsOf)
    .filter((group) => group.length === 1 || group.flat().length >= total || doubt(group) < 30)
    .filter((group) => group.flat().filter(isPlain).length > VIN_LENGTH / 2)
    .sort((a, b) => doubt(a) - doubt(b));
  const whole = groups.filter((group) => group.length === 1 && digitsIn(group.flat()) >= MIN_DIGITS);
  const count = new Set(whole.map((group) => textOf(group.flat()))).size;
  return groups[0] && { chars: groups[0].flat(), count: Math.max(count, 1) };
}

/** @param {Char[]} word @returns {boolean} whether it may be a part of a VIN that has no digit */
const isLetters = (word) => word.length <= 3 && !/[IOQ]/.test(textOf(word));

/** @param {Chain} chain @returns {Char[][]} runs of words with digits, and the short ones before and between them */
function runsOf(chain) {
  /** @type {Char[][]} */
  const runs = [];
  /** @type {Chain} */
  let waiting = [];
  let isOpen = false;
  for (const word of chain) {
    if (digitsIn(word)) {
      const before = isOpen ? (runs.pop() ?? []) : [];
      while (waiting.length && waiting.flat().length + before.length + word.length > VIN_LENGTH)
        waiting.shift();
      runs.push([...before, ...waiting.flat(), ...word]);
      isOpen = true;
      waiting = [];
    } else if (isLetters(word)) waiting.push(word);
    else [isOpen, waiting] = [false, []];
  }
  return runs;
}

/** @param {Chain[]} chains @returns {Found} what somebody may have meant as a VIN: the longest run, or all of it */
function closest(chains) {
  const [longest = chains.flat(2)] = chains.flatMap(runsOf).sort((a, b) => b.length - a.length);
  return { chars: longest, count: 1 };
}

/** @param {string} typed @returns {Found} */
export function findVin(typed) {
  const chars = [...typed.normalize("NFC")].map((char) => ({ typed: char, plain: plainFor(char) }));
  const inWords = chainsOf(chars, ({ plain }) => (PUNCTUATION.test(plain) ? "end" : "part"));
  const options = [
    chainsOf(chars, () => "end"),
    inWords,
    chainsOf(chars, () => "part"),
    chainsOf(chars, () => "gap"),
  ];
  for (const chains of options) {
    const found = seventeen(chars, chains);
    if (found) return found;
  }
  return closest(inWords);
}

/** @param {string} typed @param {string} vin @returns {boolean} whether it is this VIN, but for case and gaps */
export const isOnly = (typed, vin) =>
  [...typed]
    .filter((char) => !GAP.test(char))
    .join("")
    .toUpperCase() === vin;
