"""Finish, offline: the built site → a service worker that keeps one whole copy of it, and never mixes two."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from kb import scripts

if TYPE_CHECKING:
    from pathlib import Path

WORKER = "sw.js"
"""At the site's root, so that its scope is the whole site, also under a sub-path."""

KEPT = (".html", ".css", ".js", ".svg", ".json")
"""Endings of the files that readers need."""

FOR_MACHINES = ("404.html", "data/knowledge-base.json", "data/knowledge-base.schema.json")
"""Files that stay on the host."""


def worker(site: Path, source: str) -> None:
    """Write the service worker: `source` with the list of files to keep and their version filled in."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in KEPT)
    paths = [path for path in found if path not in (WORKER, *FOR_MACHINES)]
    version = hashlib.sha256(b"".join((site / path).read_bytes() for path in paths)).hexdigest()[:12]
    addresses = [path.removesuffix("index.html") or "./" for path in paths]
    filled = source.replace('"{version}"', json.dumps(version)).replace('["{files}"]', json.dumps(addresses))
    (site / WORKER).write_text(scripts.lean(filled), encoding="utf-8")
