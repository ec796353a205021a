"""What the tests share: the knowledge bases, the built site, a server and a browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mkdocs.structure.pages import Page as Rendered

from kb import remembered
from kb.folders import Folders
from kb.read import read
from measure import hosts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from playwright.sync_api import Browser, BrowserContext, Page

    from kb.model import KnowledgeBase

ROOT = Path(__file__).parent.parent
FIXTURES = Path(__file__).parent / "fixtures"
SECOND = FIXTURES / "second" / "content"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run scripts/build.py as a person would."""
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


HEEDING = ["env", "--default-signal=INT"]
"""Before a command: it heeds interrupts. A shell lets what it runs in the background ignore them."""


def contents(folder: Path) -> dict[Path, bytes]:
    """Return every file of a folder with its bytes."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="session", autouse=True)
def _remembered(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Leave what the maintainer's own builds remember alone."""
    remembered.FOLDER = tmp_path_factory.mktemp("remembered")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Give a copy of the second knowledge base, and empty folders for its pages and site."""
    shutil.copytree(SECOND, tmp_path / "content")
    return Folders(tmp_path / "content", tmp_path / "docs", tmp_path / "site")


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give a list that gets the path of each page that MkDocs renders from here on, all in this process."""
    for module in ("processes", "rendering"):
        monkeypatch.setattr(f"kb.{module}.can_fork", lambda: False)
    paths: list[str] = []
    render = Rendered.render

    def noted(page: Rendered, config: MkDocsConfig, files: Files) -> None:
        paths.append(page.file.src_uri)
        render(page, config, files)

    monkeypatch.setattr(Rendered, "render", noted)
    return paths


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


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Give a function that serves a folder on this machine and returns its address."""
    with ExitStack() as running:
        yield lambda folder: running.enter_context(hosts.served(folder))


@pytest.fixture(scope="session")
def home(site: Path, serve: Callable[[Path], str]) -> str:
    """Give the address of the real site's home page."""
    return serve(site) + "/some/repo/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a real Chromium; fail, and say how to get one, when there is none."""
    try:
        with hosts.chromium() as chromium:
            yield chromium
    except hosts.BrowserMissingError as missing:
        pytest.fail(str(missing))


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
