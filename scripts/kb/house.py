"""House: the whole way from content to a site folder, in one call; what was there stays until all is well."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb import finish, pages, rules, site, write
from kb.read import locate, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kb.model import KnowledgeBase
    from kb.problems import Problem

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Folders:
    """Where content comes from and where pages and site go."""

    content: Path = ROOT / "content"
    docs: Path = ROOT / "docs"
    site: Path = ROOT / "site"


class Counts(NamedTuple):
    """What a build did."""

    pages: int
    written: int
    removed: int


def build(folders: Folders, *, live: bool = False) -> Counts:
    """Build pages and site. Raises ContentError or SiteError, and then leaves both folders as they were.

    `live` makes the site for a development server.
    """
    kb = read(folders.content)
    planned = pages.plan(kb)
    files = pages.render(kb)
    with _staged(folders, files) as project:
        site.build(project, pages.latest_review(kb))
        finish.finish(project, kb, planned, {file.path: file.text for file in files}, live=live)
        written, removed = write.write(folders.docs, files)
        write.assets(ROOT / "docs" / "assets", folders.docs / "assets")
        _swap(project / "site", folders.site)
    return Counts(len(planned), written, removed)


@contextmanager
def _staged(folders: Folders, files: list[pages.File]) -> Iterator[Path]:
    """Yield a whole project with the new pages in it, beside the real site folder: what any host would render."""
    folders.site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folders.site.parent, prefix=".building-") as name:
        project = Path(name)
        shutil.copy(ROOT / "mkdocs.yml", project)
        shutil.copytree(ROOT / "overrides", project / "overrides")
        docs = project / "docs"
        if folders.docs.is_dir():
            shutil.copytree(folders.docs, docs)
        write.assets(ROOT / "docs" / "assets", docs / "assets")
        write.write(docs, files)
        yield project


def _swap(new: Path, old: Path) -> None:
    """Put the folder `new` in the place of `old`, unless both hold the same bytes."""
    if old.is_dir():
        if _bytes(new) == _bytes(old):
            return
        old.rename(new.with_name("replaced"))
    new.rename(old)


def _bytes(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@dataclass(frozen=True)
class Report:
    """What `check` finds in good content: stale pages as short diffs, and entries whose review is old."""

    kb: KnowledgeBase
    stale: list[str]
    aging: list[Problem]
    """Not reviewed for longer than WARN_AFTER days."""
    outdated: list[Problem]
    """Not reviewed for longer than FAIL_AFTER days."""


WARN_AFTER, FAIL_AFTER = 180, 365


def check(folders: Folders, today: date) -> Report:
    """Validate the content, compare the pages with it and its reviews with `today`. Writes nothing."""
    kb = read(folders.content)
    aging = locate(folders.content, rules.unreviewed(kb, today, WARN_AFTER))
    outdated = locate(folders.content, rules.unreviewed(kb, today, FAIL_AFTER))
    return Report(kb, list(write.stale(folders.docs, pages.render(kb))), aging, outdated)
