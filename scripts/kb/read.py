"""Read: the content folder → KnowledgeBase, or every problem in it at once."""

from __future__ import annotations

import os
import types
from collections import ChainMap
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_origin

from kb import model, rules
from kb.content import NOTHING, Content, content, remember
from kb.listing import AREA_FOLDER, ASKED_FOLDER, ENDING, FILES, FOLDERS, list_files
from kb.problems import ContentError, Problem
from kb.processes import shared
from kb.tree import Tree
from kb.yaml_tree import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def read(folder: Path) -> model.KnowledgeBase:
    """Read every file of a content folder.

    Raises ContentError with all problems of all files, sorted by position.
    """
    shown = _shown(folder)
    try:
        names, missing, problems = list_files(folder, shown)
    except PermissionError as error:
        inside = os.path.relpath(str(error.filename), folder)
        raise ContentError([_unreadable(os.path.normpath(f"{shown}/{inside}"), error)]) from error
    contents = dict.fromkeys(missing, NOTHING) | _contents(folder, shown, names)
    problems += [problem for one in contents.values() for problem in one.problems]
    draft = _draft(contents)
    problems += [_locate(shown, contents, finding) for finding in rules.check(draft)]
    if problems:
        raise ContentError(problems)
    return _assemble(draft)


def _contents(folder: Path, shown: str, names: Sequence[str]) -> dict[str, Content]:
    """Return what each file holds, in the order of the names. Many are shared out to forks, the largest first."""

    def some(names: Iterable[str]) -> dict[str, Content]:
        return {name: _content(folder, shown, name) for name in names}

    found = ChainMap(*shared(some, sorted(names, key=lambda name: -_size(folder / name))))
    remember(found.values())
    return {name: found[name] for name in names}


def _size(path: Path) -> int:
    with suppress(OSError):  # the reading tells
        return path.stat().st_size
    return 0


def _content(folder: Path, shown: str, name: str) -> Content:
    try:
        return content(shown, name, load(folder / name), _shape(name))
    except OSError as error:
        return replace(NOTHING, problems=[_unreadable(f"{shown}/{name}", error)])


def locate(folder: Path, findings: Iterable[rules.Finding]) -> list[Problem]:
    """Return what rules found in a content folder as problems with their positions."""
    found = list(findings)
    shown = _shown(folder)
    names = {finding.file for finding in found}
    contents = {name: content(shown, name, load(folder / name), _shape(name)) for name in names}
    return sorted(_locate(shown, contents, finding) for finding in found)


def _shown(folder: Path) -> str:
    """Return the folder as a person or an editor finds it from where the command runs."""
    path = Path(os.path.realpath(folder))  # Path.resolve() fails for a link to itself
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _unreadable(file: str, error: OSError) -> Problem:
    wrong = f"this cannot be read: {error.strerror}"
    wanted = "wanted what the build may read"
    return Problem(file, 1, 1, "content-unreadable", wrong, wanted, "check its permissions")


def _shape(name: str) -> Any:
    return FOLDERS.get(name.partition("/")[0]) or FILES[name]


def _draft(contents: Mapping[str, Content]) -> rules.Draft:
    """Return what could be read, and every id that the files hold."""
    data = {name: one.data for name, one in contents.items()}
    records = {name: one.record for name, one in contents.items()}
    areas, asked = _in_folder(records, AREA_FOLDER), _in_folder(records, ASKED_FOLDER)
    site: model.Site | None = records.get("site.yml")
    order = {id_: rank for rank, id_ in enumerate(site.areas)} if site else {}
    steps = [f"{area}/{step}" for area in areas for step in _step_ids(data, area)]
    return rules.Draft(
        site=site,
        interface=records.get("interface.yml"),
        search=records.get("search.yml"),
        evidence=records.get("evidence.yml"),
        areas=dict(sorted(areas.items(), key=lambda area: order.get(area[0], len(order)))),
        questions=records.get("faq.yml") or (),
        messages=records.get("messages.yml") or (),
        symptoms=records.get("symptoms.yml") or (),
        regions=records.get("regions.yml") or (),
        sources=records.get("sources.yml") or (),
        asked={name: entries for name, entries in asked.items() if entries},
        named=[named for one in contents.values() for named in one.named],
        ids={
            "area": tuple(areas),
            "step": tuple(steps),
            "evidence label": _raw_ids(data.get("evidence.yml"), "labels"),
            **{kind: _raw_ids(data.get(name)) for kind, name in LISTS.items()},
        },
        unread=frozenset(name for name, shape in FILES.items() if not _has_shape(data.get(name), shape))
        | {f"{AREA_FOLDER}/{area}{ENDING}" for area in areas if not _step_ids(data, area)},
    )


def _step_ids(data: Mapping[str, Any], area: str) -> tuple[str, ...]:
    return _raw_ids(data[f"{AREA_FOLDER}/{area}{ENDING}"], "steps")


LISTS = {
    "question": "faq.yml",
    "message": "messages.yml",
    "symptom": "symptoms.yml",
    "region": "regions.yml",
    "source": "sources.yml",
}
"""Kinds of entry that stand in a list, and its file."""


def _has_shape(data: Any, shape: Any) -> bool:
    """Return whether parsed YAML is a list where a list should be, else a mapping."""
    return isinstance(data, tuple if get_origin(shape) is tuple else dict)


def _raw_ids(data: Any, key: str = "") -> tuple[str, ...]:
    """Return the ids in a list of parsed YAML, or in the list under `key` of a mapping, whatever else is wrong."""
    items = data.get(key) if key and isinstance(data, dict) else data
    if not isinstance(items, tuple):
        return ()
    return tuple(item["id"] for item in items if isinstance(item, dict) and isinstance(item.get("id"), str))


def _in_folder(records: Mapping[str, Any], folder: str) -> dict[str, Any]:
    """Return the records of a folder's files, by the file's name without its ending."""
    return {
        name.removeprefix(f"{folder}/").removesuffix(ENDING): record
        for name, record in records.items()
        if name.startswith(f"{folder}/")
    }


def _assemble(draft: rules.Draft) -> model.KnowledgeBase:
    """Return the knowledge base of a draft in which everything could be read."""
    fields = {name: getattr(draft, name) for name in model.KnowledgeBase.__dataclass_fields__}
    fields |= {name: types.MappingProxyType(fields[name]) for name in ("areas", "asked")}
    return model.KnowledgeBase(**fields)


def _locate(shown: str, contents: Mapping[str, Content], finding: rules.Finding) -> Problem:
    """Return the problem for what a rule found, at the line and column of the value."""
    tree = contents[finding.file].tree if finding.file in contents else Tree()
    position = tree.position(finding.path, key=finding.in_key)
    return Problem(
        f"{shown}/{finding.file}",
        position.line,
        position.column,
        finding.rule,
        finding.wrong,
        finding.wanted,
        finding.cure,
    )
