"""Reproducible: one commit makes one site, byte for byte, wherever and whenever it is built, without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

from conftest import ROOT, contents

if TYPE_CHECKING:
    from pathlib import Path

BUILT_FROM = ("content", "docs", "mkdocs.yml", "overrides", "scripts")


class Circumstances(NamedTuple):
    """What must not matter to a build."""

    folder: str
    moment: str
    umask: int
    variables: dict[str, str]


CIRCUMSTANCES = (
    Circumstances(
        "one",
        "@2026-12-31 23:59:50",
        0o022,
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    ),
    Circumstances(
        "another place",
        "@2031-07-04 03:00:00",
        0o077,
        {
            "TZ": "America/St_Johns",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONHASHSEED": "2",
        },
    ),
)

NO_NETWORK = """
import sys

WAYS_OUT = {"connect", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr"}

def refuse(event, arguments):
    if event.startswith("socket.") and event.partition(".")[2] in WAYS_OUT:
        print("no network:", event, arguments[-1], file=sys.stderr, flush=True)
        raise OSError(f"there is no network: {event}")

sys.addaudithook(refuse)
"""
"""Makes every way out of a Python program fail, loudly; it stands where any program started by it finds it."""


def clone(folder: Path, age: int) -> Path:
    """Copy what a site is built from, as if it had been checked out some days ago."""
    folder.mkdir()
    for name in BUILT_FROM:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    then = time.time() - age * 86_400
    for path in folder.rglob("*"):
        os.utime(path, (then, then))
    return folder


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that, on Python's path, cuts a program off from every network."""
    folder = tmp_path_factory.mktemp("cut")
    (folder / "sitecustomize.py").write_text(NO_NETWORK)
    return folder


@pytest.fixture(scope="module")
def faketime() -> str:
    """Give the program that shows other programs another time; fail, and say how to get it, when there is none."""
    program = shutil.which("faketime")
    if not program:
        pytest.fail("this test needs another time: install Debian's package faketime (`make test` does it)")
    return program


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, cut: Path, faketime: str) -> list[tuple[Path, str]]:
    """Give two builds of this commit with nothing in common, cut off from the network, and what they told."""
    # Where this machine may have a network of its own with nothing in it, other languages' code is cut off too.
    may = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
    apart = ["unshare", "-rn"] if may else []
    builds = []
    for number, (name, moment, umask, variables) in enumerate(CIRCUMSTANCES):
        project = clone(tmp_path_factory.mktemp("commit") / name, age=400 * number)
        if number:
            shutil.rmtree(project / "docs/data")  # one build finds its pages written, the other has to write some
        command = [*apart, faketime, "-f", moment, sys.executable, str(project / "scripts/build.py"), "build"]
        environment = {"PATH": os.environ["PATH"], "HOME": str(project), "PYTHONPATH": str(cut), **variables}
        log = (project / "log").open("w")
        builds.append(
            (project, subprocess.Popen(command, cwd=project, env=environment, umask=umask, stdout=log, stderr=log))
        )
    for project, build in builds:
        assert build.wait(timeout=150) == 0, (project / "log").read_text()
    return [(project, (project / "log").read_text()) for project, _ in builds]


def test_one_commit_makes_one_site_wherever_whenever_and_without_a_network(
    built: list[tuple[Path, str]],
) -> None:
    (one, log), (other, other_log) = built
    assert "no network" not in log + other_log
    for folder in ("site", "docs"):
        ours, theirs = contents(one / folder), contents(other / folder)
        assert ours.keys() == theirs.keys()
        assert [path for path in ours if ours[path] != theirs[path]] == []
        assert len(ours) > 20


def test_the_circumstances_are_really_different(faketime: str) -> None:
    ask = "import datetime, locale, sys; print(datetime.datetime.now(), hash('a'), sys.getfilesystemencoding())"
    told = set()
    for _, moment, _, variables in CIRCUMSTANCES:
        command = [faketime, "-f", moment, sys.executable, "-c", ask]
        told.add(subprocess.run(command, env=variables, capture_output=True, text=True, check=True).stdout)
    parts = [text.split() for text in told]
    assert len(told) == 2
    assert all(one != other for one, other in zip(*parts, strict=True)), parts


IN_A_CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import socket; {}'])"


@pytest.mark.parametrize(
    "attempt",
    [
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        IN_A_CHILD.format('socket.getaddrinfo("help.example", 443)'),
    ],
)
def test_cut_off_means_that_nothing_gets_out(cut: Path, attempt: str) -> None:
    command = [sys.executable, "-c", attempt]
    done = subprocess.run(command, env={"PYTHONPATH": str(cut)}, capture_output=True, text=True, check=False)
    assert "no network" in done.stderr
