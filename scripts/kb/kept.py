"""Site, kept: what MkDocs made of each page → kept for the next build, which renders only pages that differ."""

from __future__ import annotations

import hashlib
import inspect
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb import remembered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.toc import TableOfContents

RENDERERS = ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions")
"""Packages that decide what becomes of a page's Markdown."""


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
    them), and by the renderer. Only if all these are the same, the page is.
    """

    def __init__(self, site: Path, config: MkDocsConfig, files: Files) -> None:
        self._site = str(site.resolve())
        settings = (Path(config.config_file_path), Path(config.docs_dir, ".site.yml"))
        self._made_by = (
            *(f"{name} {version(name)}" for name in RENDERERS),
            *(path.read_text(encoding="utf-8") for path in settings if path.is_file()),
            *sorted(files.src_uris),
            inspect.getsource(inspect.getmodule(Kept) or Kept),
        )
        self._pages: dict[str, tuple[str, Body]] = remembered.recall("pages", self._site, self._made_by) or {}

    def body(self, file: File) -> Body | None:
        """Return what became of a page; None when it was not there, or its text was another."""
        text, body = self._pages.get(file.src_uri, ("", None))
        return body if text == _checksum(file) else None

    def keep(self, bodies: Mapping[File, Body]) -> None:
        """Keep what has become of all pages, unless nothing is new."""
        pages = {file.src_uri: (_checksum(file), body) for file, body in bodies.items()}
        if {path: text for path, (text, _) in pages.items()} != {
            path: text for path, (text, _) in self._pages.items()
        }:
            remembered.keep("pages", self._site, self._made_by, pages)


def _checksum(file: File) -> str:
    return hashlib.sha256(file.content_bytes).hexdigest()
