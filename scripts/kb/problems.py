"""Problems: the one currency in which every step reports bad input; collected, sorted, shown all at once."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 240
"""Characters of one part of a problem that are shown."""

MANY = 500
"""Problems of one kind in one file after which the rest is left out: nobody reads on, and it would take long."""

TOO_MANY = (
    "too-many",
    "there are more problems than these",
    "wanted what the field reference shows",
    "solve the others first",
)
"""What a problem says that stands for those that are left out: rule, what is wrong, wish, cure."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place. Lines and columns count from 1.

    `str()` gives `file:line:col: rule: what is wrong; what is wanted; how to cure it`.
    """

    file: str
    line: int
    column: int
    rule: str
    wrong: str
    wanted: str
    cure: str

    def __str__(self) -> str:
        wrong, wanted, cure = map(_shown, (self.wrong, self.wanted, self.cure))
        return f"{_shown(self.file)}:{self.line}:{self.column}: {self.rule}: {wrong}; {wanted}; {cure}"


def _shown(text: str) -> str:
    """Return a text as a terminal can show it safely: no control characters, no line breaks, not too long."""
    safe = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    return safe if len(safe) <= LONGEST else f"{safe[:LONGEST]}…"


class ContentError(Exception):
    """The content cannot be used. `problems` holds every reason, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean "x"?)` for the known word nearest to `word`, or nothing when none is near."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6) if len(word) < LONGEST else []
    return f' (did you mean "{near[0]}"?)' if near else ""
