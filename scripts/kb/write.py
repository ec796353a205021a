"""Write: generated files → the docs folder. Only bytes that changed; only files that are ours are removed."""

from __future__ import annotations

import difflib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.pages import File

MARK = "# Generated from "
"""Every generated file has this in its first or second line."""


SHOWN = 12
"""Lines of a stale page's diff that are shown."""


def is_generated(path: Path) -> bool:
    """Return whether a file of the docs folder was written by the build."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return any(MARK in file.readline(200) for _ in range(2))


def orphans(docs: Path, files: Sequence[File]) -> list[Path]:
    """Return the generated files in `docs` that no longer have a source."""
    wanted = {docs / file.path for file in files}
    found = [path for pattern in ("*.md", ".*.yml", "data/*.json", "llms.txt") for path in docs.glob(pattern)]
    return sorted(path for path in found if path not in wanted and path.is_file() and is_generated(path))


def stale(docs: Path, files: Sequence[File]) -> Iterator[str]:
    """Yield a short diff for each file in `docs` that is not what the content now makes."""
    for file in files:
        path = docs / file.path
        old = path.read_text(encoding="utf-8") if path.is_file() else ""
        if old != file.text:
            diff = difflib.unified_diff(
                old.splitlines(), file.text.splitlines(), str(path), "what content/ makes", n=0, lineterm=""
            )
            lines = list(diff)
            more = [f"… and {len(lines) - SHOWN} lines more"] if len(lines) > SHOWN else []
            yield "\n".join(lines[:SHOWN] + more)
    for path in orphans(docs, files):
        yield f"--- {path}\n+++ nothing in content/ makes this page any more"


def write(docs: Path, files: Sequence[File]) -> tuple[int, int]:
    """Write the files whose text changed, remove those that lost their source; return (written, removed).

    Each file is replaced in one move, so that a reader of the folder sees the old text or the new, never a part.
    """
    written = 0
    for file in files:
        path = docs / file.path
        data = file.text.encode()
        if not path.is_file() or path.read_bytes() != data:
            replace(path, data)
            written += 1
    gone = orphans(docs, files)
    for path in gone:
        path.unlink()
    return written, len(gone)


def replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file at `path`, all or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def assets(ours: Path, theirs: Path) -> None:
    """Copy the hand-written assets into another docs folder, where they differ."""
    if ours.resolve() == theirs.resolve():
        return
    for path in sorted(ours.rglob("*")):
        target = theirs / path.relative_to(ours)
        if path.is_file() and (not target.is_file() or target.read_bytes() != path.read_bytes()):
            replace(target, path.read_bytes())
