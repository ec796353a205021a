"""The page of each area, and one at each former address of an area."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.model.entries import Area, Question, Symptom
from kb.model.knowledge_base import KnowledgeBase
from kb.model.redirects import redirects
from kb.pages import tools
from kb.pages.links import Link
from kb.pages.page import Context, Page

FIRST_CHECKS = 3
"""A symptom is listed on the area pages of this many of its first checks."""


@dataclass(frozen=True)
class AreaContext(Context):
    """For area.md.j2."""

    area: Area
    rank: int
    """From 1, in the order of the areas."""
    count: int
    previous: Link | None
    next: Link | None
    questions: tuple[Question, ...]
    symptoms: tuple[Symptom, ...]
    others_steps: tuple[str, ...]
    """On the help area: the references of all steps that somebody else carries out."""


@dataclass(frozen=True)
class MovedContext(Context):
    """For moved.md.j2."""

    to: Link


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    """Yield the page of each area."""
    links = [None, *(Link(area.title, f"{id_}.md") for id_, area in kb.areas.items()), None]
    for rank, (id_, area) in enumerate(kb.areas.items(), 1):
        context = AreaContext(
            area,
            rank,
            len(kb.areas),
            previous=links[rank - 1],
            next=links[rank + 1],
            questions=tuple(one for one in kb.questions if id_ in one.areas),
            symptoms=tuple(one for one in kb.symptoms if id_ in _first_areas(one)),
            others_steps=kb.steps_of_others if id_ == kb.site.help_area else (),
        )
        sources = (f"areas/{id_}.yml",)
        yield Page(id_, "area", sources, area.title, area.name, area.summary, context, tools.used_in(area))


def _first_areas(symptom: Symptom) -> set[str]:
    """Return the areas of a symptom's first checks."""
    return {ref.partition("/")[0] for ref in symptom.steps[:FIRST_CHECKS]}


def moved(kb: KnowledgeBase) -> Iterator[Page]:
    """Yield a page for each former address of an area."""
    for old, id_ in redirects(kb).pages.items():
        area = kb.areas[id_]
        title = f"{kb.interface.moved} {area.title}"
        context = MovedContext(Link(area.title, f"{id_}.md"))
        yield Page(old, "moved", (f"areas/{id_}.yml",), title, area.name, area.summary, context, moved=id_)
