"""Fixtures and helpers that all tests share: the knowledge bases, the built site, a server and a browser."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kb import pipeline
from kb.content.loader import load
from kb.model.knowledge_base import KnowledgeBase
from kb.paths import Folders
from maintain.browser import chromium, serve_folder

NewPage = Callable[..., Page]
"""Opens an empty page in a new browser profile with the given options."""

Serve = Callable[[Path], str]
"""Serves a folder on this machine, and returns its address."""

ROOT = Path(__file__).parent.parent
FIXTURES = Path(__file__).parent / "fixtures"
SECOND = FIXTURES / "second" / "content"
"""A small knowledge base about kettles."""

expect.set_options(timeout=20_000)


REAL_CONTENT = {
    "test_any_system.py",
    "test_changes.py",
    "test_guide.py",
    "test_hostile.py",
    "test_maintain.py",
    "test_repository.py",
    "test_reproducible.py",
    "test_server.py",
}
"""Test files that build the real content, serve a site, or run another program for long."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs Chromium or a whole site, so that `make test-fast` can leave it out."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "browser" in fixtures:
            item.add_marker(pytest.mark.browser)
        if "site" in fixtures or item.path.name in REAL_CONTENT:
            item.add_marker(pytest.mark.whole_site)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run scripts/build.py as a person would."""
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a folder, by its relative path."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write texts to files in a folder, by their relative paths; return the folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that is in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} does not contain {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def options(folders: Folders) -> list[str]:
    """Return the options of a command that works on these folders."""
    return [f"--{name}={getattr(folders, name)}" for name in ("content", "docs", "site")]


def second_in(folder: Path) -> Folders:
    """Copy the second knowledge base into a folder; its pages and site have paths there, where nothing is yet."""
    shutil.copytree(SECOND, folder / "content")
    return Folders(folder / "content", folder / "docs", folder / "site")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """A copy of the second knowledge base that is not built."""
    return second_in(tmp_path)


@pytest.fixture
def content(folders: Folders) -> Path:
    """The content folder of `folders`."""
    return folders.content


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The second knowledge base, built. Do not change it."""
    folders = second_in(tmp_path_factory.mktemp("second"))
    pipeline.build(folders)
    return folders


@pytest.fixture
def built(built_once: Folders, tmp_path: Path) -> Folders:
    """A built copy of the second knowledge base."""
    folder = tmp_path / "built"
    shutil.copytree(built_once.content.parent, folder)
    return Folders(folder / "content", folder / "docs", folder / "site")


@pytest.fixture(scope="session")
def second() -> KnowledgeBase:
    """The second knowledge base, loaded."""
    return load(SECOND)


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The real knowledge base, loaded."""
    return load(ROOT / "content")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder with the real site below `some/repo`, as on project hosting. All workers share one build."""
    temporary = tmp_path_factory.getbasetemp()
    folder = (temporary if worker_id == "master" else temporary.parent) / "real-site"
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            made = tmp_path_factory.mktemp("real")
            done = run("build", "--docs", made / "docs", "--site", made / "www" / "some" / "repo")
            assert done.returncode == 0, done.stderr
            (made / "www").rename(folder)
    return folder


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """A function that serves a folder on this machine and returns its address."""
    with ExitStack() as running:
        yield lambda folder: running.enter_context(serve_folder(folder))


@pytest.fixture(scope="session")
def home(site: Path, serve: Serve) -> str:
    """The address of the real site's home page."""
    return serve(site) + "/some/repo/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture
def service_workers() -> Literal["allow", "block"]:
    """Whether pages may have an offline copy: as soon as it is there, it answers requests itself."""
    return "block"


@pytest.fixture
def context(browser: Browser, service_workers: Literal["allow", "block"]) -> Iterator[BrowserContext]:
    """A new browser profile."""
    context = browser.new_context(service_workers=service_workers)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page in a new profile."""
    return context.new_page()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """A function that opens an empty page in a new profile with the given options."""
    with ExitStack() as opened:
        yield lambda **options: opened.enter_context(browser.new_page(**options))


@pytest.fixture
def plain(new_page: NewPage) -> Page:
    """An empty page in a new profile that runs no script."""
    return new_page(java_script_enabled=False)
