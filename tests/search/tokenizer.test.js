/** Tokenizer: the same cases as the build's tokenizer (tests/search/test_tokenizer.py). */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Tokenizer, wordsOf } from "../../docs/assets/js/tokenizer.js";

const { synonyms, stop_words, cases } = JSON.parse(readFileSync(new URL("tokens.json", import.meta.url), "utf8"));
const tokenizer = new Tokenizer(
  synonyms.map((group) => group.join("|")),
  stop_words.flatMap(wordsOf).join(" "),
);

for (const [text, units] of cases) {
  test(`“${text}”`, () => {
    assert.deepEqual(
      tokenizer.units(wordsOf(text)).map(({ id, stop }) => [id, stop]),
      units,
    );
  });
}
