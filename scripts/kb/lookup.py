"""Pages, lookup: what templates ask for by id: links, evidence labels, scopes, dates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from babel.dates import format_date

from kb.markdown import Markdown
from kb.moves import moves
from kb.places import places

if TYPE_CHECKING:
    from datetime import date

    from kb.model import Cited, KnowledgeBase, Question, Scope, Source, Step, Symptom
    from kb.moves import Moves
    from kb.places import Place

FIRST_CHECKS = 3
"""How many of a symptom's steps are likely enough for their areas to name it."""


@dataclass(frozen=True)
class Link:
    """A link to a place on the site, as Markdown shows it."""

    title: str
    target: str


@dataclass(frozen=True)
class Chip:
    """An evidence label beside a statement, with the place of each source of this kind on the about page."""

    label: str
    targets: tuple[str, ...]


class Lookup:
    """Finds in a knowledge base what templates ask for by id."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    @cached_property
    def steps(self) -> dict[str, tuple[str, Step]]:
        """Every step with its area's id, by reference (`area/step`)."""
        return {f"{id_}/{step.id}": (id_, step) for id_, area in self.kb.areas.items() for step in area.steps}

    @cached_property
    def places(self) -> dict[str, Place]:
        """The place of every entry, by reference."""
        return places(self.kb)

    def target(self, id_: str, page: str) -> Markdown:
        """Return the target of a link to an entry of a list, such as a question of `faq`."""
        return Markdown(self.places[f"{page}/{id_}"].target)

    @cached_property
    def _sources(self) -> dict[str, Any]:
        return {source.id: source for source in self.kb.sources}

    @cached_property
    def _labels(self) -> dict[str, Any]:
        return {label.id: label for label in self.kb.evidence.labels}

    @cached_property
    def _regions(self) -> dict[str, str]:
        return {region.id: region.name for region in self.kb.regions}

    @cached_property
    def questions_by_area(self) -> dict[str, list[Question]]:
        """The questions that each area lists."""
        found: dict[str, list[Question]] = {id_: [] for id_ in self.kb.areas}
        for question in self.kb.questions:
            for area in question.areas:
                found[area].append(question)
        return found

    @cached_property
    def symptoms_by_area(self) -> dict[str, list[Symptom]]:
        """The symptoms that a step of each area is among the first to explain."""
        found: dict[str, list[Symptom]] = {id_: [] for id_ in self.kb.areas}
        for symptom in self.kb.symptoms:
            for area in dict.fromkeys(ref.partition("/")[0] for ref in symptom.steps[:FIRST_CHECKS]):
                found[area].append(symptom)
        return found

    @cached_property
    def moves(self) -> Moves:
        """Where former addresses lead."""
        return moves(self.kb)

    def former(self, ref: str) -> list[str]:
        """Return the former anchors of an entry on its page."""
        return self.moves.anchors.get(ref, [])

    def notes(self, page: str) -> list[tuple[str, Link]]:
        """Return the anchors on a page of what stands elsewhere now, each with the link to it."""
        return [(anchor, self.entry(ref)) for anchor, ref in self.moves.notes.get(page, [])]

    def entry(self, ref: str) -> Link:
        """Return the link to an area, step, question, message or symptom."""
        page, _, id_ = ref.partition("/")
        if ref in self.steps:
            return self.step(ref)
        if page in self.kb.areas:
            return Link(self.kb.areas[page].title, self.places[ref].target)
        titles = {
            "faq": {question.id: question.question for question in self.kb.questions},
            "messages": {message.id: message.shows for message in self.kb.messages},
            "diagnose": {symptom.id: symptom.title for symptom in self.kb.symptoms},
        }
        return Link(titles[page][id_], self.places[ref].target)

    def step(self, ref: str) -> Link:
        """Return the link to a step."""
        _, step = self.steps[ref]
        return Link(step.title, self.places[ref].target)

    def evidence(self, cited: Cited) -> list[Chip]:
        """Return the labels to show beside a statement: one for each kind of source that it cites."""
        kinds = Counter(self._sources[id_].kind for id_ in cited.sources)
        shown = {kind: self._shown_label(kind, count) for kind, count in kinds.items()}
        targets: dict[str, list[str]] = {}
        for id_ in cited.sources:
            targets.setdefault(shown[self._sources[id_].kind], []).append(self.target(id_, "about"))
        if not targets:
            id_ = self.kb.evidence.unknown if cited.unknown else self.kb.evidence.unsourced
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
        return format_date(value, format="long", locale=self.kb.site.language.replace("-", "_"))
