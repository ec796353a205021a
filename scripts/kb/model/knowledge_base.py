"""Everything in content/ as one immutable value: what the pages are made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kb.model.entries import YOU, Area, Evidence, Message, Question, Region, Search, Source, Step, Symptom
from kb.model.interface import Interface
from kb.model.record import Entry
from kb.model.site import Site


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything in content/, validated."""

    site: Site
    interface: Interface
    search: Search
    evidence: Evidence
    areas: Mapping[str, Area]
    """By id, in the site's order."""
    questions: tuple[Question, ...]
    messages: tuple[Message, ...]
    symptoms: tuple[Symptom, ...]
    regions: tuple[Region, ...]
    sources: tuple[Source, ...]
    assets: tuple[str, ...] = ()
    """Paths of the files in assets/."""

    @property
    def latest_review(self) -> date:
        """The day on which anything in the knowledge base was last reviewed."""
        entries: tuple[Area | Question | Message, ...] = (*self.areas.values(), *self.questions, *self.messages)
        return max(entry.reviewed for entry in entries)

    @property
    def lists(self) -> Mapping[str, tuple[Question | Message | Symptom, ...]]:
        """The entries of each page that lists those of one kind."""
        return {"faq": self.questions, "messages": self.messages, "diagnose": self.symptoms}

    @property
    def steps_of_others(self) -> tuple[str, ...]:
        """The references of the steps that someone other than the reader carries out."""
        return tuple(ref for ref, step in self.steps() if step.who != YOU)

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Yield every area, step, question, message and symptom with its reference."""
        for id_, area in self.areas.items():
            yield from ((id_, area), *((f"{id_}/{step.id}", step) for step in area.steps))
        for page, entries in self.lists.items():
            yield from ((f"{page}/{entry.id}", entry) for entry in entries)

    def steps(self) -> Iterator[tuple[str, Step]]:
        """Yield every step with its reference: `area/step`."""
        yield from ((ref, entry) for ref, entry in self.entries() if isinstance(entry, Step))
