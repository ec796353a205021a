"""Remembered: what takes long to make and is often the same, kept from build to build beside the scripts."""

from __future__ import annotations

import hashlib
import os
import pickle
import platform
import shutil
import sysconfig
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.bccache import Bucket

FOLDER = Path(__file__).parent.parent / ".build_cache"
"""Everything here can be deleted at any time: it is made again."""

PACKAGES = {Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib")}
"""Where the code of others is installed; each package's name and version are in the name of a folder there."""

MADE_BY = repr(
    [
        platform.python_version(),
        *sorted(path.name for folder in PACKAGES for path in folder.glob("*.dist-info")),
        *(hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(Path(__file__).parent.glob("*.py"))),
    ]
)
"""All code that decides: what other code has made is not used. Noted at the start, before any of it can change."""

NAMES = {"pages": 4}
MOST = 64
"""Of each kind so many names are kept, those used last."""

ABANDONED = 3600
"""Seconds after which a file that nobody has finished is removed."""


def remembered(kind: str, name: str, sources: tuple[str, ...], make: Callable[[], Any]) -> Any:
    """Return what `make` makes of these texts; it must be all that it depends on.

    Of each kind and name, the last is kept. A folder that cannot be read or written does no harm.
    """
    found = recall(kind, name, sources)
    if found is None:
        found = make()
        keep(kind, name, sources, found)
    return found


def recall(kind: str, name: str, sources: tuple[str, ...]) -> Any:
    """Return the value that was kept under a name; None when there is none, or these texts were others."""
    path = _path(kind, name)
    with suppress(Exception):  # whatever is wrong with the file, the value is made again
        key, checksum, data = path.read_bytes().split(b"\n", 2)
        if key == _key(sources) and checksum == _checksum(data):
            os.utime(path)
            return pickle.loads(data)  # noqa: S301  (who could write here could write the scripts too)
    return None


def keep(kind: str, name: str, sources: tuple[str, ...], value: Any) -> None:
    """Keep a value that was made of these texts under a name, unless it takes much of the room that is left."""
    with suppress(Exception):  # it is no fault of the build
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        FOLDER.mkdir(exist_ok=True)
        if len(data) * 10 < shutil.disk_usage(FOLDER).free:
            _write(_path(kind, name), b"\n".join([_key(sources), _checksum(data), data]))
            _tidy(kind)


def _path(kind: str, name: str) -> Path:
    return FOLDER / f"{kind}-{hashlib.sha256(name.encode()).hexdigest()[:32]}"


def _key(sources: tuple[str, ...]) -> bytes:
    return _checksum(repr((MADE_BY, sources)).encode())


def _checksum(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


def _write(path: Path, data: bytes) -> None:
    new = path.with_name(f".new-{path.name}-{os.getpid()}")
    try:
        new.write_bytes(data)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _tidy(kind: str) -> None:
    """Remove what of a kind was not used for long, and what a killed build has left."""
    used = sorted(FOLDER.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime)
    left = [path for path in FOLDER.glob(".new-*") if path.stat().st_mtime < time.time() - ABANDONED]
    for path in (*used[: -NAMES.get(kind, MOST)], *left):
        path.unlink(missing_ok=True)


class Compiled(BytecodeCache):
    """Keeps compiled templates of a kind. What depends on content must not be computed while they are compiled."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """Return the name alone, as each build has its own folder. The code holds a checksum of the text."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what it was compiled to, if that is kept."""
        code = recall(self._kind, bucket.key, ())
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        keep(self._kind, bucket.key, (), bucket.bytecode_to_string())
