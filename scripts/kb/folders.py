"""Folders: where content, pages and site stand, and how a site takes the place of another without a gap."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from filecmp import cmp
from pathlib import Path
from typing import TYPE_CHECKING

from kb.write import UNFINISHED, is_generated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

ROOT = Path(__file__).parent.parent.parent

OURS = ("scripts", "overrides", "tests", "schemas", "docs/assets", ".git")
"""Parts of the repository that nothing may be built into."""

STAGING = ".building-"
"""How the name of a folder begins in which a site is built."""

REPLACED = ".replaced-"
"""How the name of a folder begins that has made room for another and is not yet gone."""


class FolderError(Exception):
    """The folders cannot be used as they are named. The text says why."""


@dataclass(frozen=True)
class Folders:
    """Where content comes from and where pages and site go."""

    content: Path = ROOT / "content"
    docs: Path = ROOT / "docs"
    site: Path = ROOT / "site"


def check(folders: Folders) -> None:
    """Raise FolderError when building would destroy what is not ours, or build into itself."""
    named = {"content": folders.content, "docs": folders.docs, "site": folders.site}
    places = {name: Path(os.path.realpath(path)) for name, path in named.items()}
    for one, other in (("docs", "content"), ("site", "content"), ("site", "docs")):
        if _overlap(places[one], places[other]):
            raise FolderError(f"the folders for {one} and {other} must lie apart: {named[one]}, {named[other]}")
    for name in ("docs", "site"):
        place = places[name]
        if named[name].is_symlink() and not place.exists():
            raise FolderError(f"{named[name]} cannot be the folder for {name}: it is a link that leads nowhere")
        if ROOT.is_relative_to(place) or any(
            _overlap(place, ROOT / part) for part in OURS if part != "docs/assets"
        ):
            raise FolderError(f"{named[name]} cannot be the folder for {name}: this project stands there")
        if place.exists() and not place.is_dir():
            raise FolderError(f"{named[name]} cannot be the folder for {name}: it is a file")
    if places["site"].is_dir() and any(places["site"].iterdir()) and not is_site(places["site"]):
        raise FolderError(
            f"{named['site']} holds what no build has made: empty it, or name another folder for the site"
        )


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def is_site(folder: Path) -> bool:
    """Return whether a folder holds a site that was built here."""
    data = folder / "data" / "knowledge-base.json"
    return data.is_file() and is_generated(data)


@contextmanager
def locked(folders: Folders) -> Iterator[None]:
    """Wait until no other build uses these folders, keep others waiting, clear what a killed build left.

    An interrupted build clears it itself: an interrupt may come between a file's making and its being noted.
    """
    parents = {folders.docs.resolve().parent, folders.site.resolve().parent}
    with ExitStack() as stack:
        for parent in sorted(parents):
            parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(parent, os.O_RDONLY | os.O_DIRECTORY)
            stack.callback(os.close, handle)  # also gives the lock back
            fcntl.flock(handle, fcntl.LOCK_EX)
        _recover(folders)
        try:
            yield
        except KeyboardInterrupt:
            _recover(folders)
            raise


def _recover(folders: Folders) -> None:
    """Put back a site that a killed or interrupted build had moved away, and remove what it left half done."""
    site = folders.site.resolve()
    replaced = site.with_name(f"{REPLACED}{site.name}")
    if replaced.is_dir():
        if site.exists():
            shutil.rmtree(replaced)
        else:
            replaced.rename(site)
    for folder in site.parent.glob(f"{STAGING}*"):
        shutil.rmtree(folder, ignore_errors=True)
    for file in folders.docs.rglob(f"{UNFINISHED}*") if folders.docs.is_dir() else ():
        file.unlink(missing_ok=True)


def swap(new: Path, site: Path) -> None:
    """Put the folder `new` in the place of `site`, unless both hold the same bytes; there is always one."""
    site = site.resolve()
    if not site.exists():
        new.rename(site)
    elif not _same(new, site) and not _exchange(new, site):
        replaced = site.with_name(f"{REPLACED}{site.name}")
        site.rename(replaced)
        new.rename(site)
        shutil.rmtree(replaced)


def merge(new: Path, site: Path) -> None:
    """Put each file of the folder `new` in its place in `site`, one after another; each is the old or the new."""
    for name in _files(new):
        place = site / name
        place.parent.mkdir(parents=True, exist_ok=True)
        (new / name).replace(place)


def _same(one: Path, other: Path) -> bool:
    """Return whether two folders hold the same files with the same bytes."""
    names = set(_files(one))
    return names == set(_files(other)) and all(cmp(one / name, other / name, shallow=False) for name in names)


def _files(folder: Path) -> Iterator[str]:
    """Yield the path of each file in a folder, from there."""
    for at, _, names in os.walk(folder):
        inside = os.path.relpath(at, folder)
        yield from (f"{inside}/{name}" for name in names)


def clone(old: Path, new: Path, without: Collection[Path] = ()) -> None:
    """Make a folder with the files of another by new names, but `without` some; copies where names are one only.

    What a build has not finished writing stays behind. Raises OSError, also where it may not look.

    It is quick as no byte is copied, and for this, nobody may write into these files: only replace them.
    """
    for at, _, names in os.walk(old, onerror=_refuse):
        to = new / os.path.relpath(at, old)
        to.mkdir(parents=True, exist_ok=True)
        for name in names:
            if name.startswith(UNFINISHED) or (without and Path(at, name) in without):
                continue
            _link(f"{at}/{name}", f"{to}/{name}")


def _refuse(error: OSError) -> None:
    raise error


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except OSError:  # another disk, or one without links
        shutil.copy2(old, new)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places at once; return whether this system can (renameat2(2), RENAME_EXCHANGE)."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    at_cwd, exchange = -100, 2
    if not rename:
        return False
    if rename(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange) == 0:
        return True
    if ctypes.get_errno() in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
