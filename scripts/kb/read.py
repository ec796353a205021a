"""Read: the content folder → KnowledgeBase, or every problem in it at once."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from kb import model, rules
from kb.problems import ContentError, Problem, did_you_mean
from kb.yaml_tree import Path as TreePath
from kb.yaml_tree import Tree, parse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic_core import ErrorDetails

FILES: dict[str, Any] = {
    "site.yml": model.Site,
    "interface.yml": model.Interface,
    "evidence.yml": model.Evidence,
    "search.yml": model.Search,
    "sources.yml": tuple[model.Source, ...],
    "regions.yml": tuple[model.Region, ...],
    "faq.yml": tuple[model.Question, ...],
    "messages.yml": tuple[model.Message, ...],
    "symptoms.yml": tuple[model.Symptom, ...],
}
"""Which shape each file has."""

AREA_FOLDER = "areas"
"""Every file in it is an Area."""

ASKED_FOLDER = "asked"
"""Every file in it is Asked. A knowledge base can do without."""

FOLDERS = {AREA_FOLDER: model.Area, ASKED_FOLDER: model.Asked}


def read(folder: Path) -> model.KnowledgeBase:
    """Read every file of a content folder.

    Raises ContentError with all problems of all files, sorted by place.
    """
    shown = folder.name
    files = _list(folder)
    trees = {name: parse(f"{shown}/{name}", (folder / name).read_bytes()) for name in files}
    problems = [problem for tree in trees.values() for problem in tree.problems]
    records: dict[str, Any] = {}
    for name, tree in trees.items():
        if tree.data is None and tree.problems:
            continue
        try:
            records[name] = TypeAdapter(_shape(name)).validate_python(tree.data)
        except ValidationError as error:
            told = (_problem(f"{shown}/{name}", tree, _shape(name), e) for e in error.errors() if not _echo(e))
            known = {(problem.line, problem.column) for problem in tree.problems}
            problems += [problem for problem in told if (problem.line, problem.column) not in known]
    if problems:
        raise ContentError(problems)
    kb = _assemble(records)
    if found := [_locate(shown, trees, finding) for finding in rules.check(kb)]:
        raise ContentError(found)
    return kb


def locate(folder: Path, findings: Iterable[rules.Finding]) -> list[Problem]:
    """Return what rules found in a content folder as problems with their places."""
    found = list(findings)
    trees = {name: parse(name, (folder / name).read_bytes()) for name in {finding.file for finding in found}}
    return sorted(_locate(folder.name, trees, finding) for finding in found)


def _list(folder: Path) -> list[str]:
    """Return the names of the files to read; raise ContentError when the folder cannot hold a knowledge base."""
    shown = folder.name
    if not folder.is_dir():
        wrong = "the content folder is a file" if folder.exists() else "the content folder does not exist"
        raise ContentError([_about_file(str(folder), "content-missing", wrong)])
    areas = sorted((folder / AREA_FOLDER).glob("*.yml")) if (folder / AREA_FOLDER).is_dir() else []
    asked = sorted((folder / ASKED_FOLDER).glob("*.yml"))
    names = [*FILES, *(path.relative_to(folder).as_posix() for path in (*areas, *asked))]
    problems = [
        _about_file(f"{shown}/{name}", "content-missing", "the file is missing")
        for name in names
        if not (folder / name).is_file()
    ]
    if not areas:
        problems.append(_about_file(f"{shown}/{AREA_FOLDER}", "content-missing", "there is no area"))
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            problems.append(
                Problem(
                    f"{shown}/{name}",
                    1,
                    1,
                    "content-link",
                    "this is a symbolic link",
                    "wanted a file of its own",
                    "put the file itself here",
                )
            )
        elif path.is_file() and name not in names and not path.name.startswith("."):
            problems.append(_stray(shown, name, names))
    if problems:
        raise ContentError(problems)
    return names


def _about_file(file: str, rule: str, wrong: str) -> Problem:
    return Problem(
        file,
        1,
        1,
        rule,
        wrong,
        f"wanted {', '.join(FILES)}, areas/*.yml and asked/*.yml",
        "create it (see the field reference), or name the right folder with --content",
    )


def _stray(shown: str, name: str, names: list[str]) -> Problem:
    return Problem(
        f"{shown}/{name}",
        1,
        1,
        "content-unknown",
        f"nothing reads this file{did_you_mean(name, names)}",
        f"wanted only {', '.join(FILES)}, areas/*.yml and asked/*.yml",
        "rename it, or move it elsewhere",
    )


def _shape(name: str) -> Any:
    return FOLDERS.get(name.partition("/")[0]) or FILES[name]


def _assemble(records: dict[str, Any]) -> model.KnowledgeBase:
    areas, asked = _in_folder(records, AREA_FOLDER), _in_folder(records, ASKED_FOLDER)
    site: model.Site = records["site.yml"]
    order = {id_: rank for rank, id_ in enumerate(site.areas)}
    return model.KnowledgeBase(
        site=site,
        interface=records["interface.yml"],
        search=records["search.yml"],
        evidence=records["evidence.yml"],
        areas=types.MappingProxyType(dict(sorted(areas.items(), key=lambda a: order.get(a[0], len(order))))),
        questions=records["faq.yml"],
        messages=records["messages.yml"],
        symptoms=records["symptoms.yml"],
        regions=records["regions.yml"],
        sources=records["sources.yml"],
        asked=types.MappingProxyType(asked),
    )


def _in_folder(records: dict[str, Any], folder: str) -> dict[str, Any]:
    """Return the records of a folder's files, by the file's name without its ending."""
    return {
        name.removeprefix(f"{folder}/").removesuffix(".yml"): record
        for name, record in records.items()
        if name.startswith(f"{folder}/")
    }


def _locate(shown: str, trees: dict[str, Tree], finding: rules.Finding) -> Problem:
    """Return the problem for what a rule found, at the line and column of the value."""
    tree = trees.get(finding.file, Tree())
    place = tree.place(finding.path)
    return Problem(
        f"{shown}/{finding.file}",
        place.line,
        place.column,
        finding.rule,
        finding.wrong,
        finding.wanted,
        finding.cure,
    )


def _echo(error: ErrorDetails) -> bool:
    """Return whether a list only seems too short because its items are reported already."""
    return error["type"] == "too_short" and bool(error["input"])


def _problem(file: str, tree: Tree, shape: Any, error: ErrorDetails) -> Problem:
    """Return the problem for one validation error of the models."""
    path: TreePath = error["loc"]
    kind = error["type"]
    place = tree.place(path, key=kind == "extra_forbidden")
    if kind == "missing":
        rule, wrong, wanted, cure = _missing(shape, path)
    elif kind == "extra_forbidden":
        rule, wrong, wanted, cure = _unknown(shape, path)
    elif place.converted is not None and path in tree.values and kind != "tuple_type":
        rule, wrong, wanted, cure = _converted(place.converted, kind)
    elif kind in _KINDS:
        rule, wrong, wanted, cure = _KINDS[kind]
    elif "cure" in error.get("ctx", {}):
        rule, wrong, wanted, cure = kind, error["msg"], _wanted(shape, path), str(error["ctx"]["cure"])
    else:
        rule, wrong, wanted, cure = "value", error["msg"], _wanted(shape, path), "see the field reference"
        if kind == "literal_error":
            known = str(error["ctx"]["expected"])
            words = known.replace("'", "").replace(" or ", ", ").split(", ")
            rule, wrong = "value-unknown", f'"{error["input"]}" is none of the values known here'
            wanted, cure = f"wanted {known}", f"write one of them{did_you_mean(str(error['input']), words)}"
    return Problem(file, place.line, place.column, rule, wrong, wanted, cure)


_Words = tuple[str, str, str, str]

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
    "string_too_long": ("id-slug", "the id is too long", "wanted at most 60 characters", "shorten it"),
    "string_pattern_mismatch": ("step-ref", "this names no step", "wanted area/step", "write it as area/step"),
}


def _missing(shape: Any, path: TreePath) -> _Words:
    name = str(path[-1])
    record = _record_at(shape, path[:-1])
    about = (record.model_fields[name].description or "") if record and name in record.model_fields else ""
    return (
        "key-missing",
        f'the key "{name}" is missing',
        f"wanted {name}: {_short(about)}",
        f"add `{name}:` here",
    )


def _unknown(shape: Any, path: TreePath) -> _Words:
    name = str(path[-1])
    record = _record_at(shape, path[:-1])
    known = list(record.model_fields) if record else []
    near = did_you_mean(name, known)
    return (
        "key-unknown",
        f'the key "{name}" is not known here{near}',
        f"wanted one of {', '.join(known)}",
        "rename or delete it",
    )


def _converted(raw: str, kind: str) -> _Words:
    if kind in ("date_type", "bool_type"):
        return _KINDS[kind]
    shown = raw or "nothing"
    return (
        "yaml-conversion",
        f"YAML reads {shown} as something other than text",
        "wanted text",
        f'put it in quotation marks: "{raw}"' if raw else "write the text, or delete the key",
    )


def _wanted(shape: Any, path: TreePath) -> str:
    """Return what the field at `path` is for."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    record = _record_at(shape, path[:-1]) if path else None
    field = record.model_fields.get(str(path[-1])) if record else None
    return f"wanted plain text ({path[-1]}: {_short(field.description or '')})" if field else "wanted plain text"


def _short(description: str) -> str:
    return description.split("\n", maxsplit=1)[0].rstrip(".")


def _record_at(shape: Any, path: TreePath) -> type[BaseModel] | None:
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
