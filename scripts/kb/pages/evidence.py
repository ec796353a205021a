"""Evidence of a statement as readers see it: the labels of its sources, and where it is true."""

from collections import Counter
from dataclasses import dataclass

from kb.model.knowledge_base import KnowledgeBase
from kb.model.record import Cited, Entry, Scope, Statement
from kb.pages.links import Link, target


@dataclass(frozen=True)
class Label:
    """An evidence label of a statement, with links to its sources of this kind on the about page."""

    id: str
    sources: tuple[Link, ...]
    """The first is named by the label, further ones by their publisher."""


class EvidenceLabels:
    """The labels, sources and regions of a knowledge base, by id."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._evidence = kb.evidence
        self._sources = {source.id: source for source in kb.sources}
        self._labels = {label.id: label for label in kb.evidence.labels}
        self._regions = {region.id: region.name for region in kb.regions}

    def labels(self, cited: Cited) -> list[Label]:
        """Return the labels of a statement: one for each kind of source that it cites."""
        kinds = Counter(self._sources[id_].kind for id_ in cited.sources)
        found: dict[str, list[Link]] = {}
        for id_ in cited.sources:
            source = self._sources[id_]
            label = self._label_for(source.kind, kinds[source.kind])
            name = source.publisher if label in found else self._labels[label].label
            found.setdefault(label, []).append(Link(name, target(f"about/{id_}")))
        if not found:
            unknown = isinstance(cited, Statement) and cited.unknown
            id_ = self._evidence.unknown if unknown else self._evidence.unsourced
            found[id_] = [Link(self._labels[id_].label, target(f"about/{id_}"))]
        return [Label(id_, tuple(links)) for id_, links in found.items()]

    def _label_for(self, kind: str, count: int) -> str:
        """Return the id of the label for this many sources of a kind."""
        label = self._labels[kind]
        return str(label.several if count > 1 and label.several else label.id)

    def open_label(self, entry: Entry) -> list[str]:
        """Return the label that an entry shows openly: none, if any of its sources is of a stronger kind."""
        labels = [self._labels[label.id] for label in self.labels(entry)] if entry.sources else []
        return [labels[0].label] if labels and all(label.open for label in labels) else []

    def scope(self, scope: Scope | None) -> str:
        """Return a scope as readers see it: `US, Canada · 2018–19 models`; empty for none."""
        if not scope:
            return ""
        regions = ", ".join(self._regions[id_] for id_ in scope.regions)
        return " · ".join(part for part in (regions, scope.models) if part)


def has_own_evidence(entry: Entry) -> bool:
    """Return whether the open text of an entry has a source or scope that no statement behind it repeats."""
    statements = entry.how_we_know
    repeated = {source for one in statements for source in one.sources}
    scopes = (None, *(one.scope for one in statements))
    return not statements or not repeated.issuperset(entry.sources) or entry.scope not in scopes
