"""Serve: an edit shows in the open browser; a broken edit is told in the terminal and breaks nothing."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from conftest import ROOT
from measure import hosts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from kb.folders import Folders

LARGE = f"""
import sys
sys.path.insert(0, {str(ROOT / "scripts")!r})
from kb import live
live.LARGE = 0
import build
sys.exit(build.main())
"""
"""Does what build.py does, and takes every knowledge base for a large one."""

PATIENCE = 10.0
"""Seconds; the command is wanted to be faster (the benchmark says how fast), but a busy machine is no failure."""

START = 60.0
"""Seconds until the first build is served."""


@pytest.fixture
def served(folders: Folders, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Give the address of a served copy of the second knowledge base, and the file with its terminal's text."""
    with serving(folders, tmp_path, str(ROOT / "scripts/build.py")) as found:
        yield found


@contextmanager
def serving(folders: Folders, tmp_path: Path, *program: str) -> Iterator[tuple[str, Path]]:
    port = hosts.free_port()
    terminal = tmp_path / "terminal.txt"
    command = [sys.executable, *program, "serve", "--port", str(port)]
    command += ["--content", str(folders.content), "--docs", str(folders.docs)]
    with terminal.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
        try:
            address = f"http://127.0.0.1:{port}/help/"
            wait(lambda: "Serving on" in terminal.read_text() and reachable(address), START)
            yield address, terminal
        finally:
            process.kill()  # also after a failed wait: a server that lives on would keep the tests from ending
            process.wait(timeout=PATIENCE)


def wait(condition: Callable[[], bool], patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen in time")


def reachable(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        return bytes(answer.read())


def test_an_edit_shows_in_the_open_browser(served: tuple[str, Path], folders: Folders, page: Page) -> None:
    address, _ = served
    page.goto(address + "faq/")
    path = folders.content / "faq.yml"
    path.write_text(path.read_text().replace("Why is it cold?", "Why so cold today?"))
    page.get_by_role("heading", name="Why so cold today?").wait_for(timeout=PATIENCE * 1000)


def test_a_broken_edit_is_told_and_the_last_good_pages_stay(
    served: tuple[str, Path], folders: Folders, page: Page
) -> None:
    address, terminal = served
    path = folders.content / "faq.yml"
    good = path.read_text()
    path.write_text(good.replace("question:", "qestion:"))
    wait(lambda: "content/faq.yml:3:3: key-unknown" in terminal.read_text())
    page.goto(address + "faq/")
    expect(page.get_by_role("heading", name="Why is it cold?")).to_be_visible()
    path.write_text(good.replace("Why is it cold?", "Why still cold?"))
    page.get_by_role("heading", name="Why still cold?").wait_for(timeout=PATIENCE * 1000)


def test_in_a_large_knowledge_base_the_page_comes_first_and_the_data_follows(
    folders: Folders, tmp_path: Path
) -> None:
    path = folders.content / "faq.yml"
    with serving(folders, tmp_path, "-c", LARGE) as (address, terminal):
        path.write_text(path.read_text().replace("Why is it cold?", "Why so chilly?"))
        wait(lambda: "chilly" in (folders.docs / "faq.md").read_text())
        wait(lambda: "chilly" in (folders.docs / "data/search/power.json").read_text())
        wait(lambda: terminal.read_text().count("files changed") == 2)
        assert b"chilly" in fetched(address + "faq/")
        assert b"chilly" in fetched(address + "data/search/power.json")
