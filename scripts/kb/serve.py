"""Serve: the site on this machine, built again when a source changes; a bad edit leaves the last good pages."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
import time
import traceback
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.livereload import LiveReloadServer

from kb import house
from kb.folders import ROOT, FolderError, Folders
from kb.live import Live
from kb.problems import ContentError
from kb.read import read
from kb.site import SiteError

if TYPE_CHECKING:
    from collections.abc import Iterator

POLL = 0.2
"""Seconds between two looks at the files."""

WATCHED = ("scripts/templates", "overrides", "docs/assets", "mkdocs.yml")
"""What makes pages beside the content. Pages written by hand in docs/ show with the next edit of these."""


def serve(folders: Folders, port: int) -> None:
    """Build, serve on loopback and rebuild on each change, until interrupted.

    Raises ContentError or SiteError if the first build fails.
    """
    with tempfile.TemporaryDirectory(prefix="serving-") as name:
        folders = replace(folders, site=Path(name) / "site")
        live = Live()
        house.build(folders, live=live)
        mount = urlsplit(read(folders.content).site.address).path or "/"
        caught_up = Path(name) / "caught-up"  # touched, it asks for another build
        caught_up.touch()
        server: Any = LiveReloadServer(
            lambda: _rebuild(folders, live, caught_up),
            "127.0.0.1",
            port,
            str(folders.site),
            mount,
            polling_interval=POLL,
        )
        server.error_handler = lambda code: (folders.site / "404.html").read_bytes() if code == 404 else None
        for path in (folders.content, *(ROOT / part for part in WATCHED), caught_up):
            server.watch(str(path))
        print(f"Serving on http://127.0.0.1:{port}{mount} (Ctrl-C stops)", flush=True)
        try:
            server.serve()
        except KeyboardInterrupt:
            server.shutdown()


def _rebuild(folders: Folders, live: Live, caught_up: Path) -> None:
    """Build again and tell how it went. Data that is behind follows, while readers have the pages."""
    begun = time.perf_counter()
    try:
        with _without_collecting():
            counts = house.build(folders, live=live)
    except (ContentError, SiteError, FolderError, OSError) as error:
        print(f"{error}\nstill serving the last good pages", file=sys.stderr, flush=True)
    except Exception:
        traceback.print_exc()
        print("still serving the last good pages", file=sys.stderr, flush=True)
    else:
        print(f"{counts.written} files changed, built in {time.perf_counter() - begun:.1f} s", flush=True)
        if live.behind:
            threading.Thread(target=_catch_up, args=(live, caught_up), daemon=True).start()


def _catch_up(live: Live, caught_up: Path) -> None:
    live.catch_up()
    with suppress(FileNotFoundError):  # the server has ended meanwhile
        os.utime(caught_up)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Put off the search for garbage: among the objects of a large knowledge base it takes longer than an edit."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
