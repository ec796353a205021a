"""A web server on this machine whose pages reload themselves when a newer version of the site is published."""

from __future__ import annotations

import mimetypes
import os
import shutil
import socket
import socketserver
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.0.0.1"

NEARBY = 100
"""Ports after one in use among which a free one is proposed."""

RELOAD = "/.live/"
"""Address that answers as soon as there is a newer version than the one that it names."""

PATIENCE = 25.0
"""Seconds after which it answers even if there is none."""

SCRIPT = """<script>{
  let request;
  const wait = async () => {
    request = new AbortController();
    const answer = await fetch("%(reload)s%(version)s", request).then((r) => r.text(), () => "");
    if (document.hidden) return;
    if (answer && answer !== "%(version)s") location.reload();
    else setTimeout(wait, answer ? 0 : 1000);
  };
  document.addEventListener("visibilitychange", () => document.hidden ? request?.abort() : wait());
  if (!document.hidden) wait();
}</script>"""
"""Reloads a page when there is a newer version. Hidden tabs do not ask: browsers limit their connections."""


TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".md": "text/markdown"}
"""Media types by suffix: some systems have wrong ones for these."""

BINARY = "application/octet-stream"


class PortError(Exception):
    """The port cannot be used. The text proposes another one."""


class Answer(NamedTuple):
    """What the server sends."""

    status: HTTPStatus
    type: str
    data: bytes = b""
    location: str = ""
    """Where a redirect leads."""


class LiveSite(ThreadingHTTPServer):
    """Serves the version of the site that was published last."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows this would share a port that is in use

    def __init__(self, port: int) -> None:
        """Listen on a port. Raises PortError when that is impossible."""
        self.root: Path | None = None
        self.mount = "/"
        self.version = 0
        self._published = threading.Condition()
        self._start = os.urandom(4).hex()
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            other = next((n for n in range(port + 1, min(port + NEARBY, 1 << 16)) if _is_free(n)), None)
            proposal = f"; try another: make serve PORT={other}" if other else ""
            raise PortError(f"port {port} cannot be used: {error.strerror}{proposal}") from error

    def server_bind(self) -> None:
        """Bind without asking for the machine's name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    @property
    def name(self) -> str:
        """Name of the version that is served; other servers use other names."""
        return f"{self._start}-{self.version}"

    def publish(self, root: Path, mount: str) -> None:
        """Serve a new version of the site at the path `mount`, and delete the last one."""
        with self._published:
            old, self.root, self.mount = self.root, root, mount
            self.version += 1
            self._published.notify_all()
        if old:
            shutil.rmtree(old, ignore_errors=True)

    def wait_for_newer(self, name: str) -> str:
        """Return the name of the version that is served: once it differs from `name`, or after a while."""
        with self._published:
            self._published.wait_for(lambda: self.name != name, PATIENCE)
            return self.name

    def handle_error(self, *_: object) -> None:
        """Ignore clients that disconnect early."""


class _Handler(BaseHTTPRequestHandler):
    server: LiveSite

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path.startswith(RELOAD):
            name = self.server.wait_for_newer(path.removeprefix(RELOAD))
            self._send(Answer(HTTPStatus.OK, "text/plain", name.encode()))
            return
        try:
            answer = self._find(path)
        except OSError:  # a newer version was published at this moment
            answer = self._find(path)
        self._send(answer)

    def log_message(self, *_: object) -> None:
        """Leave the terminal to the builds."""

    def _find(self, path: str) -> Answer:
        """Return the file at a path, a redirect, or the page for missing addresses."""
        root, mount, name = self.server.root, self.server.mount, self.server.name
        if not root or "\0" in path:
            return Answer(HTTPStatus.NOT_FOUND, "text/plain")
        if not path.startswith(mount) and (path == "/" or f"{path}/" == mount):
            return Answer(HTTPStatus.FOUND, "text/plain", location=mount)
        file = (root / path.removeprefix(mount)).resolve() if path.startswith(mount) else root / "404.html"
        inside = path.startswith(mount) and file.is_relative_to(root.resolve())
        if inside and file.is_dir() and not path.endswith("/"):
            return Answer(HTTPStatus.FOUND, "text/plain", location=f"{urlsplit(self.path).path}/")
        file = file / "index.html" if path.endswith("/") else file
        found = inside and file.is_file()
        shown = file if found else root / "404.html"
        data, type_ = shown.read_bytes(), TYPES.get(shown.suffix) or mimetypes.guess_type(shown.name)[0] or BINARY
        if type_ == "text/html":
            data += (SCRIPT % {"reload": RELOAD, "version": name}).encode()
        return Answer(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND, type_, data)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        is_text = answer.type.startswith("text/")
        self.send_header("Content-Type", f"{answer.type}; charset=utf-8" if is_text else answer.type)
        self.send_header("Content-Length", str(len(answer.data)))
        self.send_header("Cache-Control", "no-store")
        if answer.location:
            self.send_header("Location", f"/{answer.location.lstrip('/')}")
        self.end_headers()
        self.wfile.write(answer.data)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
