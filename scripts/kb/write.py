"""Write: generated files → the docs folder. Only bytes that changed; only what is ours is replaced or removed."""

from __future__ import annotations

import difflib
import os
import re
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kb.problems import ContentError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kb.pages import File

MARK = re.compile(r"# Generated from content/.* by scripts/build\.py build\.")
"""Every generated file has this in one of its first lines, as `mark` writes it."""

MARKED_BY = 3
"""Lines of a file in which its mark stands."""

PATTERNS = ("*.md", ".*.yml", "data/**/*.json", "llms.txt")
"""Where generated files stand in the docs folder."""

SETTINGS = ".site.yml"
"""The generated file of the renderer's settings. It is named here as the renderer's process loads no models."""

SHOWN = 12
"""Lines of a stale page's diff that are shown."""

LONGEST_SHOWN = 160
"""Characters of each that are shown."""

UNFINISHED = ".new-"
"""How the name of a file begins until it is complete."""


def mark(*sources: str) -> str:
    """Return the line that tells a generated file from others; `sources` are paths in the content folder."""
    named = ", ".join(f"content/{source}" for source in sources)
    return f"# Generated from {named} by scripts/build.py build. Edit the source."


def is_generated(path: Path) -> bool:
    """Return whether a file was written by the build."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return any(MARK.search(file.readline(400)) for _ in range(MARKED_BY))


def orphans(docs: Path, paths: Iterable[str]) -> list[Path]:
    """Return the generated files in `docs` that no longer have a source; `paths` are those of all that have."""
    wanted = {docs / path for path in paths}
    found = {path for pattern in PATTERNS for path in docs.glob(pattern)}
    return sorted(path for path in found - wanted if _is_plain(path) and is_generated(path))


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def stale(docs: Path, files: Sequence[File]) -> Iterator[str]:
    """Yield a short diff for each file in `docs` that is not what the content now makes."""
    for file in files:
        path = docs / file.path
        old = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        if old != file.text:
            diff = difflib.unified_diff(
                old.splitlines(), file.text.splitlines(), str(path), "what content/ makes", n=0, lineterm=""
            )
            lines = [line[:LONGEST_SHOWN] for line in diff]
            more = [f"… and {len(lines) - SHOWN} lines more"] if len(lines) > SHOWN else []
            yield "\n".join(lines[:SHOWN] + more)
    for path in orphans(docs, (file.path for file in files)):
        yield f"--- {path}\n+++ nothing in content/ makes this page any more"


def changed(docs: Path, files: Sequence[File]) -> list[File]:
    """Return the files whose text is not what stands in `docs`.

    Raises ContentError when something else stands where one of them goes.
    """
    differing = [file for file in files if not _holds(docs / file.path, file.text.encode())]
    taken = [path for file in differing if os.path.lexists(path := docs / file.path) and not _is_ours(path)]
    if taken:
        raise ContentError(
            Problem(
                str(path),
                1,
                1,
                "page-taken",
                "something that the build did not write stands where a page goes",
                "wanted this place for the generated page",
                "move or rename it",
            )
            for path in taken
        )
    return differing


def _holds(path: Path, data: bytes) -> bool:
    try:
        there = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return stat.S_ISREG(there.st_mode) and there.st_size == len(data) and path.read_bytes() == data


def _is_ours(path: Path) -> bool:
    return _is_plain(path) and is_generated(path)


class Update:
    """The next state of a docs folder: new files get ready beside their places, and `commit` puts them there.

    All that can fail for want of room or permission fails before anything is replaced. Each file is replaced in
    one move, so that a reader of the folder sees the old text or the new, never a part.
    """

    def __init__(self, docs: Path) -> None:
        self._docs = docs
        self._ready: list[tuple[Path, Path]] = []
        self.new: dict[Path, bytes] = {}
        """The files that differ from what stands in the folder, by their places there."""
        self.gone: list[Path] = []
        """The files that no longer have a source."""
        self.written = 0
        """How many generated files differ."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for new, _place in self._ready:
            new.unlink(missing_ok=True)

    def add(self, files: Sequence[File]) -> None:
        """Get generated files ready.

        Raises ContentError when something else stands where one of them goes; OSError.
        """
        differing = changed(self._docs, files)
        self.written += len(differing)
        self._get_ready({self._docs / file.path: file.text.encode() for file in differing})

    def add_assets(self, ours: Path) -> None:
        """Get the hand-written assets ready that the folder lacks or has otherwise. Raises OSError."""
        self._get_ready(assets(ours, self._docs / "assets"))

    def remove_others(self, paths: Iterable[str]) -> None:
        """Have all generated files removed but those with these paths."""
        self.gone = orphans(self._docs, paths)

    def _get_ready(self, files: Mapping[Path, bytes]) -> None:
        for path, data in files.items():
            self._ready.append((_written(path, data), path))
        self.new |= files

    def commit(self) -> None:
        """Put everything in its place, and remove what is gone."""
        for new, path in self._ready:
            new.replace(path)
        for path in self.gone:
            path.unlink()


def _written(path: Path, data: bytes) -> Path:
    """Write `data` beside the file at `path`; return where. Raises OSError, which names `path`."""
    try:
        return _beside(path, data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _beside(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file at `path`, all or nothing."""
    _written(path, data).replace(path)


def assets(ours: Path, theirs: Path) -> dict[Path, bytes]:
    """Return the hand-written assets that another docs folder lacks or has otherwise, by their places there."""
    if ours.resolve() == theirs.resolve():
        return {}
    found = {
        theirs / path.relative_to(ours): path.read_bytes() for path in sorted(ours.rglob("*")) if path.is_file()
    }
    return {path: data for path, data in found.items() if not _holds(path, data)}
