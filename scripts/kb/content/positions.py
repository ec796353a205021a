"""A parsed file: plain immutable data with the position of every value and key."""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kb.problems import KeyPath, Problem


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Return the line and column of an index in a text, from 1."""
    lines = re.split(r"\r\n|\r|\n", text[:at])
    return len(lines), len(lines[-1]) + 1


class Position(NamedTuple):
    """Line and column, from 1, and the raw text of a scalar that YAML reads as something other than text."""

    line: int
    column: int
    converted: str | None = None


@dataclass
class Tree:
    """A parsed file: `data` of dicts, tuples and scalars; positions by path, of values and of keys; problems."""

    data: Any = None
    problems: list[Problem] = field(default_factory=list)
    values: dict[KeyPath, Position] = field(default_factory=dict)
    """In the order of the file."""
    keys: dict[KeyPath, Position] = field(default_factory=dict)

    def position(self, path: KeyPath, *, key: bool = False) -> Position:
        """Return the position of the value (or key) at `path`, or of the closest value around it."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Position(1, 1))
