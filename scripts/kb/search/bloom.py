"""Bloom filter: many words in few bytes, for the price of taking a few other words for them (Bloom 1970).

`docs/assets/js/bloom.js` reads it; both are tested with the same words.
"""

import base64
from collections.abc import Collection

BITS_PER_WORD = 7
"""With HASHES, about one in thirty other words is taken for one of them."""

HASHES = 4


def encode(words: Collection[str]) -> str:
    """Return the filter of these words, in base 64."""
    data = bytearray((len(words) * BITS_PER_WORD + 7) // 8)
    for word in words:
        for bit in _bits(word, len(data) * 8):
            data[bit // 8] |= 1 << bit % 8
    return base64.b64encode(data).decode()


def _bits(word: str, size: int) -> list[int]:
    first, step = _hash(word), _hash(f"{word}#") | 1
    return [(first + n * step) % size for n in range(HASHES)]


def _hash(text: str) -> int:
    """Return the 32-bit FNV-1a hash of a text's UTF-16 code units."""
    result = 0x811C9DC5
    for unit in memoryview(text.encode("utf-16-le")).cast("H"):
        result = (result ^ unit) * 0x01000193 & 0xFFFFFFFF
    return result
