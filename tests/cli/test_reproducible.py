"""Reproducible: one commit makes one site, byte for byte, wherever it is built, and without a network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, contents

BUILT_FROM = ("content", "docs", "mkdocs.yml", "overrides", "schemas", "scripts")

SETTINGS = {
    "one": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    "another place": {
        "TZ": "America/St_Johns",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "2",
    },
}
"""What must not matter: the folder, time zone, language, encoding and order of sets."""

NO_NETWORK = """
import sys

CONNECT = {"connect", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr"}

def refuse(event, arguments):
    if event.startswith("socket.") and event.partition(".")[2] in CONNECT:
        raise OSError(f"there is no network: {event}")

sys.addaudithook(refuse)
"""
"""As sitecustomize.py on Python's path: makes every connection fail."""


def clone(folder: Path) -> Path:
    """Copy what a site is built from."""
    folder.mkdir(parents=True)
    for name in BUILT_FROM:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def no_network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("no-network")
    (folder / "sitecustomize.py").write_text(NO_NETWORK)
    return folder


def test_one_commit_makes_one_site_wherever_it_is_built_and_without_a_network(
    tmp_path: Path, no_network: Path
) -> None:
    made: list[dict[str, bytes]] = []
    for place, settings in SETTINGS.items():
        project = clone(tmp_path / place)
        if made:
            shutil.rmtree(project / "docs/data")  # the other build finds all its pages written
        environment = {"PATH": os.environ["PATH"], "HOME": str(project), "PYTHONPATH": str(no_network), **settings}
        command = [sys.executable, str(project / "scripts/build.py"), "build"]
        done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        made.append(contents(project / "site") | contents(project / "docs"))
    assert made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []


def test_any_host_renders_the_committed_pages_with_mkdocs_alone(tmp_path: Path) -> None:
    project = clone(tmp_path / "clone")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (project / "site/account/index.html").is_file()
