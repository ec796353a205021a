"""Serve: the site on this machine, built again on every change; after a bad edit the last good pages stay."""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.livereload import LiveReloadServer

from kb import house
from kb.folders import ROOT, FolderError, Folders
from kb.live import Live
from kb.problems import ContentError
from kb.read import read
from kb.site import SiteError

POLL = 0.2
"""Seconds between two looks at the files."""


def serve(folders: Folders, port: int) -> None:
    """Build, serve on loopback and rebuild on each change, until interrupted.

    Raises ContentError or SiteError if the first build fails.
    """
    with tempfile.TemporaryDirectory(prefix="serving-") as name:
        folders = replace(folders, site=Path(name) / "site")
        live = Live()
        house.build(folders, live=live)
        mount = urlsplit(read(folders.content).site.address).path or "/"

        def rebuild() -> None:
            begun = time.perf_counter()
            try:
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

        server: Any = LiveReloadServer(rebuild, "127.0.0.1", port, str(folders.site), mount, polling_interval=POLL)
        server.error_handler = lambda code: (folders.site / "404.html").read_bytes() if code == 404 else None
        for folder in (
            folders.content,
            *(ROOT / part for part in ("scripts/templates", "overrides", "docs/assets")),
        ):
            server.watch(str(folder))
        print(f"Serving on http://127.0.0.1:{port}{mount} (Ctrl-C stops)", flush=True)
        try:
            server.serve()
        except KeyboardInterrupt:
            server.shutdown()
