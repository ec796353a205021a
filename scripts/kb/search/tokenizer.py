"""Search, words: text → units of meaning, read exactly as the browser's words.js reads them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import Stemmer

if TYPE_CHECKING:
    from kb.model.entries import Search

_WORD = re.compile(r"[^\W_]+")

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
    return _WORD.findall(plain)


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


class Tokenizer:
    """The words of a knowledge base's search. What it has read once it remembers."""

    def __init__(self, search: Search) -> None:
        self.fillers = {stem(word): word for filler in search.fillers for word in words_of(filler)}
        self.groups = tuple(_distinct(group) for group in search.synonyms)
        self._read: dict[str, tuple[Unit, ...]] = {}
        self._alone = cache(self._word)
        self._first = {f"={key_of(group[0])}": group[0] for group in self.groups}
        self._meaning = {key_of(word): f"={key_of(group[0])}" for group in self.groups for word in group}
        self._longest: dict[tuple[str, str], int] = {}  # words of the longest phrase with these first two stems
        for key in self._meaning:
            stems = key.split(" ")
            if len(stems) > 1:
                pair = (stems[0], stems[1])
                self._longest[pair] = max(self._longest.get(pair, 0), len(stems))

    def units(self, text: str) -> tuple[Unit, ...]:
        """Return the units of a text in order: the longest phrase that has synonyms, else one word."""
        if text not in self._read:
            self._read[text] = tuple(self._units(words_of(text)))
        return self._read[text]

    def _units(self, words: list[str]) -> list[Unit]:
        units: list[Unit] = []
        stems = [*map(stem, words)]
        done = 0
        for n, pair in enumerate(pairwise(stems)):
            if pair not in self._longest or n < done:
                continue
            size = self._size(stems[n : n + self._longest[pair]])
            if size > 1:
                units += map(self._alone, words[done:n])
                stands = self._meaning[" ".join(stems[n : n + size])]
                units.append(Unit(stands, " ".join(words[n : n + size]), filler=False))
                done = n + size
        return [*units, *map(self._alone, words[done:])]

    def _size(self, stems: list[str]) -> int:
        """Return how many of the first stems make a phrase that has synonyms."""
        size = len(stems)
        while size > 1 and " ".join(stems[:size]) not in self._meaning:
            size -= 1
        return size

    def _word(self, word: str) -> Unit:
        """Return a word that stands alone as a unit."""
        stemmed = stem(word)
        filler = stemmed in self.fillers
        stands = None if filler else self._meaning.get(stemmed)
        return Unit(stands or stemmed, word, filler)

    def id_of(self, word: str) -> str:
        """Return what a word or phrase with synonyms stands for."""
        return self._meaning[key_of(word)]

    def stands(self, unit: Unit) -> bool:
        """Return whether a unit stands for a group of synonyms."""
        return unit.id in self._first

    def canonical(self, unit: Unit) -> str:
        """Return the site's own word for a unit: the first of its synonyms, else the unit's own words."""
        return self._first.get(unit.id, unit.words)


def _distinct(group: tuple[str, ...]) -> tuple[str, ...]:
    """Return a synonym group without members that read the same."""
    first: dict[str, str] = {}
    for word in group:
        first.setdefault(key_of(word), word)
    return tuple(first.values())
