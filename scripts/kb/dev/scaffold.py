"""A new entry with a placeholder for every required key; `check` fails until they are filled in."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args, get_origin

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from kb.content.files import FILES
from kb.content.parser import parse, read_bytes
from kb.dev import schema
from kb.dev.yaml_edit import YamlText, values
from kb.generated import replace_file
from kb.model import entries
from kb.model.record import Record
from kb.model.routes import ENTRY_FILES
from kb.model.text import PLACEHOLDER, Slug
from kb.problems import ContentError, Problem
from kb.rules.references import can_be_area

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
    file = _read(path)
    if id_ in [key.value for item in file.root.value if (key := values(item).get("id"))]:
        raise _taken(path, id_)
    file.add_block(_block_list(path, file.root), _lines(get_args(FILES[path.name])[0], id_))
    replace_file(path, file.result().encode())
    return path


def _add_area(content: Path, id_: str) -> Path:
    path, site = content / "areas" / f"{id_}.yml", content / "site.yml"
    if not can_be_area(id_) or os.path.lexists(path):
        raise _taken(path, id_)
    file = _read(site)
    file.add_item(_block_list(site, values(file.root).get("areas", file.root)), id_)
    replace_file(path, (schema.modeline("area", path) + "\n".join(_lines(entries.Area, "")) + "\n").encode())
    replace_file(site, file.result().encode())
    return path


def _read(path: Path) -> YamlText:
    """Return a content file. Raises ContentError when it cannot be parsed."""
    raw = read_bytes(path)
    if problems := parse(str(path), raw).problems:
        raise ContentError(problems)
    return YamlText(raw.decode("utf-8-sig"))


def _block_list(path: Path, node: yaml.Node) -> yaml.SequenceNode:
    """Return a list to which something can be added. Raises ContentError when it is none, or in brackets."""
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return node
    wrong, expected = "nothing can be added here", "expected a list with a dash before each entry"
    hint = "write the list like that, or add the entry by hand"
    mark = node.start_mark
    raise ContentError([Problem(str(path), mark.line + 1, mark.column + 1, "list-style", wrong, expected, hint)])


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
