"""Read, content: the bytes of one file → its record, and what is wrong in it; after an edit only what differs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from kb import explain
from kb.draft import Named, named
from kb.problems import MANY, TOO_MANY, Problem
from kb.yaml_errors import MAX_BYTES
from kb.yaml_tree import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.tree import KeyPath, Tree


@dataclass(frozen=True)
class Content:
    """What a file holds. Nobody may change it."""

    file: str
    """Its path, as people are told it."""
    raw: bytes
    data: Any
    """As YAML reads it."""
    record: Any
    """As the models read it; what cannot be read is None: an item of a list, or else all."""
    problems: list[Problem]
    named: list[Named]

    @cached_property
    def tree(self) -> Tree:
        """Its data with positions: parsed again, as only what a rule complains of needs them."""
        return parse(self.file, self.raw)


NOTHING = Content("", b"", None, None, [], [])
"""What a file holds that is not there or cannot be read."""

_LAST: dict[str, Content] = {}
"""The last content of each file, so that a rebuild reads what has changed."""


def content(shown: str, name: str, raw: bytes, shape: Any) -> Content:
    """Return what a file of the content folder `shown` holds, checked against the models for its shape."""
    file = f"{shown}/{name}"
    last = _LAST.get(file, NOTHING)
    if last.raw != raw or last is NOTHING:
        data, record, problems = _edited(last, raw, shape) or _read(file, raw, shape)
        _LAST[file] = Content(file, raw, data, record, problems, named(name, record))
    return _LAST[file]


def remember(contents: Iterable[Content]) -> None:
    """Know these as the last content of their files, wherever they were read."""
    _LAST.update((one.file, one) for one in contents if one.file)


_Read = tuple[Any, Any, list[Problem]]
"""Data, record and problems."""


def _read(file: str, raw: bytes, shape: Any) -> _Read:
    tree = parse(file, raw)
    record, problems = _validate(file, tree, shape)
    return tree.data, record, [*tree.problems, *problems]


def _edited(last: Content, raw: bytes, shape: Any) -> _Read | None:
    """Return what a list holds of which some entries have changed; None when it takes a look at the whole file."""
    before, after = _entries(last.raw), _entries(raw)
    if get_origin(shape) is not tuple or last.problems or not last.data or len(last.data) != len(before) - 1:
        return None
    first = _alike(before, after)
    end = _alike(before[:first:-1], after[:first:-1])
    part = b"".join(after[first : len(after) - end])
    if not (0 < first < len(after) - end) or len(raw) > MAX_BYTES or re.search(rb"(?m)^\.\.\.", part):
        return None
    data, record, problems = _read(last.file, part, shape)
    if problems or len(data) != len(after) - end - first:
        return None  # what is wrong is told with its position in the whole file

    def mended(whole: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
        return (*whole[: first - 1], *new, *whole[len(whole) - end :])

    return mended(last.data, data), mended(last.record, record), []


def _entries(raw: bytes) -> list[bytes]:
    """Return the text of each entry of a list, after the text before the first."""
    return re.split(rb"(?m)^(?=- )", raw)


def _alike(one: list[bytes], other: list[bytes]) -> int:
    """Return how many entries at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _validate(file: str, tree: Tree, shape: Any) -> tuple[Any, list[Problem]]:
    """Return the record of a file, and what the models find wrong in it."""
    if tree.data is None:
        return None, []
    if get_origin(shape) is tuple and isinstance(tree.data, tuple):
        record: Any
        record, problems = _items(file, tree, shape)
    else:
        record, problems = _checked(file, tree, shape, tree.data, ())
    known = {(problem.line, problem.column) for problem in tree.problems}
    problems = [problem for problem in problems if (problem.line, problem.column) not in known]
    known |= {(problem.line, problem.column) for problem in problems}
    return record, [*problems, *explain.nothings(file, tree, known)]


def _items(file: str, tree: Tree, shape: Any) -> tuple[tuple[Any, ...], list[Problem]]:
    """Return the records of a list, and its problems; after very many of these the list is left."""
    records: list[Any] = []
    problems: list[Problem] = []
    for n, item in enumerate(tree.data):
        if len(problems) > MANY:
            position = tree.position((n,))
            problems.append(Problem(file, position.line, position.column, *TOO_MANY))
            break
        record, found = _checked(file, tree, shape, item, (n,))
        records.append(record)
        problems += found
    return tuple(records), problems


def _checked(file: str, tree: Tree, shape: Any, data: Any, path: KeyPath) -> tuple[Any, list[Problem]]:
    """Return the record at `path` of a file, or None and its problems."""
    try:
        return _adapter(get_args(shape)[0] if path else shape).validate_python(data), []
    except ValidationError as error:
        return None, explain.problems(file, tree, shape, error, path)
