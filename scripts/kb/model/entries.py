"""What people write about the subject: areas with steps, questions, messages, symptoms, regions, sources."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from kb.model.addresses import Address
from kb.model.record import Cited, Day, Entry, OpenText, Record, Statement
from kb.model.text import Line, Slug, StepRef, Text

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

    OPEN: ClassVar = OpenText("the step", 60, ("title", "when", "caution", "how"))

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

    def open_texts(self) -> list[str]:
        """Return the texts that a reader sees at once, those of its ways included."""
        return [*super().open_texts(), *(text for way in self.ways for text in (way.name, way.how))]


class QuickGuideRow(Record):
    """The area's row of the quick guide, which must work without internet."""

    check: Line
    """What to check."""
    do: tuple[Line, ...] = Field(min_length=1)
    """What to do: a line for each way, with the how in a few words."""


class Area(Entry):
    """One troubleshooting area; its id is the file's name."""

    OPEN: ClassVar = OpenText("`why`", 50, ("why",))

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


class Question(Entry):
    """A question with its answer. The open text is short and do."""

    OPEN: ClassVar = OpenText("the answer", 50, ("short", "do"))

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
    reviewed: Day
    """Day on which somebody last checked this entry."""


class Message(Entry):
    """What a reader sees on a screen or a device, and what to do. The open text is short."""

    OPEN: ClassVar = OpenText("the message", 35, ("short",))

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


class Symptom(Entry):
    """What an owner sees, and the steps that could explain it. The open text is short."""

    OPEN: ClassVar = OpenText("the symptom", 30, ("short",))

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
