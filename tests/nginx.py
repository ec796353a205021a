"""Runs nginx on a free local port with the configuration that hosting/README.md shows."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from maintain import browser

HOSTING = Path(__file__).parent.parent / "hosting"
START_TIMEOUT = 20.0

MAIN = """\
{user}
daemon off;
pid {work}/pid;
error_log {work}/errors warn;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    {server}
}}
"""


class NginxError(Exception):
    """nginx is not installed or did not start. The message says why."""


def documented(language: str) -> list[str]:
    """Return the code blocks of hosting/README.md in one language."""
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```", (HOSTING / "README.md").read_text())


@contextmanager
def serve(folder: Path, path: str = "/") -> Iterator[str]:
    """Serve a folder at the root or at /help/, as documented; yield its URL. Raises NginxError."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not nginx:
        raise NginxError("nginx is not installed: install the Debian package `nginx`")
    at_root, below_path = documented("nginx")
    port = browser.free_port()
    server = at_root if path == "/" else f"server {{\nlisten 80;\nroot /nonexistent;\n{below_path}}}"
    server = server.replace("/srv/help/current", str(folder)).replace("/srv/help", str(HOSTING))
    with tempfile.TemporaryDirectory(prefix="nginx-") as name:
        work = Path(name)
        # As root, nginx would switch to a user who cannot read the tests' folders.
        user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
        server = server.replace("listen 80;", f"listen 127.0.0.1:{port};")
        (work / "conf").write_text(MAIN.format(user=user, work=work, server=server))
        process = subprocess.Popen([nginx, "-p", name, "-c", work / "conf", "-e", work / "errors"])
        try:
            _wait(process, port, work / "errors")
            yield f"http://127.0.0.1:{port}{path}"
        finally:
            process.terminate()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, errors: Path) -> None:
    end = time.monotonic() + START_TIMEOUT
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise NginxError(f"nginx did not start: {errors.read_text() if errors.is_file() else 'no error log'}")
