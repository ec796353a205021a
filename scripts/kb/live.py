"""Live: a site for a development server, built again after each edit; only what the edit changed is rendered."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb import finish, folders, site
from kb.pages import Writer, latest_review
from kb.places import HOME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from kb.model import KnowledgeBase
    from kb.pages import File, Page
    from kb.rendering import Anchors

ALWAYS = ("404.html", "sitemap.xml", "sitemap.xml.gz")
"""Files of the site that MkDocs makes at every build."""

LATE = 4102444800
"""The first second of the year 2100."""


@dataclass(frozen=True)
class _State:
    """What a site is made from."""

    day: date
    around: Mapping[str, bytes]
    """Everything in the project but the generated files: settings, templates, assets, pages written by hand."""
    texts: Mapping[str, str]
    """The generated files, by path in the docs folder."""
    heads: Mapping[str, str]
    """What each page's head says beside the theme's, by the path of the page."""

    def outdated(self, last: _State) -> set[str] | None:
        """Return the generated files that differ from those of the last build; None when all must be built."""
        same = (self.day, self.around) == (last.day, last.around) and self.texts.keys() == last.texts.keys()
        if not same or self.texts[SETTINGS] != last.texts[SETTINGS]:
            return None
        return _differing(self.texts, last.texts) | _differing(self.heads, last.heads)


SETTINGS = ".site.yml"


def _differing(now: Mapping[str, str], before: Mapping[str, str]) -> set[str]:
    return {path for path, text in now.items() if text != before[path]}


class Live:
    """Remembers the last site, and makes the next one from it.

    A page depends on its own Markdown, on the settings and on the templates. Of other pages it needs only that the
    anchors that it links to are there, and these are kept.
    """

    def __init__(self) -> None:
        self.writer = Writer()
        self._last: _State | None = None
        self._anchors: dict[str, Anchors] = {}

    def build(self, project: Path, built: Path, kb: KnowledgeBase, pages: list[Page], files: list[File]) -> None:
        """Make the project's site folder; `built` is the last one, which stays as it is.

        Raises SiteError.
        """
        texts = {file.path: file.text for file in files}
        heads = {f"{page.id}.md": finish.head(kb, page) for page in pages}
        state = _State(latest_review(kb), _around(project, texts), texts, heads)
        outdated = state.outdated(self._last) if self._last and built.is_dir() else None
        if outdated is None:
            self._anchors = site.build(project, state.day)
        else:
            _take_over(built, project, outdated)
            self._anchors = site.build(project, state.day, self._anchors)
            pages = [page for page in pages if f"{page.id}.md" in outdated]
        finish.finish(project, kb, pages, texts, live=True)
        self._last = state


def _around(project: Path, texts: Mapping[str, str]) -> dict[str, bytes]:
    generated = {project / "docs" / path for path in texts}
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path not in generated and path.is_file()
    }


def _take_over(built: Path, project: Path, outdated: Iterable[str]) -> None:
    """Give the project the files of the last site by other names, without what is outdated."""
    to = project / "site"
    folders.clone(built, to)
    for path in outdated:
        page, ending, _ = path.partition(".md")
        folder = "" if page == HOME else f"{page}/"
        for name in (f"{folder}index.html", f"{folder}index.md") if ending else (path,):
            (to / name).unlink(missing_ok=True)
    for name in ALWAYS:
        (to / name).unlink(missing_ok=True)
    for file in to.rglob("*"):
        os.utime(file, (LATE, LATE))  # newer than what it was made from, for MkDocs compares times
