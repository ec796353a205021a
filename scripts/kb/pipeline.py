"""From content to a site: `build()` runs every step in order, `check()` the first half of them."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb import generated
from kb.content import loader
from kb.content.files import ASSETS_FOLDER, ROOT_FOLDER, irregular
from kb.generated import Changes, File
from kb.model.knowledge_base import KnowledgeBase
from kb.pages import published, render
from kb.pages.page import Page
from kb.pages.settings import PICTURES
from kb.paths import ROOT, STAGING, Folders, check_folders, replace_folder, temporary_folder
from kb.postprocess import finish, root_files
from kb.problems import ContentError, Problem
from kb.rules import placeholders, reviews, warnings
from kb.search import index, training
from kb.site import renderer

WARN_AFTER, FAIL_AFTER = 180, 365
"""Days since its last review after which an entry is reported, and after which strict mode fails."""


@dataclass(frozen=True)
class Result:
    """What a build did: pages on the site, generated files written to the docs folder, and removed from it."""

    kb: KnowledgeBase
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
    placeholders: tuple[Problem, ...]
    """Addresses to set before the site goes live."""


def build(folders: Folders, *, hosting: bool = True) -> Result:
    """Build pages and site; without `hosting`, leave out the steps that only a public site needs.

    Raises ContentError, BuildError, FolderError or OSError, and then leaves the site as it was; also the pages,
    unless the disk fails while they are written.
    """
    check_folders(folders)
    earlier = published.read(folders.docs)
    kb = loader.load(folders.content, earlier)
    pages = render.plan(kb)
    # an id that is still being typed in `serve` is not published
    refs = earlier | published.current(kb) if hosting else earlier
    files = _generate(kb, pages, folders, refs)
    changes = generated.compare(folders.docs, files)
    with temporary_folder(STAGING, folders.site.resolve().parent) as project:
        _stage(project, folders, files, changes)
        renderer.render(project, kb.latest_review)
        if hosting:
            finish.finish(project, kb, pages, {file.path: file.text for file in files})
        root_files.copy(folders.content / ROOT_FOLDER, project / "site")
        generated.write(folders.docs, changes)
        replace_folder(project / "site", folders.site, project)
    found = loader.locate(folders.content, warnings.check(kb))
    return Result(kb, len(pages), len(changes.written), len(changes.removed), found)


def check(folders: Folders, today: date) -> Report:
    """Validate the content, and compare the pages with it and its reviews with `today`. Writes nothing.

    Raises ContentError.
    """
    earlier = published.read(folders.docs)
    kb = loader.load(folders.content, earlier)
    files = _generate(kb, render.plan(kb), folders, earlier | published.current(kb))
    changes = generated.compare(folders.docs, files)
    aging = [*reviews.older_than(kb, today, WARN_AFTER), *reviews.in_future(kb, today)]
    outdated = reviews.older_than(kb, today, FAIL_AFTER)
    return Report(
        kb,
        tuple(generated.diffs(folders.docs, changes)),
        loader.locate(folders.content, warnings.check(kb)),
        loader.locate(folders.content, aging),
        loader.locate(folders.content, outdated),
        loader.locate(folders.content, placeholders.placeholders(kb)),
    )


def _generate(kb: KnowledgeBase, pages: list[Page], folders: Folders, refs: frozenset[str]) -> list[File]:
    learned_from = training.load(folders.phrases)
    return [*render.files(kb, pages), *index.files(kb, learned_from), *published.files(refs)]


def _stage(project: Path, folders: Folders, files: list[File], changes: Changes) -> None:
    """Copy the project to an empty folder, with the new pages: what any host would render."""
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "overrides", project / "overrides")
    docs = folders.docs
    if docs.is_dir():
        if odd := list(irregular(docs, str(docs))):
            raise ContentError(odd)
        shutil.copytree(docs, project / "docs", ignore=shutil.ignore_patterns(f"{generated.UNFINISHED}*"))
    for path in changes.removed:
        (project / "docs" / path.relative_to(docs)).unlink()
    _copy_assets(folders, project / "docs")
    for file in files:
        path = project / "docs" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8", newline="\n")


def _copy_assets(folders: Folders, docs: Path) -> None:
    """Copy styles and scripts to the staged docs of another knowledge base, and the content's own pictures."""
    ours = ROOT / "docs" / "assets"
    if folders.docs.resolve() != ours.parent:
        shutil.copytree(ours, docs / "assets", dirs_exist_ok=True)
    pictures = folders.content / ASSETS_FOLDER
    if pictures.is_dir():
        shutil.copytree(pictures, docs / PICTURES, dirs_exist_ok=True)
