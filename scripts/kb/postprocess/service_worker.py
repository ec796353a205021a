"""The service worker: it caches one whole copy of the site, and never mixes two releases."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from kb.postprocess import minify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WORKER = "sw.js"
"""At the site's root, so that its scope is the whole site, also under a sub-path."""

CACHED = (".css", ".js", ".svg", ".json")
"""Suffixes of the files that readers need, besides pages."""

PAGES = "assets/offline.json"
"""All pages in one file, because they share most of their frame: `{"style": …, "pages": {address: HTML}}`."""

FOR_MACHINES = ("data/knowledge-base.json", "data/knowledge-base.schema.json")
"""Files that readers do not need."""


def write_pages(site: Path, style: str, pages: Mapping[Path, str]) -> None:
    """Write the pages for offline use, each with an empty style element in place of the style that all share."""
    texts = {_address(path.relative_to(site)): text for path, text in pages.items() if path.name != "404.html"}
    text = json.dumps({"style": style, "pages": texts}, ensure_ascii=False, separators=(",", ":"))
    (site / PAGES).write_text(text, encoding="utf-8")


def _address(page: Path) -> str:
    """Return a page's address relative to the site's root."""
    if page.name != "index.html":
        return page.as_posix()
    return f"{page.parent.as_posix()}/".removeprefix("./") or "./"


def write(site: Path, source: str) -> None:
    """Write the service worker: `source` with the list of files to cache and their version filled in.

    Raises ValueError when `source` lacks one of the placeholders.
    """
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in CACHED)
    paths = [path for path in found if path not in (WORKER, *FOR_MACHINES)]
    version = hashlib.sha256(b"".join((site / path).read_bytes() for path in paths)).hexdigest()[:12]
    for placeholder, value in (('"{version}"', version), ('["{files}"]', paths), ('"{pages}"', PAGES)):
        if source.count(placeholder) != 1:
            raise ValueError(f"worker.js: expected {placeholder} once")
        source = source.replace(placeholder, json.dumps(value))
    (site / WORKER).write_text(minify.javascript(source), encoding="utf-8")
