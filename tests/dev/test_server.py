"""`serve` shows every kind of edit, reports bad ones, and recovers when files or folders vanish and come back."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import Mock

import pytest
from playwright.sync_api import Page

from conftest import ROOT, edit, options, run
from kb import pipeline
from kb.dev import server
from kb.dev.live_site import LiveSite
from kb.dev.watcher import Watcher
from kb.paths import Folders
from maintain.browser import free_port

PATIENCE = 30.0
"""Seconds; an edit takes about one, but a busy machine is no failure."""


class Served(NamedTuple):
    """A running `serve`."""

    address: str
    terminal: Path
    """What it has printed."""
    temporary: Path
    """Its folder for temporary files."""
    process: subprocess.Popen[bytes]

    def page(self, path: str) -> str:
        """Return what the server sends for a path."""
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def wait_for(self, path: str, text: str) -> None:
        """Wait until a page contains a text."""
        wait(lambda: text in self.page(path), self.terminal.read_text)

    def wait_for_terminal(self, text: str) -> None:
        """Wait until the terminal contains a text."""
        wait(lambda: text in self.terminal.read_text(), self.terminal.read_text)


def wait(condition: Callable[[], bool], told: Callable[[], str] = str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    pytest.fail(f"it did not happen in time: {told()}")


@contextmanager
def serving(folders: Folders, folder: Path) -> Iterator[Served]:
    temporary = folder / "temporary"
    temporary.mkdir()
    terminal = folder / "terminal.txt"
    port = free_port()
    command = [sys.executable, str(ROOT / "scripts/build.py"), "serve", f"--port={port}", *options(folders)]
    with terminal.open("wb") as out:
        environment = os.environ | {"TMPDIR": str(temporary)}
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environment)
        served = Served(f"http://127.0.0.1:{port}/help/", terminal, temporary, process)
        try:
            served.wait_for_terminal("Serving on")
            yield served
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def served(folders: Folders, tmp_path: Path) -> Iterator[Served]:
    with serving(folders, tmp_path) as running:
        yield running


def test_an_edit_and_the_repair_of_a_bad_edit_show(served: Served, folders: Folders) -> None:
    questions = folders.content / "faq.yml"
    edit(questions, "Why is it cold?", "Why so cold?")
    served.wait_for("faq/", "Why so cold?")
    edit(questions, "question:", "qestion:")
    served.wait_for_terminal("content/faq.yml:3:3: key-unknown")
    assert "Why so cold?" in served.page("faq/")
    edit(questions, "qestion: Why so cold?", "question: Why still cold?")
    served.wait_for("faq/", "Why still cold?")


def test_the_content_folder_can_vanish_and_come_back(served: Served, folders: Folders) -> None:
    away = folders.content.with_name("content.away")
    folders.content.rename(away)
    served.wait_for_terminal("the content folder does not exist")
    assert "Why is it cold?" in served.page("faq/")
    away.rename(folders.content)
    served.wait_for_terminal("built in")
    edit(folders.content / "faq.yml", "Why is it cold?", "Why so cold?")
    served.wait_for("faq/", "Why so cold?")
    shutil.copytree(folders.content, away)
    edit(away / "faq.yml", "Why so cold?", "Why, oh why?")
    shutil.rmtree(folders.content)
    away.rename(folders.content)
    served.wait_for("faq/", "Why, oh why?")


def test_a_file_that_is_replaced_or_restored_shows(served: Served, folders: Folders) -> None:
    questions = folders.content / "faq.yml"
    saved = questions.with_name(".faq.yml.swp")  # as editors save: write another file, then rename it
    saved.write_text(questions.read_text().replace("Why is it cold?", "Why so cold?"))
    saved.replace(questions)
    served.wait_for("faq/", "Why so cold?")
    text = questions.read_text()
    questions.unlink()
    served.wait_for_terminal("the file is missing")
    questions.write_text(text.replace("Why so cold?", "Why still cold?"))
    served.wait_for("faq/", "Why still cold?")


def test_a_page_written_by_hand_shows_and_generated_ones_cause_no_builds(served: Served, folders: Folders) -> None:
    (folders.docs / "by-hand.md").write_text("# By hand\n\nOld words.\n")
    served.wait_for_terminal("built in")
    served.wait_for("by-hand/", "Old words.")
    edit(folders.docs / "by-hand.md", "Old", "New")
    served.wait_for("by-hand/", "New words.")
    edit(folders.content / "faq.yml", "Why is it cold?", "Why so cold?")  # writes several generated files
    served.wait_for("faq/", "Why so cold?")
    edit(folders.docs / "by-hand.md", "New", "Last")  # a build that the last one caused would come first
    served.wait_for("by-hand/", "Last words.")
    wait(lambda: served.terminal.read_text().count("built in") >= 4, served.terminal.read_text)
    assert served.terminal.read_text().count("built in") == 4, "a build must not cause another one"


def test_the_generated_pages_of_a_build_cause_no_other_build(built: Folders) -> None:
    watcher = Watcher([built.content, built.docs], built.docs)
    edit(built.content / "faq.yml", "Why is it cold?", "Why so cold?")
    assert watcher.changed()
    pipeline.build(built)
    assert not watcher.changed()
    (built.docs / "by-hand.md").write_text("# By hand\n")
    assert watcher.changed()


def test_an_open_page_reloads_by_itself(served: Served, folders: Folders, page: Page) -> None:
    page.goto(served.address + "faq/")
    edit(folders.content / "faq.yml", "Why is it cold?", "Why so cold today?")
    page.get_by_role("heading", name="Why so cold today?").wait_for(timeout=PATIENCE * 1000)


def test_only_files_of_the_site_are_served(served: Served) -> None:
    for path in ("%2e%2e/%2e%2e/etc/passwd", "../../../../etc/passwd", "nowhere/", "%00"):
        with pytest.raises(urllib.error.HTTPError) as error:
            served.page(path)
        assert error.value.code == 404
        assert "No such page" in error.value.read().decode()
    home = served.address.removesuffix("help/")
    assert urllib.request.urlopen(home).url == served.address
    assert urllib.request.urlopen(served.address + "faq").url == served.address + "faq/"


def test_a_killed_server_leaves_nothing_for_ever(folders: Folders, tmp_path: Path) -> None:
    with serving(folders, tmp_path) as served:
        served.process.kill()
        served.process.wait()
    (left,) = served.temporary.glob("kb-serving-*")
    yesterday = time.time() - 90_000
    os.utime(left, (yesterday, yesterday))
    command = [sys.executable, "-c", "from kb.paths import temporary_folder as t\nwith t('kb-serving-'): pass"]
    environment = os.environ | {"TMPDIR": str(served.temporary), "PYTHONPATH": str(ROOT / "scripts")}
    subprocess.run(command, env=environment, check=True)
    assert not list(served.temporary.iterdir())


def test_a_port_in_use_is_one_line_that_proposes_another(folders: Folders) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("serve", f"--port={port}", *options(folders))
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"port {port}" in line
    assert "make serve PORT=" in line
    assert not folders.docs.exists()


def test_a_failure_of_the_build_itself_is_printed_and_the_server_goes_on(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline, "build", Mock(side_effect=ZeroDivisionError))
    with LiveSite(0) as site:
        server._rebuild(folders, folders.site.parent, site)
    assert re.search(
        "Traceback.*ZeroDivisionError.*still serving the last good pages", capsys.readouterr().err, re.DOTALL
    )
