"""A web server on this machine whose pages reload themselves when a newer version of the site is published."""

import os
import shutil
import socket
import threading
from http import HTTPStatus
from pathlib import Path
from typing import Any

from kb.dev.static_server import HOST, StaticHandler, StaticServer

NEARBY = 100
"""Ports after one in use among which a free one is proposed."""

RELOAD = "/.live/"
"""Address that responds as soon as there is a newer version than the one that it names."""

PATIENCE = 25.0
"""Seconds after which it responds even if there is none."""

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


class PortError(Exception):
    """The port cannot be used. The text proposes another one."""


class LiveSite(StaticServer):
    """Serves the version of the site that was published last."""

    def __init__(self, port: int) -> None:
        """Listen on a port. Raises PortError when that is impossible."""
        self.roots: list[Path] = []
        """Folders of the last two versions: responses in progress may still need files of the earlier one."""
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

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Respond from the version that is served now."""
        _Handler(request, client_address, self, directory=str(self.roots[-1]))

    @property
    def name(self) -> str:
        """Name of the version that is served; other servers use other names."""
        return f"{self._start}-{self.version}"

    def publish(self, root: Path, mount: str) -> None:
        """Serve a new version of the site at the path `mount`; from now on, its pages can reload themselves."""
        script = SCRIPT % {"reload": RELOAD, "version": f"{self._start}-{self.version + 1}"}
        for page in root.rglob("*.html"):
            with page.open("a", encoding="utf-8") as file:
                file.write(script)
        with self._published:
            outdated, self.roots = self.roots[:-1], [*self.roots[-1:], root]
            self.mount = mount
            self.version += 1
            self._published.notify_all()
        for folder in outdated:
            shutil.rmtree(folder, ignore_errors=True)

    def wait_for_newer(self, name: str) -> str:
        """Return the name of the version that is served: once it differs from `name`, or after a while."""
        with self._published:
            self._published.wait_for(lambda: self.name != name, PATIENCE)
            return self.name


class _Handler(StaticHandler):
    server: LiveSite

    def do_GET(self) -> None:  # noqa: N802  (so named in the standard library)
        mount = self.server.mount
        if self.path.startswith(RELOAD):
            name = self.server.wait_for_newer(self.path.removeprefix(RELOAD))
            self.send_text(HTTPStatus.OK, "text/plain", name.encode())
        elif self.path != mount and self.path in ("/", mount.rstrip("/")):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", mount)
            self.end_headers()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def translate_path(self, path: str) -> str:
        mount = self.server.mount
        inside = f"/{path.removeprefix(mount)}" if path.startswith(mount) else "/\0"  # no file has this name
        return super().translate_path(inside)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
