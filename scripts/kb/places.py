"""Places: where everything stands on the site: the page and anchor of each entry, and the parts of long lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.model import KnowledgeBase

Entry = TypeVar("Entry")

HOME = "index"

MOST = {HOME: 12, "quick-guide": 12, "diagnose": 50, "faq": 50, "messages": 50, "about": 120}
"""Entries on one page. A longer list goes on in further parts, so that no page grows with the knowledge base."""

MORE_AREAS = "areas"
"""What the home page's list goes on in: `areas-2` and so on."""


@dataclass(frozen=True)
class Place:
    """Where an entry stands."""

    page: str
    """File name in docs/ without `.md`."""
    anchor: str = ""

    @property
    def address(self) -> str:
        """Path from the site's root, without a leading slash: `faq/#why`."""
        page = "" if self.page == HOME else f"{self.page}/"
        return f"{page}#{self.anchor}" if self.anchor else page

    @property
    def target(self) -> str:
        """Target of a link between pages in docs/: `faq.md#why`."""
        return f"{self.page}.md#{self.anchor}" if self.anchor else f"{self.page}.md"


@dataclass(frozen=True)
class Part:
    """One page of a list that may need several."""

    page: str
    number: int
    """From 1."""
    count: int
    first: int
    """Rank in the whole list of the part's first entry, from 0."""
    end: int
    """Rank after its last entry."""

    def of(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return this part of the whole list."""
        return entries[self.first : self.end]


def parts(page: str, length: int) -> list[Part]:
    """Return the parts of the list on `page` (a key of MOST): one at least."""
    most = MOST[page]
    count = max(1, -(-length // most))
    return [Part(_name(page, n), n, count, (n - 1) * most, min(n * most, length)) for n in range(1, count + 1)]


def _name(page: str, number: int) -> str:
    if number == 1:
        return page
    return f"{MORE_AREAS if page == HOME else page}-{number}"


def places(kb: KnowledgeBase) -> dict[str, Place]:
    """Return the place of every entry by its reference: `area`, `area/step`, `faq/question`, `about/source`."""
    return dict(_places(kb))


def _places(kb: KnowledgeBase) -> Iterator[tuple[str, Place]]:
    for id_, area in kb.areas.items():
        yield id_, Place(id_)
        yield from ((f"{id_}/{step.id}", Place(id_, step.id)) for step in area.steps)
    for page, entries in (
        ("faq", kb.questions),
        ("messages", kb.messages),
        ("diagnose", kb.symptoms),
        ("about", kb.sources),
    ):
        yield page, Place(page)
        yield from _listed(page, [entry.id for entry in entries])
    yield "quick-guide", Place("quick-guide")
    yield from _anchors("about", (label.id for label in kb.evidence.labels))


def _listed(page: str, ids: Sequence[str]) -> Iterator[tuple[str, Place]]:
    for part in parts(page, len(ids)):
        yield from ((f"{page}/{id_}", Place(part.page, id_)) for id_ in part.of(ids))


def _anchors(page: str, ids: Iterable[str]) -> Iterator[tuple[str, Place]]:
    yield from ((f"{page}/{id_}", Place(page, id_)) for id_ in ids)
