"""Load: the built site behind a real nginx on this machine → bytes of a view, and answers under load."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import nginx
import release
from kb.folders import ROOT
from measure import weights

LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]* href|script src|img[^>]* src)="([^"]+)"')
"""What a page loads by itself."""

WRK = """\
local paths = {paths}
local n = 0
request = function()
  n = n % #paths + 1
  return wrk.format("GET", paths[n], {{["Accept-Encoding"] = "gzip"}})
end
"""


class Load(NamedTuple):
    """What many readers at once got."""

    rate: float
    """Answers a second."""
    failed: int
    """Answers that were errors, and connections that broke or took too long."""
    text: str


def first_views(address: str, site: Path) -> dict[str, int]:
    """Return how many bytes a reader's first view of each page takes, with all that it loads, headers included."""
    pages = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return {page: _view(urljoin(address, f"{page}/"), site / page / "index.html") for page in pages}


def offline_copy(address: str, site: Path) -> int:
    """Return how many bytes the copy of the whole site takes that a browser keeps."""
    return sum(received(urljoin(address, file)) for file in weights.offline_files(site))


def _view(address: str, page: Path) -> int:
    loaded = LOADED.findall(page.read_text(encoding="utf-8"))
    return received(address) + sum(received(urljoin(address, path)) for path in set(loaded))


def received(address: str) -> int:
    """Return how many bytes come back for one address, status line and headers included.

    Raises OSError when the answer is anything but the file.
    """
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=20) as connection:
        lines = (
            f"GET {parts.path} HTTP/1.1",
            f"Host: {parts.hostname}",
            "Accept-Encoding: gzip",
            "Connection: close",
        )
        connection.sendall("\r\n".join((*lines, "", "")).encode())
        data = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    if not data.startswith(b"HTTP/1.1 200 "):
        raise OSError(0, data.partition(b"\r\n")[0].decode(errors="replace"), address)
    return len(data)


def load(address: str, paths: list[str], seconds: int, readers: int) -> Load:
    """Let `readers` ask for `paths` in turn for some seconds, as fast as they can.

    Raises OSError when there is no wrk.
    """
    if not shutil.which("wrk"):
        raise OSError(0, "is not there: install Debian's package wrk (`make load` does it)", "wrk")
    with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as script:
        prefix = urlsplit(address).path
        quoted = ", ".join(json.dumps(prefix + path) for path in paths)
        script.write(WRK.format(paths=f"{{{quoted}}}"))
        script.flush()
        command = ["wrk", "-t2", f"-c{readers}", f"-d{seconds}s", "--latency", "-s", script.name, address]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    rate = re.search(r"Requests/sec:\s*([\d.]+)", text)
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    failed = sum(int(number) for found in (errors, refused) if found for number in found.groups())
    return Load(float(rate[1]) if rate else 0.0, failed, text)


def _measure(site: Path, seconds: int, readers: int) -> int:
    """Release the site into a folder for the moment, weigh it and put it under load; return the exit status."""
    with tempfile.TemporaryDirectory(prefix="load-") as name:
        released = release.release(site, Path(name), 2) / "site"
        with nginx.serving(released) as address:
            views = first_views(address, site)
            files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
            whole = sum(received(address + path) for path in files if path != "_headers")
            for page, view in views.items():
                print(f"{view:>9,} bytes  first view of {'the home page' if page == '.' else page}")
            print(f"{sum(views.values()) // len(views):>9,} bytes  first view, mean of {len(views)} pages")
            print(f"{offline_copy(address, site):>9,} bytes  offline copy of the whole site")
            print(f"{whole:>9,} bytes  every one of {len(files) - 1} files")
            pages = ["" if page == "." else f"{page}/" for page in views]
            assets = sorted(path for path in files if release.HASHED.fullmatch(path))
            done = load(address, pages + assets, seconds, readers)
    print(done.text)
    print(f"{done.rate:,.0f} answers a second to {readers} readers at once, {done.failed} failed")
    return 1 if done.failed or not done.rate else 0


def main(arguments: list[str] | None = None) -> int:
    """Weigh the site and put it under load; return the exit status: 1 when a single request failed."""
    parser = argparse.ArgumentParser(prog="load.py", description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site", metavar="FOLDER", help="the built site")
    parser.add_argument("--seconds", type=int, default=20, metavar="N", help="how long (default: 20)")
    parser.add_argument("--readers", type=int, default=200, metavar="N", help="how many at once (default: 200)")
    options = parser.parse_args(arguments)
    try:
        return _measure(options.site, options.seconds, options.readers)
    except (nginx.NginxError, release.ReleaseError) as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
