"""Model: the typed, immutable shape of the content; source of the JSON Schema and the field reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from kb.entries import (
    ELSEWHERE,
    Area,
    Asked,
    Contact,
    Evidence,
    EvidenceLabel,
    Message,
    Pages,
    PageText,
    Question,
    QuickGuideRow,
    Region,
    Search,
    Section,
    Source,
    Step,
    Symptom,
    Way,
)
from kb.interface import Interface
from kb.record import Cited, Record, Scope, Statement
from kb.text import Address, Language, Line, SiteAddress, Slug
from kb.vin_words import VinWords

__all__ = [
    "ELSEWHERE",
    "FINDABLE",
    "Area",
    "Asked",
    "Cited",
    "Contact",
    "Evidence",
    "EvidenceLabel",
    "Interface",
    "KnowledgeBase",
    "Message",
    "PageText",
    "Pages",
    "Question",
    "QuickGuideRow",
    "Record",
    "Region",
    "Scope",
    "Search",
    "Section",
    "Site",
    "Source",
    "Statement",
    "Step",
    "Symptom",
    "VinWords",
    "Way",
]


FINDABLE = ("quick_guide", "faq", "messages", "about")
"""Fields of Pages whose page a search can find. It starts on the others, or they are nothing that one asks for."""


class Site(Record):
    """The site's own texts."""

    title: Line
    """Name of the site."""
    address: SiteAddress
    """Where it is hosted, with a slash at the end."""
    language: Language
    """Language of the content, as in HTML: `en`."""
    areas: tuple[Slug, ...] = Field(min_length=1)
    """The areas in order; each is a file in areas/."""
    pages: Pages
    """The words of the pages that are made from entries of other files."""
    closing: tuple[Statement, ...] = Field(min_length=1)
    """Closing thoughts on the home page."""
    call_with: tuple[Line, ...] = Field(min_length=1)
    """What to have ready for a call; printed on the quick guide."""
    help_area: Slug
    """The area that says how to reach support."""
    about: tuple[Section, ...] = Field(min_length=1)
    """Sections of the about page."""
    disclaimer: Line
    """Whom the site does not belong to. Stands in the footer and on the about page."""
    report: Address
    """Where to report a mistake: a mailto address, or `https://github.com/OWNER/NAME/issues/new` for the form."""


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything in content/, checked: what the pages are made from."""

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
    asked: Mapping[str, Asked]
    """By the name of the file in asked/."""
