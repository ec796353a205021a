"""The error type that all steps share: what is wrong, where, what is expected, and a hint."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

KeyPath = tuple[str | int, ...]
"""The path of a value in a file: keys and list indexes, from the top."""

MAX_SHOWN = 240
"""Characters of one part of a problem that are shown."""

MAX_PROBLEMS = 500
"""Problems of one kind in one file after which the rest is left out: nobody reads on."""

TOO_MANY = (
    "too-many",
    "there are more problems than these",
    "expected what the field reference describes",
    "fix the others first",
)
"""Rule, what is wrong, what is expected and hint of the problem that replaces the ones left out."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place. Lines and columns count from 1.

    `str()` gives `file:line:col: rule: what is wrong; what is expected; hint`.
    """

    file: str
    line: int
    column: int
    rule: str
    wrong: str
    expected: str
    hint: str

    def __str__(self) -> str:
        wrong, expected, hint = map(_printable, (self.wrong, self.expected, self.hint))
        return f"{_printable(self.file)}:{self.line}:{self.column}: {self.rule}: {wrong}; {expected}; {hint}"


def _printable(text: str) -> str:
    """Return a text that a terminal can show safely: no control characters, no line breaks, not too long."""
    safe = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    return safe if len(safe) <= MAX_SHOWN else f"{safe[:MAX_SHOWN]}…"


def limited(problems: Iterable[Problem]) -> list[Problem]:
    """Return some problems up to MAX_PROBLEMS, and in place of all others one that says so."""
    found = list(islice(problems, MAX_PROBLEMS + 1))
    rest = [Problem(one.file, one.line, one.column, *TOO_MANY) for one in found[MAX_PROBLEMS:]]
    return [*found[:MAX_PROBLEMS], *rest]


class BuildError(Exception):
    """The site cannot be built, and not because of the content. The text says why, one reason per line."""


class ContentError(Exception):
    """The content cannot be used. `problems` lists every reason, sorted by position."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean "x"?)` for the known word closest to `word`, or nothing when none is close."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6) if len(word) < MAX_SHOWN else []
    return f' (did you mean "{near[0]}"?)' if near else ""
