"""Release: readers meet a whole site before, during and after a switch; one command leads back."""

from __future__ import annotations

import functools
import hashlib
import http.server
import re
import shutil
import stat
import subprocess
import sys
import threading
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

import nginx
from conftest import ROOT
from load import LOADED
from test_hosting import ask

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

RELEASE = ROOT / "scripts/release.py"


def run(*arguments: str | Path, umask: int = 0o022) -> subprocess.CompletedProcess[str]:
    """Run scripts/release.py as a person would, on a host that has nothing but Python."""
    command = [sys.executable, "-I", str(RELEASE), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, umask=umask)


def version(folder: Path, number: int) -> Path:
    """Make a small site as a build would make it, and another one for another number."""
    script = f"export const number = {number};"
    name = f"site.{hashlib.sha256(script.encode()).hexdigest()[:8]}.js"
    page = f'<script src="assets/{name}"></script>{number}'
    files = {"404.html": "none", "_headers": "/*", "sw.js": f"{number}", "index.html": page, "same.html": "same"}
    for path, text in {**files, f"assets/{name}": script}.items():
        file = folder / f"v{number}" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder / f"v{number}"


@pytest.fixture
def release(tmp_path: Path) -> Callable[[int], str]:
    """Give a function that releases a version to the folder `to` and returns what the command said."""

    def release(number: int) -> str:
        done = run("release", tmp_path / "to", "--site", version(tmp_path, number), "--keep", "3")
        assert done.returncode == 0, done.stderr
        return done.stdout

    return release


def shown(to: Path) -> str:
    """Return which version is current, after checking every one of its files."""
    site = to / "current/site"
    for line in (to / "current/SHA256SUMS").read_text().splitlines():
        sum_, _, path = line.partition("  ")
        assert hashlib.sha256((site / path).read_bytes()).hexdigest() == sum_, path
    return (site / "sw.js").read_text()


def test_a_release_is_whole_and_rollback_leads_back_one_by_one(
    tmp_path: Path, release: Callable[[int], str]
) -> None:
    to = tmp_path / "to"
    for number in (1, 2, 3):
        assert release(number).startswith(f"{to}/current leads to 000{number}-")
        assert shown(to) == str(number)
    for number in (2, 1):
        back = run("rollback", to)
        assert (back.returncode, shown(to)) == (0, str(number)), back.stderr
    told = run("rollback", to)
    assert (told.returncode, told.stderr) == (1, f"{to} keeps no release before the current one\n")
    assert shown(to) == "1"


def test_after_a_rollback_the_withdrawn_release_is_never_gone_back_to(
    tmp_path: Path, release: Callable[[int], str]
) -> None:
    to = tmp_path / "to"
    release(1)
    release(2)
    run("rollback", to)
    release(3)
    run("rollback", to)
    assert shown(to) == "1"


def test_the_same_site_again_changes_nothing(tmp_path: Path, release: Callable[[int], str]) -> None:
    assert release(1) == release(1)
    assert len(list((tmp_path / "to/releases").iterdir())) == 1


def test_the_last_releases_stay_and_no_others(tmp_path: Path, release: Callable[[int], str]) -> None:
    for number in range(1, 6):
        release(number)
    kept = sorted((tmp_path / "to/releases").iterdir())
    assert [path.name[:4] for path in kept] == ["0003", "0004", "0005"]
    for _ in range(2):
        assert run("rollback", tmp_path / "to").returncode == 0
    assert run("rollback", tmp_path / "to").returncode == 1
    assert shown(tmp_path / "to") == "3"


def test_a_page_opened_before_the_switch_still_finds_its_files(
    tmp_path: Path, release: Callable[[int], str]
) -> None:
    release(1)
    names = {path.name for path in (tmp_path / "v1/assets").iterdir()}
    release(2)
    assets = tmp_path / "to/current/site/assets"
    assert names < {path.name for path in assets.iterdir()}
    run("rollback", tmp_path / "to")
    assert {path.name for path in (tmp_path / "v2/assets").iterdir()} < {path.name for path in assets.iterdir()}
    for number in range(3, 8):
        release(number)
    assert len([path for path in assets.iterdir() if path.suffix == ".js"]) <= 4
    assert shown(tmp_path / "to") == "7"


def test_only_what_changed_gets_a_new_time_and_that_is_a_later_one(
    tmp_path: Path, release: Callable[[int], str]
) -> None:
    release(1)
    before = {name: (tmp_path / "to/current/site" / name).stat() for name in ("same.html", "sw.js")}
    release(2)
    after = {name: (tmp_path / "to/current/site" / name).stat() for name in ("same.html", "sw.js")}
    assert int(after["same.html"].st_mtime) == int(before["same.html"].st_mtime)
    assert int(after["sw.js"].st_mtime) > int(before["sw.js"].st_mtime)


@pytest.mark.parametrize("missing", ["", "sw.js", "_headers", "index.html"])
def test_only_a_site_built_for_hosting_is_released(
    tmp_path: Path, release: Callable[[int], str], missing: str
) -> None:
    release(1)
    bad = version(tmp_path, 2)
    shutil.rmtree(bad) if not missing else (bad / missing).unlink()
    told = run("release", tmp_path / "to", "--site", bad)
    assert told.returncode == 1
    assert f"{bad} holds no built site" in told.stderr
    assert missing in told.stderr
    assert shown(tmp_path / "to") == "1"


def test_a_web_server_may_read_what_a_careful_person_releases(tmp_path: Path) -> None:
    site = version(tmp_path, 1)
    (site / "index.html").chmod(0o600)
    assert run("release", tmp_path / "to", "--site", site, umask=0o077).returncode == 0
    for path in ((tmp_path / "to"), *(tmp_path / "to").rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode & 0o555 == (0o555 if path.is_dir() else 0o444), path


def test_a_folder_where_nothing_can_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = run("release", tmp_path / "file", "--site", version(tmp_path, 1))
    assert told.returncode == 1
    assert told.stderr.endswith("; nothing was switched\n")
    assert len(told.stderr.splitlines()) == 1


def test_no_folder_named_is_not_the_folder_one_happens_to_be_in() -> None:
    told = run("release", "")
    assert told.returncode == 2
    assert "make release TO=" in told.stderr


DIE = """
import os, runpy, sys
left = int(sys.argv.pop(1))
def count(event, arguments):
    global left
    if event.split(".")[0] in {"os", "shutil", "open", "fcntl"}:
        left -= 1
        if left == 0:
            os._exit(9)
sys.argv[0] = sys.argv.pop(1)
sys.addaudithook(count)
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    print(left)
"""
"""Runs a script and dies, without a word, before the n-th thing it does with files."""


def dying(moment: int, to: Path, site: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-c", DIE, str(moment), str(RELEASE), "release", str(to), "--site", str(site)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_release_that_is_killed_leaves_a_whole_site_and_the_next_one_clears_up(
    tmp_path: Path, release: Callable[[int], str]
) -> None:
    release(1)
    old, new = tmp_path / "to", version(tmp_path, 2)
    shutil.copytree(old, tmp_path / "whole", symlinks=True)
    events = 10**6 - int(dying(10**6, tmp_path / "whole", new).stdout.splitlines()[-1])
    seen = set()
    for moment in sorted({*range(1, events, max(1, events // 8)), *range(events - 10, events + 1)}):
        to = tmp_path / f"killed-{moment}"
        shutil.copytree(old, to, symlinks=True)
        assert dying(moment, to, new).returncode == 9
        seen.add(shown(to))
        assert run("release", to, "--site", new).returncode == 0
        assert shown(to) == "2"
        names = [path.name for path in (*to.iterdir(), *(to / "releases").iterdir())]
        assert not [name for name in names if name.startswith(".new-")], moment
    assert seen == {"1", "2"}


def changed(site: Path, to: Path) -> Path:
    """Copy a site as if its styles, and so the names in all pages, had changed."""
    shutil.copytree(site, to)
    style = next((to / "assets").glob("site.*.css"))
    text = style.read_text() + "\n"
    name = f"site.{hashlib.sha256(text.encode()).hexdigest()[:8]}.css"
    style.with_name(name).write_text(text)
    style.unlink()
    for page in (*to.rglob("*.html"), to / "sw.js"):
        page.write_text(page.read_text().replace(style.name, name))
    worker = to / "sw.js"
    worker.write_text(re.sub(r'"[0-9a-f]{12}"', '"0123456789ab"', worker.read_text()))
    return to


def test_no_request_fails_while_releases_come_and_go(site: Path, tmp_path: Path) -> None:
    to, first = tmp_path / "to", site / "some/repo"
    second = changed(first, tmp_path / "second")
    assert run("release", to, "--site", first).returncode == 0
    done = threading.Event()
    failed: list[str] = []
    views: list[str] = []

    def read(address: str) -> None:
        while not done.is_set():
            for name in ("", "faq/", "account/", "sw.js"):
                page = ask(address, name)
                done.wait(0.02)  # a switch falls between a page and what it loads
                loaded = set(LOADED.findall(page.body.decode()))
                answers = {path: ask(urljoin(address + name, path)).status for path in loaded}
                failed.extend(
                    f"{name}: {path}" for path, status in {name: page.status, **answers}.items() if status != 200
                )
                views.extend(re.findall(r"site\.\w+\.css", " ".join(loaded)))

    with nginx.serving(to / "current/site") as address:
        readers = [threading.Thread(target=read, args=(address,)) for _ in range(4)]
        for reader in readers:
            reader.start()
        for command in (["release", second], ["rollback"], ["release", second], ["release", first], ["rollback"]):
            options = ["--site", str(command[1])] if len(command) > 1 else []
            told = run(str(command[0]), to, *options)
            assert told.returncode == 0, told.stderr
        done.set()
        for reader in readers:
            reader.join()
    assert failed == []
    assert len(set(views)) == 2


def test_a_copy_that_is_being_kept_while_a_release_comes_is_of_one_build(
    site: Path, tmp_path: Path, page: Page
) -> None:
    to, first = tmp_path / "to", site / "some/repo"
    second = changed(first, tmp_path / "second")
    run("release", to, "--site", first)
    kept = 0

    class Switching(http.server.SimpleHTTPRequestHandler):
        """Serves what is current; a release comes when half of a copy has been fetched."""

        def do_GET(self) -> None:
            nonlocal kept
            if self.headers.get("Sec-Fetch-Dest") == "empty":  # the service worker asks, not a page
                kept += 1
            if kept == 10 and not done.is_set():
                done.set()
                run("release", to, "--site", second)
            super().do_GET()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    done = threading.Event()
    handler = functools.partial(Switching, directory=str(to / "current/site"))
    server = http.server.HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    page.goto(address)
    page.evaluate(KEEP)
    assert done.is_set()
    page.goto(address)
    page.evaluate(KEEP)
    style = next((second / "assets").glob("site.*.css")).name
    mixed = page.evaluate(MIXED, style)
    server.shutdown()
    assert mixed == []


KEEP = """async () => {
    const asked = await navigator.serviceWorker.register('sw.js');
    const worker = asked.installing ?? asked.waiting ?? asked.active;
    const settled = () => ['activated', 'redundant'].includes(worker.state);
    while (!settled()) await new Promise(resolve => worker.addEventListener('statechange', resolve, {once: true}));
}"""
"""Asks for a copy of the site, and waits until it is kept or given up; a page does so when it has been idle."""

MIXED = """async style => {
    const cache = await caches.open((await caches.keys())[0]);
    const pages = (await cache.keys()).map(request => request.url).filter(url => url.endsWith('/'));
    const texts = await Promise.all(pages.map(async url => (await cache.match(url)).text()));
    return pages.length < 10 ? ['too few'] : pages.filter((_, n) => !texts[n].includes(style));
}"""
"""Returns the pages of the kept copy that are not of the build with this style."""
