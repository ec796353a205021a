"""Remembered: what is made from files that seldom change, kept from one build to the next beside the scripts."""

from __future__ import annotations

import hashlib
import json
import os
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
    path.parent.mkdir(exist_ok=True)
    for old in path.parent.glob(f"{kind}-*"):
        old.unlink(missing_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    new.write_text(text, encoding="utf-8")
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

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, and only those of the last `made_by`."""
        folder = Path(self.directory)
        with suppress(OSError):
            if not folder.is_dir():
                for old in folder.parent.glob(f"{self._kind}-*"):
                    shutil.rmtree(old, ignore_errors=True)
                folder.mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
