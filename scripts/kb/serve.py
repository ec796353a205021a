"""Serve: the site on this machine, built again on every change; after a bad edit the last good pages stay."""

from __future__ import annotations

import gc
import sys
import tempfile
import time
import traceback
from contextlib import contextmanager
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


def serve(folders: Folders, port: int) -> None:
    """Build, serve on loopback and rebuild on each change, until interrupted.

    Raises ContentError or SiteError if the first build fails.
    """
    with tempfile.TemporaryDirectory(prefix="serving-") as name:
        folders = replace(folders, site=Path(name) / "site")
        behind = Path(name) / "behind"  # touched, it asks for another build
        behind.touch()
        live = Live()
        house.build(folders, live=live)
        mount = urlsplit(read(folders.content).site.address).path or "/"

        def rebuild() -> None:
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
                print(
                    f"{counts.written} files changed, built in {time.perf_counter() - begun:.1f} s",
                    flush=True,
                )
                if live.behind:
                    behind.touch()

        server: Any = LiveReloadServer(rebuild, "127.0.0.1", port, str(folders.site), mount, polling_interval=POLL)
        server.error_handler = lambda code: (folders.site / "404.html").read_bytes() if code == 404 else None
        watched = ("scripts/templates", "overrides", "docs/assets")
        for path in (folders.content, *(ROOT / part for part in watched), behind):
            server.watch(str(path))
        print(f"Serving on http://127.0.0.1:{port}{mount} (Ctrl-C stops)", flush=True)
        try:
            server.serve()
        except KeyboardInterrupt:
            server.shutdown()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Put off the search for garbage: among the objects of a large knowledge base it takes longer than an edit."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
