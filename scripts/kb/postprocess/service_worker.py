"""The service worker: it caches one whole copy of the site, and never mixes two releases."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from kb.generated import dense_json
from kb.postprocess import fingerprint, minify
from kb.problems import BuildError

WORKER = "sw.js"
"""At the site's root, so that its scope is the whole site, also under a sub-path."""

CACHED = (".css", ".js", ".svg", ".json")
"""Suffixes of the files that readers need, besides pages."""

PAGES = "offline.json"
"""The file with all pages, as they share most of their frame.

Its data: `{"styles": {kind: CSS}, "pages": {address: HTML}}`.
"""

MISSING = "404.html"
"""The page that readers need only online."""

FOR_MACHINES = ("data/addresses.json", "data/knowledge-base.json", "data/knowledge-base.schema.json")
"""Files that readers do not need."""


def write_pages(site: Path, styles: Mapping[str, str], pages: Mapping[str, str]) -> str:
    """Write the pages by path for offline use, and return the path of the file.

    Each has its kind in place of the style that pages of that kind share.
    """
    texts = {path.removesuffix("index.html") or "./": text for path, text in pages.items() if path != MISSING}
    text = dense_json({"styles": styles, "pages": texts})
    return fingerprint.write(site, PAGES, text)


def write(site: Path, source: str, pages: str) -> None:
    """Write the service worker: `source` with the list of files to cache, their version and `pages` filled in.

    Raises BuildError when `source` lacks one of the placeholders.
    """
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in CACHED)
    paths = [path for path in found if path not in (WORKER, *FOR_MACHINES)]
    version = hashlib.sha256(b"".join((site / path).read_bytes() for path in paths)).hexdigest()[:12]
    for placeholder, value in (('"{version}"', version), ('["{files}"]', paths), ('"{pages}"', pages)):
        if source.count(placeholder) != 1:
            raise BuildError(f"docs/assets/js/worker.js: expected {placeholder} once")
        source = source.replace(placeholder, json.dumps(value))
    (site / WORKER).write_text(minify.javascript(source), encoding="utf-8")
