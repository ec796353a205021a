"""nginx: a folder → a real nginx on this machine that serves it by hosting/nginx.conf; for tests and load."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from measure import hosts

if TYPE_CHECKING:
    from collections.abc import Iterator

CONF = Path(__file__).parent.parent / "hosting" / "nginx.conf"
TYPES = Path("/etc/nginx/mime.types")
START = 20.0
"""Seconds that nginx may take to start."""

HOST = """\
location {prefix} {{
    alias {folder}/;
    error_page 403 404 =404 {prefix}404.html;
    include {conf};
}}
"""
"""What a host writes to serve the site; hosting/README.md shows the same."""

MAIN = """\
{user}
daemon off;
worker_processes auto;
pid {own}/pid;
error_log {own}/errors warn;
events {{ worker_connections 1024; }}
http {{
    include {types};
    access_log off;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path {own}/body;
    proxy_temp_path {own}/proxy;
    fastcgi_temp_path {own}/fastcgi;
    uwsgi_temp_path {own}/uwsgi;
    scgi_temp_path {own}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {own}/nothing;
        {host}
    }}
}}
"""


class NginxError(Exception):
    """nginx is not there, or does not start. The text says why."""


@contextmanager
def serving(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder under a path on a free port of this machine; yield the address of its home page.

    Raises NginxError when there is no nginx, or when it refuses the configuration.
    """
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin")
    if not program or not TYPES.is_file():
        raise NginxError("there is no nginx: install Debian's package nginx (`make test` does it)")
    with tempfile.TemporaryDirectory(prefix="nginx-") as name:
        own, port = Path(name), hosts.free_port()
        errors = own / "errors"
        (own / "conf").write_text(_configuration(own, port, folder, prefix), encoding="utf-8")
        command = [program, "-p", name, "-c", str(own / "conf"), "-e", str(errors)]
        with (own / "terminal").open("w") as terminal:
            process = subprocess.Popen(command, stdout=terminal, stderr=terminal)  # noqa: S603
        try:
            _wait(process, port, errors)
            yield f"http://127.0.0.1:{port}{prefix}"
        finally:
            process.terminate()
            process.wait()


def _configuration(own: Path, port: int, folder: Path, prefix: str) -> str:
    # Started by root, nginx would read as nobody, who may not enter the folders of tests.
    user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
    host = HOST.format(prefix=prefix, folder=folder, conf=CONF)
    return MAIN.format(user=user, own=own, port=port, types=TYPES, host=host)


def _wait(process: subprocess.Popen[bytes], port: int, errors: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    said = errors.read_text(encoding="utf-8") if errors.is_file() else ""
    raise NginxError(f"nginx does not start: {said or 'it says nothing'}")
