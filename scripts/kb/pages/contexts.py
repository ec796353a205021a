"""What each template of a page can use: one record for each template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kb.model.entries import Area, EvidenceLabel, Message, Question, Region, Source, Symptom
    from kb.model.site import PageText


@dataclass(frozen=True)
class Link:
    """A link to another page or entry."""

    title: str
    target: str
    """As Markdown in docs/ writes it: `faq.md#why`."""


@dataclass(frozen=True)
class SymptomGroup:
    """Symptoms under a heading."""

    title: str
    symptoms: tuple[Symptom, ...]


@dataclass(frozen=True)
class QuestionGroup:
    """Questions under a heading with an anchor."""

    title: str
    anchor: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class MessageGroup:
    """Messages under a heading with an anchor."""

    title: str
    anchor: str
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class SourceGroup:
    """An evidence label with the sources of its kind."""

    label: EvidenceLabel
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class HomeContext:
    """For home.md.j2."""

    title: str
    text: PageText
    groups: tuple[SymptomGroup, ...]
    """The common symptoms."""
    areas: Mapping[str, Area]


@dataclass(frozen=True)
class AreaContext:
    """For area.md.j2."""

    id: str
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
class MovedContext:
    """For moved.md.j2."""

    title: str
    to: Link


@dataclass(frozen=True)
class DiagnoseContext:
    """For diagnose.md.j2."""

    title: str
    text: PageText
    symptoms: tuple[Symptom, ...]
    """All of them."""
    common: tuple[SymptomGroup, ...]
    """Those on the home page."""
    others: tuple[SymptomGroup, ...]


@dataclass(frozen=True)
class QuickGuideContext:
    """For quick-guide.md.j2."""

    title: str
    text: PageText
    areas: Mapping[str, Area]
    regions: tuple[Region, ...]
    latest: date
    """Day of the latest review."""


@dataclass(frozen=True)
class FaqContext:
    """For faq.md.j2."""

    title: str
    text: PageText
    groups: tuple[QuestionGroup, ...]


@dataclass(frozen=True)
class MessagesContext:
    """For messages.md.j2."""

    title: str
    text: PageText
    groups: tuple[MessageGroup, ...]
    tool_messages: tuple[Message, ...]
    """Those that only outside tools show."""


@dataclass(frozen=True)
class AboutContext:
    """For about.md.j2."""

    title: str
    text: PageText
    groups: tuple[SourceGroup, ...]


Context = (
    HomeContext
    | AreaContext
    | MovedContext
    | DiagnoseContext
    | QuickGuideContext
    | FaqContext
    | MessagesContext
    | AboutContext
)
