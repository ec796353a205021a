"""A web server on this machine for static files, that responds as real hosts do."""

import os
import socketserver
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOST = "127.0.0.1"


class StaticHandler(SimpleHTTPRequestHandler):
    """Serves the files of a folder, and its own page for missing addresses; prints nothing."""

    extensions_map = {  # noqa: RUF012  (declared so in the standard library)
        **SimpleHTTPRequestHandler.extensions_map,
        # some systems have wrong types for these
        ".html": "text/html",
        ".css": "text/css",
        ".js": "text/javascript",
        ".md": "text/markdown",
    }

    def log_message(self, *_: object) -> None:
        """Print nothing: the terminal is for other output."""

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """Return the media type of a file: all text on a site is UTF-8."""
        type_ = super().guess_type(path)
        return f"{type_}; charset=utf-8" if type_.startswith("text/") else type_

    def translate_path(self, path: str) -> str:
        """Return the file at an address, without null characters, which no system accepts in a file name."""
        return super().translate_path(path).replace("\0", "\ufffd")

    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002
        """Respond that there is no such page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page for a missing address, if it has one, or a plain page for any other error."""
        page = next(Path(self.directory).rglob("404.html"), None)
        if code != HTTPStatus.NOT_FOUND or not page:
            super().send_error(code, message, explain)
            return
        self.send_text(code, "text/html; charset=utf-8", page.read_bytes())

    def send_text(self, code: int, type_: str, body: bytes) -> None:
        """Send a complete response."""
        self.send_response(code)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class StaticServer(ThreadingHTTPServer):
    """Listens on the loopback address."""

    allow_reuse_address = os.name != "nt"  # on Windows this would share a port that is in use

    def server_bind(self) -> None:
        """Bind without asking for the machine's name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, *_: object) -> None:
        """Ignore clients that disconnect early."""
