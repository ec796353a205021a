"""Read, first: a content folder → the files to read in it, and what should not be there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kb import model
from kb.problems import ContentError, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    missing: list[str]
    """Files that should be there, or are no files."""
    problems: list[Problem]


def list_files(folder: Path, shown: str) -> Listing:
    """Return the names of the files to read, and problems with what else is there."""
    if not folder.is_dir():
        wrong = "the content folder is a file" if folder.exists() else "the content folder does not exist"
        raise ContentError([_about_file(shown, "content-missing", wrong)])
    if not any((folder / name).exists() for name in (*FILES, AREA_FOLDER)):  # somebody named another folder
        raise ContentError([_about_file(shown, "content-missing", "the folder holds no content")])
    blocked = [part for part in FOLDERS if _is_other(folder / part, Path.is_dir)]
    inside = [(part, path) for part in FOLDERS if part not in blocked for path in _yaml_in(folder / part)]
    names = [*FILES, *(f"{part}/{path.name}" for part, path in inside)]
    missing = [name for name in names if (folder / name).is_symlink() or not (folder / name).is_file()]
    problems = [_not_ours(folder / name, f"{shown}/{name}", "file") for name in missing]
    problems += [_not_ours(folder / part, f"{shown}/{part}", "folder") for part in blocked]
    if not any(part == AREA_FOLDER for part in (*blocked, *dict(inside))):
        problems.append(_about_file(f"{shown}/{AREA_FOLDER}", "content-missing", "there is no area"))
    expected = {*names, *blocked}
    problems += [_stray(shown, name, names, folder / name) for name in _others(folder) if name not in expected]
    return Listing([name for name in names if name not in missing], missing, problems)


def _yaml_in(folder: Path) -> list[Path]:
    found = folder.iterdir() if folder.is_dir() else ()  # unlike glob, it tells when it may not look
    return sorted(path for path in found if path.suffix == ENDING and not path.name.startswith("."))


def _is_other(path: Path, kind: Callable[[Path], bool]) -> bool:
    """Return whether something stands at a path, but not what we read there."""
    return os.path.lexists(path) and (path.is_symlink() or not kind(path))


def _others(folder: Path) -> Iterator[str]:
    """Yield the path, from there, of all in a content folder but folders, hidden things and editors' own files."""
    for at, inside, files in os.walk(folder):
        inside[:] = [name for name in inside if not _is_aside(name)]
        links = [name for name in inside if Path(at, name).is_symlink()]
        found = [name for name in (*links, *files) if not _is_aside(name)]
        yield from (os.path.relpath(f"{at}/{name}", folder) for name in found)


def _is_aside(name: str) -> bool:
    """Return whether a file or folder is hidden, or what an editor keeps beside a file."""
    return name.startswith((".", "#")) or name.endswith("~")


def _not_ours(path: Path, file: str, kind: str) -> Problem:
    """Return the problem of a file or folder (`kind`) that cannot be read as one."""
    wanted = f"wanted a {kind} of its own"
    if path.is_symlink():
        cure = f"put the {kind} itself here"
        return Problem(file, 1, 1, "content-link", "this is a symbolic link", wanted, cure)
    if path.exists():
        cure = f"move it elsewhere, and put a {kind} here"
        return Problem(file, 1, 1, "content-unreadable", f"this is no plain {kind}", wanted, cure)
    return _about_file(file, "content-missing", f"the {kind} is missing")


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
        return _not_ours(path, f"{shown}/{name}", "file")
    meant = Path(name.lower()).with_suffix(ENDING).as_posix()
    free = meant.split("/")[0] in (*FOLDERS, *FILES) and not (path.parent / Path(meant).name).exists()
    cure = f"rename it to {meant}" if free and meant.count("/") < 2 else None
    return Problem(
        f"{shown}/{name}",
        1,
        1,
        "content-unknown",
        f"nothing reads this file{'' if cure else did_you_mean(name, names)}",
        f"wanted only {', '.join(FILES)}, areas/*.yml and asked/*.yml",
        cure or "rename it, or move it elsewhere",
    )
