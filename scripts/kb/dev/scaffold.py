"""A new entry with a placeholder for every required key; `check` fails until they are filled in."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from kb.content.files import FILES
from kb.content.parser import parse, read_bytes
from kb.generated import replace_file
from kb.model import entries
from kb.model.record import Record
from kb.model.routes import ENTRY_FILES
from kb.model.text import PLACEHOLDER, Slug
from kb.problems import ContentError, Problem
from kb.rules.references import can_be_area

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from kb.problems import KeyPath


KINDS = ("area", "question", "message", "symptom", "source")
"""The kinds of entry that can be added."""


def add(content: Path, kind: str, id_: str) -> Path:
    """Add an entry of one of the KINDS to the content folder; return the file to edit.

    Raises ContentError when the id is taken or is invalid, or the file of the entry cannot be read.
    """
    _refuse_id(id_)
    if kind == "area":
        return _add_area(content, id_)
    path = content / ENTRY_FILES[kind]
    record = get_args(FILES[path.name])[0]
    text, items = _read(path)
    if id_ in [entry.get("id") for entry in items or () if isinstance(entry, dict)]:
        raise _taken(path, id_)
    item = "- " + "\n".join(_lines(record, id_)).replace("\n", "\n  ")
    longer = f"{text.rstrip()}\n\n{item}\n"
    _refuse_unless_one_more(path, (), items, parse(str(path), longer.encode()).data)
    replace_file(path, longer.encode())
    return path


def _add_area(content: Path, id_: str) -> Path:
    path, site = content / "areas" / f"{id_}.yml", content / "site.yml"
    if not can_be_area(id_) or os.path.lexists(path):
        raise _taken(path, id_)
    text, data = _read(site)
    longer = re.sub(r"(?m)^(areas:\n(?:[ ]*- .*\n)+)", lambda m: f"{m[1]}{_indent(m[1])}- {id_}\n", text, count=1)
    order, after = (_under(value, "areas") for value in (data, parse(str(site), longer.encode()).data))
    _refuse_unless_one_more(site, ("areas",), order, after)
    head = "# yaml-language-server: $schema=../../schemas/area.schema.json\n"
    replace_file(path, (head + "\n".join(_lines(entries.Area, "")) + "\n").encode())
    replace_file(site, longer.encode())
    return path


def _indent(block: str) -> str:
    last = block.rstrip("\n").rpartition("\n")[2]
    return last[: len(last) - len(last.lstrip())]


def _under(data: Any, key: str) -> Any:
    return data.get(key) if isinstance(data, dict) else None


def _read(path: Path) -> tuple[str, Any]:
    """Return a content file's text and data."""
    raw = read_bytes(path)
    tree = parse(str(path), raw)
    if tree.problems:
        raise ContentError(tree.problems)
    return raw.decode("utf-8-sig"), tree.data


def _refuse_unless_one_more(path: Path, key: KeyPath, before: Any, after: Any) -> None:
    """Raise ContentError unless the new list is the old one with one more item at the end."""
    if not (isinstance(before, tuple) and isinstance(after, tuple) and after[:-1] == before):
        wrong, expected = "nothing can be added here", "expected a list with a dash before each entry"
        hint = "write the list like that, or add the entry by hand"
        line, column, _ = parse(str(path), read_bytes(path)).position(key)
        raise ContentError([Problem(str(path), line, column, "list-style", wrong, expected, hint)])


def _refuse_id(id_: str) -> None:
    """Raise ContentError for an invalid id."""
    try:
        TypeAdapter(Slug).validate_python(id_)
    except ValidationError as error:
        hint = error.errors()[0].get("ctx", {}).get("hint", "choose another id")
        wrong = f'"{id_}" cannot be an id'
        problem = Problem(id_, 1, 1, "id-slug", wrong, "expected lowercase words joined by hyphens", hint)
        raise ContentError([problem]) from error


def _taken(path: Path, id_: str) -> ContentError:
    wrong = f'the id "{id_}" is taken'
    return ContentError(
        [Problem(str(path), 1, 1, "id-duplicate", wrong, "expected a new id", "choose another one")]
    )


def _lines(record: type[BaseModel], id_: str) -> list[str]:
    """Return the YAML lines of a record with every required key."""
    lines: list[str] = []
    for key, field in record.model_fields.items():
        if key == "id" and id_:
            lines.append(f"id: {id_}")
        elif field.is_required():
            lines += _field(key, field)
    return lines


def _field(key: str, field: FieldInfo) -> list[str]:
    about = (field.description or "").split("\n", maxsplit=1)[0]
    shape: Any = field.annotation
    if shape is date:
        return [f"{key}: {datetime.now(UTC).date().isoformat()}"]
    if get_origin(shape) is tuple:
        inner = get_args(shape)[0]
        if isinstance(inner, type) and issubclass(inner, Record):
            first, *rest = _lines(inner, "")
            return [f"{key}:", f"  - {first}", *(f"    {line}" for line in rest)]
        return [f"{key}:", f'  - "{PLACEHOLDER} {about}"']
    if isinstance(shape, type) and issubclass(shape, Record):
        return [f"{key}:", *(f"  {line}" for line in _lines(shape, ""))]
    return [f'{key}: "{PLACEHOLDER} {about}"'.replace("`", "'")]
