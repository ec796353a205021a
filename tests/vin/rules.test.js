/** VIN rules: check digit, makers' codes and model year, against an independent reading of 49 CFR 565. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { check } from "../../docs/assets/js/vin.js";
import { makerOf } from "../../docs/assets/js/vinMakers.js";
import { checkDigit, modelYear } from "../../docs/assets/js/vinRules.js";
import { CHARS, carVin, digitFor, NOW, numberFor, put, randomFrom, swap, withDigit } from "./helpers.js";

/** Published samples of many makers and markets: VIN, verdict, country. */
const SAMPLES = [
  ["1M8GDM9AXKP042788", "fits", "US"],
  ["1HGCM82633A004352", "fits", "US"],
  ["1HGBH41JXMN109186", "fits", "US"],
  ["5YJ3E1EA7HF000337", "fits", "US"],
  ["2A4GM684X6R632476", "fits", "CA"],
  ["3VWFE21C04M000001", "fits", "MX"],
  ["JM1BL1SF3A1267720", "fits", "JP"],
  ["JN1DA31D63T505967", "fits", "JP"],
  ["JHMCM56557C404453", "fits", "JP"],
  ["JH4KA7561PC008269", "fits", "JP"],
  ["WBA3A5G59DNP26082", "fits", "DE"],
  ["SALSF2D47CA305941", "fits", "GB"],
  ["VNKKTUD37EA001991", "fits", "FR"],
  ["WVWZZZ1JZ3W386752", "unknown", "DE"],
  ["WP0ZZZ99ZTS392124", "unknown", "DE"],
  ["VF7SXHNSRJT123456", "unknown", "FR"],
  ["JTMBFREV40J123456", "unknown", "JP"],
  ["MR0FB8CD0K0123456", "unknown", "TH"],
  ["9BWZZZ377VT004251", "unknown", "BR"],
  ["8AWZZZ377KA123456", "unknown", "AR"],
  ["6T153BK360X123456", "unknown", "AU"],
  ["AHTEZ39G307123456", "unknown", "ZA"],
  ["3VWZZZ1KZ5P000001", "unknown", "MX"], // built in Mexico for Europe
];

for (const [vin, verdict, country] of SAMPLES) {
  test(`${vin} is ${verdict}`, () => {
    const found = check(vin, NOW);
    assert.deepEqual([found.verdict, found.country, found.slips], [verdict, country, []]);
  });
}

test("the check digit is that of an independent reading", () => {
  const random = randomFrom(565);
  for (let n = 0; n < 2000; n++) {
    const vin = Array.from({ length: 17 }, () => CHARS[random(CHARS.length)]).join("");
    assert.equal(checkDigit(vin), digitFor(vin), vin);
  }
});

test("a VIN with a right check digit is never called wrong", () => {
  const random = randomFrom(3779);
  for (let n = 0; n < 500; n++) {
    const vin = carVin(random);
    const found = check(vin, NOW);
    assert.deepEqual([found.verdict, found.slips, found.wrong], ["fits", [], []], vin);
    assert.ok(found.year >= 2010, vin);
  }
});

test("every change of one character is seen, except for one of the same value", () => {
  const random = randomFrom(9);
  for (const vin of Array.from({ length: 6 }, () => carVin(random))) {
    for (let place = 2; place < 17; place++) {
      for (const char of CHARS.filter((other) => other !== vin[place])) {
        const isUnseen = place !== 8 && numberFor(char) === numberFor(vin[place]);
        const { verdict } = check(put(vin, place, char), NOW);
        assert.equal(verdict, isUnseen ? "fits" : "misfit", put(vin, place, char));
      }
    }
  }
});

test("swapped neighbors are seen, unless their values are equal", () => {
  const random = randomFrom(11);
  for (let n = 0; n < 80; n++) {
    const vin = carVin(random);
    for (const place of [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 15]) {
      const isUnseen = numberFor(vin[place]) === numberFor(vin[place + 1]);
      assert.equal(check(swap(vin, place), NOW).verdict, isUnseen ? "fits" : "misfit", swap(vin, place));
    }
  }
});

for (const [code, region, country] of [
  ["7A1", "oceania", "NZ"],
  ["7FA", "north_america", "US"],
  ["70Z", "north_america", "US"],
  ["KM8", "asia", "KR"],
  ["KF1", "asia", ""],
  ["LTV", "asia", "CN"],
  ["NMT", "asia", "TR"],
  ["SB1", "europe", "GB"],
  ["TW1", "europe", "PT"],
  ["T21", "europe", ""],
  ["3X1", "north_america", ""],
  ["93H", "south_america", "BR"],
  ["92Z", "south_america", ""],
  ["AAA", "africa", "ZA"],
  ["0AA", "", ""],
]) {
  test(`the code ${code} is from ${country || region || "nowhere"}`, () => {
    assert.deepEqual(makerOf(`${code}CM82633A004352`), { code, region, country });
  });
}

for (const [seventh, tenth, now, year] of [
  ["B", "A", 2026, 2010],
  ["B", "L", 2026, 2020],
  ["B", "V", 2026, 2027],
  ["B", "W", 2026, 0], // not built yet
  ["B", "1", 2031, 2031],
  ["2", "L", 2026, 0], // the cycle before 2010
  ["2", "3", 2026, 0],
  ["B", "0", 2026, 0],
  ["B", "U", 2026, 0],
]) {
  test(`${seventh} in position 7 and ${tenth} in position 10 is ${year || "no year"} in ${now}`, () => {
    assert.equal(modelYear(put(put("1HGCM82633A004352", 6, seventh), 9, tenth), now), year);
  });
}

test("a misfit claims no model year, and none before 2010 is ever named", () => {
  const random = randomFrom(1990);
  for (let n = 0; n < 300; n++) {
    const vin = carVin(random);
    const { verdict, year } = check(put(vin, 11, vin[11] === "2" ? "3" : "2"), NOW);
    if (verdict === "misfit") assert.equal(year, 0, vin);
    const old = check(withDigit(put(put(vin, 6, "5"), 9, "L")), NOW);
    assert.deepEqual([old.verdict, old.year], ["fits", 0]);
  }
});
