"""Remembered: what is made from files that seldom change, kept from one build to the next beside the scripts."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.bccache import Bucket

FOLDER = Path(__file__).parent.parent / ".build_cache"
"""Everything here can be deleted at any time: it is made again."""


def remembered(kind: str, sources: tuple[str, ...], make: Callable[[], Any]) -> Any:
    """Return what `make` makes of these texts, as JSON gives it back; of each kind, the last is kept.

    A folder that cannot be read or written does no harm: then it is made each time.
    """
    path = FOLDER / f"{kind}-{_key(sources)}.json"
    with suppress(OSError, ValueError):
        return json.loads(path.read_text(encoding="utf-8"))
    made = make()
    with suppress(OSError):
        _keep(path, kind, json.dumps(made, ensure_ascii=False))
    return made


def _key(sources: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(sources).encode()).hexdigest()[:32]


def _keep(path: Path, kind: str, text: str) -> None:
    _write(path, text.encode())
    for old in path.parent.glob(f"{kind}-*.json"):
        if old != path:
            old.unlink(missing_ok=True)


NAMES = 4
"""Of so many names, those used last, values are kept."""


def recall(kind: str, name: str, made_by: tuple[str, ...]) -> Any:
    """Return the value that was kept under a name; None when there is none, or these texts were others."""
    with suppress(Exception):  # whatever is wrong with the file, the value is made again
        key, checksum, data = _path(kind, name).read_bytes().split(b"\n", 2)
        if key.decode() == _key(made_by) and checksum.decode() == hashlib.sha256(data).hexdigest():
            return pickle.loads(data)  # noqa: S301  (who could write here could write the scripts too)
    return None


def keep(kind: str, name: str, made_by: tuple[str, ...], value: Any) -> None:
    """Keep a value that was made by these texts under a name. Where nothing can be kept it does no harm."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    head = f"{_key(made_by)}\n{hashlib.sha256(data).hexdigest()}\n"
    with suppress(OSError):
        _write(_path(kind, name), head.encode() + data)
        kept = sorted(FOLDER.glob(f"{kind}-*.pickle"), key=lambda path: path.stat().st_mtime)
        for old in kept[:-NAMES]:
            old.unlink(missing_ok=True)


def _path(kind: str, name: str) -> Path:
    return FOLDER / f"{kind}-{_key((name,))}.pickle"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    new.write_bytes(data)
    new.replace(path)


class Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates of a kind. What `made_by` holds decides with a template's text what it is compiled to.

    A folder that cannot be read or written does no harm: then they are compiled each time.
    """

    def __init__(self, kind: str, made_by: tuple[str, ...]) -> None:
        self._kind = kind
        super().__init__(str(FOLDER / f"{kind}-{_key((jinja2.__version__, *made_by))}"), "%s")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """Return a key of the name alone, as each build has its own folder. A checksum tells of another text."""
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what it was compiled to, if that is kept."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, and only those of the last `made_by`."""
        folder = Path(self.directory)
        with suppress(OSError):
            if not folder.is_dir():
                for old in folder.parent.glob(f"{self._kind}-*"):
                    shutil.rmtree(old, ignore_errors=True)
                folder.mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
