"""A development server: builds the site again on each change; a bad edit keeps the last good pages."""

import secrets
import signal
import sys
import threading
import time
import traceback
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from kb import pipeline
from kb.dev.live_site import LiveSite
from kb.dev.static_server import HOST
from kb.dev.watcher import Watcher
from kb.paths import ROOT, FolderError, Folders, temporary_folder
from kb.problems import BuildError, ContentError

PREFIX = "kb-serving-"
"""Prefix of a server's temporary folder."""

IN_USE = 3600.0
"""Seconds after which a server marks its temporary folder again as in use."""

WATCHED = ("scripts/templates", "overrides", "docs/assets", "mkdocs.yml")
"""What pages depend on besides the content and the hand-written pages."""


def serve(folders: Folders, port: int) -> None:
    """Build, serve on the loopback address and rebuild on each change, until interrupted.

    Raises PortError when the port is in use, and ContentError or BuildError if the first build fails.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that its temporary folder is removed
    watched = (folders.content, folders.phrases, folders.docs, *(ROOT / part for part in WATCHED))
    with LiveSite(port) as site, temporary_folder(PREFIX) as folder:
        watcher = Watcher(watched, folders.docs)
        _build(folders, folder, site)
        threading.Thread(target=site.serve_forever, daemon=True).start()
        print(f"Serving on http://{HOST}:{port}{site.mount} (Ctrl-C stops)", flush=True)
        try:
            marked = time.monotonic()
            while True:
                if watcher.changed():
                    _rebuild(folders, folder, site)
                if time.monotonic() > marked + IN_USE:
                    folder.touch()
                    marked = time.monotonic()
        except KeyboardInterrupt:
            print("stopped", file=sys.stderr)
        finally:
            site.shutdown()


def _rebuild(folders: Folders, folder: Path, site: LiveSite) -> None:
    """Build again and report how it went."""
    start = time.perf_counter()
    try:
        written = _build(folders, folder, site)
    except (BuildError, ContentError, FolderError, OSError) as error:
        print(f"{error}\nstill serving the last good pages", file=sys.stderr, flush=True)
    except Exception:
        traceback.print_exc()
        print("still serving the last good pages", file=sys.stderr, flush=True)
    else:
        print(f"{written} files changed, built in {time.perf_counter() - start:.1f} s", flush=True)


def _build(folders: Folders, folder: Path, site: LiveSite) -> int:
    """Build a new version of the site in a folder, and serve it; return the number of generated files written."""
    target = folder / secrets.token_hex(8)
    result = pipeline.build(replace(folders, site=target), hosting=False)
    site.publish(target, urlsplit(result.kb.site.address).path)
    return result.written
