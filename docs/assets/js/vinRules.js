/**
 * VIN rules: what the 17 characters of a VIN say. Pure: no page, no network, no clock.
 *
 * The rules are those of 49 CFR 565 (characters 565.13, check digit and model year 565.15), ISO 3779 (the form of a
 * VIN) and ISO 3780 (which country assigns which makers' codes). A check digit is required only for cars sold in the
 * United States and Canada.
 *
 * What the check digit misses: a character replaced by another of the same value (A, J and 1, for example) anywhere but
 * in position 9. No weight is a multiple of 11, so it catches every other change of one character.
 */

/** The characters of a VIN, grouped by value. I, O and Q never occur. */
const VALUES = ["0", "1AJ", "2BKS", "3CLT", "4DMU", "5ENV", "6FW", "7GPX", "8HY", "9RZ"];
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const CHECK_DIGITS = "0123456789X";
const CHECK_DIGIT_AT = 8;
export const VIN_LENGTH = WEIGHTS.length;

const YEAR_CODES = "ABCDEFGHJKLMNPRSTVWXY123456789";
const YEAR_AT = 9;
/** No car was connected before; the codes start over every 30 years, and this is where the current cycle starts. */
const FIRST_YEAR = 2010;
/** In the current cycle, a letter on every car and light truck. */
const CYCLE_AT = 6;
/** From here on, digits only on cars and light trucks. */
const SERIAL_AT = 12;

/** In the order of ISO 3780, in which the ranges of makers' codes are given. */
export const CHARACTERS = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890";

const VALUE_OF = new Map(VALUES.flatMap((group, value) => [...group].map((char) => [char, value])));

/** @param {string} char @returns {boolean} whether a VIN may contain it */
export const isAllowed = (char) => VALUE_OF.has(char);

/** @param {string} char @returns {boolean} */
export const isDigit = (char) => /^\d$/.test(char);

/** @param {string} vin 17 allowed characters @returns {string} its check digit (565.15(c)) */
export function checkDigit(vin) {
  const sum = WEIGHTS.reduce((total, weight, n) => total + weight * (VALUE_OF.get(vin[n] ?? "") ?? 0), 0);
  return CHECK_DIGITS[sum % CHECK_DIGITS.length] ?? "";
}

/** @param {string} vin 17 allowed characters @returns {boolean} whether its check digit fits */
export const hasCheckDigit = (vin) => checkDigit(vin) === vin[CHECK_DIGIT_AT];

/**
 * @param {string} vin @param {number} now the current year
 * @returns {number} its model year in the current cycle, as cars and light trucks write it, or 0
 */
export function modelYear(vin, now) {
  const year = FIRST_YEAR + YEAR_CODES.indexOf(vin[YEAR_AT] ?? "");
  return !isDigit(vin[CYCLE_AT] ?? "") && year >= FIRST_YEAR && year <= now + 1 ? year : 0;
}

/**
 * @param {string} vin of 17 characters @param {boolean} strict whether it follows the rules of the US and Canada
 * @returns {number[]} the positions, from 0, whose characters cannot be right
 */
export function wrongPositions(vin, strict) {
  return [...vin].flatMap((char, n) => {
    if (!isAllowed(char)) return [n];
    if (!strict) return [];
    if (n === CHECK_DIGIT_AT) return CHECK_DIGITS.includes(char) ? [] : [n];
    if (n === YEAR_AT) return YEAR_CODES.includes(char) ? [] : [n];
    return n >= SERIAL_AT && !isDigit(char) ? [n] : [];
  });
}
