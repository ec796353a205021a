"""What templates look up by id: links, evidence labels, scopes, dates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from babel.dates import format_date
from markupsafe import Markup

from kb.model.record import Statement
from kb.model.redirects import redirects
from kb.model.routes import file_of, target
from kb.pages.contexts import Link
from kb.pages.planner import steps_of_others

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from kb.model.knowledge_base import KnowledgeBase
    from kb.model.record import Cited, Entry, Scope
    from kb.model.site import Role


@dataclass(frozen=True)
class Label:
    """An evidence label of a statement, with links to its sources of this kind on the about page."""

    id: str
    sources: tuple[Link, ...]
    """The first is named by the label, further ones by their publisher."""


class Lookup:
    """Finds what templates ask for by id."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._redirects = redirects(kb)
        self._titles = _titles(kb)
        self._sources = {source.id: source for source in kb.sources}
        self._labels = {label.id: label for label in kb.evidence.labels}
        self._roles = {role.id: role for role in kb.site.roles}
        self._regions = {region.id: region.name for region in kb.regions}
        self._others = frozenset(steps_of_others(kb))
        self.day = cache(self._day)

    def target(self, id_: str, page: str) -> Markup:
        """Return the target of a link to an entry of a list, such as a question of `faq`."""
        return _target(f"{page}/{id_}")

    def former(self, ref: str) -> Sequence[str]:
        """Return the former anchors of an entry on its page."""
        return self._redirects.anchors.get(ref, ())

    def moved(self, page: str) -> list[tuple[str, Link]]:
        """Return the anchors on a page of entries that have moved to another, each with the link to it."""
        return [(anchor, self.link(ref)) for anchor, ref in self._redirects.notes.get(page, ())]

    def link(self, ref: str) -> Link:
        """Return the link to an entry."""
        return Link(self._titles[ref], _target(ref))

    def of_others(self, refs: Iterable[str]) -> list[str]:
        """Return those of some steps that someone other than the reader carries out."""
        return [ref for ref in refs if ref in self._others]

    def role(self, who: str) -> Role | None:
        """Return who carries out a step: None is the reader."""
        return self._roles.get(who)

    def evidence(self, cited: Cited) -> list[Label]:
        """Return the labels of a statement: one for each kind of source that it cites."""
        kinds = Counter(self._sources[id_].kind for id_ in cited.sources)
        shown = {kind: self._label_for(kind, count) for kind, count in kinds.items()}
        found: dict[str, list[Link]] = {}
        for id_ in cited.sources:
            source = self._sources[id_]
            label = shown[source.kind]
            name = source.publisher if label in found else self._labels[label].label
            found.setdefault(label, []).append(Link(name, self.target(id_, "about")))
        if not found:
            unknown = isinstance(cited, Statement) and cited.unknown
            id_ = self._kb.evidence.unknown if unknown else self._kb.evidence.unsourced
            found[id_] = [Link(self._labels[id_].label, self.target(id_, "about"))]
        return [Label(id_, tuple(links)) for id_, links in found.items()]

    def has_own_evidence(self, entry: Entry) -> bool:
        """Return whether the open text of an entry has a source or scope that no statement behind it repeats."""
        statements = entry.how_we_know
        repeated = {source for one in statements for source in one.sources}
        scopes = (None, *(one.scope for one in statements))
        return not statements or not repeated.issuperset(entry.sources) or entry.scope not in scopes

    def open_label(self, entry: Entry) -> list[str]:
        """Return the label that an entry shows openly: none, if any of its sources is of a stronger kind."""
        labels = [self._labels[label.id] for label in self.evidence(entry)] if entry.sources else []
        return [labels[0].label] if labels and all(label.open for label in labels) else []

    def edit(self, ref: str) -> list[str]:
        """Return the address at which an entry's file can be edited, if the site names its repository."""
        file = file_of(ref.partition("/")[0])
        return [f"{self._kb.site.repository}/edit/main/content/{file}"] if self._kb.site.repository else []

    def _label_for(self, kind: str, count: int) -> str:
        """Return the id of the label for this many sources of a kind."""
        label = self._labels[kind]
        return str(label.several if count > 1 and label.several else label.id)

    def scope(self, scope: Scope | None) -> str:
        """Return a scope as readers see it: `US, Canada · 2018–19 models`; empty for none."""
        if not scope:
            return ""
        regions = ", ".join(self._regions[id_] for id_ in scope.regions)
        return " · ".join(part for part in (regions, scope.models) if part)

    def _day(self, value: date) -> str:
        """Return a date as readers of the site's language write it."""
        return format_date(value, format="long", locale=self._kb.site.language.replace("-", "_"))


def _target(ref: str) -> Markup:
    """Return the target of a link to an entry."""
    return Markup(target(ref))  # noqa: S704  (ids contain nothing to escape)


def _titles(kb: KnowledgeBase) -> dict[str, str]:
    """Return the title of every area, step, question, message and symptom by its reference."""
    return {
        **{id_: area.title for id_, area in kb.areas.items()},
        **{ref: step.title for ref, step in kb.steps()},
        **{f"faq/{question.id}": question.question for question in kb.questions},
        **{f"messages/{message.id}": message.shows for message in kb.messages},
        **{f"diagnose/{symptom.id}": symptom.title for symptom in kb.symptoms},
    }
