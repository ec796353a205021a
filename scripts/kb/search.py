"""Search: KnowledgeBase → the records that the browser searches, one JSON file."""

from __future__ import annotations

import json
import re
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.model import Area, KnowledgeBase, Message, PageText, Question, Statement, Step, Symptom

PATH = "data/search.json"
"""The file's path, in the docs folder and on the site."""


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
    """Other words for it, searched phrase by phrase."""
    more: str
    """Every other word that its entry uses, each once."""
    steps: tuple[int, ...] = ()
    """Places in the list of records of the steps that it leads to, best first."""
    leads: int = 0
    """1 when a search shows it before these steps."""


def text(kb: KnowledgeBase) -> str:
    """Return the whole file: a line a record, so that a change of content is a change of a line."""
    fillers = frozenset(kb.search.fillers)
    rows = [json.dumps(astuple(_lean(record, fillers)), ensure_ascii=False) for record in records(kb)]
    words = {
        "generated": "# Generated from content/ by scripts/build.py build. Edit the source.",
        "synonyms": kb.search.synonyms,
        "fillers": " ".join(sorted(fillers)),
        "notCovered": kb.search.not_covered,
    }
    head = "".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},\n" for key, value in words.items()
    )
    return "{\n" + head + '"records": [\n' + ",\n".join(rows) + "\n]}\n"


def records(kb: KnowledgeBase) -> Iterator[Record]:
    """Yield what a search can find. Steps come first, so that the others can name them by their place."""
    places = {f"{id_}/{step.id}": n for n, (id_, step) in enumerate(_all_steps(kb))}
    for id_, step in _all_steps(kb):
        yield _step(id_, step)
    for id_, area in kb.areas.items():
        yield _area(id_, area)
    for q in kb.questions:
        yield Record(
            "question",
            f"faq/#{q.id}",
            q.question,
            q.short,
            q.asked_as,
            _texts(q.answer),
            _places(places, q),
            int(q.leads),
        )
    for m in kb.messages:
        yield Record(
            "message", f"messages/#{m.id}", m.shows, m.short, m.asked_as, _texts(m.means), _places(places, m)
        )
    for s in kb.symptoms:
        yield Record("symptom", f"diagnose/#{s.id}", s.title, s.short, s.asked_as, "", _places(places, s))
    pages = kb.site.pages
    yield _page("quick-guide/", pages.quick_guide)
    yield _page("faq/", pages.faq)
    yield _page("messages/", pages.messages)
    yield _page("about/", pages.about)


def _all_steps(kb: KnowledgeBase) -> Iterator[tuple[str, Step]]:
    return ((id_, step) for id_, area in kb.areas.items() for step in area.steps)


def _places(places: dict[str, int], entry: Question | Message | Symptom) -> tuple[int, ...]:
    """Return the places of the steps that the entry leads to, the best two."""
    return tuple(places[ref] for ref in entry.steps[:2])


def _area(id_: str, area: Area) -> Record:
    more = " ".join([_texts(area.why), area.quick_guide.check, area.quick_guide.do])
    return Record("area", f"{id_}/", area.title, area.summary, area.asked_as, more)


def _step(area: str, step: Step) -> Record:
    ways = " ".join(f"{way.name} {way.how}" for way in step.ways)
    more = " ".join([step.when or "", _texts(step.cautions), ways, _texts(step.notes)])
    return Record("step", f"{area}/#{step.id}", step.title, step.how, step.asked_as, more)


def _page(address: str, page: PageText) -> Record:
    return Record("page", address, page.title, page.summary, page.asked_as, page.intro)


def _texts(statements: Iterable[Statement]) -> str:
    return " ".join(one.text for one in statements)


def _lean(record: Record, fillers: frozenset[str]) -> Record:
    """Return the record with each word of `more` once, without fillers and without what its other fields hold."""
    held = _words(" ".join([record.title, record.short, *record.asked])) | fillers
    more = " ".join(sorted(_words(record.more) - held))
    return Record(
        record.kind, record.address, record.title, record.short, record.asked, more, record.steps, record.leads
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.lower()))
