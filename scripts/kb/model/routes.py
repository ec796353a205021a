"""Where everything is on the site: the page and anchor of each entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model.knowledge_base import KnowledgeBase

HOME = "index"
"""The home page's file name in docs/, without `.md`."""

MENU = ("diagnose", "quick-guide", "faq", "messages", "about")
"""The pages that are made from entries of other files, in this order."""

ENTRY_FILES = {
    "question": "faq.yml",
    "message": "messages.yml",
    "symptom": "symptoms.yml",
    "region": "regions.yml",
    "source": "sources.yml",
}
"""The content file of each kind of entry that is written in a list."""

LIST_FILES = {
    "faq": ENTRY_FILES["question"],
    "messages": ENTRY_FILES["message"],
    "diagnose": ENTRY_FILES["symptom"],
}
"""The content file of each page that lists the entries of one kind."""


def file_of(page: str) -> str:
    """Return the content file of an area, or of the entries that a page lists."""
    return LIST_FILES.get(page, f"areas/{page}.yml")


@dataclass(frozen=True)
class Route:
    """The page of an entry, and its anchor there."""

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


def routes(kb: KnowledgeBase) -> dict[str, Route]:
    """Return the route of every entry by its reference: `area`, `area/step`, `faq/question`, `about/source`."""
    return dict(_routes(kb))


def _routes(kb: KnowledgeBase) -> Iterator[tuple[str, Route]]:
    for id_, area in kb.areas.items():
        yield id_, Route(id_)
        yield from ((f"{id_}/{step.id}", Route(id_, step.id)) for step in area.steps)
    for page, entries in {**kb.lists, "about": kb.sources}.items():
        yield page, Route(page)
        yield from ((f"{page}/{entry.id}", Route(page, entry.id)) for entry in entries)
    yield "quick-guide", Route("quick-guide")
    yield from ((f"about/{label.id}", Route("about", label.id)) for label in kb.evidence.labels)
