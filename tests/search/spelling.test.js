/** Spelling: what is corrected, and above all what is not. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { distance, Spelling } from "../../docs/assets/js/spelling.js";
import { site } from "./site.js";

const spelling = new Spelling(["vpn", "phone", "password", "telematics", "valley", "tries", "gone"], ["my"], "");

for (const [typed, meant] of [
  ["vnp", "vpn"],
  ["phne", "phone"],
  ["pasword", "password"],
  ["passwrod", "password"],
  ["telematcs", "telematics"],
  ["telmatcs", "telematics"],
])
  test(`${typed} is ${meant}`, () => assert.equal(spelling.correct(typed), meant));

for (const word of ["my", "vp", "vpx", "bone", "none", "trips", "passwords", "p4ssword", "xyzzy", "assword"])
  test(`${word} is left alone`, () => assert.equal(spelling.correct(word), word));

for (const word of ["values", "imported", "trips", "world", "heart", "market", "stories", "weather", "quality"])
  test(`the site leaves ${word} alone`, () => assert.equal(site.spelling.correct(word), word));

test("completions are the most used words that begin so", () => {
  const some = new Spelling(["carry", "car", "cart", "car"], [], "");
  assert.deepEqual(some.completions("ca", 2), ["car", "carry"]);
});

test("edits", () => {
  for (const [a, b, edits] of /** @type {const} */ ([
    ["", "", 0],
    ["a", "", 1],
    ["ab", "ba", 1],
    ["abc", "ca", 3],
    ["kitten", "sitting", 3],
  ]))
    assert.equal(distance(a, b), edits, `${a} ${b}`);
});
