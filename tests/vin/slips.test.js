/** VIN slips: few suggestions, all valid, the likeliest first. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { check } from "../../docs/assets/js/vin.js";
import { hasKnownMaker } from "../../docs/assets/js/vinMakers.js";
import { modelYear } from "../../docs/assets/js/vinRules.js";
import { CHARS, carVin, digitFor, NOW, pick, put, randomFrom, swap } from "./helpers.js";

/** @param {string} typed @param {boolean} [sold] @returns {string[]} */
const suggested = (typed, sold) => check(typed, NOW, sold).slips.map(({ vin }) => vin);

for (const [typed, meant] of [
  ["1HGCM82633AOO4352", "1HGCM82633A004352"],
  ["IHGCM82633A004352", "1HGCM82633A004352"],
  ["1HGCMB2633A004352", "1HGCM82633A004352"],
  ["1HGCM82633A0043S2", "1HGCM82633A004352"],
  ["1HGCM82633AOO43S2", "1HGCM82633A004352"], // three characters that look like digits
  ["1HGMC82633A004352", "1HGCM82633A004352"],
  ["1HGCM826*3A004352", "1HGCM82633A004352"],
  ["1HGCM8263A004352", "1HGCM82633A004352"], // 3 typed once
  ["1HGCM826333A004352", "1HGCM82633A004352"], // 3 typed three times
  ["I1HGCM82633A004352", "1HGCM82633A004352"], // as some bar codes have it
  ["WVWZZZIJZ3W386752", "WVWZZZ1JZ3W386752"],
  ["VNKKG3D3XOA123456", "VNKKG3D3X0A123456"],
  ["SYJ3E1EA7HF000337", "5YJ3E1EA7HF000337"], // S is European: only an unknown maker's code gives it away
  ["2TIBURHE5JC123456", undefined], // as 2T1 it does not fit, and no other maker's code does
  ["YS3EB49S7X3000001", undefined],
]) {
  test(`${typed} suggests ${meant ?? "nothing"} first`, () => assert.equal(suggested(typed)[0], meant));
}

/** @param {string} name @param {(vin: string, random: (below: number) => number) => string} spoil @param {number} share */
function listsMeant(name, spoil, share) {
  test(`what was meant is among the five for ${name}`, () => {
    const random = randomFrom(2010);
    const seen = { all: 0, listed: 0 };
    for (let n = 0; n < 400; n++) {
      const vin = carVin(random);
      const typed = spoil(vin, random);
      const found = check(typed, NOW);
      if (typed === vin || found.verdict === "fits") continue;
      const vins = found.slips.map((slip) => slip.vin);
      assert.ok(vins.length <= 5 && new Set(vins).size === vins.length, typed);
      assert.ok(
        vins.every((one) => digitFor(one) === one[8] && hasKnownMaker(one)),
        typed,
      );
      seen.all++;
      if (vins.includes(vin)) seen.listed++;
    }
    assert.ok(seen.all > 100 && seen.listed / seen.all >= share, JSON.stringify(seen));
  });
}

const LOOKS = { 5: "S", S: "5", 8: "B", B: "8", 2: "Z", Z: "2", 0: "O", 1: "I" };
const ROWS = ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"];

listsMeant(
  "a look-alike",
  (vin, random) => {
    const place = pick(random, [...vin].flatMap((char, n) => (LOOKS[char] ? [n] : [])).concat(11));
    return put(vin, place, LOOKS[vin[place]] ?? vin[place]);
  },
  0.97,
);
listsMeant("every 0 and 1 read as O and I", (vin) => vin.replace(/0/g, "O").replace(/1/g, "I"), 1);
listsMeant("swapped neighbors", (vin, random) => swap(vin, random(16)), 0.9);
listsMeant(
  "a neighboring key",
  (vin, random) => {
    const place = random(17);
    const row = ROWS.find((keys) => keys.includes(vin[place])) ?? "";
    const next = row[row.indexOf(vin[place]) + 1];
    return CHARS.includes(next) ? put(vin, place, next) : vin;
  },
  0.85,
);
listsMeant("an unreadable character", (vin, random) => put(vin, random(17), "*"), 1);
listsMeant(
  "a repeated character",
  (vin, random) => {
    const place = random(17);
    return put(vin, place, vin[place] + vin[place]);
  },
  1,
);
listsMeant(
  "an extra character",
  (vin, random) => {
    const place = random(17);
    return vin.slice(0, place) + pick(random, CHARS) + vin.slice(place);
  },
  0.99,
);

test("a known maker's code comes first, and never one that is unknown in place of one's own", () => {
  const random = randomFrom(3780);
  for (let n = 0; n < 400; n++) {
    const vin = carVin(random);
    for (const place of [0, 1, 2]) {
      const typed = put(vin, place, pick(random, CHARS));
      const known = suggested(typed).map(hasKnownMaker);
      assert.deepEqual(
        known,
        [...known].sort((a, b) => Number(b) - Number(a)),
        typed,
      );
      for (const one of suggested(typed))
        assert.ok(hasKnownMaker(one) || one.slice(0, 3) === typed.slice(0, 3), typed);
    }
  }
});

test("look-alikes come before swaps, and swaps before wrong keys", () => {
  const random = randomFrom(1);
  for (let n = 0; n < 300; n++) {
    const typed = put(carVin(random), 4, pick(random, "58SB"));
    const ranks = check(typed, NOW).slips.map(({ rank, vin }) => rank + (modelYear(vin, NOW) ? 0 : 4));
    assert.deepEqual(
      ranks,
      [...ranks].sort((a, b) => a - b),
      typed,
    );
  }
});

test("several letters where only digits can be are no single slip", () => {
  for (const typed of ["1HGCM82633A0KMW52", "1HGXM82T33A0K4352", "4T1G11AK5LUXYWN56"]) {
    const found = check(typed, NOW);
    assert.deepEqual([found.verdict, found.slips], ["misfit", []], typed);
  }
});

test("three wrong letters mostly get no suggestion at all", () => {
  const random = randomFrom(33);
  let none = 0;
  for (let n = 0; n < 400; n++) {
    let typed = carVin(random);
    for (const place of [3 + random(4), 10 + random(3), 13 + random(4)])
      typed = put(typed, place, pick(random, "CEFHKMNPRTWX"));
    if (!suggested(typed).length) none++;
  }
  assert.ok(none > 240, String(none));
});

test("a car sold in the US or Canada needs the digit, whoever made it", () => {
  const plain = check("JM1BL15F3A1267720", NOW);
  const sold = check("JM1BL15F3A1267720", NOW, true);
  assert.deepEqual([plain.verdict, plain.open, plain.slips], ["unknown", true, []]);
  assert.deepEqual([sold.verdict, sold.open], ["misfit", true]);
  assert.equal(suggested("JM1BL15F3A1267720", true)[0], "JM1BL1SF3A1267720");
});
