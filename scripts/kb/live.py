"""Live: a site for a development server, built again after each edit; only what the edit changed is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from kb import finish, folders, site
from kb.pages import data, latest_review, pages_by
from kb.write import SETTINGS
from kb.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from kb.kept import Anchors
    from kb.model import KnowledgeBase
    from kb.pages import File, Page

LARGE = 2000
"""Questions from which on data takes seconds, so that an edit's pages do not wait for it."""


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


def _differing(now: Mapping[str, str], before: Mapping[str, str]) -> set[str]:
    return {path for path, text in now.items() if text != before[path]}


class Live:
    """Remembers the last site, and makes the next one from it.

    A page depends on its own Markdown, on the settings and on the templates. Of other pages it needs only that the
    anchors that it links to are there, and these are kept.
    """

    def __init__(self) -> None:
        self._writer = Writer()
        self._last: _State | None = None
        self._anchors: dict[str, Anchors] = {}
        self._shown: tuple[KnowledgeBase, list[Page]]
        self._told: tuple[KnowledgeBase | None, list[File]] = (None, [])
        self._catching_up = Lock()

    @property
    def behind(self) -> bool:
        """Whether the data (search, tools, export) is that of earlier content."""
        return self._told[0] != self._shown[0]

    def files(self, kb: KnowledgeBase, pages: list[Page]) -> list[File]:
        """Return every generated file. A large knowledge base's data may be `behind`: pages come first."""
        self._shown = kb, pages
        written = pages_by(self._writer, kb, pages)
        if not (self._told[0] and len(kb.questions) > LARGE):
            self.catch_up()
        return [*written, *self._told[1]]

    def catch_up(self) -> None:
        """Make the data of what is shown, unless it is there. The next build puts it in place.

        It may run beside a build, in a thread of its own.
        """
        with self._catching_up:
            kb, pages = self._shown
            if kb != self._told[0]:
                self._told = kb, data(kb, pages)

    def build(self, project: Path, built: Path, kb: KnowledgeBase, pages: list[Page], files: list[File]) -> None:
        """Make the site in the project's folder and put it in its place, `built`; there, replace what differs.

        Raises SiteError, and then leaves `built` as it was.
        """
        texts = {file.path: file.text for file in files}
        heads = {f"{page.id}.md": finish.head(kb, page) for page in pages}
        state = _State(latest_review(kb), _around(project, texts), texts, heads)
        outdated = state.outdated(self._last) if self._last and built.is_dir() else None
        if outdated is None:
            anchors = site.build(project, state.day)
        else:
            anchors = site.build(project, state.day, known=self._anchors, outdated=outdated)
            pages = [page for page in pages if f"{page.id}.md" in outdated]
        finish.finish(project, kb, pages, texts, live=True)
        self._last = None  # should putting it in place fail half way, the next site is made whole
        put = folders.swap if outdated is None else folders.merge
        put(project / "site", built)
        self._last, self._anchors = state, anchors


def _around(project: Path, texts: Mapping[str, str]) -> dict[str, bytes]:
    generated = {project / "docs" / path for path in texts}
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path not in generated and path.is_file()
    }
