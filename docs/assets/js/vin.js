/** VIN check: what was typed → what it is, and what may have been meant. Pure: no page, no network, no clock. */

import { makerOf, needsCheckDigit } from "./vinMakers.js";
import { hasCheckDigit, isAllowed, modelYear, VIN_LENGTH } from "./vinRules.js";
import { slipsOf } from "./vinSlips.js";
import { findVin, isOnly, textOf } from "./vinText.js";

/**
 * @typedef {import("./vinSlips.js").Slip} Slip
 * @typedef {"empty" | "multiple" | "short" | "long" | "letters" | "same" | "fits" | "misfit" | "unknown"} Verdict
 * `multiple`: more than one VIN; `letters`: characters that no VIN contains; `same`: one character 17 times; `unknown`:
 * no check digit is required, and there is none that fits
 * @typedef {object} Reading
 * @property {string} vin what was checked, in plain letters @property {number} length in characters
 * @property {Verdict} verdict
 * @property {boolean} exact whether nothing but this was typed, regardless of case, spaces and hyphens
 * @property {{at: number, char: string}[]} wrong characters that no VIN contains, by position from 0
 * @property {{typed: string, plain: string}[]} replaced characters that are not plain letters or digits, each once
 * @property {boolean} required whether a check digit is required
 * @property {boolean} open whether that depends on where the car was sold
 * @property {Slip[]} slips what may have been meant, likeliest first
 * @property {string} code the maker's @property {string} region of the code, as the words name it
 * @property {string} country by ISO 3166; both are empty when not known
 * @property {number} year the model year, 0 when not known
 */

/** @param {string} vin @param {number} length @param {boolean} required @returns {Verdict} for a single VIN */
function verdictOn(vin, length, required) {
  if (!length) return "empty";
  if (length !== VIN_LENGTH) return length < VIN_LENGTH ? "short" : "long";
  const chars = new Set(vin);
  if (chars.size === 1) return "same";
  if (![...chars].every(isAllowed)) return "letters";
  if (hasCheckDigit(vin)) return "fits";
  return required ? "misfit" : "unknown";
}

/** @param {Verdict} verdict @param {string} vin @returns {boolean} whether looking for slips makes sense */
const mayBeSlip = (verdict, vin) =>
  ["misfit", "unknown", "letters", "short", "long"].includes(verdict) &&
  Math.abs(vin.length - VIN_LENGTH) <= 1;

/**
 * @param {string} typed @param {number} now the current year
 * @param {boolean} sold whether the car was sold in the United States or Canada, so that a check digit is required
 * @returns {Reading}
 */
export function check(typed, now, sold = false) {
  const { chars, count } = findVin(typed);
  const vin = textOf(chars);
  const required = sold || needsCheckDigit(vin);
  const verdict = count > 1 ? "multiple" : verdictOn(vin, chars.length, required);
  const replaced = chars.filter(({ typed, plain }) => typed.toUpperCase() !== plain);
  return {
    vin,
    length: chars.length,
    verdict,
    exact: isOnly(typed, vin),
    wrong: chars.flatMap(({ plain }, at) => (isAllowed(plain) ? [] : [{ at, char: plain }])),
    replaced: [...new Map(replaced.map((char) => [char.typed, char])).values()],
    required,
    open: !needsCheckDigit(vin),
    slips: mayBeSlip(verdict, vin) ? slipsOf(vin, now, sold) : [],
    ...makerOf(vin),
    year: verdict === "fits" ? modelYear(vin, now) : 0,
  };
}
