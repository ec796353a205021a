"""Search, words: text → units of meaning, read exactly as the browser's words.js reads them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import Search

_STEMMER = Stemmer.Stemmer("porter")  # the same algorithm as in the browser


class Unit(NamedTuple):
    """A word or phrase of a text."""

    id: str
    """What it stands for: `=` and the stems of its synonyms' first, else its own stem."""
    words: str
    filler: bool
    """Whether it carries no subject, like “my” or “does”."""


def words_of(text: str) -> list[str]:
    """Return the words of a text: lower case, without accents and apostrophes."""
    plain = text.lower().replace("'", "")
    if not plain.isascii():
        plain = re.sub("[\u0300-\u036f'’]", "", unicodedata.normalize("NFKD", plain))
    return re.findall(r"[^\W_]+", plain)


@cache
def stem(word: str) -> str:
    """Return the stem of a lower-case word: Porter's algorithm, with its author's later changes.

    These leave words of one or two letters alone, and cut `bly` and `logy` (tartarus.org/martin/PorterStemmer).
    """
    if len(word) <= 2:
        return word
    stemmed = str(_STEMMER.stemWord(word))
    return stemmed.removesuffix("i") if word.endswith(("bly", "logy")) else stemmed


def key_of(phrase: str) -> str:
    """Return a phrase's stems, joined: what is compared."""
    return " ".join(map(stem, words_of(phrase)))


class Words:
    """The words of a knowledge base's search. What it has read once it remembers."""

    def __init__(self, search: Search) -> None:
        self.fillers = {stem(word): word for filler in search.fillers for word in words_of(filler)}
        self.groups = tuple(_distinct(group) for group in search.synonyms)
        self._read: dict[str, tuple[Unit, ...]] = {}
        self._alone: dict[str, Unit] = {}  # units of words that begin no phrase
        self._first = {f"={key_of(group[0])}": group[0] for group in self.groups}
        self._meaning = {key_of(word): f"={key_of(group[0])}" for group in self.groups for word in group}
        self._longest = Counter[str]()
        for key in self._meaning:
            first, *rest = key.split(" ")
            self._longest[first] = max(self._longest[first], len(rest) + 1)

    def units(self, text: str) -> tuple[Unit, ...]:
        """Return the units of a text in order: the longest phrase that has synonyms, else one word."""
        if text not in self._read:
            self._read[text] = tuple(self._units(text))
        return self._read[text]

    def _units(self, text: str) -> Iterator[Unit]:
        words = words_of(text)
        n = 0
        while n < len(words):
            unit = self._alone.get(words[n]) or self._unit(words[n:])
            yield unit
            n += unit.words.count(" ") + 1

    def _unit(self, words: list[str]) -> Unit:
        """Return the unit at the beginning of some words."""
        longest = self._longest.get(stem(words[0]), 1)
        stems = [stem(word) for word in words[:longest]]
        size = len(stems)
        while size > 1 and " ".join(stems[:size]) not in self._meaning:
            size -= 1
        filler = size == 1 and stems[0] in self.fillers
        stands = None if filler else self._meaning.get(" ".join(stems[:size]))
        unit = Unit(stands or stems[0], " ".join(words[:size]), filler)
        if longest == 1:
            self._alone[words[0]] = unit
        return unit

    def id_of(self, word: str) -> str:
        """Return what a word or phrase with synonyms stands for."""
        return self._meaning[key_of(word)]

    def stands(self, unit: Unit) -> bool:
        """Return whether a unit stands for a group of synonyms."""
        return unit.id in self._first

    def canonical(self, unit: Unit) -> str:
        """Return the site's own word for a unit: the first of its synonyms, else the unit's own words."""
        return self._first.get(unit.id, unit.words)


@lru_cache(maxsize=2)
def words_for(search: Search) -> Words:
    """Return the words of a search; the same ones for the same search, so that a rebuild reads what is new."""
    return Words(search)


def _distinct(group: tuple[str, ...]) -> tuple[str, ...]:
    """Return a synonym group without members that read the same."""
    first: dict[str, str] = {}
    for word in group:
        first.setdefault(key_of(word), word)
    return tuple(first.values())
