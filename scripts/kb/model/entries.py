"""What people write about the subject: areas with steps, questions, messages, symptoms, regions, sources."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from kb.model.addresses import Address
from kb.model.record import Cited, Day, Entry, Record, Statement, check_word_count
from kb.model.text import EntryRef, Line, Slug, StepRef, Text

STEP_WORDS, ANSWER_WORDS, MESSAGE_WORDS, SYMPTOM_WORDS, WHY_WORDS = 60, 50, 35, 30, 50
"""Words of open text that an entry may have: a reader must know within seconds what to do."""


YOU = "you"
"""The value of `who` for a step that readers carry out themselves."""


class Way(Record):
    """One of several ways to do a step, such as Android or iPhone. Its text is open, too."""

    name: Line
    """When to do it this way: `On Android`."""
    how: Text
    """What to do, action first."""
    regions: tuple[Slug, ...] = ()
    """Ids from regions.yml, for a way that only these regions need."""


class Step(Entry):
    """One thing to do, in an area. The open text is title, when, caution, how and ways."""

    id: Slug
    """Anchor on the area's page. Never changes once published."""
    title: Line
    """The action first, as a command: `Sign out and sign in again`."""
    when: Line | None = None
    """When this step applies, if not always."""
    caution: Text | None = None
    """What to know before doing it."""
    how: Text
    """How to do it, in short sentences. The first one is the action."""
    ways: tuple[Way, ...] = ()
    """Different ways for different phones or regions."""
    who: Slug = YOU
    """Who carries it out: `you`, or a role from `roles` in site.yml."""
    calls: bool = False
    """Whether it may end in a call, so that the page shows whom to reach."""
    see: tuple[StepRef, ...] = ()
    """Related steps: `area/step`."""
    tool: Slug | None = None
    """A tool on the page that helps with this step; its words are in interface.yml under its name."""
    was: tuple[EntryRef, ...] = ()
    """References that it had before: `area/step`. Their addresses keep working."""
    asked_as: tuple[Line, ...] = ()
    """Other words people use for it. Searched, not shown."""

    @model_validator(mode="after")
    def _is_short(self) -> Step:
        ways = [text for way in self.ways for text in (way.name, way.how)]
        check_word_count("the step", STEP_WORDS, self.title, self.when, self.caution, self.how, *ways)
        return self


class QuickGuideRow(Record):
    """The area's row of the quick guide, which must work without internet."""

    check: Line
    """What to check."""
    do: tuple[Line, ...] = Field(min_length=1)
    """What to do: a line for each way, with the how in a few words."""


class Area(Entry):
    """One troubleshooting area; its id is the file's name."""

    title: Line
    """Title of the page."""
    name: Line
    """Short name for menus and cards: one or two words."""
    summary: Line
    """One sentence for cards, search results and the page's description."""
    reviewed: Day
    """Day on which somebody last checked everything in this file."""
    why: Text
    """Why things fail here."""
    steps: tuple[Step, ...] = Field(min_length=1)
    """What to do, in order."""
    quick_guide: QuickGuideRow
    """The area's row of the quick guide."""
    by_region: bool = False
    """Whether the page also shows what differs by region: contacts, app, plans, transfer."""
    was: tuple[EntryRef, ...] = ()
    """Ids that it had before. Their addresses keep working."""
    asked_as: tuple[Line, ...] = ()
    """Other words people use for the whole area. Searched, not shown."""

    @model_validator(mode="after")
    def _is_short(self) -> Area:
        check_word_count("`why`", WHY_WORDS, self.why)
        return self


class Question(Entry):
    """A question with its answer. The open text is short and do."""

    id: Slug
    """Anchor on the questions page. Never changes once published."""
    areas: tuple[Slug, ...] = Field(min_length=1)
    """Areas that list this question; the first is its home."""
    question: Line
    """The question, as an owner would put it."""
    short: Line
    """The answer in one sentence, the action first wherever there is one."""
    do: Text | None = None
    """What to do, when neither `short` nor the steps say it."""
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

    @model_validator(mode="after")
    def _is_short(self) -> Question:
        check_word_count("the answer", ANSWER_WORDS, self.short, self.do)
        return self


class Message(Entry):
    """What a reader sees on a screen or a device, and what to do. The open text is short."""

    id: Slug
    """Anchor on the messages page. Never changes once published."""
    shows: Line
    """The words shown, exactly, or the light or behavior in plain words."""
    also_shows: tuple[Line, ...] = ()
    """Other exact words or codes for the same thing."""
    kind: Literal["text", "light", "behavior"]
    """Whether `shows` is a text (printed in quotation marks), a light, or something that happens."""
    where: Line
    """Where it appears: `the app`, `SOS button`."""
    short: Line
    """What to do first, and what it means."""
    steps: tuple[StepRef, ...] = Field(min_length=1)
    """What to do, in order: `area/step`."""
    only_in_tools: bool = False
    """Whether only outside tools show it. Such messages are in a closed section."""
    reviewed: Day
    """Day on which somebody last checked this entry."""
    was: tuple[EntryRef, ...] = ()
    """References that it had before: `messages/message`. Their addresses keep working."""
    asked_as: tuple[Line, ...] = ()
    """Other words people use for it. Searched, not shown."""

    @model_validator(mode="after")
    def _is_short(self) -> Message:
        check_word_count("the message", MESSAGE_WORDS, self.short)
        return self


class Symptom(Entry):
    """What an owner sees, and the steps that could explain it. The open text is short."""

    id: Slug
    """Anchor on the diagnose page. Never changes once published."""
    title: Line
    """What the owner sees, in the owner's words."""
    group: Slug
    """Id of its group from `symptom_groups` in site.yml."""
    common: bool = False
    """Whether it is on the home page."""
    short: Line
    """What to do first, and why."""
    steps: tuple[StepRef, ...] = Field(min_length=1)
    """The checks, most likely and easiest first: `area/step`."""
    was: tuple[EntryRef, ...] = ()
    """References that it had before: `diagnose/symptom`. Their addresses keep working."""
    asked_as: tuple[Line, ...] = ()
    """Other words people use for it. Searched, not shown."""

    @model_validator(mode="after")
    def _is_short(self) -> Symptom:
        check_word_count("the symptom", SYMPTOM_WORDS, self.short)
        return self


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
    app: Line | None = None
    """What the app is called there, if there is one."""
    app_notes: tuple[Statement, ...] = ()
    """What is known about the app there."""
    plans: tuple[Statement, ...] = ()
    """Plans and prices."""
    transfer: tuple[Statement, ...] = ()
    """How it passes from one owner to the next."""
    contacts: tuple[Contact, ...] = Field(min_length=1)
    """Contacts, best first."""


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
    date: Line | None = None
    """Date shown by the source, in quotes. Leave it out when it shows none."""
    kind: Slug
    """Id of an evidence label from evidence.yml."""
    covers: Line
    """What it covers: region, models, years. In the exported data; pages show the scope of each statement."""


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
    open: bool = False
    """Whether an entry whose open text rests on nothing else shows this label openly."""


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

    synonyms: tuple[Annotated[tuple[Line, ...], Field(min_length=1)], ...] = ()
    """Groups of words and phrases that mean the same here; the site's own word first."""
    stop_words: tuple[Line, ...] = ()
    """Words without a subject of their own in a question."""
