"""Pages, lookup: KnowledgeBase → what any page can show besides its own entries: links, labels, scopes, dates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_date

from kb.markdown import Markdown
from kb.moves import moves
from kb.places import places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from kb.model import Cited, Evidence, Interface, KnowledgeBase, Question, Region, Scope, Site, Source, Symptom
    from kb.places import Place

FIRST_CHECKS = 3
"""How many of a symptom's steps are likely enough for their areas to name it."""


@dataclass(frozen=True)
class Link:
    """A link to a place on the site, as Markdown shows it."""

    title: str
    target: str


@dataclass(frozen=True)
class Common:
    """What pages can show besides their own entries. While it is the same, the same entries make the same page."""

    site: Site
    interface: Interface
    evidence: Evidence
    regions: tuple[Region, ...]
    sources: tuple[Source, ...]
    steps: Mapping[str, str]
    """The title of every step, by reference: `area/step`."""
    others: frozenset[str]
    """The references of the steps that the maker or a dealer carries out."""
    places: Mapping[str, Place]
    """The place of every entry, by reference."""
    former: Mapping[str, list[str]]
    """By the reference of an entry: its former anchors on the page where it stands."""
    notes: Mapping[str, list[tuple[str, Link]]]
    """By page: former anchors there of what stands elsewhere now, each with the link to it."""


def common(kb: KnowledgeBase) -> Common:
    """Return what the pages of a knowledge base have in common."""
    steps = {f"{id_}/{step.id}": step.title for id_, area in kb.areas.items() for step in area.steps}
    found, moved, titles = places(kb), moves(kb), _titles(kb) | steps
    notes = {
        page: [(anchor, Link(titles[ref], found[ref].target)) for anchor, ref in refs]
        for page, refs in moved.notes.items()
    }
    others = frozenset(steps_of_others(kb))
    return Common(
        kb.site, kb.interface, kb.evidence, kb.regions, kb.sources, steps, others, found, moved.anchors, notes
    )


def _titles(kb: KnowledgeBase) -> dict[str, str]:
    """Return the title of every area, question, message and symptom by its reference."""
    return {
        **{id_: area.title for id_, area in kb.areas.items()},
        **{f"faq/{question.id}": question.question for question in kb.questions},
        **{f"messages/{message.id}": message.shows for message in kb.messages},
        **{f"diagnose/{symptom.id}": symptom.title for symptom in kb.symptoms},
    }


def questions_by_area(kb: KnowledgeBase) -> dict[str, list[Question]]:
    """Return the questions that each area lists."""
    found: dict[str, list[Question]] = {id_: [] for id_ in kb.areas}
    for question in kb.questions:
        for area in question.areas:
            found[area].append(question)
    return found


def steps_of_others(kb: KnowledgeBase) -> list[str]:
    """Return the references of the steps that the maker or a dealer carries out."""
    return [f"{id_}/{step.id}" for id_, area in kb.areas.items() for step in area.steps if step.who != "you"]


def symptoms_by_area(kb: KnowledgeBase) -> dict[str, list[Symptom]]:
    """Return the symptoms that a step of each area is among the first to explain."""
    found: dict[str, list[Symptom]] = {id_: [] for id_ in kb.areas}
    for symptom in kb.symptoms:
        for area in dict.fromkeys(ref.partition("/")[0] for ref in symptom.steps[:FIRST_CHECKS]):
            found[area].append(symptom)
    return found


@dataclass(frozen=True)
class Chip:
    """An evidence label beside a statement, with the place of each source of this kind on the about page."""

    label: str
    targets: tuple[str, ...]


class Lookup:
    """Finds what templates ask for by id."""

    def __init__(self, common: Common) -> None:
        self._common = common
        self._sources = {source.id: source for source in common.sources}
        self._labels = {label.id: label for label in common.evidence.labels}
        self._regions = {region.id: region.name for region in common.regions}

    def target(self, id_: str, page: str) -> Markdown:
        """Return the target of a link to an entry of a list, such as a question of `faq`."""
        return Markdown(self._common.places[f"{page}/{id_}"].target)

    def former(self, ref: str) -> list[str]:
        """Return the former anchors of an entry on its page."""
        return self._common.former.get(ref, [])

    def notes(self, page: str) -> list[tuple[str, Link]]:
        """Return the anchors on a page of what stands elsewhere now, each with the link to it."""
        return self._common.notes.get(page, [])

    def step(self, ref: str) -> Link:
        """Return the link to a step."""
        return Link(self._common.steps[ref], self._common.places[ref].target)

    def of_others(self, refs: Iterable[str]) -> list[str]:
        """Return those of some steps that the maker or a dealer carries out."""
        return [ref for ref in refs if ref in self._common.others]

    def evidence(self, cited: Cited) -> list[Chip]:
        """Return the labels to show beside a statement: one for each kind of source that it cites."""
        kinds = Counter(self._sources[id_].kind for id_ in cited.sources)
        shown = {kind: self._shown_label(kind, count) for kind, count in kinds.items()}
        targets: dict[str, list[str]] = {}
        for id_ in cited.sources:
            targets.setdefault(shown[self._sources[id_].kind], []).append(self.target(id_, "about"))
        if not targets:
            id_ = self._common.evidence.unknown if cited.unknown else self._common.evidence.unsourced
            targets[id_] = [self.target(id_, "about")]
        return [Chip(self._labels[id_].label, tuple(found)) for id_, found in targets.items()]

    def _shown_label(self, kind: str, count: int) -> str:
        """Return the id of the label for so many sources of a kind."""
        label = self._labels[kind]
        return str(label.several if count > 1 and label.several else label.id)

    def scope(self, scope: Scope | None) -> str:
        """Return a scope as readers see it: `US, Canada · 2018–19 cars`; empty when it holds everywhere."""
        if not scope:
            return ""
        regions = ", ".join(self._regions[id_] for id_ in scope.regions)
        return " · ".join(part for part in (regions, scope.cars) if part)

    def label(self, source: Source) -> str:
        """Return the evidence label of a source."""
        return str(self._labels[source.kind].label)

    def day(self, value: date) -> str:
        """Return a date as readers of the site's language write it."""
        return format_date(value, format="long", locale=self._common.site.language.replace("-", "_"))
