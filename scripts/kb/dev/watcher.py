"""Notices when a file that the site is made from changes, by polling all of them.

This works the same on every system. A folder may vanish and come back, as when somebody renames it or switches to
another branch.
"""

import os
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from kb.generated import UNFINISHED, is_generated

POLL = 0.15
"""Seconds between polls."""

SETTLE, MAX_SETTLE = 0.05, 1.0
"""Seconds of quiet before a change is reported, because editors save in several steps; and the most to wait."""


Stamp = tuple[int, int, int]
"""What changes when a file is written or replaced: its time, size and inode."""


class Watcher:
    """Watches folders and files, except for the pages that a build writes to the docs folder itself."""

    def __init__(self, paths: Sequence[Path], docs: Path) -> None:
        self._paths = paths
        self._docs = docs
        self._last = self._look()

    def changed(self) -> bool:
        """Wait a moment; return whether anything differs from when this last returned True."""
        time.sleep(POLL)
        now = self._look()
        if now == self._last:
            return False
        end = time.monotonic() + MAX_SETTLE
        while time.monotonic() < end:
            time.sleep(SETTLE)
            before, now = now, self._look()
            if before == now:
                break
        self._last = now
        return True

    def _look(self) -> dict[Path, Stamp]:
        return {
            path: stamp
            for top in self._paths
            for path, stamp in _stamps(top)
            if not (path.is_relative_to(self._docs) and _is_written(path, stamp))
        }


def _is_written(path: Path, stamp: Stamp) -> bool:
    """Return whether a file in the docs folder is written by builds."""
    try:
        return path.name.startswith(UNFINISHED) or _was_generated(path, stamp)
    except OSError:  # it has vanished since
        return True


@cache
def _was_generated(path: Path, _: Stamp) -> bool:
    """Return whether a file is generated; it is read once for each stamp."""
    return is_generated(path)


def _stamps(top: Path) -> Iterator[tuple[Path, Stamp]]:
    """Yield every file that is at or below a path now."""
    names = [Path(folder, name) for folder, _, files in os.walk(top) for name in files]
    for path in names or [top]:
        try:
            found = path.stat()
        except OSError:  # it is missing, or has vanished since
            continue
        if not path.is_dir():
            yield path, (found.st_mtime_ns, found.st_size, found.st_ino)
