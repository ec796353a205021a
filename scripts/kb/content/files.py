"""The files of a content folder: which ones to read, and what should not be there."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kb.model import entries, interface, site
from kb.problems import ContentError, Problem, did_you_mean

FILES: dict[str, Any] = {
    "site.yml": site.Site,
    "interface.yml": interface.Interface,
    "evidence.yml": entries.Evidence,
    "search.yml": entries.Search,
    "sources.yml": tuple[entries.Source, ...],
    "regions.yml": tuple[entries.Region, ...],
    "faq.yml": tuple[entries.Question, ...],
    "messages.yml": tuple[entries.Message, ...],
    "symptoms.yml": tuple[entries.Symptom, ...],
}
"""The type of each file."""

DEFAULTS: dict[str, Any] = {"interface.yml": interface.Interface(), "search.yml": entries.Search()}
"""The defaults for files that a content folder may leave out."""

AREA_FOLDER = "areas"
"""Every file in it is an Area."""

PUBLISHED = ASSETS_FOLDER, ROOT_FOLDER = "assets", "root"
"""Files that are published as they are: pictures of the site itself, and what hosts want at its root. Optional."""

SUFFIX = ".yml"

EXPECTED = f"expected {', '.join(FILES)}, areas/*.yml, assets/ and root/"


class Listing(NamedTuple):
    """The files of a content folder."""

    names: list[str]
    """Those to read."""
    missing: list[str]
    """Required ones that are not there, and any that are not regular files."""
    problems: list[Problem]


def type_of(name: str) -> Any:
    """Return the type of a file of the content folder."""
    return entries.Area if name.startswith(f"{AREA_FOLDER}/") else FILES[name]


def list_files(folder: Path, shown: str) -> Listing:
    """Return the files to read in a content folder, and problems with what else is there.

    `shown` is the folder's path as problems show it. Raises ContentError when it is not a content folder at all.
    """
    if not folder.is_dir():
        wrong = "the content folder is a file" if folder.exists() else "the content folder does not exist"
        raise ContentError([_missing(shown, wrong)])
    if not any((folder / name).exists() for name in (*FILES, AREA_FOLDER)):
        raise ContentError([_missing(shown, "the folder contains no content")])
    blocked = [part for part in (AREA_FOLDER, *PUBLISHED) if _is_no_folder(folder / part)]
    areas = [] if AREA_FOLDER in blocked else _yaml_files(folder / AREA_FOLDER)
    needed = [name for name in FILES if name not in DEFAULTS or os.path.lexists(folder / name)]
    names = [*needed, *(f"{AREA_FOLDER}/{path.name}" for path in areas)]
    missing = [name for name in names if (folder / name).is_symlink() or not (folder / name).is_file()]
    problems = [_unusable(folder / name, f"{shown}/{name}", "file") for name in missing]
    problems += [_unusable(folder / part, f"{shown}/{part}", "folder") for part in blocked]
    for part in {*PUBLISHED}.difference(blocked):
        problems += irregular(folder / part, f"{shown}/{part}")
    if not areas and AREA_FOLDER not in blocked:
        problems.append(_missing(f"{shown}/{AREA_FOLDER}", "there is no area"))
    known = {*names, *blocked, *PUBLISHED}
    problems += [_unknown(shown, name, names, folder / name) for name in _others(folder) if name not in known]
    return Listing([name for name in names if name not in missing], missing, problems)


def assets(folder: Path) -> tuple[str, ...]:
    """Return the paths of a content folder's pictures in its folder of them."""
    root = folder / ASSETS_FOLDER
    return tuple(sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()))


def irregular(folder: Path, shown: str) -> Iterator[Problem]:
    """Yield a problem for each link or special file in a folder that is published as it is."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            yield _unusable(path, f"{shown}/{path.relative_to(folder).as_posix()}", "file")


def _yaml_files(folder: Path) -> list[Path]:
    found = folder.iterdir() if folder.is_dir() else ()  # unlike glob, it raises when it may not look
    return sorted(path for path in found if path.suffix == SUFFIX and not path.name.startswith("."))


def _is_no_folder(path: Path) -> bool:
    """Return whether something is at a path, but not a folder."""
    return os.path.lexists(path) and (path.is_symlink() or not path.is_dir())


def _others(folder: Path) -> Iterator[str]:
    """Yield the relative path of every file and link in a content folder, except hidden and editors' own files."""
    for at, folders, files in os.walk(folder):
        published = PUBLISHED if Path(at) == folder else ()
        folders[:] = [name for name in folders if not _is_ignored(name) and name not in published]
        links = [name for name in folders if Path(at, name).is_symlink()]
        found = [name for name in (*links, *files) if not _is_ignored(name)]
        yield from (Path(at, name).relative_to(folder).as_posix() for name in found)


def _is_ignored(name: str) -> bool:
    """Return whether a file or folder is hidden, or an editor's backup or lock."""
    return name.startswith((".", "#")) or name.endswith("~")


def _unusable(path: Path, file: str, kind: str) -> Problem:
    """Return the problem of a file or folder (`kind`) that cannot be read as one."""
    expected = f"expected a regular {kind}"
    if path.is_symlink():
        hint = f"put the {kind} itself here"
        return Problem(file, 1, 1, "content-link", "this is a symbolic link", expected, hint)
    if path.exists():
        hint = f"move it elsewhere, and put a {kind} here"
        return Problem(file, 1, 1, "content-unreadable", f"this is not a regular {kind}", expected, hint)
    return _missing(file, f"the {kind} is missing")


def _missing(file: str, wrong: str) -> Problem:
    hint = "create it (see the field reference), or name the right folder with --content"
    return Problem(file, 1, 1, "content-missing", wrong, EXPECTED, hint)


def _unknown(shown: str, name: str, names: list[str], path: Path) -> Problem:
    if path.is_symlink():
        return _unusable(path, f"{shown}/{name}", "file")
    meant = Path(name.lower()).with_suffix(SUFFIX).as_posix()
    free = meant.split("/")[0] in (AREA_FOLDER, *FILES) and not (path.parent / Path(meant).name).exists()
    rename = f"rename it to {meant}" if free and meant.count("/") < 2 else None
    wrong = f"no part of the build reads this file{'' if rename else did_you_mean(name, names)}"
    hint = rename or "rename it, or move it elsewhere"
    return Problem(f"{shown}/{name}", 1, 1, "content-unknown", wrong, EXPECTED, hint)
