/** Classifier: probabilities from the levels of words. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Classifier } from "../../docs/assets/js/classifier.js";
import { Tokenizer, wordsOf } from "../../docs/assets/js/tokenizer.js";

const tokenizer = new Tokenizer(["sign in|login"], "my");
const classifier = new Classifier(
  {
    topics: ["account", "off-topic", "phone"],
    priors: [-1, -1, -1],
    unseen: [-4, -4, -4],
    words: "=0 phones ? #",
    levels: "8\nb6\na4\na2",
  },
  tokenizer,
);
const probabilities = (/** @type {string} */ text) =>
  classifier.probabilities(tokenizer.units(wordsOf(text))).map((share) => Math.round(share * 100) / 100);

for (const [text, shares] of /** @type {const} */ ([
  ["", [0.33, 0.33, 0.33]],
  ["login", [0.96, 0.02, 0.02]],
  ["my phone", [0.05, 0.05, 0.91]],
  ["login login", [0.96, 0.02, 0.02]],
  ["spaghetti", [0.11, 0.79, 0.11]],
  ["9999", [0.21, 0.58, 0.21]],
  ["99", [0.11, 0.79, 0.11]],
]))
  test(`“${text}”`, () => assert.deepEqual(probabilities(text), shares));

test("so many rare words of one query count", () => {
  assert.deepEqual(probabilities("some rare words"), probabilities("some very rare words here"));
});
