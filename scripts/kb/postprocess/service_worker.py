"""The service worker: it caches one whole copy of the site, and never mixes two releases."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from kb.postprocess import minify
from kb.postprocess.html import ThemeError

if TYPE_CHECKING:
    from pathlib import Path

WORKER = "sw.js"
"""At the site's root, so that its scope is the whole site, also under a sub-path."""

CACHED = (".html", ".css", ".js", ".svg", ".json")
"""Suffixes of the files that readers need."""

FOR_MACHINES = ("404.html", "data/addresses.json", "data/knowledge-base.json", "data/knowledge-base.schema.json")
"""Files that readers do not need."""


def write(site: Path, source: str) -> None:
    """Write the service worker: `source` with the list of files to cache and their version filled in.

    Raises ThemeError when `source` lacks one of the placeholders.
    """
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in CACHED)
    paths = [path for path in found if path not in (WORKER, *FOR_MACHINES)]
    version = hashlib.sha256(b"".join((site / path).read_bytes() for path in paths)).hexdigest()[:12]
    addresses = [path.removesuffix("index.html") or "./" for path in paths]
    for placeholder, value in (('"{version}"', version), ('["{files}"]', addresses)):
        if source.count(placeholder) != 1:
            raise ThemeError(f"docs/assets/js/worker.js: expected {placeholder} once")
        source = source.replace(placeholder, json.dumps(value))
    (site / WORKER).write_text(minify.javascript(source), encoding="utf-8")
