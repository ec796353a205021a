"""Notices when a file that the site is made from changes, by polling all of them.

This works the same on every system. A folder may vanish and come back, as when somebody renames it or switches to
another branch.
"""

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kb.generated import UNFINISHED, is_generated

POLL = 0.15
"""Seconds between polls."""

SETTLE, MAX_SETTLE = 0.05, 1.0
"""Seconds of quiet before a change is reported, because editors save in several steps; and the most to wait."""


class Stamp(NamedTuple):
    """What changes when a file is written or replaced."""

    modified: int
    size: int
    inode: int


class Watcher:
    """Watches folders and files, except for the pages that a build writes to the docs folder itself."""

    def __init__(self, paths: Sequence[Path], docs: Path) -> None:
        self._paths = paths
        self._docs = docs
        self._generated: dict[tuple[Path, Stamp], bool] = {}
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
            if not (path.is_relative_to(self._docs) and self._is_written(path, stamp))
        }

    def _is_written(self, path: Path, stamp: Stamp) -> bool:
        """Return whether a file in the docs folder is written by builds."""
        if path.name.startswith(UNFINISHED):
            return True
        if (path, stamp) not in self._generated:
            try:
                self._generated[path, stamp] = is_generated(path)
            except OSError:  # it has vanished since
                return True
        return self._generated[path, stamp]


def _stamps(top: Path) -> Iterator[tuple[Path, Stamp]]:
    """Yield every file that is at or below a path now."""
    names = [Path(folder, name) for folder, _, files in os.walk(top) for name in files]
    for path in names or [top]:
        try:
            found = path.stat()
        except OSError:  # it is missing, or has vanished since
            continue
        if not path.is_dir():
            yield path, Stamp(found.st_mtime_ns, found.st_size, found.st_ino)
