"""Folders: nothing that the build did not make is destroyed, whatever is named and whenever it is stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, contents, run
from kb import house
from test_house import edit, snapshot

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


@pytest.mark.parametrize("moment", [0.5, 1.0, 1.5, 2.0, 2.5, 3.0])
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_clears_up(folders: Folders, moment: float) -> None:
    house.build(folders)
    old = contents(folders.site)
    edit(folders.content / "faq.yml", "Why is it cold?", "Why so cold?")
    command = [sys.executable, str(ROOT / "scripts/build.py"), "build"]
    for name in ("content", "docs", "site"):
        command += [f"--{name}", str(getattr(folders, name))]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    after = contents(folders.site)
    house.build(folders)
    new = contents(folders.site)
    assert after in (old, new)
    assert new != old
    assert sorted(path.name for path in folders.site.parent.iterdir()) == ["content", "docs", "site"]
    assert not list(folders.docs.rglob(".new-*"))


def test_builds_at_the_same_time_wait_for_each_other(folders: Folders) -> None:
    statuses: list[int] = []
    racers = [threading.Thread(target=lambda: statuses.append(built(folders)[0])) for _ in range(3)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert statuses == [0, 0, 0]
    site = contents(folders.site)
    shutil.rmtree(folders.site)
    house.build(folders)
    assert contents(folders.site) == site


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


def test_a_folder_that_cannot_be_written_is_told_in_one_line(folders: Folders) -> None:
    house.build(folders)
    before = snapshot(folders.docs) | snapshot(folders.site)
    edit(folders.content / "faq.yml", "Why is it cold?", "Why so cold?")
    if os.geteuid() == 0:  # root may write anywhere: a full disk stands in for a locked one
        status, told = built_with_little_room(folders)
    else:
        folders.docs.chmod(0o555)
        status, told = built(folders)
        folders.docs.chmod(0o755)
    assert status == 1
    assert "nothing was replaced" in told
    assert "Traceback" not in told
    assert snapshot(folders.docs) | snapshot(folders.site) == before


def built_with_little_room(folders: Folders) -> tuple[int, str]:
    """Build where no file may grow beyond 4 KiB; return the exit status and what was told."""
    words = " ".join(f"--{name} {getattr(folders, name)}" for name in ("content", "docs", "site"))
    limited = f"ulimit -f 8; trap '' XFSZ; exec {sys.executable} {ROOT}/scripts/build.py build {words}"
    done = subprocess.run(["sh", "-c", limited], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr
