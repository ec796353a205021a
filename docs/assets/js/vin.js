/**
 * VIN rules: what somebody typed → what its characters tell. Pure: no page, no network, no clock.
 *
 * The rules are those of 49 CFR 565 (length and letters 565.13, check digit and model year 565.15), ISO 3779 (the
 * form of a VIN) and ISO 3780 (who gives out makers' codes).
 *
 * What the check digit cannot see: a letter or digit put in the place of another of the same value (the groups in
 * VALUES: A, J and 1, for example) outside position 9. The weights are no multiples of 11, so every other change of one
 * character of a North American VIN makes the digit wrong. When the first character is the changed one, and the code is
 * no longer North American, the VIN is not called wrong, as nobody may expect a digit then; it is not called right either.
 * Two neighbours that were swapped go unseen when their values are the same, and only then, away from position 9.
 */

/** Every character of a VIN, by its value. I, O and Q never occur. */
const VALUES = ["0", "1AJ", "2BKS", "3CLT", "4DMU", "5ENV", "6FW", "7GPX", "8HY", "9RZ"];
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const DIGITS = "0123456789X";
const LENGTH = WEIGHTS.length;
const DIGIT_AT = 8;
const YEAR_AT = 9;
const ERA_AT = 6;
const SERIAL_AT = 13;

/** In the order of ISO 3780, in which ranges of makers' codes are given. */
const ORDER = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890";
const YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789";
const FIRST_YEAR = 1980;
const CYCLE = 30;

/** Model years begin before the calendar's; what lies further ahead has not been built. */
const AHEAD = 2;

/** Letters of other alphabets that look like Latin ones, and what they look like. */
const FOREIGN = ["АВЕКМНОРСТУХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXISJABEZHIKMNOPTYX"];

/** Characters that are taken for each other. */
const ALIKE = ["0OQD", "1IL", "5S", "8B", "2Z", "6G", "UV"];
const KEYS = ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"];

/** First characters of makers' codes in each region; those from 7F on are North American too. */
const REGIONS = {
  africa: "ABCDEFG",
  asia: "HJKLMNPR",
  europe: "STUVWXYZ",
  north_america: "12345",
  oceania: "67",
  south_america: "89",
};

/** Ranges of makers' codes, first character and both ends of the second → the country's ISO 3166 code. */
const COUNTRIES =
  "AAHZA JA0JP KLRKR LA0CN MAEIN MFKID MLRTH NLRTR PAEPH PLRMY SAMGB SNTDE SUZPL TAHCH TJPCZ TRVHU TW1PT UUZRO " +
  "VAEAT VFRFR VSWES WA0DE XLRNL YAEBE YFKFI YSWSE ZARIT 1A0US 2A0CA 3AWMX 4A0US 5A0US 6AWAU 7AENZ 7F0US 8AEAR " +
  "8FKCL 9AEBR 939BR";

/**
 * @typedef {"look" | "swap" | "key"} Kind look-alikes, two neighbours swapped, one wrong key
 * @typedef {{vin: string, kind: Kind, at: number[]}} Slip a VIN that may have been meant; `at`: what differs, from 0
 * @typedef {object} Reading
 * @property {string} vin as it was read @property {number} length @property {string[]} strange what no VIN holds
 * @property {"empty" | "short" | "long" | "letters" | "fits" | "misfit" | "unknown"} verdict `unknown`: nothing is wrong,
 * but no check digit is due, and there is none that fits
 * @property {boolean} due whether a check digit is mandatory @property {boolean} open whether that depends on where the car
 * was sold
 * @property {string} digit the check digit that the others call for @property {Slip[]} slips likeliest first
 * @property {string} code the maker's @property {string} region a key of REGIONS @property {string} country by ISO 3166;
 * both empty when not known
 * @property {number[]} years that the tenth character may stand for @property {number} year the one of them that a North
 * American car or light truck means, or 0
 */

/** @param {string} typed @returns {string} without what people put between characters, in capitals */
function normalise(typed) {
  const plain = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/^\s*VIN\b\W*/, "");
  return [...plain.replace(/[\p{Z}\p{C}\p{Pd}\s*.]/gu, "")]
    .map((char) => FOREIGN[1]?.[FOREIGN[0]?.indexOf(char) ?? -1] ?? char)
    .join("");
}

const WORTH = new Map(VALUES.flatMap((group, n) => [...group].map((char) => [char, n])));

/** @param {string} char @returns {number} its value; -1 when no VIN holds it */
const worthOf = (char) => WORTH.get(char) ?? -1;

/** @param {string} vin of 17 right characters @returns {string} its check digit (565.15(c)) */
function digitOf(vin) {
  const sum = WEIGHTS.reduce((all, weight, n) => all + weight * worthOf(vin[n] ?? ""), 0);
  return DIGITS[sum % DIGITS.length] ?? "";
}

/** @param {string} vin @returns {boolean} */
const fits = (vin) => digitOf(vin) === vin[DIGIT_AT];

/** @param {string} vin @returns {boolean} whether the maker's code is given out for the US, Canada or Mexico */
const isHome = (vin) => /^(?:[1-5]|7[F-Z\d])/.test(vin);

/** @param {string} vin @returns {boolean} whether it has Z where makers for Europe fill up, also in North America */
const isFilled = (vin) => /^...ZZZ..Z/.test(vin);

/** @param {string} vin @param {boolean} sold @returns {boolean} whether a check digit is mandatory */
const isDue = (vin, sold) => sold || (isHome(vin) && !isFilled(vin));

/** @param {string} vin @returns {{code: string, region: string, country: string}} whom ISO 3780 lets give out its code */
function makerOf(vin) {
  const [first = "", second = ""] = vin;
  const country = COUNTRIES.split(" ").find(([char, from = "", to = ""]) => {
    const place = ORDER.indexOf(second);
    return char === first && ORDER.indexOf(from) <= place && place <= ORDER.indexOf(to);
  });
  const region = Object.entries(REGIONS).find(([, chars]) => first && chars.includes(first))?.[0] ?? "";
  return {
    code: vin.slice(0, 3),
    region: isHome(vin) ? "north_america" : region,
    country: country?.slice(3) ?? "",
  };
}

/**
 * @param {string} vin @param {boolean} due @param {number} now this year
 * @returns {{years: number[], year: number}} by Table VII of 565.15; the seventh character tells the thirty years
 */
function yearsOf(vin, due, now) {
  const first = FIRST_YEAR + YEARS.indexOf(vin[YEAR_AT] ?? "");
  const years = [];
  for (let year = first; first >= FIRST_YEAR && year <= now + AHEAD; year += CYCLE) years.push(year);
  const meant = /\d/.test(vin[ERA_AT] ?? "") ? first : first + CYCLE;
  return { years, year: due && years.includes(meant) ? meant : 0 };
}

/** @param {string} a @param {string} b @returns {boolean} whether their keys are neighbours in a row */
const near = (a, b) => KEYS.some((row) => row.includes(a + b) || row.includes(b + a));

/** @param {string} a @param {string} b @returns {boolean} */
const alike = (a, b) => ALIKE.some((group) => group.includes(a) && group.includes(b));

/** @param {string} char @returns {boolean} */
const isDigit = (char) => /\d/.test(char);

/** @param {string} vin @returns {boolean} whether it has no year, or letters in its number (565.15(d)) */
const isOdd = (vin) =>
  [...vin].some((char, n) => (n === YEAR_AT ? !YEARS.includes(char) : n >= SERIAL_AT && !isDigit(char)));

/** @param {string} vin @param {Slip} slip @returns {number} how unlikely a slip is: 0 for look-alikes, then more */
function oddness(vin, { vin: meant, kind, at: [n = 0] }) {
  const far = (isHome(vin) && !isHome(meant) ? 20 : 0) + (isOdd(meant) ? 10 : 0);
  if (kind !== "key") return far + (kind === "look" ? 0 : 1);
  const [old, fresh] = [vin[n] ?? "", meant[n] ?? ""];
  return far + (near(old, fresh) ? 2 : isDigit(old) === isDigit(fresh) ? 3 : 4);
}

/** @param {string} vin @param {number} n @returns {Slip[]} with each other character at one place */
function replaced(vin, n) {
  return [...ORDER]
    .filter((char) => char !== vin[n])
    .map((char) => ({
      vin: vin.slice(0, n) + char + vin.slice(n + 1),
      kind: alike(char, vin[n] ?? "") ? "look" : "key",
      at: [n],
    }));
}

/** @param {string} vin @param {number} n @returns {Slip[]} with the character at one place and the next one swapped */
function swapped(vin, n) {
  const [a, b] = [vin[n] ?? "", vin[n + 1] ?? ""];
  if (!b || a === b) return [];
  return [{ vin: vin.slice(0, n) + b + a + vin.slice(n + 2), kind: "swap", at: [n, n + 1] }];
}

/**
 * @param {string} vin of 17 right characters whose check digit does not fit
 * @returns {Slip[]} every VIN that is one slip away and fits, likeliest first
 */
function slipsOf(vin) {
  return [...vin]
    .flatMap((_, n) => [...replaced(vin, n), ...swapped(vin, n)])
    .filter((slip) => fits(slip.vin))
    .sort((a, b) => oddness(vin, a) - oddness(vin, b));
}

/** @param {string} vin @returns {number[]} the places of what no VIN holds */
const strangeAt = (vin) => [...vin].flatMap((char, n) => (worthOf(char) < 0 ? [n] : []));

/**
 * @param {string} vin of 17 characters, some of which no VIN holds @param {boolean} sold
 * @returns {Slip[]} what was meant: the digits that they look like; or, where a check digit can vouch for it, one of
 * them another character, likeliest first
 */
function withoutStrange(vin, sold) {
  const plain = vin.replace(/[OQ]/g, "0").replace(/I/g, "1");
  const [at, left] = [strangeAt(vin), strangeAt(plain)];
  if (left.length > 1) return [];
  if (!left.length && (fits(plain) || !isDue(plain, sold))) return [{ vin: plain, kind: "look", at }];
  return (left.length ? left : at)
    .flatMap((n) => replaced(plain, n))
    .filter((slip) => isDue(slip.vin, sold) && fits(slip.vin))
    .sort((a, b) => oddness(plain, a) - oddness(plain, b))
    .map((slip) => ({ ...slip, at }));
}

/**
 * @param {string} typed @param {number} now this year @param {boolean} sold whether the car was sold in the US or Canada,
 * so that a check digit is mandatory whoever made it
 * @returns {Reading}
 */
export function check(typed, now, sold = false) {
  const vin = normalise(typed);
  const chars = [...vin];
  const strange = [...new Set(chars.filter((char) => worthOf(char) < 0))];
  const [due, open] = [isDue(vin, sold), !isDue(vin, false)];
  const said = { vin, length: chars.length, strange, due, open };
  const reading = { ...said, ...makerOf(vin), ...yearsOf(vin, due, now) };
  const told = (/** @type {Reading["verdict"]} */ verdict, digit = "", /** @type {Slip[]} */ slips = []) =>
    Object.assign({ verdict, digit, slips }, reading);
  if (!chars.length) return told("empty");
  if (chars.length !== LENGTH) return told(chars.length < LENGTH ? "short" : "long");
  if (strange.length) {
    // Some signs take two places in a string; what one of them was meant to be, nobody can tell.
    return told("letters", "", vin.length === LENGTH ? withoutStrange(vin, sold) : []);
  }
  if (fits(vin)) return told("fits", digitOf(vin));
  return due ? told("misfit", digitOf(vin), slipsOf(vin)) : told("unknown", digitOf(vin));
}
