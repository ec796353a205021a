"""House: the whole way from content to a site folder, in one call; what was there stays until all is well."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb import finish, folders, pages, rules, search, site, write
from kb.folders import ROOT, Folders
from kb.problems import ContentError, Problem
from kb.processes import beside
from kb.read import locate, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kb.live import Live
    from kb.model import KnowledgeBase
    from kb.pages import File
    from kb.processes import Standby


class Counts(NamedTuple):
    """What a build did."""

    pages: int
    written: int
    removed: int


def build(where: Folders, *, renderer: Standby[None] | None = None, live: Live | None = None) -> Counts:
    """Build pages and site; `live` makes the site for a development server, from what it remembers of the last.

    `renderer` is one that has been started already.

    Raises ContentError, SiteError, FolderError or OSError, and then leaves both folders as they were. Only a
    development server's site may, after an OSError, hold old and new files; its next build makes it whole.
    """
    folders.check(where)
    if live:
        return _edited(where, live)
    with renderer or site.renderer() as ready:
        return _anew(where, ready)


def _anew(where: Folders, renderer: Standby[None]) -> Counts:
    """Build for hosting. What takes long is done in processes of its own: rendering, and learning the search."""
    kb = read(where.content)
    with beside(partial(pages.searched, kb)) as searched:
        planned = pages.plan(kb)
        files = pages.written(kb, planned)
        with (
            _updating(where, files, [*search.paths(kb)]) as (project, update),
            renderer.call(project, pages.latest_review(kb), where.site) as rendered,
        ):
            data = searched()
            update.add(data)
            rendered()
            for file in data:
                write.replace(project / "site" / file.path, file.text.encode())
            finish.finish(project, kb, planned, {file.path: file.text for file in files}, live=False)
            folders.swap(project / "site", where.site)
            update.commit()
    return Counts(len(planned), update.written, len(update.gone))


def _edited(where: Folders, live: Live) -> Counts:
    """Build for a development server."""
    kb = read(where.content)
    planned = pages.plan(kb)
    files = live.files(kb, planned)
    with _updating(where, files) as (project, update):
        live.build(project, where.site, kb, planned, files)
        update.commit()
    return Counts(len(planned), update.written, len(update.gone))


@contextmanager
def _updating(where: Folders, files: list[File], later: Sequence[str] = ()) -> Iterator[tuple[Path, write.Update]]:
    """Keep other builds waiting; yield a staged project, and the update of the docs folder, ready to be committed.

    `later` holds the paths in the docs folder of generated files that are still to be added to the update.
    """
    with folders.locked(where), write.Update(where.docs) as update:
        update.add(files)
        update.add_assets(ROOT / "docs" / "assets")
        update.remove_others([*(file.path for file in files), *later])
        with _staged(where, update, later) as project:
            yield project, update


@contextmanager
def _staged(where: Folders, update: write.Update, later: Sequence[str]) -> Iterator[Path]:
    """Yield a whole project with the updated pages, beside the real site folder: what any host would render.

    Generated files that are to come `later` (paths in the docs folder) are not in it, whatever stands there now:
    the renderer sees the same files in a first build and in the next.
    """
    parent = where.site.resolve().parent
    with tempfile.TemporaryDirectory(dir=parent, prefix=folders.STAGING) as name:
        project = Path(name)
        shutil.copy(ROOT / "mkdocs.yml", project)
        shutil.copytree(ROOT / "overrides", project / "overrides")
        docs = project / "docs"
        if where.docs.is_dir():
            _refuse_links(where.docs)
            folders.clone(where.docs, docs, without={*update.gone, *(where.docs / path for path in later)})
        for path, data in update.new.items():
            write.replace(docs / path.relative_to(where.docs), data)
        yield project


def _refuse_links(docs: Path) -> None:
    """Raise ContentError for what would publish files from elsewhere, or cannot be copied."""
    odd = [path for path in docs.rglob("*") if path.is_symlink() or not (path.is_file() or path.is_dir())]
    if odd:
        raise ContentError(
            Problem(
                str(path),
                1,
                1,
                "docs-link",
                "this is a link or no plain file",
                "wanted files and folders of their own",
                "put the file itself here, or move it elsewhere",
            )
            for path in odd
        )


@dataclass(frozen=True)
class Report:
    """What `check` finds in good content: stale pages as short diffs, and entries whose review is old."""

    kb: KnowledgeBase
    stale: list[str]
    aging: list[Problem]
    """Not reviewed for longer than WARN_AFTER days, or reviewed in the future."""
    outdated: list[Problem]
    """Not reviewed for longer than FAIL_AFTER days."""


WARN_AFTER, FAIL_AFTER = 180, 365


def check(where: Folders, today: date) -> Report:
    """Validate the content, compare the pages with it and its reviews with `today`. Writes nothing."""
    kb = read(where.content)
    aging = [*rules.unreviewed(kb, today, WARN_AFTER), *rules.reviewed_later(kb, today)]
    outdated = rules.unreviewed(kb, today, FAIL_AFTER)
    files = pages.files(kb, pages.plan(kb))
    return Report(
        kb, list(write.stale(where.docs, files)), locate(where.content, aging), locate(where.content, outdated)
    )
