"""Generated files: how they are marked, compared with the docs folder, and written to it."""

import difflib
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.problems import ContentError, Problem

MARK = re.compile(r"# Generated from content/.* by scripts/build\.py build\.")
"""Every generated file has this in one of its first lines, as `mark` writes it."""

MARK_LINES = 3
"""How many lines at the top of a file may contain the mark."""

PATTERNS = ("*.md", ".*.yml", "data/**/*.json", "llms.txt")
"""Where generated files can be in the docs folder."""

UNFINISHED = ".new-"
"""Prefix of a file's name until it is complete."""

DIFF_LINES, DIFF_WIDTH = 12, 160
"""Lines of a stale page's diff that are shown, and characters of each."""


@dataclass(frozen=True)
class File:
    """A generated file: its path in the docs folder and its whole text."""

    path: str
    text: str


@dataclass(frozen=True)
class Changes:
    """What writing the generated files does to a docs folder."""

    written: tuple[File, ...]
    removed: tuple[Path, ...]


def mark(*sources: str) -> str:
    """Return the line that marks a file as generated; `sources` are paths in the content folder."""
    names = ", ".join(f"content/{source}" for source in sources)
    return f"# Generated from {names} by scripts/build.py build. Edit the source."


def dense_json(value: object) -> str:
    """Return JSON without needless white space."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_generated(path: Path) -> bool:
    """Return whether a file was written by a build."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return any(MARK.search(file.readline(400)) for _ in range(MARK_LINES))


def compare(docs: Path, files: Sequence[File]) -> Changes:
    """Return what has to change in the docs folder so that it contains these generated files and no others.

    Raises ContentError when a file that no build wrote is in the place of a generated one.
    """
    changed = [file for file in files if not _has_text(docs / file.path, file.text)]
    taken = [path for file in changed if os.path.lexists(path := docs / file.path) and not _is_ours(path)]
    if taken:
        raise ContentError(
            Problem(
                str(path),
                1,
                1,
                "page-taken",
                "a file that no build has written is in the place of a page",
                "expected this path to be free for the generated page",
                "move or rename it",
            )
            for path in taken
        )
    found = {path for pattern in PATTERNS for path in docs.glob(pattern)}
    others = found.difference(docs / file.path for file in files)
    return Changes(tuple(changed), tuple(sorted(filter(_is_ours, others))))


def _has_text(path: Path, text: str) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == text.encode()


def _is_ours(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and is_generated(path)


def diffs(docs: Path, changes: Changes) -> Iterator[str]:
    """Yield a short diff for each change."""
    for file in changes.written:
        path = docs / file.path
        old = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        diff = difflib.unified_diff(
            old.splitlines(), file.text.splitlines(), str(path), "what content/ makes", n=0, lineterm=""
        )
        lines = [line[:DIFF_WIDTH] for line in diff]
        more = [f"… and {len(lines) - DIFF_LINES} more lines"] if len(lines) > DIFF_LINES else []
        yield "\n".join(lines[:DIFF_LINES] + more)
    for path in changes.removed:
        yield f"--- {path}\n+++ nothing in content/ makes this page any more"


def write(docs: Path, changes: Changes) -> None:
    """Make the changes in the docs folder, and remove what a killed build has left half-written there."""
    for file in changes.written:
        replace_file(docs / file.path, file.text.encode())
    for path in (*changes.removed, *docs.rglob(f"{UNFINISHED}*")):
        path.unlink(missing_ok=True)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in one move, so that its readers see the old bytes or the new, never a part.

    Raises OSError, which names `path`.
    """
    new = path.with_name(f"{UNFINISHED}{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            new.write_bytes(data)
            new.chmod(0o644)  # a web server may read it, whatever the umask
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
