"""Model: the typed, immutable shape of the content; source of the JSON Schema and the field reference."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kb.text import Address, EntryRef, Language, Line, SiteAddress, Slug, StepRef, Text


def _likely(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        cure = f"write a day between {FIRST_YEAR} and {LAST_YEAR}"
        raise PydanticCustomError("date-year", "nobody reviewed anything in that year", {"cure": cure})
    return day


FIRST_YEAR, LAST_YEAR = 1990, 2100

Day = Annotated[date, AfterValidator(_likely)]
"""A day on which somebody can have reviewed a page of the web."""


def _with_marks(*marks: str) -> AfterValidator:
    """Return the check that a text holds each mark once, and no other."""

    def check(text: str) -> str:
        if sorted(re.findall(r"\{\w*\}", text)) != sorted(f"{{{mark}}}" for mark in marks):
            cure = f"write {' and '.join(f'{{{mark}}}' for mark in marks)} once, where the page fills it in"
            raise PydanticCustomError(
                "text-mark", "the text lacks what is filled in, or holds more", {"cure": cure}
            )
        return text

    return AfterValidator(check)


class Record(BaseModel):
    """Base of everything in content/: frozen, no unknown keys, no silent conversions."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class Scope(Record):
    """Where a statement holds, when it does not hold everywhere."""

    regions: tuple[Slug, ...] = ()
    """Ids from regions.yml; none means every region."""
    cars: Line | None = None
    """Models, model years or equipment, as a reader should see them: `2018–19 cars`."""

    @model_validator(mode="after")
    def _says_something(self) -> Scope:
        if not self.regions and not self.cars:
            cure = "name regions or cars, or delete the key"
            raise PydanticCustomError("scope-empty", "the scope is empty", {"cure": cure})
        return self


class Cited(Record):
    """Something that can name its sources and its scope."""

    sources: tuple[Slug, ...] = ()
    """Ids from sources.yml. None at all: the page labels it as general advice."""
    scope: Scope | None = None
    """Where it holds. Leave it out when it holds everywhere."""
    unknown: bool = False
    """Whether this says that nobody could be found who knows. The page labels it so."""


class Statement(Cited):
    """One statement, with its evidence."""

    text: Text
    """What is stated, in the site's own words."""


class Way(Cited):
    """One of several ways to do a step, such as Android or iPhone."""

    name: Line
    """When to take this way: `On Android`."""
    how: Text
    """What to do, action first."""


class Step(Cited):
    """One thing to do, in an area."""

    id: Slug
    """Anchor on the area's page. Never changes once published."""
    title: Line
    """The action first, as a command: `Sign out and sign in again`."""
    how: Text
    """How to do it, in short sentences."""
    ways: tuple[Way, ...] = ()
    """Different ways for different phones, cars or regions."""
    when: Line | None = None
    """When this step applies, if not always."""
    who: Literal["you", "maker", "dealer"] = "you"
    """Who carries it out: `you`, the `maker` or a `dealer`."""
    cautions: tuple[Statement, ...] = ()
    """What to know before doing it. Shown before the action."""
    notes: tuple[Statement, ...] = ()
    """What more is known about it, each with its own evidence."""
    see: tuple[StepRef, ...] = ()
    """Steps that belong to it and stand elsewhere: `area/step`."""
    prevent: Text | None = None
    """How to keep the fault from coming back, once this step cured it."""
    asked_as: tuple[Line, ...] = ()
    """Other words people use for it. Searched, not shown."""


class QuickGuideRow(Record):
    """The area's row of the quick guide."""

    check: Line
    """What to check."""
    do: Line
    """What to do."""


class Area(Record):
    """One troubleshooting area; its id is the file's name."""

    title: Line
    """Title of the page."""
    name: Line
    """Short name for menus and cards: one or two words."""
    summary: Line
    """One sentence for cards, search results and the page's description."""
    icon: Slug
    """Name of a Material Design icon: `car-wireless`."""
    reviewed: Day
    """Day on which somebody last checked everything in this file."""
    why: tuple[Statement, ...] = Field(min_length=1)
    """Why things fail here."""
    steps: tuple[Step, ...] = Field(min_length=1)
    """What to do, in order."""
    quick_guide: QuickGuideRow
    """The area's row of the quick guide."""
    by_region: bool = False
    """Whether the page also shows what differs by region: contacts, apps, plans, transfer."""
    asked_as: tuple[Line, ...] = ()
    """Other words people use for the whole area. Searched, not shown."""


class Question(Record):
    """A question with its answer."""

    id: Slug
    """Anchor on the questions page. Never changes once published."""
    areas: tuple[Slug, ...] = Field(min_length=1)
    """Areas that list this question; the first is its home."""
    question: Line
    """The question, as an owner would put it."""
    short: Line
    """The answer in one sentence."""
    answer: tuple[Statement, ...] = Field(min_length=1)
    """The rest of the answer, each statement with its evidence."""
    steps: tuple[StepRef, ...] = ()
    """Steps that answer it in practice: `area/step`."""
    leads: bool = False
    """Whether a search shows this answer before the steps that it names."""
    reviewed: Day
    """Day on which somebody last checked this entry."""
    asked_as: tuple[Line, ...] = ()
    """Other ways to ask it. Searched, not shown."""


class Message(Record):
    """What the app or the car shows, what it means, what to do."""

    id: Slug
    """Anchor on the messages page. Never changes once published."""
    shows: Line
    """The words shown, exactly, or the light or behaviour in plain words."""
    kind: Literal["text", "light", "behaviour"]
    """Whether `shows` is a text (printed in quotation marks), a light, or something that happens."""
    where: Line
    """Where one meets it: `the app`, `SOS button`."""
    short: Line
    """What it means, in one sentence."""
    means: tuple[Statement, ...] = Field(min_length=1)
    """What is known about it, each statement with its evidence."""
    steps: tuple[StepRef, ...] = Field(min_length=1)
    """What to do, in order: `area/step`."""
    reviewed: Day
    """Day on which somebody last checked this entry."""
    asked_as: tuple[Line, ...] = ()
    """Other words people use for it. Searched, not shown."""


class Symptom(Record):
    """What an owner sees, and the steps that could explain it."""

    id: Slug
    """Anchor on the diagnose page. Never changes once published."""
    title: Line
    """What the owner sees, in the owner's words."""
    short: Line
    """What is usually behind it, in one sentence."""
    steps: tuple[StepRef, ...] = Field(min_length=1)
    """The checks, likeliest and easiest first: `area/step`."""
    asked_as: tuple[Line, ...] = ()
    """Other words people use for it. Searched, not shown."""


class Contact(Cited):
    """One way to reach somebody in a region."""

    name: Line
    """Who answers: `Customer service`."""
    address: Address
    """https, tel or mailto address."""
    shown: Line
    """The address as a reader should see it: `1-800-331-4331`."""
    hours: Line | None = None
    """Opening hours, if known."""
    note: Line | None = None
    """What to ask for, or what to expect."""
    confirmed: Line
    """Date of the newest source that shows it, or `no date`."""
    sources: tuple[Slug, ...] = Field(min_length=1)
    """Ids from sources.yml."""


class Region(Record):
    """What differs from region to region."""

    id: Slug
    """Id, used in scopes."""
    name: Line
    """Name of the region."""
    app: Line
    """What the app is called there."""
    app_notes: tuple[Statement, ...] = Field(min_length=1)
    """What is known about the app there."""
    plans: tuple[Statement, ...] = Field(min_length=1)
    """Trials, plans and prices."""
    transfer: tuple[Statement, ...] = Field(min_length=1)
    """How a car passes from one owner to the next."""
    contacts: tuple[Contact, ...] = Field(min_length=1)
    """Whom to reach, best first."""


class Source(Record):
    """Where statements come from; each source stands here once."""

    id: Slug
    """Id, cited under `sources`."""
    title: Line
    """Title of the page or document."""
    publisher: Line
    """Who published it."""
    address: Address | None = None
    """https address. Leave it out when there is none and write `locator`."""
    locator: Line | None = None
    """Where to find it when it has no https address."""
    date: Line
    """Date shown by the source, in quotes, or `no date`."""
    kind: Slug
    """Id of an evidence label from evidence.yml."""
    covers: Line
    """What it covers: region, models, years."""


class EvidenceLabel(Record):
    """A kind of source, as readers see it."""

    id: Slug
    """Id, used as a source's `kind`."""
    label: Line
    """The label on the page."""
    meaning: Text
    """What a reader may conclude from it."""
    several: Slug | None = None
    """Id of the label to show instead when one statement cites several sources of this kind."""


class Evidence(Record):
    """The labels, strongest first, and the one for what has no source."""

    labels: tuple[EvidenceLabel, ...] = Field(min_length=1)
    """Every label."""
    unsourced: Slug
    """The label for statements without a source."""
    unknown: Slug
    """The label for statements that say that nothing was found."""


class Search(Record):
    """The words of the search."""

    synonyms: tuple[tuple[Line, ...], ...] = ()
    """Groups of words and phrases that mean the same here; the site's own word first."""
    fillers: tuple[Line, ...] = ()
    """Words that carry no meaning in a question."""


FINDABLE = ("quick_guide", "faq", "messages", "about")
"""Fields of Pages whose page a search can find. It starts on the others, or they are nothing that one asks for."""

Asked = dict[EntryRef, tuple[Line, ...]]
"""How owners word what an entry answers, by the entry's reference; `elsewhere` holds other subjects."""

ELSEWHERE = "elsewhere"
"""The key in `Asked` of what the site does not answer."""


class Section(Record):
    """A section of free text on a page."""

    id: Slug
    """Anchor."""
    title: Line
    """Heading."""
    text: Text
    """What it says."""


class PageText(Record):
    """The words of a page that is made from entries of other files."""

    title: Line
    """Title of the page."""
    name: Line
    """Short name for menus."""
    summary: Line
    """One sentence for search results and the page's description."""
    intro: Text
    """What stands under the title."""
    asked_as: tuple[Line, ...] = ()
    """Other words people use for it. Searched, not shown."""


class Pages(Record):
    """The pages that are made from entries of other files."""

    home: PageText
    """The home page."""
    diagnose: PageText
    """The guided check."""
    quick_guide: PageText
    """The quick guide."""
    faq: PageText
    """All questions."""
    messages: PageText
    """All messages."""
    about: PageText
    """How we know."""
    not_found: PageText
    """What stands at an address that does not exist."""


class WhoWords(Record):
    """Who carries out a step that is not for the reader."""

    maker: Line
    """The maker's support."""
    dealer: Line
    """A dealer."""


class Interface(Record):
    """The interface's own words: headings, buttons, labels."""

    about: Line
    """Link to the about page."""
    about_this: Line
    """Heading over the intro on the home page."""
    app: Line
    """Column and label: the name of the app in a region."""
    area: Line
    """Column: the area."""
    area_of: Annotated[Line, _with_marks("rank", "count")]
    """Over an area's title; {rank} and {count} are filled in."""
    breadcrumb: Line
    """Label of the breadcrumb."""
    call_with: Line
    """Heading over what to have ready."""
    caution: Line
    """Opens a caution."""
    check: Line
    """Column of the quick guide."""
    check_in_order: Line
    """Heading over the areas on the home page."""
    checklist: Line
    """Heading of an area's checklist."""
    closing: Line
    """Heading over the closing thoughts."""
    confirmed: Line
    """Before the date of a contact's newest source."""
    contact: Line
    """Column: how to reach somebody."""
    contacts: Line
    """Heading over contacts."""
    do: Line
    """Column of the quick guide."""
    home: Line
    """Link to the home page."""
    labels: Line
    """Heading over the evidence labels."""
    menu: Line
    """Button that opens the menu."""
    messages: Line
    """Heading and label: messages."""
    next: Line
    """Before the link to the next area."""
    plans: Line
    """Heading over a region's plans."""
    previous: Line
    """Before the link to the area before."""
    print: Line
    """Button that prints."""
    questions: Line
    """Heading over questions."""
    region: Line
    """Column: the region."""
    regions: Line
    """Heading over regions."""
    report: Line
    """Link to where mistakes are reported."""
    reviewed: Line
    """Before the date of the last review."""
    scheme: Line
    """Button that switches the colour scheme."""
    search: Line
    """Label of the search field."""
    search_corrected: Annotated[Line, _with_marks("words")]
    """Told when spelling was corrected; {words} is filled in."""
    search_failed: Line
    """Told when the search cannot be loaded."""
    search_help: Line
    """Link to support when nothing answers."""
    search_hint: Line
    """Example in the empty search field."""
    search_many: Annotated[Line, _with_marks("count")]
    """Number of results; {count} is filled in."""
    search_none: Line
    """Told when a question is not covered."""
    search_one: Line
    """Told when there is one result."""
    see: Line
    """Before links to related steps."""
    sources: Line
    """Heading over the sources."""
    steps: Line
    """Heading over an area's steps."""
    symptoms: Line
    """Heading over the symptoms that an area explains."""
    transfer: Line
    """Heading over a region's rules of transfer."""
    what_do_you_see: Line
    """Heading over the symptoms."""
    what_to_do: Line
    """Before a list of steps."""
    why: Line
    """Heading over an area's causes."""
    who: WhoWords
    """Who carries out a step, when it is not the reader."""


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
    """Where to report a mistake."""


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
