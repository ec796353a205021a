"""Model, VIN check: the words of the tool that checks a VIN."""

from __future__ import annotations

from typing import Annotated

from kb.record import Record, with_marks
from kb.text import Line  # noqa: TC001  (pydantic looks it up when it runs)


class VinWords(Record):
    """The words of the VIN check."""

    label: Line
    """Label of the field."""
    button: Line
    """Button that checks."""
    hint: Line
    """What the check does not do, and where the VIN goes."""
    failed: Line
    """Told when the check cannot be loaded."""
    count: Annotated[Line, with_marks("count")]
    """Beside the field: how many characters it holds."""
    empty: Line
    """Told when nothing was typed."""
    short: Annotated[Line, with_marks("count")]
    """Told when characters are missing."""
    long: Annotated[Line, with_marks("count")]
    """Told when there are too many."""
    letters: Annotated[Line, with_marks("letters")]
    """Told when it holds what no VIN holds."""
    letters_note: Line
    """After that: what a VIN holds."""
    fits: Line
    """Told when the check digit fits."""
    fits_note: Line
    """After that, where the digit is mandatory: what this proves."""
    fits_chance: Line
    """After that, where the digit is not mandatory: what this proves."""
    fits_picked: Line
    """What it tells of a suggestion that was picked."""
    misfit: Line
    """Told when the check digit is mandatory and does not fit."""
    misfit_note: Annotated[Line, with_marks("digit")]
    """After that: what follows; {digit} is the one that would fit."""
    unknown: Line
    """Told when there is no check digit and none is mandatory."""
    unknown_note: Line
    """After that: why."""
    sold: Line
    """Box to tick when the car was sold where the digit is mandatory, whoever made it."""
    maker: Annotated[Line, with_marks("code", "place")]
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
    year: Annotated[Line, with_marks("year")]
    """The model year, when only one is possible."""
    years: Annotated[Line, with_marks("year", "others")]
    """The model year of a car or light truck, and of other vehicles."""
    maybe_year: Annotated[Line, with_marks("years")]
    """The model years that are possible when the maker may write something else there."""
    no_year: Annotated[Line, with_marks("code")]
    """Told when the tenth character stands for no year."""
    meant: Line
    """Heading over the suggestions: `Did you mean`."""
    meant_one: Line
    """Told when there is one suggestion."""
    meant_many: Annotated[Line, with_marks("count")]
    """Told when there are several."""
    changed: Annotated[Line, with_marks("place", "now", "typed")]
    """How a suggestion differs: another character at one place."""
    swapped: Annotated[Line, with_marks("first", "second")]
    """How a suggestion differs: two neighbours swapped."""
    more: Annotated[Line, with_marks("count")]
    """Button that shows the other suggestions."""
