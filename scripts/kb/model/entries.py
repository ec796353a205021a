"""What people write about the subject: areas with steps, questions, messages, symptoms, regions, sources."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kb.model.record import Cited, Day, Record, Statement
from kb.model.text import Address, EntryRef, Line, Slug, StepRef, Text


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
    """What else is known about it, each statement with its own evidence."""
    see: tuple[StepRef, ...] = ()
    """Related steps: `area/step`."""
    prevent: Text | None = None
    """How to keep the fault from coming back, once this step has fixed it."""
    tool: Literal["vin"] | None = None
    """A tool that helps with this step: `vin` checks a VIN for typing mistakes, in the browser."""
    was: tuple[EntryRef, ...] = ()
    """References that it had before: `area/step`. Their addresses keep working."""
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
    was: tuple[EntryRef, ...] = ()
    """Ids that it had before. Their addresses keep working."""
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
    was: tuple[EntryRef, ...] = ()
    """References that it had before: `faq/question`. Their addresses keep working."""
    asked_as: tuple[Line, ...] = ()
    """Other ways to ask it. Searched, not shown."""


class Message(Record):
    """What the app or the car shows, what it means, what to do."""

    id: Slug
    """Anchor on the messages page. Never changes once published."""
    shows: Line
    """The words shown, exactly, or the light or behavior in plain words."""
    kind: Literal["text", "light", "behaviour"]
    """Whether `shows` is a text (printed in quotation marks), a light, or something that happens."""
    where: Line
    """Where it appears: `the app`, `SOS button`."""
    short: Line
    """What it means, in one sentence."""
    means: tuple[Statement, ...] = Field(min_length=1)
    """What is known about it, each statement with its evidence."""
    steps: tuple[StepRef, ...] = Field(min_length=1)
    """What to do, in order: `area/step`."""
    reviewed: Day
    """Day on which somebody last checked this entry."""
    was: tuple[EntryRef, ...] = ()
    """References that it had before: `messages/message`. Their addresses keep working."""
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
    was: tuple[EntryRef, ...] = ()
    """References that it had before: `diagnose/symptom`. Their addresses keep working."""
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
    """Where statements come from; each source is listed once."""

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
    """The labels, strongest first, and the ones for statements without a source."""

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


Asked = dict[EntryRef, tuple[Line, ...]]
"""How owners word what an entry answers, by the entry's reference; `elsewhere` holds other subjects."""

ELSEWHERE = "elsewhere"
"""The key in `Asked` of what the site does not answer."""
