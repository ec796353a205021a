"""From content to a site: `build()` runs every step in order, `check()` the first half of them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb import generated
from kb.content import loader
from kb.pages import addresses, planner, render
from kb.paths import ROOT, Folders, check_folders, replace_folder, staging
from kb.postprocess import finish
from kb.problems import ContentError, Problem
from kb.rules import reviews, warnings
from kb.search import index
from kb.site import renderer

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kb.generated import Changes, File
    from kb.model.knowledge_base import KnowledgeBase
    from kb.pages.planner import Page

WARN_AFTER, FAIL_AFTER = 180, 365
"""Days since its last review after which an entry is reported, and after which strict mode fails."""


@dataclass(frozen=True)
class Result:
    """What a build did: pages on the site, generated files written to the docs folder, and removed from it."""

    pages: int
    written: int
    removed: int
    warnings: tuple[Problem, ...]
    """What is probably a mistake."""


@dataclass(frozen=True)
class Report:
    """What `check` finds in valid content: stale pages as short diffs, warnings, old reviews."""

    kb: KnowledgeBase
    stale: tuple[str, ...]
    warnings: tuple[Problem, ...]
    """What is probably a mistake."""
    aging: tuple[Problem, ...]
    """Not reviewed for more than WARN_AFTER days, or reviewed in the future."""
    outdated: tuple[Problem, ...]
    """Not reviewed for more than FAIL_AFTER days."""


def build(folders: Folders, *, hosting: bool = True) -> Result:
    """Build pages and site; without `hosting`, leave out the steps that only a public site needs.

    Raises ContentError, SiteError, FolderError or OSError, and then leaves the site as it was; also the pages,
    unless the disk fails while they are written.
    """
    check_folders(folders)
    published = addresses.read(folders.docs)
    kb = loader.load(folders.content, published)
    pages = planner.plan(kb)
    # an id that is still being typed in `serve` is not published
    files = _generate(kb, pages, published | addresses.current(kb) if hosting else published)
    changes = generated.compare(folders.docs, files)
    with staging(folders.site) as project:
        _stage(project, folders.docs, files, changes)
        renderer.render(project, kb.latest_review)
        if hosting:
            finish.finish(project, kb, pages, {file.path: file.text for file in files})
        _copy_assets(folders.docs)
        generated.write(folders.docs, changes)
        replace_folder(project / "site", folders.site, project)
    found = loader.locate(folders.content, warnings.check(kb))
    return Result(len(pages), len(changes.written), len(changes.removed), found)


def check(folders: Folders, today: date) -> Report:
    """Validate the content, and compare the pages with it and its reviews with `today`. Writes nothing.

    Raises ContentError.
    """
    published = addresses.read(folders.docs)
    kb = loader.load(folders.content, published)
    files = _generate(kb, planner.plan(kb), published | addresses.current(kb))
    changes = generated.compare(folders.docs, files)
    aging = [*reviews.older_than(kb, today, WARN_AFTER), *reviews.in_future(kb, today)]
    outdated = reviews.older_than(kb, today, FAIL_AFTER)
    return Report(
        kb,
        tuple(generated.diffs(folders.docs, changes)),
        loader.locate(folders.content, warnings.check(kb)),
        loader.locate(folders.content, aging),
        loader.locate(folders.content, outdated),
    )


def _generate(kb: KnowledgeBase, pages: list[Page], refs: frozenset[str]) -> list[File]:
    return [*render.files(kb, pages), *index.files(kb), *addresses.files(refs)]


def _stage(project: Path, docs: Path, files: list[File], changes: Changes) -> None:
    """Copy the project to an empty folder, with the new pages: what any host would render."""
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "overrides", project / "overrides")
    if docs.is_dir():
        _refuse_links(docs)
        shutil.copytree(docs, project / "docs", ignore=shutil.ignore_patterns(f"{generated.UNFINISHED}*"))
    for path in changes.removed:
        (project / "docs" / path.relative_to(docs)).unlink()
    _copy_assets(project / "docs")
    for file in files:
        path = project / "docs" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8", newline="\n")


def _copy_assets(docs: Path) -> None:
    """Copy the hand-written styles and scripts to another docs folder than the repository's own."""
    ours = ROOT / "docs" / "assets"
    if docs.resolve() != ours.parent:
        shutil.copytree(ours, docs / "assets", dirs_exist_ok=True)


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
                "this is a symbolic link or special file",
                "expected regular files and folders",
                "put the file itself here, or move it elsewhere",
            )
            for path in odd
        )
