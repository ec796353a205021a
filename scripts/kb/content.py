"""Read, content: the bytes of one file → its record, and what is wrong in it; the last of each file is kept."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from kb import explain
from kb.draft import Named, named
from kb.yaml_tree import Tree, parse

if TYPE_CHECKING:
    from kb.problems import Problem
    from kb.yaml_tree import Path


class Content(NamedTuple):
    """What a file holds. Nobody may change it."""

    raw: bytes
    tree: Tree
    record: Any
    """As the models read it; what cannot be read is None: an item of a list, or else all."""
    problems: list[Problem]
    named: list[Named]


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
    if tree.data is None and tree.problems:
        return None, []
    if get_origin(shape) is tuple and isinstance(tree.data, tuple):
        items = [_checked(file, tree, shape, item, (n,)) for n, item in enumerate(tree.data)]
        record: Any = tuple(item for item, _ in items)
        problems = [problem for _, found in items for problem in found]
    else:
        record, problems = _checked(file, tree, shape, tree.data, ())
    known = {(problem.line, problem.column) for problem in tree.problems}
    problems = [problem for problem in problems if (problem.line, problem.column) not in known]
    known |= {(problem.line, problem.column) for problem in problems}
    return record, [*problems, *explain.nothings(file, tree, known)]


def _checked(file: str, tree: Tree, shape: Any, data: Any, path: Path) -> tuple[Any, list[Problem]]:
    """Return the record at `path` of a file, or None and its problems."""
    try:
        return _adapter(get_args(shape)[0] if path else shape).validate_python(data), []
    except ValidationError as error:
        return None, explain.problems(file, tree, shape, error, path)
