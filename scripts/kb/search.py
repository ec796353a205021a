"""Search: KnowledgeBase → the records that the browser searches, one JSON file, lean enough for a weak signal."""

from __future__ import annotations

import json
import re
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import Area, KnowledgeBase, Message, PageText, Question, Search, Step, Symptom

PATH = "data/search.json"
"""The file's path, in the docs folder and on the site."""

SHORT = 130
"""Characters of a step's instruction that a result shows; cut at the end of a sentence where one ends near."""

STEPS = 2
"""How many steps an entry leads to in the search."""

_STEMMER = snowballstemmer.stemmer("porter")  # the same algorithm as in the browser


@dataclass(frozen=True)
class Record:
    """One thing that a search can find. The field order is the order in the file."""

    kind: str
    address: str
    """From the site's root, with its anchor."""
    title: str
    short: str
    """The answer, as results show it."""
    asked: tuple[str, ...]
    """Other words for it, phrase by phrase."""
    steps: tuple[int, ...] = ()
    """Places in the list of records of the steps that it leads to, best first."""
    leads: int = 0
    """1 when a search shows it before these steps."""


class Unit(NamedTuple):
    """A word or phrase of a text: what it stands for, and its own words."""

    id: str
    words: str


def text(kb: KnowledgeBase) -> str:
    """Return the whole file: a line a record, so that a change of content is a change of a line."""
    words = Words(kb.search)
    rows = [json.dumps(astuple(words.lean(record)), ensure_ascii=False) for record in records(kb)]
    head = {
        "generated": "# Generated from content/ by scripts/build.py build. Edit the source.",
        "synonyms": "\n".join("|".join(group) for group in words.groups),
        "fillers": " ".join(sorted(words.fillers)),
        "notCovered": "|".join(kb.search.not_covered),
    }
    lines = "".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},\n" for key, value in head.items()
    )
    return "{\n" + lines + '"records": [\n' + ",\n".join(rows) + "\n]}\n"


def records(kb: KnowledgeBase) -> Iterator[Record]:
    """Yield what a search can find. Steps come first, so that the others can name them by their place."""
    places = {f"{id_}/{step.id}": n for n, (id_, step) in enumerate(_all_steps(kb))}
    for id_, step in _all_steps(kb):
        yield Record("step", f"{id_}/#{step.id}", step.title, step.how, step.asked_as)
    for id_, area in kb.areas.items():
        yield _area(id_, area)
    for q in kb.questions:
        yield Record("question", f"faq/#{q.id}", q.question, q.short, q.asked_as, _places(places, q), int(q.leads))
    for m in kb.messages:
        yield Record("message", f"messages/#{m.id}", m.shows, m.short, m.asked_as, _places(places, m))
    for s in kb.symptoms:
        yield Record("symptom", f"diagnose/#{s.id}", s.title, s.short, s.asked_as, _places(places, s))
    pages = kb.site.pages
    yield _page("quick-guide/", pages.quick_guide)
    yield _page("faq/", pages.faq)
    yield _page("messages/", pages.messages)
    yield _page("about/", pages.about)


def _all_steps(kb: KnowledgeBase) -> Iterator[tuple[str, Step]]:
    return ((id_, step) for id_, area in kb.areas.items() for step in area.steps)


def _places(places: dict[str, int], entry: Question | Message | Symptom) -> tuple[int, ...]:
    return tuple(places[ref] for ref in entry.steps[:STEPS])


def _area(id_: str, area: Area) -> Record:
    asked = (*area.asked_as, area.quick_guide.check, area.quick_guide.do)
    return Record("area", f"{id_}/", area.title, area.summary, asked)


def _page(address: str, page: PageText) -> Record:
    return Record("page", address, page.title, page.summary, page.asked_as)


class Words:
    """Reads texts as the browser's engine does, to leave out what it would not miss."""

    def __init__(self, search: Search) -> None:
        self.fillers = frozenset(word for filler in search.fillers for word in words_of(filler))
        self.groups = tuple(_distinct(group) for group in search.synonyms)
        self.meaning = {key_of(word): f"={key_of(group[0])}" for group in self.groups for word in group}
        self.longest = max((len(key.split()) for key in self.meaning), default=1)

    def units(self, text: str) -> list[Unit]:
        """Return the units of a text: the longest phrase that has synonyms, else one word, without fillers."""
        words = words_of(text)
        stems = [_STEMMER.stemWord(word) for word in words]
        found, n = [], 0
        while n < len(words):
            size = min(self.longest, len(words) - n)
            while size > 1 and " ".join(stems[n : n + size]) not in self.meaning:
                size -= 1
            stands = self.meaning.get(" ".join(stems[n : n + size]))
            if size > 1 or words[n] not in self.fillers:
                found.append(Unit(stands or stems[n], " ".join(words[n : n + size])))
            n += size
        return found

    def lean(self, record: Record) -> Record:
        """Return the record with a short answer, and only phrases that tell more than its title and each other."""
        title = frozenset(unit.id for unit in self.units(record.title))
        phrases: list[tuple[frozenset[str], str]] = []
        for phrase in record.asked:
            units = self.units(phrase)
            told = dict.fromkeys(unit.words for unit in units)
            phrases.append((frozenset(unit.id for unit in units), " ".join(told)))
        kept = [
            words
            for n, (ids, words) in enumerate(phrases)
            if not ids <= title
            and not any(ids < other or (ids == other and m < n) for m, (other, _) in enumerate(phrases))
        ]
        return replace(record, short=_cut(record.short), asked=tuple(kept))


def words_of(text: str) -> list[str]:
    """Return the words of a text: lower case, apostrophes dropped."""
    return re.findall(r"[^\W_]+", re.sub("['’]", "", text.lower()))


def key_of(phrase: str) -> str:
    """Return a phrase's stems, joined: what the engine compares."""
    return " ".join(_STEMMER.stemWord(word) for word in words_of(phrase))


def _distinct(group: tuple[str, ...]) -> tuple[str, ...]:
    """Return a synonym group without members that the engine reads the same."""
    first: dict[str, str] = {}
    for word in group:
        first.setdefault(key_of(word), word)
    return tuple(first.values())


def _cut(text: str) -> str:
    sentences = re.split(r"(?<=[.:?])\s+", text)
    kept = sentences[0]
    for sentence in sentences[1:]:
        if len(kept) + len(sentence) >= SHORT:
            break
        kept += f" {sentence}"
    return kept
