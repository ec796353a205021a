"""Remembered: what is made from files that seldom change, kept from one build to the next beside the scripts."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent.parent / ".build_cache"
"""Everything here can be deleted at any time: it is made again."""


def remembered(kind: str, sources: tuple[str, ...], make: Callable[[], Any]) -> Any:
    """Return what `make` makes of these texts, as JSON gives it back; of each kind, the last is kept.

    A folder that cannot be read or written does no harm: then it is made each time.
    """
    key = hashlib.sha256("\0".join(sources).encode()).hexdigest()
    path = FOLDER / f"{kind}-{key[:32]}.json"
    with suppress(OSError, ValueError):
        return json.loads(path.read_text(encoding="utf-8"))
    made = make()
    with suppress(OSError):
        _keep(path, kind, json.dumps(made, ensure_ascii=False))
    return made


def _keep(path: Path, kind: str, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    for old in path.parent.glob(f"{kind}-*"):
        old.unlink(missing_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    new.write_text(text, encoding="utf-8")
    new.replace(path)
