/**
 * VIN makers: what the maker's code, the first three characters of a VIN, says. Pure. ISO 3780 assigns the codes to
 * regions and countries; those for North America make it likely that a check digit is required.
 */

import { CHARACTERS } from "./vinRules.js";

/** First characters of makers' codes by region; those from 7F on are North American. */
const REGIONS = {
  africa: "ABCDEFG",
  asia: "HJKLMNPR",
  europe: "STUVWXYZ",
  north_america: "12345",
  oceania: "67",
  south_america: "89",
};

/** Ranges of makers' codes: the first character, both ends of the second, and the country's ISO 3166 code. */
const COUNTRIES =
  "AAHZA JA0JP KLRKR LA0CN MAEIN MFKID MLRTH NLRTR PAEPH PLRMY SAMGB SNTDE SUZPL TAHCH TJPCZ TRVHU TW1PT UUZRO " +
  "VAEAT VFRFR VSWES WA0DE XLRNL YAEBE YFKFI YSWSE ZARIT 1A0US 2A0CA 3AWMX 4A0US 5A0US 6AWAU 7AENZ 7F0US 8AEAR " +
  "8FKCL 9AEBR 939BR";

/**
 * Makers' codes of common cars and light trucks: two characters, then what the third may be (anything if nothing
 * follows). The list only ranks suggestions; a code that is not in it may well exist.
 */
const MAKERS = (
  "19UVX 1B37 1C3468 1D3478 1FABCDMT 1G12468ABCDKMNTYZ 1HG 1J48 1LN 1ME 1N46X 1P3 1VW2 1YV 1ZV " +
  "2A48 2B3 2C348 2D348 2FADMT 2G12467CKNTZ 2HGHJKMN 2LMN 2ME 2T123 " +
  "3A48 3C3468Z 3D3467 3FAEMT 3G157CKNSTY 3HDG 3KMP 3LN 3MDFVWYZ 3N168 3PC 3TMY 3VVW " +
  "4A34 4F24 4JG 4M2 4S34 4T134A 4US 50E 55S 58A 5FNPR 5GART 5J68 5KB 5LM1 5N13MPT 5TBDEF 5UMX 5XXY 5YFJM " +
  "6F4P 6G1 6T1 7FAC 7G2 7JDR 7MMU 7PD 7SAVY 7UU 7YA 8AFGJPW 9BDFGRW 93HXY AHT " +
  "JA JF JH1234LMN JM JN JS JT KL14578 KM KN LB3EV LC0 LFMPV LGBX LHG LJDN LPS LRW LSGV LTV LVGHS LYV " +
  "MA13JKLT MBHJ MHFKRY ML3 MMBCT MNBT MP1A MR012H MZB NLAEH NM0T PN1 RL4 " +
  "SALJDR SB1M SCABCF SHHS SJN TMABK TRU TSM U5Y U6Y UU1 VF13678 VNK VR137 VSAKSX " +
  "W0LV W1KNVWXY WA1U WBASXY WDBCDFY WF0 WMEWZ WP01 WU1A WV12GW WZ1 XP7 XW78 YAR YS3M YV14 ZACMRS ZFAF ZHW"
).split(" ");

/** @param {string} vin @returns {boolean} whether the maker's code is assigned in North America */
const isNorthAmerican = (vin) => /^(?:[1-5]|7[F-Z\d])/.test(vin);

/** @param {string} vin @returns {boolean} whether it is padded with Z, as makers do for Europe, in Mexico too */
const isPadded = (vin) => /^...ZZZ..Z/.test(vin);

/** @param {string} vin @returns {boolean} whether its maker's code makes a check digit likely to be required */
export const needsCheckDigit = (vin) => isNorthAmerican(vin) && !isPadded(vin);

/** @param {string} vin @returns {boolean} whether it starts with a maker's code that is known to exist */
export const hasKnownMaker = (vin) =>
  MAKERS.some(
    (group) => vin.startsWith(group.slice(0, 2)) && (group.length < 3 || group.includes(vin[2] ?? "", 2)),
  );

/** @param {string} vin @returns {{code: string, region: string, country: string}} its maker's code, and who assigns it */
export function makerOf(vin) {
  const [first = "", second = ""] = vin;
  const place = CHARACTERS.indexOf(second);
  const country = COUNTRIES.split(" ").find(
    ([char, from = "", to = ""]) =>
      char === first && CHARACTERS.indexOf(from) <= place && place <= CHARACTERS.indexOf(to),
  );
  const region = Object.entries(REGIONS).find(([, chars]) => first && chars.includes(first))?.[0] ?? "";
  return {
    code: vin.slice(0, 3),
    region: isNorthAmerican(vin) ? "north_america" : region,
    country: country?.slice(3) ?? "",
  };
}
