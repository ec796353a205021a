"""The site's own texts: names, page intros, closing thoughts, the about page."""

from typing import Literal

from pydantic import Field

from kb.model.addresses import Address, SiteAddress
from kb.model.record import Record, Statement
from kb.model.text import EntryRef, Language, Line, Slug, Text


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
    """The text under the title."""
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
    """The page for addresses that do not exist."""


FINDABLE = ("quick_guide", "faq", "messages", "about")
"""Fields of Pages whose page a search can find: it starts on the others, or nobody asks for them."""


class SymptomGroup(Record):
    """A group of symptoms."""

    id: Slug
    """Id, used as a symptom's `group`."""
    title: Line
    """Heading."""


class Role(Record):
    """Somebody who carries out steps that readers cannot do themselves."""

    id: Slug
    """Id, used as a step's `who`."""
    label: Line
    """The label of such a step: `Only a repair shop can do this`."""
    contacts: bool = False
    """Whether such a step shows the contacts of the regions."""


class SheetField(Record):
    """A field of the call sheet."""

    label: Line
    """What to fill in."""
    kind: Literal["text", "number", "code", "long"] = "text"
    """`number` and `code` choose the keyboard on phones; `long` is a field of several lines."""


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
    gone: tuple[EntryRef, ...] = ()
    """Published addresses that are given up: `faq/question`, `area/step`, or `area` with all its steps."""
    pages: Pages
    """The words of the pages that are made from entries of other files."""
    roles: tuple[Role, ...] = ()
    """Who carries out steps, besides the reader."""
    symptom_groups: tuple[SymptomGroup, ...] = Field(min_length=1)
    """The groups of symptoms, in order."""
    closing: tuple[Statement, ...] = Field(min_length=1)
    """Closing thoughts on the home page."""
    call_first: tuple[Line, ...] = ()
    """Cases in which to call before anything else, each after the words "Call first if"."""
    call_sheet: tuple[SheetField, ...] = Field(min_length=1)
    """The fields of the call sheet, in order."""
    call_with: tuple[Line, ...] = Field(min_length=1)
    """What to have ready for a call; printed on the quick guide."""
    help_area: Slug
    """The area that says how to reach support."""
    about: tuple[Section, ...] = Field(min_length=1)
    """Sections of the about page."""
    disclaimer: Line
    """Who the site is not affiliated with. In the footer and on the about page."""
    repository: Address | None = None
    """The repository, if it is on GitHub: `https://github.com/OWNER/NAME`. Entries link to their file there."""
    report: Address
    """Where to report a mistake: a mailto address, or `https://github.com/OWNER/NAME/issues/new` for the form."""
