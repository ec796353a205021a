"""The words of the tool that checks a VIN."""

from typing import Annotated

from kb.model.record import Record, with_placeholders
from kb.model.text import Line


class VinWords(Record):
    """The words of the VIN check."""

    label: Line
    """Label of the field."""
    button: Line
    """Button that checks."""
    hint: Line
    """What the check does not do, and where the VIN goes."""
    failed: Line
    """Shown when the check cannot be loaded."""
    count: Annotated[Line, with_placeholders("count")]
    """Next to the field: how many of the 17 characters there are."""
    empty: Line
    """Verdict when nothing was typed."""
    multiple: Line
    """Verdict when there is more than one VIN."""
    short: Annotated[Line, with_placeholders("count")]
    """Verdict when characters are missing."""
    long: Annotated[Line, with_placeholders("count")]
    """Verdict when there are too many."""
    letters: Line
    """Verdict when it contains I, O or Q."""
    characters: Annotated[Line, with_placeholders("list")]
    """Verdict when it contains other characters that no VIN contains."""
    wrong_one: Annotated[Line, with_placeholders("list")]
    """After either: where that character is; {list} is one `place`."""
    wrong_many: Annotated[Line, with_placeholders("count", "list")]
    """After either: how many there are, and where."""
    place: Annotated[Line, with_placeholders("place", "char")]
    """One of them: its position, and what was typed there."""
    same: Line
    """Verdict when all 17 characters are the same."""
    fits: Line
    """Verdict when the check digit fits."""
    fits_note: Line
    """After that, where the digit is required: what this proves."""
    fits_chance: Line
    """After that, where the digit is not required: what this proves."""
    fits_picked: Line
    """After that, when a suggestion was picked."""
    misfit: Line
    """Verdict when the check digit is required and does not fit."""
    misfit_note: Line
    """After that: what follows."""
    unknown: Line
    """Verdict when there is no check digit and none is required."""
    unknown_note: Line
    """After that: why."""
    checked: Annotated[Line, with_placeholders("vin")]
    """What was checked, when other text was typed too."""
    lookalikes: Annotated[Line, with_placeholders("list")]
    """Which characters were replaced by plain ones that they look like."""
    cyrillic: Annotated[Line, with_placeholders("typed", "plain")]
    """One of them: a Cyrillic letter."""
    greek: Annotated[Line, with_placeholders("typed", "plain")]
    """One of them: a Greek letter."""
    foreign: Annotated[Line, with_placeholders("typed", "plain")]
    """One of them: any other character."""
    sold: Line
    """Check box: the car was sold where the digit is required, whoever made it."""
    maker: Annotated[Line, with_placeholders("code", "place")]
    """Where the maker's code was assigned."""
    africa: Line
    """Name of the region."""
    asia: Line
    """Name of the region."""
    europe: Line
    """Name of the region."""
    north_america: Line
    """Name of the region."""
    oceania: Line
    """Name of the region."""
    south_america: Line
    """Name of the region."""
    year: Annotated[Line, with_placeholders("year")]
    """The model year, where the law says how a VIN writes it."""
    maybe_year: Annotated[Line, with_placeholders("year")]
    """The model year, where the maker may write something else there."""
    likely: Line
    """After a misfit with suggestions: how to use them, and what it means when none is right."""
    compare: Line
    """After any other verdict with suggestions: how to use them."""
    several: Line
    """When no common slip explains it: several characters are wrong."""
    meant: Line
    """Heading of the suggestions: `Did you mean`."""
    change: Annotated[Line, with_placeholders("place", "now", "typed")]
    """How a suggestion differs: another character in one position."""
    swap: Annotated[Line, with_placeholders("first", "second")]
    """How a suggestion differs: two neighbors swapped."""
    extra: Annotated[Line, with_placeholders("place", "typed")]
    """How a suggestion differs: a character left out."""
    missing: Annotated[Line, with_placeholders("place", "now")]
    """How a suggestion differs: a character repeated."""
