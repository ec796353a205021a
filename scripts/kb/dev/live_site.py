"""A web server on this machine whose pages reload themselves when a newer version of the site is published."""

import shutil
import socket
import threading
from functools import partial
from http import HTTPStatus
from pathlib import Path

from kb.dev.static_server import HOST, StaticHandler, StaticServer

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
        self._published = threading.Condition()
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            with socket.create_server((HOST, 0)) as free:
                other = free.getsockname()[1]
            wrong = f"port {port} cannot be used: {error.strerror}"
            raise PortError(f"{wrong}; try another: make serve PORT={other}") from error

    def publish(self, root: Path, mount: str) -> None:
        """Serve a new version of the site at the path `mount`; from now on, its pages can reload themselves.

        The name of its folder is that of the version; no other server may use it.
        """
        script = SCRIPT % {"reload": RELOAD, "version": root.name}
        for page in root.rglob("*.html"):
            with page.open("a", encoding="utf-8") as file:
                file.write(script)
        with self._published:
            outdated, self.roots = self.roots[:-1], [*self.roots[-1:], root]
            self.mount = mount
            self.RequestHandlerClass = partial(_Handler, directory=str(root))
            self._published.notify_all()
        for folder in outdated:
            shutil.rmtree(folder, ignore_errors=True)

    def wait_for_newer(self, name: str) -> str:
        """Return the name of the version that is served: once it differs from `name`, or after a while."""
        with self._published:
            self._published.wait_for(lambda: self.roots[-1].name != name, PATIENCE)
            return self.roots[-1].name


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
