"""Folders: nothing that the build did not make is destroyed, whatever is named."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, run
from kb import house
from test_house import snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from kb.folders import Folders


def built(folders: Folders, **named: Path) -> tuple[int, str]:
    """Build with some folders named otherwise; return the exit status and what was told."""
    where = {name: named.get(name, getattr(folders, name)) for name in ("content", "docs", "site")}
    done = run("build", *[part for name, path in where.items() for part in (f"--{name}", path)])
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("docs", "site"),
    [
        ("docs", "content"),
        ("docs", "docs"),
        ("docs", "docs/site"),
        ("site/docs", "site"),
        ("content/docs", "site"),
        ("docs", "."),
    ],
)
def test_folders_that_overlap_are_refused(folders: Folders, docs: str, site: str) -> None:
    root = folders.content.parent
    before = snapshot(root)
    status, told = built(folders, docs=root / docs, site=root / site)
    assert (status, len(told.splitlines())) == (2, 2), told
    assert snapshot(root) == before


@pytest.mark.parametrize("part", ["", "scripts", "tests/out", "overrides"])
def test_the_project_itself_is_never_replaced(folders: Folders, part: str) -> None:
    status, told = built(folders, site=ROOT / part)
    assert status == 2
    assert "this project stands there" in told or "must lie apart" in told


def test_a_folder_that_no_build_made_is_never_replaced(folders: Folders) -> None:
    folders.site.mkdir()
    (folders.site / "thesis.txt").write_text("years of work")
    status, told = built(folders)
    assert status == 2
    assert "holds what no build has made" in told
    assert (folders.site / "thesis.txt").read_text() == "years of work"


def test_a_file_where_the_site_goes_is_never_replaced(folders: Folders) -> None:
    folders.site.write_text("years of work")
    assert built(folders)[0] == 2
    assert folders.site.read_text() == "years of work"


def test_a_page_by_hand_where_a_page_goes_is_never_replaced(folders: Folders) -> None:
    folders.docs.mkdir()
    (folders.docs / "faq.md").write_text("# By hand\n")
    status, told = built(folders)
    assert status == 1
    assert "docs/faq.md:1:1: page-taken" in told
    assert (folders.docs / "faq.md").read_text() == "# By hand\n"


def test_a_link_in_the_pages_publishes_nothing_from_elsewhere(folders: Folders, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folders.docs.mkdir()
    (folders.docs / "shown.txt").symlink_to(secret)
    status, told = built(folders)
    assert status == 1
    assert "docs/shown.txt:1:1: docs-link" in told
    assert not folders.site.exists()


def test_a_site_changes_places_without_a_moment_in_between(folders: Folders) -> None:
    house.build(folders)
    page = folders.site / "faq" / "index.html"
    missing: list[float] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            if not page.is_file():
                missing.append(time.monotonic())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        for title in ("Why so cold?", "Why is it cold?"):
            path = folders.content / "faq.yml"
            path.write_text(path.read_text().replace("Why is it cold?", title).replace("Why so cold?", title))
            house.build(folders)
    finally:
        done.set()
        watcher.join()
    assert missing == []
