"""What every record of the content is made of, and statements with their evidence."""

import re
from datetime import date
from typing import Annotated, ClassVar, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from kb.model.text import EntryRef, Line, Slug, Text, refuse


def _likely(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        hint = f"write a day between {FIRST_YEAR} and {LAST_YEAR}"
        refuse("date-year", "nobody reviewed anything in that year", hint)
    return day


FIRST_YEAR, LAST_YEAR = 1990, 2100

Day = Annotated[date, AfterValidator(_likely)]
"""A day on which somebody can have reviewed an entry."""


def with_placeholders(*names: str) -> AfterValidator:
    """Return the check that a text contains each placeholder, such as `{count}`, once and no other."""

    def check(text: str) -> str:
        if sorted(re.findall(r"\{\w*\}", text)) != sorted(f"{{{name}}}" for name in names):
            hint = f"write {' and '.join(f'{{{name}}}' for name in names)} once, where the page fills it in"
            refuse("text-mark", "the placeholders of the text are not right", hint)
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
    """Where a statement is true, when it is not true everywhere."""

    regions: tuple[Slug, ...] = ()
    """Ids from regions.yml; none means every region."""
    models: Line | None = None
    """Models, years or equipment, as a reader should see them: `2018–19 models`."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.regions and not self.models:
            refuse("scope-empty", "the scope is empty", "name regions or models, or delete the key")
        return self


class Cited(Record):
    """Something with sources and a scope."""

    sources: tuple[Slug, ...] = ()
    """Ids from sources.yml. None at all: general advice."""
    scope: Scope | None = None
    """Where it is true. Leave it out when it is true everywhere."""


class Statement(Cited):
    """One statement about how we know, with its evidence."""

    text: Text
    """What is stated, in the site's own words."""
    unknown: bool = False
    """Whether this says that nothing was found. The page labels it so."""


class OpenText(NamedTuple):
    """The text of an entry that a reader sees at once."""

    name: str
    """What problems call it."""
    most_words: int
    keys: tuple[str, ...]
    """Keys of the entry that it consists of."""


class Entry(Cited):
    """An entry: short open text, and behind it how we know. `sources` and `scope` are those of the open text."""

    OPEN: ClassVar[OpenText]
    """A reader must know within seconds what to do, so every kind of entry limits its words."""

    how_we_know: tuple[Statement, ...] = ()
    """Where it comes from, single owners' cases, what was not found: shown when a reader opens it."""
    was: tuple[EntryRef, ...] = ()
    """References that it had before: `area`, `area/step`, `faq/question`. Their addresses keep working."""
    asked_as: tuple[Line, ...] = ()
    """Other words people use for it. Searched, not shown."""

    def open_texts(self) -> list[str]:
        """Return the texts that a reader sees at once."""
        return [text for key in self.OPEN.keys if (text := getattr(self, key))]

    @model_validator(mode="after")
    def _is_short(self) -> Self:
        words = sum(len(re.findall(r"[\w'’@./+-]*\w[\w'’@./+-]*", text)) for text in self.open_texts())
        if words > self.OPEN.most_words:
            wrong = f"{self.OPEN.name} has {words} words of open text"
            hint = "shorten it; what explains or qualifies it belongs under how_we_know"
            expected = f"expected at most {self.OPEN.most_words} words"
            refuse("words-many", wrong, hint, expected)
        return self
