"""Tokenizer: text → words, and words → units. `docs/assets/js/tokenizer.js` does exactly the same in the browser.

Both are tested with the cases in tests/search/tokens.json.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import Stemmer

_WORD = re.compile(r"[a-z]{2,}+(?=[0-9]{3,}+(?![^\W_]))|[^\W_]+")
"""A word. Letters and the digits of a code after them, as in `APIGW403`, are two."""

_MARKS = re.compile("[\u0300-\u036f'’]")
_STEMMER = Stemmer.Stemmer("porter")


class Unit(NamedTuple):
    """A word, or a phrase that has synonyms."""

    id: str
    """The stem of the word, or `=` and the stems of the first of its synonyms, joined by `_`."""
    words: tuple[str, ...]
    stop: bool
    """Whether it is a stop word: one that carries no subject, like “my” or “does”."""


def words_of(text: str) -> list[str]:
    """Return the words of a text: lower case, without accents and apostrophes; `APIGW403` is `apigw` and `403`."""
    plain = text.lower()
    if not plain.isascii() or "'" in plain:
        plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain))
    return _WORD.findall(plain)


@cache
def stem(word: str) -> str:
    """Return the stem of a lowercase word: Porter's algorithm, with its author's later changes.

    These leave words of one or two letters alone, and cut `bly` and `logy` (tartarus.org/martin/PorterStemmer).
    """
    if len(word) <= 2:
        return word
    stemmed = str(_STEMMER.stemWord(word))
    return stemmed.removesuffix("i") if word.endswith(("bly", "logy")) else stemmed


def key_of(phrase: str) -> str:
    """Return a phrase's stems, joined: phrases with the same key are the same to the search."""
    return "_".join(map(stem, words_of(phrase)))


class Tokenizer:
    """Splits texts into units, with the synonyms and stop words of a knowledge base."""

    def __init__(self, synonyms: Iterable[Sequence[str]], stop_words: Iterable[str]) -> None:
        self.groups = tuple(_distinct(group) for group in synonyms)
        self.stop_words = frozenset(word for text in stop_words for word in words_of(text))
        self._ids = {key_of(word): f"={key_of(group[0])}" for group in self.groups for word in group}
        self.numbers = {f"={key_of(group[0])}": n for n, group in enumerate(self.groups)}
        """Number of each group by its id."""
        self._longest: dict[str, int] = {}  # words of the longest phrase that starts with a stem
        for key in self._ids:
            first, *others = key.split("_")
            self._longest[first] = max(self._longest.get(first, 1), 1 + len(others))
        self._unit = cache(self._make_unit)

    def usual(self, unit: Unit) -> str:
        """Return the site's own word for a unit: the first of its synonyms, else the unit's own words."""
        number = self.numbers.get(unit.id)
        return " ".join(unit.words) if number is None else self.groups[number][0]

    def units(self, text: str) -> list[Unit]:
        """Return the units of a text in order: the longest phrase that has synonyms, else one word."""
        words = words_of(text)
        stems = [*map(stem, words)]
        found: list[Unit] = []
        n = 0
        while n < len(words):
            end = n + self._longest.get(stems[n], 1)
            while end > n + 1 and "_".join(stems[n:end]) not in self._ids:
                end -= 1
            unit = self._unit(*words[n:end])
            found.append(unit)
            n += len(unit.words)
        return found

    def _make_unit(self, *words: str) -> Unit:
        """Return the unit of a word, or of the words of a phrase that has synonyms."""
        key = "_".join(map(stem, words))
        stop = len(words) == 1 and words[0] in self.stop_words
        return Unit(key if stop else self._ids.get(key, key), words, stop)


def _distinct(group: Sequence[str]) -> tuple[str, ...]:
    """Return a group without members that have the same key as an earlier one."""
    first: dict[str, str] = {}
    for word in group:
        first.setdefault(key_of(word), word)
    return tuple(first.values())
