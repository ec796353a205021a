"""House: the whole way from content to a site folder, in one call; what was there stays until all is well."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb import finish, folders, pages, rules, site, write
from kb.folders import ROOT, Folders
from kb.problems import ContentError, Problem
from kb.read import locate, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from kb.live import Live
    from kb.model import KnowledgeBase


class Counts(NamedTuple):
    """What a build did."""

    pages: int
    written: int
    removed: int


def build(where: Folders, *, live: Live | None = None) -> Counts:
    """Build pages and site; `live` makes the site for a development server, from what it remembers of the last.

    Raises ContentError, SiteError, FolderError or OSError, and then leaves both folders as they were. Only a
    development server's site may, after an OSError, hold old and new files; its next build makes it whole.
    """
    folders.check(where)
    kb = read(where.content)
    planned = pages.plan(kb)
    files = live.files(kb, planned) if live else pages.render(kb, planned)
    with folders.locked(where):
        differing = write.changed(where.docs, files)
        gone = write.orphans(where.docs, files)
        new = {where.docs / file.path: file.text.encode() for file in differing}
        new |= write.assets(ROOT / "docs" / "assets", where.docs / "assets")
        with write.prepared(new) as commit, _staged(where, new, gone) as project:
            if live:
                live.build(project, where.site, kb, planned, files)
            else:
                site.build(project, pages.latest_review(kb))
                finish.finish(project, kb, planned, {file.path: file.text for file in files}, live=False)
                folders.swap(project / "site", where.site)
            commit()
            for path in gone:
                path.unlink()
    return Counts(len(planned), len(differing), len(gone))


@contextmanager
def _staged(where: Folders, new: Mapping[Path, bytes], gone: list[Path]) -> Iterator[Path]:
    """Yield a whole project with the new files in it, beside the real site folder: what any host would render."""
    parent = where.site.resolve().parent
    with tempfile.TemporaryDirectory(dir=parent, prefix=folders.STAGING) as name:
        project = Path(name)
        shutil.copy(ROOT / "mkdocs.yml", project)
        shutil.copytree(ROOT / "overrides", project / "overrides")
        docs = project / "docs"
        if where.docs.is_dir():
            _refuse_links(where.docs)
            folders.clone(where.docs, docs, without=set(gone))
        for path, data in new.items():
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
    files = pages.render(kb, pages.plan(kb))
    return Report(
        kb, list(write.stale(where.docs, files)), locate(where.content, aging), locate(where.content, outdated)
    )
