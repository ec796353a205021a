/** Shared by the tests of the VIN check: an independent reading of 49 CFR 565, and VINs made by it. */

/** Table III, written out. */
const VALUES = Object.fromEntries([
  ..."ABCDEFGH".split("").map((char, n) => [char, n + 1]),
  ..."JKLMN".split("").map((char, n) => [char, n + 1]),
  ["P", 7],
  ["R", 9],
  ..."STUVWXYZ".split("").map((char, n) => [char, n + 2]),
  ..."0123456789".split("").map((char, n) => [char, n]),
]);
/** Table IV. */
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

export const CHARS = Object.keys(VALUES);
export const NOW = 2026;

/** @param {string} char @returns {number} */
export const numberFor = (char) => VALUES[char];

/** @param {string} vin @returns {string} the check digit that 565.15(c) requires */
export function digitFor(vin) {
  const rest = [...vin].reduce((sum, char, n) => sum + VALUES[char] * WEIGHTS[n], 0) % 11;
  return rest === 10 ? "X" : String(rest);
}

/** @param {string} vin with anything in position 9 @returns {string} */
export const withDigit = (vin) =>
  vin.slice(0, 8) + digitFor(`${vin.slice(0, 8)}0${vin.slice(9)}`) + vin.slice(9);

/** @param {string} vin @param {number} n @param {string} char @returns {string} */
export const put = (vin, n, char) => vin.slice(0, n) + char + vin.slice(n + 1);

/** @param {string} vin @param {number} n @returns {string} with two neighbors swapped */
export const swap = (vin, n) => vin.slice(0, n) + vin[n + 1] + vin[n] + vin.slice(n + 2);

/** @param {number} seed @returns {(below: number) => number} the same random numbers in every run */
export function randomFrom(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

/** @param {(below: number) => number} random @param {string | string[]} from @returns {string} */
export const pick = (random, from) => from[random(from.length)];

const BODIES = [
  "1HG",
  "2HK",
  "5FN",
  "19X",
  "1FA",
  "1FM",
  "1FT",
  "3FA",
  "1G1",
  "1GC",
  "2GN",
  "3GK",
  "1C4",
  "2C3",
  "3C6",
  "1N4",
  "3N1",
  "5N1",
  "4S3",
  "5YJ",
  "7SA",
  "3VW",
  "5UX",
  "4JG",
  "5NP",
  "5XY",
  "3KP",
  "7MM",
  "2T1",
  "2T3",
  "3TM",
  "3TY",
  "4T1",
  "4T3",
  "5TD",
  "5TF",
  "5YF",
  "58A",
  "7MU",
  "7SV",
];

/** @param {(below: number) => number} random @returns {string} a VIN as North American cars since 2010 have it */
export function carVin(random) {
  const any = (count) => Array.from({ length: count }, () => pick(random, CHARS)).join("");
  const letter = pick(random, "ABCDEFGHJKLMNPRSTUVWXYZ");
  const serial = String(random(1e6)).padStart(6, "0");
  return withDigit(
    `${pick(random, BODIES)}${any(3)}${letter}${any(1)}0${pick(random, "ABCDEFGHJKLMNPRST")}${pick(random, CHARS)}${serial}`,
  );
}
