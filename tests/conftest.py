"""What the tests share: the knowledge bases, the built site, a server and a browser."""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kb.folders import Folders
from kb.read import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kb.model import KnowledgeBase

ROOT = Path(__file__).parent.parent
FIXTURES = Path(__file__).parent / "fixtures"
SECOND = FIXTURES / "second" / "content"

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


HEAD = 245
"""Bytes of an answer's status line and headers, as common hosts send them."""


def packed(path: Path) -> int:
    """Return the bytes that a host sends for a file."""
    return len(gzip.compress(path.read_bytes(), 6)) + HEAD


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run scripts/build.py as a person would."""
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Give a copy of the second knowledge base, and empty folders for its pages and site."""
    shutil.copytree(SECOND, tmp_path / "content")
    return Folders(tmp_path / "content", tmp_path / "docs", tmp_path / "site")


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """Give the real knowledge base."""
    return read(ROOT / "content")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the real site, built once, under a sub-path as on project hosting."""
    folder = tmp_path_factory.mktemp("hosting")
    made = run("build", "--docs", folder / "docs", "--site", folder / "www" / "some" / "repo")
    assert made.returncode == 0, made.stderr
    return folder / "www"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing address with the site's own page, as hosts do."""
        page = next(Path(self.directory).rglob("404.html"), Path())
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Give a function that serves a folder on this machine and returns its address."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        handler = functools.partial(_Quiet, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()


@pytest.fixture(scope="session")
def home(site: Path, serve: Callable[[Path], str]) -> str:
    """Give the address of the real site's home page."""
    return serve(site) + "/some/repo/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a real Chromium; fail, and say how to get one, when there is none."""
    path = shutil.which("chromium")
    if not path:
        pytest.fail("these tests need a browser: install Debian's package chromium (`make test` does it)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a fresh browser profile. The site's policy is off in it, as it forbids the tests' own probes too."""
    context = browser.new_context(bypass_csp=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Give an empty page in a fresh profile."""
    return context.new_page()
