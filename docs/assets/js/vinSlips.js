/** VIN slips: the few VINs that somebody may have meant, likeliest first. Pure. */

import { hasKnownMaker, needsCheckDigit } from "./vinMakers.js";
import { CHARACTERS, hasCheckDigit, isAllowed, modelYear, VIN_LENGTH, wrongPositions } from "./vinRules.js";

/** More would be a wall, and the right one is rarely that far down. */
const MOST = 5;

/** Characters that are mistaken for each other when read. */
const ALIKE = ["0OQD", "1IL", "5S", "8B", "2Z"];
const SIMILAR = ["6G", "UV", "VY", "17", "CG", "4A", "7T"];
/** Keyboard rows, each shifted by half a key against the one above. */
const KEYS = ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"];

/** From likely to unlikely. */
const RANKS = { alike: 0, swap: 1, repeat: 1, key: 2, near: 3, other: 4 };

/**
 * @typedef {"change" | "swap" | "extra" | "missing"} Kind characters changed, two neighbors swapped, one too many, one
 * too few
 * @typedef {object} Slip
 * @property {string} vin that may have been meant @property {Kind} kind
 * @property {number[]} at where it differs, from 0; an extra character by its position in what was typed
 * @property {number} rank how unlikely the slip is
 */

/** @param {string[]} groups @param {string} a @param {string} b @returns {boolean} */
const inOneOf = (groups, a, b) => groups.some((group) => group.includes(a) && group.includes(b));

/** @param {string} a @param {string} b @returns {boolean} whether one key is above the other */
function isAbove(a, b) {
  const [row, other] = [a, b].map((char) => KEYS.findIndex((keys) => keys.includes(char)));
  if (row === undefined || other === undefined || Math.abs(row - other) !== 1) return false;
  const [upper, lower] = row < other ? [a, b] : [b, a];
  const shift =
    (KEYS[Math.min(row, other)] ?? "").indexOf(upper) - (KEYS[Math.max(row, other)] ?? "").indexOf(lower);
  return shift === 0 || shift === 1;
}

/** @param {string} a @param {string} b @returns {number} how unlikely it is that one was typed for the other */
function changeRank(a, b) {
  if (inOneOf(ALIKE, a, b)) return RANKS.alike;
  if (KEYS.some((row) => row.includes(a + b) || row.includes(b + a))) return RANKS.key;
  return isAbove(a, b) || inOneOf(SIMILAR, a, b) ? RANKS.near : RANKS.other;
}

/** @param {string} vin @param {number} n @param {string} char @returns {string} */
const put = (vin, n, char) => vin.slice(0, n) + char + vin.slice(n + 1);

/** @param {string} vin @param {number} n @returns {Slip[]} with each other character in one position */
const changes = (vin, n) =>
  [...CHARACTERS]
    .filter((char) => char !== vin[n])
    .map((char) => ({
      vin: put(vin, n, char),
      kind: "change",
      at: [n],
      rank: changeRank(vin[n] ?? "", char),
    }));

/** @param {string} vin @param {number} n @returns {Slip[]} with one character and the next swapped */
function swapped(vin, n) {
  const [a, b] = [vin[n] ?? "", vin[n + 1] ?? ""];
  if (!b || a === b) return [];
  return [{ vin: put(put(vin, n, b), n + 1, a), kind: "swap", at: [n, n + 1], rank: RANKS.swap }];
}

/** @param {string} vin @param {number} n @returns {Slip[]} without one character */
function shortened(vin, n) {
  if (vin[n] === vin[n + 1]) return []; // the same as without the next one
  return [
    { vin: put(vin, n, ""), kind: "extra", at: [n], rank: vin[n] === vin[n - 1] ? RANKS.repeat : RANKS.key },
  ];
}

/** @param {string} vin @param {number} n @returns {Slip[]} with one character twice */
function doubled(vin, n) {
  const char = vin[n] ?? "";
  if (char === vin[n + 1]) return []; // the same as the next one twice
  return [{ vin: put(vin, n, char + char), kind: "missing", at: [n + 1], rank: RANKS.repeat }];
}

/** @param {string} vin @param {number} n @param {boolean} strict @returns {string} what it looks like and may be there */
function lookalike(vin, n, strict) {
  const group = ALIKE.find((chars) => chars.includes(vin[n] ?? "")) ?? "";
  const isRight = (/** @type {string} */ char) => !wrongPositions(put(vin, n, char), strict).includes(n);
  return [...group].find((char) => char !== vin[n] && isRight(char)) ?? "";
}

/**
 * @param {string} vin @param {number[]} wrong positions @param {boolean} strict
 * @returns {Slip[]} with all of them replaced by what they look like; a single one that looks like nothing, by anything
 */
function repaired(vin, wrong, strict) {
  const unlike = wrong.filter((n) => !lookalike(vin, n, strict));
  const start = wrong.reduce((text, n) => put(text, n, lookalike(vin, n, strict) || (vin[n] ?? "")), vin);
  const [open = 0] = unlike;
  if (unlike.length > 1) return [];
  if (!unlike.length) return [{ vin: start, kind: "change", at: wrong, rank: RANKS.alike }];
  if (isAllowed(vin[open] ?? "")) return [];
  return changes(start, open).map((slip) => ({ ...slip, at: wrong }));
}

/** @param {string} vin @param {number[]} wrong positions @param {boolean} strict @returns {Slip[]} */
function candidates(vin, wrong, strict) {
  const places = [...vin].map((_, n) => n);
  if (vin.length > VIN_LENGTH) return places.flatMap((n) => shortened(vin, n));
  if (vin.length < VIN_LENGTH) return places.flatMap((n) => doubled(vin, n));
  const swaps = places.flatMap((n) => swapped(vin, n));
  if (wrong.length > 1) return [...repaired(vin, wrong, strict), ...swaps];
  const isBlank = wrong.some((n) => !isAllowed(vin[n] ?? ""));
  const changed = (wrong.length ? wrong : places).flatMap((n) => changes(vin, n));
  return [...changed.filter(({ rank }) => isBlank || rank < RANKS.other), ...swaps];
}

/** @param {string} vin @param {boolean} sold @returns {boolean} whether it follows the rules of the US and Canada */
const isStrict = (vin, sold) => sold || needsCheckDigit(vin);

/** @param {Slip} slip @param {boolean} sold @returns {boolean} whether it only reads better, and needs no check digit */
const isUnchecked = ({ vin, rank }, sold) => rank === RANKS.alike && !isStrict(vin, sold);

/**
 * @param {string} vin of 16 to 18 characters, as typed @param {number} now the current year
 * @param {boolean} sold whether the car was sold in the United States or Canada
 * @returns {Slip[]} the few VINs with a right check digit that are a slip away, likeliest first. Those with a known
 * maker's code suppress the others; the code that was typed is never replaced by an unknown one. Where no check digit is
 * required, only a mistake in an unknown maker's code can be seen.
 */
export function slipsOf(vin, now, sold) {
  const strict = isStrict(vin, sold);
  const wrong = vin.length === VIN_LENGTH ? wrongPositions(vin, strict) : [];
  const isMaker = !strict && !wrong.length && vin.length === VIN_LENGTH;
  const mayBe = (/** @type {Slip} */ slip) =>
    (!isMaker || (!hasKnownMaker(vin) && needsCheckDigit(slip.vin) && slip.rank < RANKS.key)) &&
    !wrongPositions(slip.vin, isStrict(slip.vin, sold)).length &&
    (hasKnownMaker(slip.vin) ||
      slip.vin.startsWith(vin.slice(0, 3)) ||
      (slip.rank === RANKS.alike && wrong.some((n) => n < 3)));
  const fitting = candidates(vin, wrong, strict).filter((slip) => mayBe(slip) && hasCheckDigit(slip.vin));
  const unchecked = repaired(vin, wrong, strict).filter((slip) => mayBe(slip) && isUnchecked(slip, sold));
  if (wrong.length && unchecked.length && fitting.every(({ rank }) => rank > RANKS.alike)) return unchecked;
  const known = fitting.filter((slip) => hasKnownMaker(slip.vin));
  const cost = (/** @type {Slip} */ slip) => (modelYear(slip.vin, now) ? 0 : RANKS.other) + slip.rank;
  return (known.length ? known : fitting).sort((a, b) => cost(a) - cost(b)).slice(0, MOST);
}
