"""Read: the content folder → KnowledgeBase, or every problem in it at once."""

from __future__ import annotations

import os
import types
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from kb import explain, model, rules
from kb.problems import ContentError, Problem, did_you_mean
from kb.tree import Path as TreePath
from kb.tree import Tree
from kb.yaml_tree import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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

ENDING = ".yml"


class Listing(NamedTuple):
    """What is in a content folder: the files to read, and what should not be there."""

    names: list[str]
    problems: list[Problem]


def read(folder: Path) -> model.KnowledgeBase:
    """Read every file of a content folder.

    Raises ContentError with all problems of all files, sorted by place.
    """
    shown = _shown(folder)
    names, problems = _list(folder, shown)
    contents: dict[str, Content] = {}
    for name in names:
        try:
            contents[name] = _content(shown, name, (folder / name).read_bytes())
        except OSError as error:
            problems.append(_unreadable(f"{shown}/{name}", error))
    problems += [problem for content in contents.values() for problem in content.problems]
    draft = _draft(contents)
    problems += [_locate(shown, contents, finding) for finding in rules.check(draft)]
    if problems:
        raise ContentError(problems)
    return _assemble(draft)


def locate(folder: Path, findings: Iterable[rules.Finding]) -> list[Problem]:
    """Return what rules found in a content folder as problems with their places."""
    found = list(findings)
    shown = _shown(folder)
    names = {finding.file for finding in found}
    contents = {name: _content(shown, name, (folder / name).read_bytes()) for name in names}
    return sorted(_locate(shown, contents, finding) for finding in found)


class Content(NamedTuple):
    """What a file holds. Nobody may change it."""

    raw: bytes
    tree: Tree
    record: Any
    """As the models read it; what cannot be read is None: an item of a list, or else all."""
    problems: list[Problem]
    named: list[rules.Named]


_LAST: dict[str, Content] = {}
"""The last content of each file, so that a rebuild reads what has changed."""


def _content(shown: str, name: str, raw: bytes) -> Content:
    file = f"{shown}/{name}"
    if file not in _LAST or _LAST[file].raw != raw:
        tree = parse(file, raw)
        record, found = _validate(file, tree, _shape(name))
        _LAST[file] = Content(raw, tree, record, [*tree.problems, *found], rules.named(name, record))
    return _LAST[file]


def _shown(folder: Path) -> str:
    """Return the folder as a person or an editor finds it from where the command runs."""
    path = folder.resolve()
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _list(folder: Path, shown: str) -> Listing:
    """Return the names of the files to read, and problems with what else is there."""
    if not folder.is_dir():
        wrong = "the content folder is a file" if folder.exists() else "the content folder does not exist"
        raise ContentError([_about_file(shown, "content-missing", wrong)])
    if not any((folder / name).exists() for name in (*FILES, AREA_FOLDER)):  # somebody named another folder
        raise ContentError([_about_file(shown, "content-missing", "the folder holds no content")])
    names = [*FILES, *(f"{part}/{path.name}" for part in FOLDERS for path in _yaml_in(folder / part))]
    missing = [name for name in names if not (folder / name).is_file() or (folder / name).is_symlink()]
    problems = [_not_a_file(folder / name, f"{shown}/{name}") for name in missing]
    if not any(name.startswith(AREA_FOLDER) for name in names):
        problems.append(_about_file(f"{shown}/{AREA_FOLDER}", "content-missing", "there is no area"))
    strays = (path for path in _others(folder) if path.relative_to(folder).as_posix() not in names)
    problems += [_stray(shown, path.relative_to(folder).as_posix(), names, path) for path in strays]
    return Listing([name for name in names if name not in missing], problems)


def _yaml_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob(f"*{ENDING}") if not path.name.startswith("."))


def _others(folder: Path) -> Iterator[Path]:
    """Yield everything in a content folder but hidden things and the folders that we read."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if not hidden and (path.is_symlink() or not path.is_dir()):
            yield path


def _not_a_file(path: Path, file: str) -> Problem:
    """Return the problem of a file that cannot be read as one."""
    if path.is_symlink():
        cure = "put the file itself here"
        return Problem(file, 1, 1, "content-link", "this is a symbolic link", "wanted a file of its own", cure)
    if path.exists():
        return _about_file(file, "content-unreadable", "this is no plain file")
    return _about_file(file, "content-missing", "the file is missing")


def _unreadable(file: str, error: OSError) -> Problem:
    wrong = f"the file cannot be read: {error.strerror}"
    return Problem(file, 1, 1, "content-unreadable", wrong, "wanted a readable file", "check its permissions")


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


def _stray(shown: str, name: str, names: list[str], path: Path) -> Problem:
    if path.is_symlink():
        return _not_a_file(path, f"{shown}/{name}")
    meant = Path(name.lower()).with_suffix(ENDING).as_posix()
    cure = f"rename it to {meant}" if meant != name and meant.split("/")[0] in (*FOLDERS, *FILES) else None
    return Problem(
        f"{shown}/{name}",
        1,
        1,
        "content-unknown",
        f"nothing reads this file{'' if cure else did_you_mean(name, names)}",
        f"wanted only {', '.join(FILES)}, areas/*.yml and asked/*.yml",
        cure or "rename it, or move it elsewhere",
    )


def _shape(name: str) -> Any:
    return FOLDERS.get(name.partition("/")[0]) or FILES[name]


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


def _checked(file: str, tree: Tree, shape: Any, data: Any, path: TreePath) -> tuple[Any, list[Problem]]:
    """Return the record at `path` of a file, or None and its problems."""
    try:
        return _adapter(get_args(shape)[0] if path else shape).validate_python(data), []
    except ValidationError as error:
        return None, explain.problems(file, tree, shape, error, path)


def _draft(contents: Mapping[str, Content]) -> rules.Draft:
    """Return what could be read, and every id that the files hold."""
    trees = {name: content.tree for name, content in contents.items()}
    records = {name: content.record for name, content in contents.items()}
    areas, asked = _in_folder(records, AREA_FOLDER), _in_folder(records, ASKED_FOLDER)
    site: model.Site | None = records.get("site.yml")
    order = {id_: rank for rank, id_ in enumerate(site.areas)} if site else {}
    steps = [f"{area}/{step}" for area in areas for step in _step_ids(trees, area)]
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
        named=[named for content in contents.values() for named in content.named],
        ids={
            "area": tuple(areas),
            "step": tuple(steps),
            "evidence label": _raw_ids(_data(trees, "evidence.yml"), "labels"),
            **{kind: _raw_ids(_data(trees, name)) for kind, name in LISTS.items()},
        },
        unread=frozenset(name for name in FILES if _data(trees, name) is None)
        | {f"{AREA_FOLDER}/{area}{ENDING}" for area in areas if not _step_ids(trees, area)},
    )


def _step_ids(trees: Mapping[str, Tree], area: str) -> tuple[str, ...]:
    return _raw_ids(trees[f"{AREA_FOLDER}/{area}{ENDING}"].data, "steps")


LISTS = {
    "question": "faq.yml",
    "message": "messages.yml",
    "symptom": "symptoms.yml",
    "region": "regions.yml",
    "source": "sources.yml",
}
"""Kinds of entry that stand in a list, and its file."""


def _data(trees: Mapping[str, Tree], name: str) -> Any:
    return trees[name].data if name in trees else None


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
    place = tree.place(finding.path, key=finding.in_key)
    return Problem(
        f"{shown}/{finding.file}",
        place.line,
        place.column,
        finding.rule,
        finding.wrong,
        finding.wanted,
        finding.cure,
    )
