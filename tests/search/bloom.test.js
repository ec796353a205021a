/** Bloom filter: the encoding is that of scripts/kb/search/bloom.py (tests/search/test_bloom.py). */

import assert from "node:assert/strict";
import { test } from "node:test";

import { BloomFilter } from "../../docs/assets/js/bloom.js";

const WORDS = ["valu", "world", "café", "naïve", "x"];
const ENCODED = "UMBqOko=";

test("the words are in it, and few others", () => {
  const filter = new BloomFilter(ENCODED);
  for (const word of WORDS) assert.ok(filter.has(word), word);
  const others = Array.from({ length: 1000 }, (_, n) => `other${n}`).filter((word) => filter.has(word));
  assert.ok(others.length < 100, `${others.length}`);
});

test("an empty filter has nothing", () => assert.equal(new BloomFilter("").has("x"), false));
