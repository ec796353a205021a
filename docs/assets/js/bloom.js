/**
 * Bloom filter: many words in few bytes, for the price of taking a few other words for them (Bloom 1970). Pure.
 * scripts/kb/search/bloom.py writes it.
 */

const HASHES = 4;

/** @param {string} text @returns {number} its 32-bit FNV-1a hash */
function hash(text) {
  let result = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) result = Math.imul(result ^ text.charCodeAt(n), 0x01000193);
  return result >>> 0;
}

export class BloomFilter {
  /** @param {string} encoded in base 64 */
  constructor(encoded) {
    this.data = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0));
  }

  /** @param {string} word @returns {boolean} whether it is one of the words, or is taken for one */
  has(word) {
    const size = this.data.length * 8;
    const first = hash(word);
    const step = (hash(`${word}#`) | 1) >>> 0;
    return (
      size > 0 &&
      Array.from({ length: HASHES }, (_, n) => (first + n * step) % size).every(
        (bit) => (this.data[bit >> 3] ?? 0) & (1 << (bit & 7)),
      )
    );
  }
}
