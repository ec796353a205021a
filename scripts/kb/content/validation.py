"""What the models report about parsed YAML → problems with position, what is expected, and a hint."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from kb.content.positions import Tree
from kb.model.text import PLACEHOLDER
from kb.problems import MAX_PROBLEMS, KeyPath, Problem, did_you_mean, limited

_Message = tuple[str, str, str, str]
"""Rule, what is wrong, what is expected, hint."""

_TYPES: dict[str, _Message] = {
    "string_type": ("type-text", "this is not text", "expected text", "write words here, not a list or mapping"),
    "tuple_type": (
        "type-list",
        "this is not a list",
        "expected a list",
        'begin each item on a new line with "- "',
    ),
    "model_type": (
        "type-mapping",
        "this has no keys",
        "expected `key: value` lines",
        "write the keys that the field reference lists",
    ),
    "date_type": (
        "type-date",
        "this is not a date",
        "expected a date",
        "write it as 2026-01-31, without quotation marks",
    ),
    "bool_type": ("type-switch", "this is not true or false", "expected true or false", "write true or false"),
    "too_short": ("list-empty", "the list is empty", "expected at least one item", "add one"),
}

_SCALARS = {"string_type", "date_type", "bool_type", "literal_error"}
"""Errors of a value that YAML may have converted from text."""

_IDS = {"id", "areas", "sources", "regions", "kind", "several", "help_area", "unsourced", "unknown", "icon"}
"""Keys whose values are ids: what YAML converts there needs another id, not quotation marks."""

_EMPTY = {
    "tuple_type": ("list-empty", "the list is empty", 'write an item on a new line with "- "'),
    "model_type": ("type-mapping", "this has no keys", "write its keys on new lines, indented"),
}
"""Rule, what is wrong and hint for a list or mapping for which nothing is written."""

EMPTY = frozenset(["", "~", "null", "Null", "NULL"])
"""What YAML reads as no value."""


def problems(file: str, tree: Tree, type_: Any, error: ValidationError, path: KeyPath) -> list[Problem]:
    """Return the problems of a validation error; `type_` is the whole file's, `path` leads to the value in it."""
    errors = [one for one in error.errors() if not _is_echo(one)]
    return limited(_problem(file, tree, type_, one, (*path, *one["loc"])) for one in errors)


def empty_values(file: str, tree: Tree, known: set[tuple[int, int]]) -> Iterator[Problem]:
    """Yield a problem for each key or item without a value, except at the positions already reported."""
    found = ((path, position) for path, position in tree.values.items() if position.converted in EMPTY)
    for path, position in islice(found, MAX_PROBLEMS):
        if (position.line, position.column) not in known:
            yield Problem(file, position.line, position.column, *_converted(position.converted or "", "", path))


def _is_echo(error: ErrorDetails) -> bool:
    """Return whether a list only seems too short because its items are reported already."""
    return error["type"] == "too_short" and bool(error["input"])


def _problem(file: str, tree: Tree, type_: Any, error: ErrorDetails, path: KeyPath) -> Problem:
    """Return the problem for one error of the models."""
    kind = error["type"]
    position = tree.position(path, key=kind == "extra_forbidden")
    if kind == "missing":
        message = _missing_key(type_, path)
    elif kind == "extra_forbidden":
        message = _unknown_key(type_, path)
    elif kind in _EMPTY and position.converted in EMPTY and path in tree.values:
        message = _no_value(type_, path, kind)
    elif isinstance(error["input"], str) and error["input"].startswith(PLACEHOLDER):
        hint = (
            "write what it describes" if is_required(type_, path) else "write what it describes, or delete the key"
        )
        message = "text-placeholder", "the placeholder has not been filled in", _expected(type_, path), hint
    elif kind in _SCALARS and position.converted is not None and path in tree.values:
        message = _converted(position.converted, kind, path)
    elif kind in _TYPES:
        message = _TYPES[kind]
    else:
        message = _invalid_value(type_, path, error)
    return Problem(file, position.line, position.column, *message)


def _invalid_value(type_: Any, path: KeyPath, error: ErrorDetails) -> _Message:
    """Return the message for a value of the right type that is not accepted."""
    context = error.get("ctx", {})
    if "hint" in context:
        expected = str(context.get("expected") or _expected(type_, path))
        return error["type"], error["msg"], expected, str(context["hint"])
    if error["type"] == "string_pattern_mismatch":
        if "?" in str(context["pattern"]):
            wrong, expected = "this is not a reference to an entry", "expected a page or page/entry"
            return "entry-ref", wrong, expected, "write it as area/step or faq/id"
        return "step-ref", "this is not a reference to a step", "expected area/step", "write it as area/step"
    if error["type"] == "literal_error" and isinstance(error["input"], str):
        known = str(context["expected"])
        near = did_you_mean(error["input"], known.replace("'", "").replace(" or ", ", ").split(", "))
        wrong = f'"{error["input"]}" is not one of the allowed values'
        return "value-unknown", wrong, f"expected {known}", f"write one of them{near}"
    return _TYPES["string_type"]


def _missing_key(type_: Any, path: KeyPath) -> _Message:
    name = path[-1]
    return "key-missing", f'the key "{name}" is missing', _expected(type_, path), f"add `{name}:` here"


def _unknown_key(type_: Any, path: KeyPath) -> _Message:
    name = str(path[-1])
    known = list(_record_at(type_, path).model_fields)
    wrong = f'the key "{name}" is not known here{did_you_mean(name, known)}'
    return "key-unknown", wrong, f"expected one of {', '.join(known)}", "rename or delete it"


def _no_value(type_: Any, path: KeyPath, kind: str) -> _Message:
    """Return the message for a list or mapping for which nothing is written."""
    rule, wrong, hint = _EMPTY[kind]
    hint = hint if is_required(type_, path) else f"delete the key, or {hint}"
    return rule, wrong, _expected(type_, path), hint


def is_required(type_: Any, path: KeyPath) -> bool:
    """Return whether the last key in `path` cannot be left out."""
    field = _field_at(type_, path)
    return field is None or field.is_required()


def _converted(raw: str, kind: str, path: KeyPath) -> _Message:
    """Return the message for a scalar that YAML reads as something other than text."""
    if kind == "date_type" and raw:
        hint = "write it as 2026-01-31, with two digits for month and day"
        return "type-date", f"{raw} is not a date", "expected a day of the calendar", hint
    if kind in ("date_type", "bool_type"):
        return _TYPES[kind]
    keys = _keys(path)
    hint = f'put it in quotation marks: "{raw}"' if raw else "write the text, or delete the key"
    if raw and keys and keys[-1] in _IDS:
        hint = "write lowercase words joined by hyphens"
    wrong = f"YAML reads {raw or 'nothing'} as something other than text"
    return "yaml-conversion", wrong, "expected text", hint


def _expected(type_: Any, path: KeyPath) -> str:
    """Return what the last key in `path` is for."""
    field = _field_at(type_, path)
    about = (field.description or "").partition("\n")[0].rstrip(".") if field else ""
    return f"expected {_keys(path)[-1]}: {about}" if field else "expected plain text"


def _keys(path: KeyPath) -> list[str]:
    return [part for part in path if isinstance(part, str)]


def _field_at(type_: Any, path: KeyPath) -> FieldInfo | None:
    """Return the field of the last key in `path`; None if there is no key in it."""
    keys = _keys(path)
    return _record_at(type_, path).model_fields[keys[-1]] if keys else None


def _record_at(type_: Any, path: KeyPath) -> type[BaseModel]:
    """Return the model with the last key in `path`."""
    for key in _keys(path)[:-1]:
        type_ = _record_in(type_).model_fields[key].annotation
    return _record_in(type_)


def _record_in(type_: Any) -> type[BaseModel]:
    """Return X for `X | None` and `tuple[X, ...]`."""
    record: type[BaseModel] = get_args(type_)[0] if get_args(type_) else type_
    return record
