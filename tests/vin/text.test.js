/** VIN text: the one VIN in whatever was typed or pasted. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { check } from "../../docs/assets/js/vin.js";
import { NOW } from "./helpers.js";

const VIN = "1HGCM82633A004352";

for (const typed of [
  "1hgcm82633a004352",
  "  1HG CM826 33A 004352 \n",
  "1HG-CM8263–3A\u00ad004352",
  "1HG.CM826.33A.004352",
  "1HG/CM826/33A/004352",
  "\u200b1HGCM82633A004352\u200e",
  "My VIN is 1HGCM82633A004352",
  "my vin is 1hg cm826 33a 004352 thanks",
  "Vehicle Identification Number (VIN): 1HGCM82633A004352",
  "VIN: 1HGCM82633A004352.",
  "VIN:1HGCM82633A004352",
  "VIN1HGCM82633A004352",
  "FIN: 1HGCM82633A004352",
  "Fahrgestellnummer: 1HGCM82633A004352", // the word has 17 letters, too
  "Fahrgestellnummer 1HG CM826 33A 004352",
  "“1HGCM82633A004352”",
  "«1HGCM82633A004352»",
  "'1HGCM82633A004352'",
  "(1HGCM82633A004352)",
  "*1HGCM82633A004352*",
  "#1HGCM82633A004352",
  "Мой VIN: 1HGCM82633A004352, спасибо",
  "Αριθμός πλαισίου: 1HGCM82633A004352",
  "رقم الهيكل 1HGCM82633A004352",
  "车架号1HGCM82633A004352",
  "車台番号：１ＨＧＣＭ８２６３３Ａ００４３５２",
  "https://example.com/vin/1HGCM82633A004352?tab=1",
  "vin=1HGCM82633A004352&model=x",
  "1HGCM82633A004352\nAccord 2003",
  "Honda Accord 2003, 1HGCM82633A004352, blue",
  "1HGCM82633A004352 and again 1hgcm82633a004352",
  "🚗 1HGCM82633A004352 🚗",
]) {
  test(`finds the VIN in ${JSON.stringify(typed)}`, () => {
    const found = check(typed, NOW);
    assert.deepEqual([found.vin, found.verdict], [VIN, "fits"]);
  });
}

for (const [typed, replaced] of [
  ["1НGСМ82633A004352", "НH СC МM"],
  ["1нgсм82633a004352", "нH сC мM"],
  ["1ΗGCΜ82633Α004352", "ΗH ΜM ΑA"],
  ["１HGCM８2633A004352", "１1 ８8"],
  ["1HGCM82633A00٤٣52", "٤4 ٣3"],
  ["1HGCM82633Á004352", "ÁA"],
  ["𝟏HGCM82633A004352", "𝟏1"],
  ["My VIN: 1HGCМ82633A004352, до свидания", "МM"],
]) {
  test(`names the look-alikes in ${typed}`, () => {
    const found = check(typed, NOW);
    assert.deepEqual([found.vin, found.verdict, found.exact], [VIN, "fits", false]);
    assert.equal(found.replaced.map(({ typed: char, plain }) => char + plain).join(" "), replaced);
  });
}

for (const [typed, wrong] of [
  ["1HGCM826*3A004352", "9*"],
  ["VIN:1HGCM826*3A004352", "9*"],
  ["my VIN is 1HGCM826*3A004352, ok?", "9*"],
  ["1HG CM826 ?3A 004352", "9?"],
  ["1HGCM826,3A004352", "9,"],
  ["1HGCM826.3A004352", "9."],
  ["1HGCM826_3A004352", "9_"],
  ["1HGCM826Ж3A004352", "9Ж"],
  ["1HGCM826🚗3A004352", "9🚗"],
  ["1HGCM82633A00435*", "17*"],
  ["1HGCM8263#A00435$", "10# 17$"],
  ["1HGCM82633AOO4352", "12O 13O"],
  ["1HGCM82633AОО4352", "12O 13O"], // Cyrillic
  ["IHGCM82633A00435Q", "1I 17Q"],
]) {
  test(`names what no VIN has in ${typed}`, () => {
    const found = check(typed, NOW);
    assert.deepEqual([found.verdict, found.length], ["letters", 17]);
    assert.equal(found.wrong.map(({ at, char }) => at + 1 + char).join(" "), wrong);
  });
}

for (const [typed, verdict, length] of [
  ["", "empty", 0],
  [" - ", "empty", 0],
  ["VIN:", "empty", 0],
  ["🚗".repeat(17), "same", 17],
  ["\ud800".repeat(17), "empty", 0],
  ["1HGCM82633A00435", "short", 16],
  ["My VIN is 1HGCM82633A00435", "short", 16],
  ["my car 1HGCM82633A00435", "short", 16],
  ["WVW ZZZ 1JZ 3W38675", "short", 16],
  ["hello", "short", 5],
  ["1HGCM82633A0043522", "long", 18],
  ["1HG-CM826-33A-0043522", "long", 18],
  ["1".repeat(10_000), "long", 10_000],
  ["0".repeat(17), "same", 17],
  ["1".repeat(17), "same", 17],
  ["X".repeat(17), "same", 17],
  ["Q".repeat(17), "same", 17],
  ["1HGCM82633A004352 5YJ3E1EA7HF000337", "multiple", 17],
  ["1HGCM82633A004352, WVWZZZ1JZ3W386752", "multiple", 17],
]) {
  test(`${JSON.stringify(typed.slice(0, 40))} is ${verdict}`, () => {
    const found = check(typed, NOW);
    assert.deepEqual([found.verdict, found.length], [verdict, length]);
  });
}

test("hostile text is only text", () => {
  for (const typed of [
    "<img src=x onerror=alert(1)>",
    "'\"><script>x",
    "{count}",
    "\0".repeat(17),
    "-".repeat(400),
  ]) {
    const found = check(typed, NOW);
    assert.ok(["empty", "short", "long", "letters"].includes(found.verdict), typed);
    assert.deepEqual(found.slips, []);
  }
});
