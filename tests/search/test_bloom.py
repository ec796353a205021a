"""Bloom filter: the browser reads what the build writes (tests/search/bloom.test.js has the same words)."""

from kb.search.bloom import encode


def test_the_encoding_is_the_one_that_the_browser_reads() -> None:
    assert encode(["valu", "world", "café", "naïve", "x"]) == "UMBqOko="


def test_the_order_of_words_makes_no_difference() -> None:
    assert encode(["a", "b"]) == encode(["b", "a"])


def test_no_words_take_no_space() -> None:
    assert encode([]) == ""
