"""A local web server and headless Chromium, for measurements, screenshots and tests."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from kb.dev.static_server import HOST, StaticHandler, StaticServer

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def free_port() -> int:
    """Return a local TCP port that is free right now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a folder on a free local port; yield its URL without a trailing slash."""
    with StaticServer((HOST, 0), partial(StaticHandler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://{HOST}:{server.server_port}"
        finally:
            server.shutdown()


def open_page(page: Page, address: str) -> None:
    """Open a page of the site, and wait until its script and all that it loads at once are there."""
    page.goto(address)
    page.locator("[data-scheme-switch]").wait_for()
    page.wait_for_load_state("networkidle")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a headless Chromium. Raises SystemExit with how to install it when it is missing."""
    path = shutil.which("chromium")
    if not path:
        raise SystemExit("Chromium is not installed: install the Debian package `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
