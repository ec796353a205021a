"""Search: KnowledgeBase → what the browser searches: one file of words, and one of entries for each area.

A reader's browser loads the words first. They tell the topic of a question, and so which areas' entries to load.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from kb.generated import File, mark
from kb.model.entries import ELSEWHERE
from kb.model.routes import routes
from kb.model.site import FINDABLE
from kb.search import classifier
from kb.search.tokenizer import Tokenizer, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kb.model.knowledge_base import KnowledgeBase
    from kb.search.tokenizer import Unit

FOLDER = "data/search"
"""Where the files stand, in the docs folder and on the site."""

ROOT = "words"
"""Name of the file of words."""

PAGES = "pages"
"""Name of the file of entries that belong to no area."""


SHORT = 110
"""Most characters of an answer that a result shows."""

STEPS = 2
"""How many steps an entry leads to in the search."""


@dataclass(frozen=True)
class Record:
    """One thing that a search can find."""

    kind: str
    ref: str
    """Its reference in content: `area/step`, `faq/question`, `area`."""
    title: str
    short: str
    """The answer, as results show it."""
    asked: tuple[str, ...]
    """Other words for it, phrase by phrase."""
    steps: tuple[str, ...] = ()
    """References of the steps that it leads to, best first."""
    leads: bool = False
    """Whether a search shows it before these steps."""


def files(kb: KnowledgeBase) -> Iterator[File]:
    """Yield each file of search data."""
    catalogue = Catalogue(kb)
    routes = catalogue.routes
    shards = {
        shard: _shard(catalogue.words, [(record, routes[record.ref].address) for record in records])
        for shard, records in catalogue.shards.items()
    }
    yield File(path(ROOT), _root(catalogue, {shard: len(text) for shard, text in shards.items()}))
    for shard, text in shards.items():
        yield File(path(shard), text)


def path(name: str) -> str:
    """Return the path of the file of words or of a shard, in the docs folder and on the site."""
    return f"{FOLDER}/{name}.json"


class Catalogue:
    """Every record of a knowledge base, and how they fall into shards and topics."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.words = Tokenizer(kb.search)
        self.records = {record.ref: record for record in _records(kb)}
        self.routes = routes(kb)

    @cached_property
    def shards(self) -> dict[str, list[Record]]:
        """The records of each shard: an area with all that leads to it, and the pages."""
        found: dict[str, list[Record]] = {shard: [] for shard in (*self.kb.areas, PAGES)}
        for record in self.records.values():
            found[self.shard(record)].append(record)
        return found

    def shard(self, record: Record) -> str:
        """Return the shard of a record: its area, or that of the first step that it leads to."""
        area = (record.steps[0] if record.steps else record.ref).partition("/")[0]
        return area if area in self.kb.areas else PAGES

    @cached_property
    def topics(self) -> list[str]:
        """What a question can be about, by reference: elsewhere, an area, a question that leads, a page."""
        leading = [record.ref for record in self.records.values() if record.leads]
        pages = [record.ref for record in self.records.values() if record.kind == "page"]
        return [ELSEWHERE, *self.kb.areas, *leading, *pages]

    @cached_property
    def examples(self) -> list[tuple[int, tuple[Unit, ...]]]:
        """The topic and the units of everything that tells what belongs to it."""
        number = {ref: n for n, ref in enumerate(self.topics)}
        number |= {ref: number[self.shard(one)] for ref, one in self.records.items() if ref not in number}
        return [(number[ref], self.words.units(phrase)) for ref, phrase in self._phrases()]

    def _phrases(self) -> Iterator[tuple[str, str]]:
        for entries in self.kb.asked.values():
            for ref, phrases in entries.items():
                yield from ((ref, phrase) for phrase in phrases)
        for record in self.records.values():
            yield from ((record.ref, phrase) for phrase in (record.title, record.short, *record.asked))


def _root(catalogue: Catalogue, sizes: Mapping[str, int]) -> str:
    """Return the file of words: what the site knows, and what each word tells about the topic of a question.

    `levels` has a line for each group of synonyms, each filler and each other word, in this order; empty lines at
    the end are left out.
    """
    words = catalogue.words
    told = classifier.learn(catalogue.examples, len(catalogue.topics))
    weights = dict(told.weights)
    fillers = sorted(words.fillers.values())
    others = _others(catalogue, weights)
    levels = [weights.pop(words.id_of(group[0]), "") for group in words.groups]
    levels += [weights.pop(id_, "") for id_ in (*map(stem, fillers), *map(stem, others), classifier.RARE)]
    return _json(
        {
            "generated": mark(""),
            "synonyms": "\n".join("|".join(group) for group in words.groups),
            "fillers": " ".join(fillers),
            "words": " ".join([*others, classifier.RARE]),
            "topics": [_head(catalogue, ref) for ref in catalogue.topics],
            "sizes": {shard: round(size / 1000, 1) for shard, size in sizes.items()},
            "starts": told.starts,
            "steps": told.steps,
            "levels": "\n".join(levels).rstrip("\n"),
        }
    )


def _others(catalogue: Catalogue, weights: Mapping[str, str]) -> list[str]:
    """Return the words with a weight that are no synonym and no filler, each in its most usual form."""
    words = catalogue.words
    uses = Counter(chain.from_iterable(units for _, units in catalogue.examples))
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for unit, count in uses.items():
        if not unit.filler and not words.stands(unit):
            forms[unit.id][unit.words] += count
    usual = {id_: min(seen, key=lambda form: (-seen[form], form)) for id_, seen in forms.items()}
    return sorted(form for id_, form in usual.items() if id_ in weights)


def _head(catalogue: Catalogue, ref: str) -> list[str]:
    """Return the shard and address of the record that stands for a topic, nothing for elsewhere.

    That of an area or page is shown also while its shard is not loaded, so its words are here too.
    """
    record = catalogue.records.get(ref)
    if not record:
        return []
    head = [catalogue.shard(record), catalogue.routes[ref].address]
    return head if record.leads else [*head, record.title, _cut(record.short)]


def _shard(words: Tokenizer, records: Sequence[tuple[Record, str]]) -> str:
    """Return the file of a shard's records, given with addresses; steps first, so that others can name them."""
    found = sorted(records, key=lambda one: one[0].kind != "step")
    ranks = {record.ref: n for n, (record, _) in enumerate(found)}
    return _json(
        {"generated": mark(""), "records": [_row(_lean(words, one), address, ranks) for one, address in found]}
    )


def _row(record: Record, address: str, ranks: Mapping[str, int]) -> list[object]:
    """Return a record as the browser reads it; steps of other shards are left out."""
    steps = [ranks[ref] for ref in record.steps[:STEPS] if ref in ranks]
    row: list[object] = [record.kind, address, record.title, record.short, "|".join(record.asked)]
    return [*row, steps, int(record.leads)] if steps else row


def _json(fields: Mapping[str, object]) -> str:
    """Return an object with a line a field and a line a record: a change of content changes few lines."""
    lines = [
        f"{_dense(key)}:{_rows(value) if key == 'records' else _dense(value)}" for key, value in fields.items()
    ]
    return "{" + ",\n".join(lines) + "}\n"


def _rows(records: object) -> str:
    return _dense(records).replace('],["', '],\n["')


def _dense(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _records(kb: KnowledgeBase) -> Iterator[Record]:
    """Yield what a search can find."""
    for id_, area in kb.areas.items():
        for step in area.steps:
            yield Record("step", f"{id_}/{step.id}", step.title, step.how, step.asked_as)
        yield Record("area", id_, area.title, area.summary, area.asked_as)
    for q in kb.questions:
        yield Record("question", f"faq/{q.id}", q.question, q.short, q.asked_as, q.steps or q.areas, q.leads)
    for m in kb.messages:
        yield Record("message", f"messages/{m.id}", m.shows, m.short, m.asked_as, m.steps)
    for s in kb.symptoms:
        yield Record("symptom", f"diagnose/{s.id}", s.title, s.short, s.asked_as, s.steps)
    for name in FINDABLE:
        page = getattr(kb.site.pages, name)
        yield Record("page", name.replace("_", "-"), page.title, page.summary, page.asked_as)


def _lean(words: Tokenizer, record: Record) -> Record:
    """Return the record with a short answer, and only phrases that tell more than its title and each other."""
    phrases = [_telling(words, phrase) for phrase in record.asked]
    kept = _distinct(phrases, _telling(words, record.title).keys())
    return replace(record, short=_cut(record.short), asked=tuple(" ".join(phrase.values()) for phrase in kept))


def _telling(words: Tokenizer, phrase: str) -> dict[str, str]:
    """Return the units of a phrase that tell something, by id, as words that the browser reads so."""
    return {unit.id: words.canonical(unit) for unit in words.units(phrase) if not unit.filler}


def _distinct(phrases: Sequence[Mapping[str, str]], title: Iterable[str]) -> Iterator[Mapping[str, str]]:
    """Yield the phrases that are no part of the title or of another phrase."""
    shown = frozenset(title)
    for n, phrase in enumerate(phrases):
        ids = phrase.keys()
        if not ids <= shown and not any(
            ids < other.keys() or (ids == other.keys() and m < n) for m, other in enumerate(phrases)
        ):
            yield phrase


def _cut(text: str) -> str:
    """Return the beginning of a text: whole sentences where they fit, and enough to tell what to do."""
    if len(text) <= SHORT:
        return text
    ends = [match.end() for match in re.finditer(r"[.:?](?=\s)", text[:SHORT])]
    if ends and ends[-1] >= SHORT / 2:
        return text[: ends[-1]]
    whole = text[:SHORT].rpartition(" ")[0] or text[:SHORT]  # some languages have no spaces
    return whole.rstrip(",;:.") + " …"
