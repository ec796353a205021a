"""Finish, offline: the built site → a service worker that keeps one whole copy of it, and never mixes two."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import rjsmin

if TYPE_CHECKING:
    from pathlib import Path

WORKER = "sw.js"
"""At the site's root, so that its scope is the whole site, also under a sub-path."""

KEPT = (".html", ".css", ".js", ".svg")
"""Endings of the files that readers need; the data for machines stays on the host."""


def worker(site: Path, source: str, data: str) -> None:
    """Write the service worker: `source` with the list of files to keep and their version filled in."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in KEPT)
    paths = [path for path in paths if path not in (WORKER, "404.html")] + [data]
    version = hashlib.sha256(b"".join((site / path).read_bytes() for path in paths)).hexdigest()[:12]
    addresses = [path.removesuffix("index.html") or "./" for path in paths]
    filled = source.replace('"{version}"', json.dumps(version)).replace('["{files}"]', json.dumps(addresses))
    (site / WORKER).write_text(str(rjsmin.jsmin(filled)), encoding="utf-8")
