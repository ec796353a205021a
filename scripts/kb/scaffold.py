"""Scaffold: a new entry with a placeholder for all that its model requires; `check` fails until it is filled."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, get_args, get_origin

from kb import model
from kb.problems import ContentError, Problem
from kb.text import PLACEHOLDER
from kb.write import replace

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

LISTS: dict[str, tuple[str, type[model.Record]]] = {
    "question": ("faq.yml", model.Question),
    "message": ("messages.yml", model.Message),
    "symptom": ("symptoms.yml", model.Symptom),
    "source": ("sources.yml", model.Source),
}
"""Kinds of entry that stand in a list: their file and their model."""


def add(content: Path, kind: str, id_: str) -> Path:
    """Add an entry of `kind` ("area" or a key of LISTS) to the content folder; return the file to edit.

    Raises ContentError when the id is taken or is no slug.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", id_):
        raise ContentError(
            [
                Problem(
                    id_,
                    1,
                    1,
                    "id-slug",
                    f'"{id_}" cannot be an id',
                    "wanted lower-case words joined by hyphens",
                    "choose another id",
                )
            ]
        )
    if kind == "area":
        return _add_area(content, id_)
    name, record = LISTS[kind]
    path = content / name
    text = path.read_text(encoding="utf-8")
    _refuse_taken(path, id_, taken=bool(re.search(rf"^- id: {id_}$", text, re.MULTILINE)))
    entry = "\n".join(_lines(record, id_))
    item = "- " + entry.replace("\n", "\n  ")
    replace(path, f"{text.rstrip()}\n\n{item}\n".encode())
    return path


def _add_area(content: Path, id_: str) -> Path:
    path, site = content / "areas" / f"{id_}.yml", content / "site.yml"
    _refuse_taken(path, id_, taken=path.exists())
    order = re.sub(
        r"(?m)^(areas:\n(?:[ ]*- .*\n)+)",
        lambda m: f"{m[1]}{_indent(m[1])}- {id_}\n",
        site.read_text(encoding="utf-8"),
        count=1,
    )
    head = "# yaml-language-server: $schema=../../schemas/area.schema.json\n"
    replace(path, (head + "\n".join(_lines(model.Area, "")) + "\n").encode())
    replace(site, order.encode())
    return path


def _indent(block: str) -> str:
    last = block.rstrip("\n").rpartition("\n")[2]
    return last[: len(last) - len(last.lstrip())]


def _refuse_taken(path: Path, id_: str, *, taken: bool) -> None:
    if taken:
        raise ContentError(
            [
                Problem(
                    str(path),
                    1,
                    1,
                    "id-duplicate",
                    f'the id "{id_}" is taken',
                    "wanted a new id",
                    "choose another one",
                )
            ]
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
        if isinstance(inner, type) and issubclass(inner, model.Record):
            first, *rest = _lines(inner, "")
            return [f"{key}:", f"  - {first}", *(f"    {line}" for line in rest)]
        return [f"{key}:", f'  - "{PLACEHOLDER} {about}"']
    if isinstance(shape, type) and issubclass(shape, model.Record):
        return [f"{key}:", *(f"  {line}" for line in _lines(shape, ""))]
    return [f'{key}: "{PLACEHOLDER} {about}"'.replace("`", "'")]
