"""The development server: an edit shows up; a bad edit is reported and keeps the last good pages."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NoReturn

import pytest
from playwright.sync_api import expect

from conftest import ROOT, edit
from kb import pipeline
from kb.dev import server
from kb.dev.live_site import LiveSite
from maintain.browser import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from kb.paths import Folders


@dataclass(frozen=True)
class Served:
    """A running server of the second knowledge base."""

    folders: Folders
    address: str
    terminal: IO[str]

    def wait_for(self, text: str) -> None:
        """Wait until the terminal shows a text."""
        for line in self.terminal:
            if text in line:
                return
        pytest.fail(f"the server ended before it printed {text!r}")

    def wait_until_it_responds(self) -> None:
        """Wait for a first response: the server watches the files before it gives one."""
        while True:
            try:
                self.get("")
            except urllib.error.URLError:
                time.sleep(0.05)
            else:
                return

    def get(self, path: str) -> str:
        """Return the text of a page."""
        with urllib.request.urlopen(self.address + path) as response:
            return str(response.read().decode())


@pytest.fixture
def served(folders: Folders) -> Iterator[Served]:
    port = free_port()
    command = [sys.executable, str(ROOT / "scripts/build.py"), "serve", "--port", str(port)]
    command += ["--content", str(folders.content), "--docs", str(folders.docs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        running = Served(folders, f"http://127.0.0.1:{port}/help/", process.stdout)
        try:
            running.wait_for("Serving on")
            running.wait_until_it_responds()
            yield running
        finally:
            process.kill()


def test_an_edit_shows_up_and_a_bad_edit_keeps_the_last_good_pages(served: Served) -> None:
    path = served.folders.content / "faq.yml"
    edit(path, "Why is it cold?", "Why so cold?")
    served.wait_for("files changed, built in")
    assert "Why so cold?" in served.get("faq/")
    edit(path, "question:", "qestion:")
    served.wait_for("key-unknown")
    served.wait_for("still serving the last good pages")
    assert "Why so cold?" in served.get("faq/")
    edit(path, "qestion: Why so cold?", "question: Why still cold?")
    served.wait_for("files changed, built in")
    assert "Why still cold?" in served.get("faq/")


def test_a_missing_address_gets_the_site_s_own_page(served: Served) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        served.get("no/such/page/")
    assert caught.value.code == 404
    assert "No such page" in caught.value.read().decode()


def test_an_edit_shows_in_the_open_browser(served: Served, page: Page) -> None:
    page.goto(served.address + "faq/")
    edit(served.folders.content / "faq.yml", "Why is it cold?", "Why so cold today?")
    expect(page.get_by_role("heading", name="Why so cold today?")).to_be_visible()


def test_a_failure_of_the_build_itself_is_printed_and_the_server_goes_on(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "build", fail)
    with LiveSite(0) as site:
        server._rebuild(folders, folders.site.parent, site)
    assert re.search(
        "Traceback.*ZeroDivisionError.*still serving the last good pages", capsys.readouterr().err, re.DOTALL
    )
