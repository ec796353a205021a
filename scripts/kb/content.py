"""Read, content: the bytes of one file → its record, and what is wrong in it; the last of each file is kept."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from kb import explain
from kb.draft import Named, named
from kb.problems import MANY, TOO_MANY, Problem
from kb.tree import Tree
from kb.yaml_tree import parse

if TYPE_CHECKING:
    from kb.tree import Path


class Content(NamedTuple):
    """What a file holds. Nobody may change it."""

    raw: bytes
    tree: Tree
    record: Any
    """As the models read it; what cannot be read is None: an item of a list, or else all."""
    problems: list[Problem]
    named: list[Named]


NOTHING = Content(b"", Tree(), None, [], [])
"""What a file holds that is not there or cannot be read."""

_LAST: dict[str, Content] = {}
"""The last content of each file, so that a rebuild reads what has changed."""


def content(shown: str, name: str, raw: bytes, shape: Any) -> Content:
    """Return what a file of the content folder `shown` holds, checked against the models for its shape."""
    file = f"{shown}/{name}"
    if file not in _LAST or _LAST[file].raw != raw:
        tree = parse(file, raw)
        record, found = _validate(file, tree, shape)
        _LAST[file] = Content(raw, tree, record, [*tree.problems, *found], named(name, record))
    return _LAST[file]


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
            place = tree.place((n,))
            problems.append(Problem(file, place.line, place.column, *TOO_MANY))
            break
        record, found = _checked(file, tree, shape, item, (n,))
        records.append(record)
        problems += found
    return tuple(records), problems


def _checked(file: str, tree: Tree, shape: Any, data: Any, path: Path) -> tuple[Any, list[Problem]]:
    """Return the record at `path` of a file, or None and its problems."""
    try:
        return _adapter(get_args(shape)[0] if path else shape).validate_python(data), []
    except ValidationError as error:
        return None, explain.problems(file, tree, shape, error, path)
