"""Model, records: what every record of the content is made of, and statements with their evidence."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from kb.text import Line, Slug, Text


def _likely(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        cure = f"write a day between {FIRST_YEAR} and {LAST_YEAR}"
        raise PydanticCustomError("date-year", "nobody reviewed anything in that year", {"cure": cure})
    return day


FIRST_YEAR, LAST_YEAR = 1990, 2100

Day = Annotated[date, AfterValidator(_likely)]
"""A day on which somebody can have reviewed a page of the web."""


def with_marks(*marks: str) -> AfterValidator:
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

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        use_attribute_docstrings=True,
        defer_build=True,  # most records are read as parts of others
    )


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
