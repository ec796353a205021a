"""A build and a check need nothing that only one operating system has."""

import subprocess
import sys

from conftest import ROOT, options
from kb.paths import Folders
from maintain.browser import free_port

WITHOUT = f"""
import os, signal, socket, sys
for name in ("fcntl", "termios", "grp", "pwd", "resource", "posix_ipc", "tty", "pty", "curses"):
    sys.modules[name] = None
for module, names in {{
    os: "fork forkpty getuid geteuid getgid chown lchown getloadavg mkfifo nice uname sched_getaffinity wait3 "
        "setsid killpg getpgid posix_spawn sendfile copy_file_range pread register_at_fork getppid fchmod",
    signal: "SIGKILL SIGHUP SIGALRM SIGUSR1 SIGCHLD setitimer alarm pthread_kill sigwait",
    socket: "AF_UNIX SO_REUSEPORT",
}}.items():
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
sys.path.insert(0, {str(ROOT / "scripts")!r})
from kb import cli
sys.exit(cli.main(sys.argv[1:], None))
"""
"""Does what build.py does, without what Windows lacks."""


def test_build_and_check_need_no_posix(folders: Folders) -> None:
    for name in ("build", "check"):
        command = [sys.executable, "-c", WITHOUT, name, *options(folders)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert (folders.site / "index.html").is_file()


def test_serve_starts_without_posix(folders: Folders) -> None:
    command = [sys.executable, "-c", WITHOUT, "serve", f"--port={free_port()}", *options(folders)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        process.kill()
        assert "Serving on" in line, process.stderr and process.stderr.read()
