"""Read, tree: plain immutable data with the position of every value and key in its file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from kb.problems import Problem

KeyPath = tuple[str | int, ...]
"""Where a value stands in a file: keys and list positions, from the top."""

AGAIN = -1
"""Stands in the path of a value whose key has one already."""


class Position(NamedTuple):
    """Line and column, from 1, and the raw text of a scalar that YAML reads as something other than text."""

    line: int
    column: int
    converted: str | None = None


Spot = tuple[int, str | int, Any, str | None]
"""Where a value was met: the number of the spot of the mapping or list that it stands in, or OUTERMOST; its key or
number there; its mark in the text; the text of a scalar that YAML reads as something other than text."""

OUTERMOST = -1
"""In place of the number of what the outermost value stands in, as there is nothing."""


@dataclass
class Tree:
    """A parsed file: `data` of dicts, tuples and scalars; positions by path, of values and of keys; problems.

    Only those who report a problem ask for positions by path, so these are made when they are asked for.
    """

    data: Any = None
    problems: list[Problem] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    """That of every value, in the order of the file."""
    key_marks: dict[int, dict[str, Any]] = field(default_factory=dict)
    """The mark of each key, by the number of its mapping's spot."""
    again: set[int] = field(default_factory=set)
    """Numbers of the spots of values whose key has one already."""

    @cached_property
    def values(self) -> dict[KeyPath, Position]:
        """The position of every value, by path."""
        return {
            path: Position(mark.line + 1, mark.column + 1, raw)
            for path, (_, _, mark, raw) in zip(self._paths, self.spots, strict=True)
        }

    @cached_property
    def keys(self) -> dict[KeyPath, Position]:
        """The position of every key, by path."""
        return {
            (*self._paths[number], key): Position(mark.line + 1, mark.column + 1)
            for number, marks in self.key_marks.items()
            for key, mark in marks.items()
        }

    @cached_property
    def _paths(self) -> list[KeyPath]:
        """The path of each spot's value."""
        paths: list[KeyPath] = []
        for number, (within, key, _, _) in enumerate(self.spots):
            path = () if within == OUTERMOST else (*paths[within], key)
            paths.append((*path, AGAIN) if number in self.again else path)
        return paths

    def position(self, path: KeyPath, *, key: bool = False) -> Position:
        """Return the position of the value (or key) at `path`, or of the nearest thing around it."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Position(1, 1))
