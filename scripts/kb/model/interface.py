"""The interface's own words, in groups: headings, buttons, labels."""

from __future__ import annotations

from typing import Annotated

from kb.model.record import Record, with_placeholders
from kb.model.text import Line
from kb.model.vin import VinWords


class WhoWords(Record):
    """Who carries out a step that is not for the reader."""

    maker: Line
    """The maker's support."""
    dealer: Line
    """A dealer."""


class GuidedWords(Record):
    """The guided check."""

    rank: Annotated[Line, with_placeholders("rank", "count")]
    """Over a check's title; {rank} and {count} are filled in."""
    fixed: Line
    """Answer: this check fixed it."""
    broken: Line
    """Answer: it did not."""
    skip: Line
    """Answer: the check has not been made."""
    waiting: Line
    """Shown while a check's text loads."""
    unread: Line
    """Shown when a check's text could not be loaded."""
    more: Line
    """Opens what else is known about a check."""
    other: Line
    """Link to all symptoms."""
    open: Line
    """Link to the check on its own page, until its text is loaded."""
    fixed_title: Line
    """Heading at a good end."""
    fixed_by: Line
    """Before the check that fixed it."""
    call_title: Line
    """Heading when no check helped."""
    call_text: Line
    """What to do then."""
    call_sheet: Line
    """Link to the call sheet."""
    none: Line
    """Asked after the last check of a symptom, before that link."""


class TickWords(Record):
    """The ticks of steps that are done."""

    done: Line
    """Label of a step's tick box."""
    done_on: Annotated[Line, with_placeholders("date")]
    """Label of one that is ticked; {date} is filled in."""
    clear: Line
    """Button that forgets all ticks."""
    kept: Line
    """Where ticks are kept."""


class SheetWords(Record):
    """The call sheet."""

    title: Line
    """Heading."""
    intro: Line
    """What it is for, and that nothing leaves the browser."""
    model: Line
    """Field: the car's model."""
    year: Line
    """Field: the model year."""
    vin: Line
    """Field: the vehicle identification number."""
    account: Line
    """Field: what the account is known by."""
    plan: Line
    """Field: the plan and when it ends."""
    app: Line
    """Field: the app and its version."""
    phone: Line
    """Field: the phone and its system's version."""
    began: Line
    """Field: since when it fails."""
    case: Line
    """Field: the number that support gives the call."""
    message: Line
    """Field: the words on the screen."""
    tried: Line
    """Heading over what was tried."""
    nothing: Line
    """Shown when nothing is ticked."""
    ask_for: Line
    """Heading over what only the maker or a dealer can do."""
    call: Line
    """Heading over whom to call in the chosen region."""
    copy_sheet: Line
    """Button that copies the sheet."""
    copied: Line
    """Shown when it is copied."""
    refused: Line
    """Shown when the browser does not allow copying."""
    share_sheet: Line
    """Button that hands the sheet to another app."""
    print_sheet: Line
    """Button that prints only the sheet."""


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
    area_of: Annotated[Line, with_placeholders("rank", "count")]
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
    guided: GuidedWords
    """The guided check."""
    home: Line
    """Link to the home page."""
    labels: Line
    """Heading over the evidence labels."""
    menu: Line
    """Button that opens the menu."""
    messages: Line
    """Heading and label: messages."""
    moved: Line
    """Before the link to an entry that has another address now."""
    next: Line
    """Before the link to the next area."""
    plans: Line
    """Heading over a region's plans."""
    prevent: Line
    """Before how to keep a fault from coming back."""
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
    """Button that switches the color scheme."""
    search: Line
    """Label of the search field."""
    search_corrected: Annotated[Line, with_placeholders("words")]
    """Shown when spelling was corrected; {words} is filled in."""
    search_failed: Line
    """Shown when the search cannot be loaded."""
    search_help: Line
    """Link to support when nothing answers."""
    search_hint: Line
    """Example in the empty search field."""
    search_many: Annotated[Line, with_placeholders("count")]
    """Number of results; {count} is filled in."""
    search_off: Line
    """Shown instead of the search where scripts do not run."""
    search_none: Line
    """Shown when a question is not covered."""
    search_one: Line
    """Shown when there is one result."""
    see: Line
    """Before links to related steps."""
    sheet: SheetWords
    """The call sheet."""
    sources: Line
    """Heading over the sources."""
    steps: Line
    """Heading over an area's steps."""
    symptoms: Line
    """Heading over the symptoms that an area explains."""
    tell_answer: Line
    """Link at the end of an answer to where readers tell whether it helped."""
    tell_step: Line
    """The same, at the end of a step."""
    ticks: TickWords
    """The ticks of steps that are done."""
    transfer: Line
    """Heading over a region's rules of transfer."""
    something_else: Line
    """Link from home to all symptoms."""
    what_do_you_see: Line
    """Heading over the symptoms."""
    what_to_do: Line
    """Before a list of steps."""
    why: Line
    """Heading over an area's causes."""
    who: WhoWords
    """Who carries out a step, when it is not the reader."""
    vin: VinWords | None = None
    """The words of the VIN check; needed when a step has it as its `tool`."""
