"""The content folder → KnowledgeBase, or every problem in it at once."""

import os
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from kb.content import validation
from kb.content.files import AREA_FOLDER, DEFAULTS, assets, list_files, type_of
from kb.content.parser import parse, read_bytes
from kb.content.positions import Tree
from kb.model.entries import YOU
from kb.model.knowledge_base import KnowledgeBase
from kb.model.routes import ENTRY_FILES
from kb.model.site import Site
from kb.problems import MAX_PROBLEMS, ContentError, Problem, limited
from kb.rules import table
from kb.rules.draft import FORMER, LISTS, Draft, Finding, references


@dataclass(frozen=True)
class ContentFile:
    """A parsed and validated file."""

    tree: Tree = field(default_factory=Tree)
    """Its data with positions."""
    record: Any = None
    """What the models make of it. Invalid entries of a list are None, so indexes still match the file."""
    problems: tuple[Problem, ...] = ()


def load(folder: Path, published: frozenset[str] = frozenset()) -> KnowledgeBase:
    """Load a content folder; `published` are the references of every entry ever published.

    Raises ContentError with all problems of all files, sorted by position.
    """
    shown = display_path(folder)
    try:
        names, missing, problems = list_files(folder, shown)
    except PermissionError as error:
        path = os.path.relpath(str(error.filename), folder)
        raise ContentError([_unreadable(os.path.normpath(f"{shown}/{path}"), error)]) from error
    files = dict.fromkeys(missing, ContentFile()) | {name: _load(folder, shown, name) for name in names}
    problems += [problem for file in files.values() for problem in file.problems]
    draft = _draft(files, published)
    for rule in table.RULES:
        problems += limited(_locate(shown, files, finding) for finding in rule(draft))
    if problems:
        raise ContentError(problems)
    fields = vars(draft) | {"areas": types.MappingProxyType(draft.areas), "assets": assets(folder)}
    return KnowledgeBase(**{name: fields[name] for name in KnowledgeBase.__dataclass_fields__})


def locate(folder: Path, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """Return what rules found in a content folder as problems with their positions, sorted."""
    found = list(findings)
    shown = display_path(folder)
    files = {name: _load(folder, shown, name) for name in {finding.file for finding in found}}
    return tuple(sorted(_locate(shown, files, finding) for finding in found))


def display_path(folder: Path) -> str:
    """Return the content folder's path as problems show it: relative to where the command runs, if it is below."""
    path = Path(os.path.realpath(folder))  # Path.resolve() fails for a link to itself
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _load(folder: Path, shown: str, name: str) -> ContentFile:
    file = f"{shown}/{name}"
    try:
        tree = parse(file, read_bytes(folder / name))
    except OSError as error:
        return ContentFile(problems=(_unreadable(file, error),))
    record, problems = _validate(file, tree, type_of(name))
    return ContentFile(tree, record, (*tree.problems, *problems))


def _unreadable(file: str, error: OSError) -> Problem:
    wrong = f"this cannot be read: {error.strerror}"
    return Problem(file, 1, 1, "content-unreadable", wrong, "expected a readable file", "check its permissions")


@cache
def _adapter(type_: Any) -> TypeAdapter[Any]:
    return TypeAdapter(type_)


def _validate(file: str, tree: Tree, type_: Any) -> tuple[Any, list[Problem]]:
    """Return the record of a file, or a list of records, and what the models find wrong, up to MAX_PROBLEMS."""
    if tree.data is None:
        return None, []
    is_list = get_origin(type_) is tuple and isinstance(tree.data, tuple)
    adapter = _adapter(get_args(type_)[0] if is_list else type_)
    records: list[Any] = []
    problems: list[Problem] = []
    for n, item in enumerate(tree.data if is_list else [tree.data]):
        if len(problems) > MAX_PROBLEMS:
            break
        try:
            records.append(adapter.validate_python(item))
        except ValidationError as error:
            records.append(None)
            problems += validation.problems(file, tree, type_, error, (n,) if is_list else ())
    known = {(problem.line, problem.column) for problem in tree.problems}
    problems = [problem for problem in limited(problems) if (problem.line, problem.column) not in known]
    known |= {(problem.line, problem.column) for problem in problems}
    problems += validation.empty_values(file, tree, known)
    return tuple(records) if is_list else records[0], problems


def _draft(files: Mapping[str, ContentFile], published: frozenset[str] = frozenset()) -> Draft:
    """Return what could be loaded, and every id in the files."""
    data = {name: file.tree.data for name, file in files.items()}
    records = DEFAULTS | {name: file.record for name, file in files.items()}
    steps = {name: _ids(data[name], "steps") for name in data if name.startswith(f"{AREA_FOLDER}/")}
    areas = {Path(name).stem: records[name] for name in steps}
    site: Site | None = records["site.yml"]
    order = {id_: rank for rank, id_ in enumerate(site.areas)} if site else {}
    ids = {kind: _ids(data[file], key) for kind, (file, key) in LISTS.items()}
    unread = {file for file, key in LISTS.values() if not isinstance(data[file], dict if key else tuple)}
    unread |= {name for name, found in steps.items() if not found}
    return Draft(
        site=site,
        interface=records["interface.yml"],
        search=records["search.yml"],
        evidence=records["evidence.yml"],
        areas=dict(sorted(areas.items(), key=lambda area: order.get(area[0], len(order)))),
        **{f"{kind}s": records[file] or () for kind, file in ENTRY_FILES.items()},
        references=tuple(one for name, record in records.items() for one in references(name, record)),
        ids={
            **ids,
            "role": (YOU, *ids["role"]),
            "area": tuple(areas),
            "step": tuple(f"{Path(name).stem}/{id_}" for name in steps for id_ in steps[name]),
            "former address": tuple(ref for one in data.values() for ref in _former_addresses(one)),
        },
        published=published,
        unread=frozenset(unread) | ({"site.yml"} if not site else set()),
    )


def _ids(data: Any, key: str = "") -> tuple[str, ...]:
    """Return the ids in a list of parsed YAML, or in the list under `key` of a mapping, valid or not."""
    items = data.get(key) if key and isinstance(data, dict) else data
    if not isinstance(items, tuple):
        return ()
    return tuple(item["id"] for item in items if isinstance(item, dict) and isinstance(item.get("id"), str))


def _former_addresses(data: Any) -> Iterator[str]:
    """Yield the references under `was` anywhere in parsed YAML, in valid entries or not."""
    if isinstance(data, dict):
        was = data.get(FORMER)
        yield from (ref for ref in was if isinstance(ref, str)) if isinstance(was, tuple) else ()
        for value in data.values():
            yield from _former_addresses(value)
    elif isinstance(data, tuple):
        for item in data:
            yield from _former_addresses(item)


def _locate(shown: str, files: Mapping[str, ContentFile], finding: Finding) -> Problem:
    """Return the problem for what a rule found, at the line and column of the value."""
    tree = files[finding.file].tree if finding.file in files else Tree()
    position = tree.position(finding.path)
    return Problem(f"{shown}/{finding.file}", position.line, position.column, *finding[2:])
