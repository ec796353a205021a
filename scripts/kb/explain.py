"""Read, models: what the models say of parsed YAML → problems with position, wish and cure."""

from __future__ import annotations

import types
from itertools import islice
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import BaseModel

from kb.problems import MANY, TOO_MANY, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from kb.tree import KeyPath, Tree

_Words = tuple[str, str, str, str]
"""Rule, what is wrong, what is wanted, how to cure it."""

_MAPPING = (
    "type-mapping",
    "this has no keys",
    "wanted `key: value` lines",
    "write the keys that the field reference lists",
)

_KINDS: dict[str, _Words] = {
    "string_type": ("type-text", "this is no text", "wanted text", "write words here, no list and no mapping"),
    "tuple_type": ("type-list", "this is no list", "wanted a list", 'begin each item on its own line with "- "'),
    "model_type": _MAPPING,
    "dict_type": _MAPPING,
    "date_type": (
        "type-date",
        "this is no date",
        "wanted a date",
        "write it as 2026-01-31, without quotation marks",
    ),
    "bool_type": ("type-switch", "this is no switch", "wanted true or false", "write true or false"),
    "too_short": ("list-empty", "the list is empty", "wanted at least one item", "add one"),
}

_SCALARS = {"string_type", "date_type", "bool_type", "literal_error"}
"""Errors of a value that should be one word or text; YAML may have made it something else."""

_NAMES = {"id", "areas", "sources", "regions", "kind", "several", "help_area", "unsourced", "unknown", "icon"}
"""Keys whose values are names; what YAML converts there is no text that lacks quotation marks."""

NOTHINGS = frozenset(["", "~", "null", "Null", "NULL"])
"""What stands in a file where YAML reads nothing."""

_KEY = "[key]"
"""How the models mark an error in a key of a mapping."""


def problems(file: str, tree: Tree, shape: Any, error: ValidationError, path: KeyPath) -> list[Problem]:
    """Return the problems of a validation error; `shape` is the whole file's, `path` that of the value in it."""
    errors = [one for one in error.errors() if not _echo(one)]
    found = [_problem(file, tree, shape, one, (*path, *one["loc"])) for one in errors[:MANY]]
    if len(errors) <= MANY:
        return found
    position = tree.position(path)
    return [*found, Problem(file, position.line, position.column, *TOO_MANY)]


def nothings(file: str, tree: Tree, known: set[tuple[int, int]]) -> Iterator[Problem]:
    """Yield a problem for each key or item with nothing behind it, except at the positions already known."""
    if not any(raw in NOTHINGS for *_, raw in tree.spots):
        return
    found = ((path, position) for path, position in tree.values.items() if position.converted in NOTHINGS)
    for path, position in islice(found, MANY):
        if (position.line, position.column) not in known:
            yield Problem(file, position.line, position.column, *_converted(position.converted or "", "", path))


def _echo(error: ErrorDetails) -> bool:
    """Return whether a list only seems too short because its items are reported already."""
    return error["type"] == "too_short" and bool(error["input"])


def _problem(file: str, tree: Tree, shape: Any, error: ErrorDetails, path: KeyPath) -> Problem:
    """Return the problem for one error of the models."""
    kind = error["type"]
    in_key = path[-1:] == (_KEY,)
    path = path[:-1] if in_key else path
    position = tree.position(path, key=in_key or kind == "extra_forbidden")
    if kind == "missing":
        words = _missing(shape, path)
    elif kind == "extra_forbidden":
        words = _unknown(shape, path)
    elif kind in _SCALARS and position.converted is not None and path in tree.values:
        words = _converted(position.converted, kind, path)
    elif kind in _KINDS:
        words = _KINDS[kind]
    else:
        words = _value(shape, path, error)
    return Problem(file, position.line, position.column, *words)


def _value(shape: Any, path: KeyPath, error: ErrorDetails) -> _Words:
    """Return the words for a value of the right type that is not accepted."""
    context = error.get("ctx", {})
    if "cure" in context:
        return error["type"], error["msg"], _wanted(shape, path), str(context["cure"])
    if error["type"] == "string_pattern_mismatch":
        if "?" in str(context["pattern"]):
            return (
                "entry-ref",
                "this names no entry",
                "wanted a page or page/entry",
                "write it as area/step or faq/id",
            )
        return "step-ref", "this names no step", "wanted area/step", "write it as area/step"
    if error["type"] == "literal_error" and isinstance(error["input"], str):
        known = str(context["expected"])
        near = did_you_mean(error["input"], known.replace("'", "").replace(" or ", ", ").split(", "))
        wrong = f'"{error["input"]}" is none of the values known here'
        return "value-unknown", wrong, f"wanted {known}", f"write one of them{near}"
    return _KINDS["string_type"]


def _missing(shape: Any, path: KeyPath) -> _Words:
    name = str(path[-1])
    record = _record_at(shape, path[:-1])
    about = (record.model_fields[name].description or "") if record and name in record.model_fields else ""
    return "key-missing", f'the key "{name}" is missing', f"wanted {name}: {_short(about)}", f"add `{name}:` here"


def _unknown(shape: Any, path: KeyPath) -> _Words:
    name = str(path[-1])
    record = _record_at(shape, path[:-1])
    known = list(record.model_fields) if record else []
    wrong = f'the key "{name}" is not known here{did_you_mean(name, known)}'
    return "key-unknown", wrong, f"wanted one of {', '.join(known)}", "rename or delete it"


def _converted(raw: str, kind: str, path: KeyPath) -> _Words:
    """Return the words for a scalar that YAML takes for something other than text."""
    if kind == "date_type" and raw:
        wanted, cure = "wanted a day of the calendar", "write it as 2026-01-31, with two digits for month and day"
        return "type-date", f"{raw} is no date", wanted, cure
    if kind in ("date_type", "bool_type"):
        return _KINDS[kind]
    cure = f'put it in quotation marks: "{raw}"' if raw else "write the text, or delete the key"
    if raw and next((part for part in reversed(path) if isinstance(part, str)), "") in _NAMES:
        cure = "write lower-case words joined by hyphens"
    return "yaml-conversion", f"YAML reads {raw or 'nothing'} as something other than text", "wanted text", cure


def _wanted(shape: Any, path: KeyPath) -> str:
    """Return what the field at `path` is for."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    record = _record_at(shape, path[:-1]) if path else None
    field = record.model_fields.get(str(path[-1])) if record else None
    return f"wanted {path[-1]}: {_short(field.description or '')}" if field else "wanted plain text"


def _short(description: str) -> str:
    return description.split("\n", maxsplit=1)[0].rstrip(".")


def _record_at(shape: Any, path: KeyPath) -> type[BaseModel] | None:
    """Return the model that the mapping at `path` must fit."""
    for step in path:
        shape = _unwrap(shape)
        if isinstance(step, int):
            shape = get_args(shape)[0] if get_origin(shape) is tuple else None
        elif isinstance(shape, type) and issubclass(shape, BaseModel) and step in shape.model_fields:
            shape = shape.model_fields[step].annotation
        else:
            return None
    shape = _unwrap(shape)
    return shape if isinstance(shape, type) and issubclass(shape, BaseModel) else None


def _unwrap(shape: Any) -> Any:
    """Return X for `X | None`."""
    if get_origin(shape) in (Union, types.UnionType):
        return next(arg for arg in get_args(shape) if arg is not type(None))
    return shape
