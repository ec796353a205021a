"""Switch: readers of a real server, and browsers that keep a copy, notice nothing while releases come and go."""

from __future__ import annotations

import functools
import hashlib
import http.server
import re
import shutil
import threading
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import nginx
from load import LOADED
from test_hosting import ask
from test_release import run

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


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
