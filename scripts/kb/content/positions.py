"""A parsed file: plain immutable data with the position of every value and key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from kb.problems import KeyPath, Problem

DUPLICATE = -1
"""Appended to the path of a value whose key already has one."""


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Return the line and column of an index in a text, from 1."""
    lines = re.split(r"\r\n|\r|\n", text[:at])
    return len(lines), len(lines[-1]) + 1


class Position(NamedTuple):
    """Line and column, from 1, and the raw text of a scalar that YAML reads as something other than text."""

    line: int
    column: int
    converted: str | None = None


Node = tuple[int, str | int, Any, str | None]
"""A value: the number of the mapping or list around it, or ROOT; its key or index there; its mark in the text; and
the raw text of a scalar that YAML reads as something other than text."""

ROOT = -1
"""In place of the number of what is around the outermost value."""


@dataclass
class Tree:
    """A parsed file: `data` of dicts, tuples and scalars; positions by path, of values and of keys; problems.

    Positions by path are computed on demand: only problems need them.
    """

    data: Any = None
    problems: list[Problem] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    """Every value, in the order of the file."""
    key_marks: dict[int, dict[str, Any]] = field(default_factory=dict)
    """The mark of each key, by the number of its mapping's node."""
    duplicates: set[int] = field(default_factory=set)
    """Numbers of the nodes whose key already has a value."""

    @cached_property
    def values(self) -> dict[KeyPath, Position]:
        """The position of every value, by path."""
        return {
            path: Position(mark.line + 1, mark.column + 1, raw)
            for path, (_, _, mark, raw) in zip(self._paths, self.nodes, strict=True)
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
        """The path of each node."""
        paths: list[KeyPath] = []
        for number, (parent, key, _, _) in enumerate(self.nodes):
            path = () if parent == ROOT else (*paths[parent], key)
            paths.append((*path, DUPLICATE) if number in self.duplicates else path)
        return paths

    def position(self, path: KeyPath, *, key: bool = False) -> Position:
        """Return the position of the value (or key) at `path`, or of the closest value around it."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Position(1, 1))
