"""Site, kept: what MkDocs made of each page → kept for the next build, which renders only pages that differ."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb import remembered
from kb.write import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.toc import TableOfContents


class Anchors(NamedTuple):
    """The anchors of a page, and those that it links to."""

    here: set[str]
    linked: dict[str, dict[str, str]]
    """By the path of the page that holds them; each with the link as written."""


class Body(NamedTuple):
    """What MkDocs makes of the Markdown of a page."""

    content: str
    toc: TableOfContents
    title: str | None
    anchors: Anchors


class Kept:
    """The pages of a site's last build.

    What becomes of a page is decided by its own text, by the settings, by which files there are (links lead to
    them), and by the code. Only if all these are the same, the page is.
    """

    def __init__(self, site: Path, config: MkDocsConfig, files: Files) -> None:
        self._site = str(site.resolve())
        settings = (Path(config.config_file_path), Path(config.docs_dir, SETTINGS))
        self._sources = (*(path.read_text(encoding="utf-8") for path in settings), *sorted(files.src_uris))
        self._last: dict[str, tuple[str, Body]] = remembered.recall("pages", self._site, self._sources) or {}
        self._checksums = {file: _checksum(file) for file in files.documentation_pages()}  # before any is read

    def body(self, file: File) -> Body | None:
        """Return what became of a page; None when it was not there, or its text was another."""
        text, body = self._last.get(file.src_uri, ("", None))
        return body if text == self._checksums[file] else None

    def keep(self, bodies: Mapping[File, Body]) -> None:
        """Keep what has become of the pages, unless nothing is new.

        A page that somebody has changed during the build is left out: nobody knows which text it was made from.
        """
        same = {file: text for file, text in self._checksums.items() if text == _checksum(file)}
        if any(self.body(file) is None for file in same) or len(same) != len(self._last):
            pages = {file.src_uri: (text, bodies[file]) for file, text in same.items()}
            remembered.keep("pages", self._site, self._sources, pages)


def _checksum(file: File) -> str:
    return hashlib.sha256(file.content_bytes).hexdigest()
