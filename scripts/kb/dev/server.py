"""A development server: builds the site again on each change; a bad edit keeps the last good pages."""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.livereload import LiveReloadServer

from kb import pipeline
from kb.content.loader import load
from kb.paths import ROOT, FolderError
from kb.problems import ContentError
from kb.site.renderer import SiteError

if TYPE_CHECKING:
    from kb.paths import Folders

POLL = 0.2
"""Seconds between two looks at the files."""

WATCHED = ("scripts/templates", "overrides", "docs/assets", "mkdocs.yml")
"""What pages depend on besides the content."""


def serve(folders: Folders, port: int) -> None:
    """Build, serve on the loopback address and rebuild on each change, until interrupted.

    Raises ContentError or SiteError if the first build fails.
    """
    with tempfile.TemporaryDirectory(prefix="serving-") as name:
        folders = replace(folders, site=Path(name) / "site")
        pipeline.build(folders, hosting=False)
        mount = urlsplit(load(folders.content).site.address).path or "/"
        server: Any = LiveReloadServer(
            lambda: _rebuild(folders), "127.0.0.1", port, str(folders.site), mount, polling_interval=POLL
        )
        server.error_handler = lambda code: (folders.site / "404.html").read_bytes() if code == 404 else None
        for path in (folders.content, *(ROOT / part for part in WATCHED)):
            server.watch(str(path))
        print(f"Serving on http://127.0.0.1:{port}{mount} (Ctrl-C stops)", flush=True)
        try:
            server.serve()
        except KeyboardInterrupt:
            server.shutdown()


def _rebuild(folders: Folders) -> None:
    """Build again and report how it went."""
    start = time.perf_counter()
    try:
        result = pipeline.build(folders, hosting=False)
    except (ContentError, SiteError, FolderError, OSError) as error:
        print(f"{error}\nstill serving the last good pages", file=sys.stderr, flush=True)
    except Exception:
        traceback.print_exc()
        print("still serving the last good pages", file=sys.stderr, flush=True)
    else:
        print(f"{result.written} files changed, built in {time.perf_counter() - start:.1f} s", flush=True)
