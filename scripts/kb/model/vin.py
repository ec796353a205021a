"""The words of the tool that checks a VIN."""

from __future__ import annotations

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
    """Beside the field: how many characters it holds."""
    empty: Line
    """Shown when nothing was typed."""
    short: Annotated[Line, with_placeholders("count")]
    """Shown when characters are missing."""
    long: Annotated[Line, with_placeholders("count")]
    """Shown when there are too many."""
    letters: Annotated[Line, with_placeholders("letters")]
    """Shown when it holds what no VIN holds."""
    letters_note: Line
    """After that: what a VIN holds."""
    fits: Line
    """Shown when the check digit fits."""
    fits_note: Line
    """After that, where the digit is mandatory: what this proves."""
    fits_chance: Line
    """After that, where the digit is not mandatory: what this proves."""
    fits_picked: Line
    """What it tells of a suggestion that was picked."""
    misfit: Line
    """Shown when the check digit is mandatory and does not fit."""
    misfit_note: Annotated[Line, with_placeholders("digit")]
    """After that: what follows; {digit} is the one that would fit."""
    unknown: Line
    """Shown when there is no check digit and none is mandatory."""
    unknown_note: Line
    """After that: why."""
    sold: Line
    """Box to tick when the car was sold where the digit is mandatory, whoever made it."""
    maker: Annotated[Line, with_placeholders("code", "place")]
    """Whose code the VIN begins with."""
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
    """The model year, when only one is possible."""
    years: Annotated[Line, with_placeholders("year", "others")]
    """The model year of a car or light truck, and of other vehicles."""
    maybe_year: Annotated[Line, with_placeholders("years")]
    """The model years that are possible when the maker may write something else there."""
    no_year: Annotated[Line, with_placeholders("code")]
    """Shown when the tenth character stands for no year."""
    meant: Line
    """Heading over the suggestions: `Did you mean`."""
    meant_one: Line
    """Shown when there is one suggestion."""
    meant_many: Annotated[Line, with_placeholders("count")]
    """Shown when there are several."""
    changed: Annotated[Line, with_placeholders("place", "now", "typed")]
    """How a suggestion differs: another character at one place."""
    swapped: Annotated[Line, with_placeholders("first", "second")]
    """How a suggestion differs: two neighbours swapped."""
    more: Annotated[Line, with_placeholders("count")]
    """Button that shows the other suggestions."""
