"""Release: readers meet a whole site before, during and after a switch; one command leads back."""

from __future__ import annotations

import hashlib
import shutil
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RELEASE = ROOT / "scripts/release.py"


def run(*arguments: str | Path, umask: int = 0o022) -> subprocess.CompletedProcess[str]:
    """Run scripts/release.py as a person would, on a host that has nothing but Python."""
    command = [sys.executable, "-I", str(RELEASE), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, umask=umask)


def version(folder: Path, number: int) -> Path:
    """Make a small site as a build would make it, and another one for another number."""
    script = f"export const number = {number};"
    name = f"site.{hashlib.sha256(script.encode()).hexdigest()[:8]}.js"
    page = f'<script src="assets/{name}"></script>{number}'
    files = {"404.html": "none", "_headers": "/*", "sw.js": f"{number}", "index.html": page, "same.html": "same"}
    for path, text in {**files, f"assets/{name}": script}.items():
        file = folder / f"v{number}" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder / f"v{number}"


@pytest.fixture
def release(tmp_path: Path) -> Callable[[int], str]:
    """Give a function that releases a version to the folder `to` and returns what the command said."""

    def release(number: int) -> str:
        done = run("release", tmp_path / "to", "--site", version(tmp_path, number), "--keep", "3")
        assert done.returncode == 0, done.stderr
        return done.stdout

    return release


def shown(to: Path) -> str:
    """Return which version is current, after checking every one of its files."""
    site = to / "current/site"
    for line in (to / "current/SHA256SUMS").read_text().splitlines():
        sum_, _, path = line.partition("  ")
        assert hashlib.sha256((site / path).read_bytes()).hexdigest() == sum_, path
    return (site / "sw.js").read_text()


def test_a_release_is_whole_and_rollback_leads_back_one_by_one(
    tmp_path: Path, release: Callable[[int], str]
) -> None:
    to = tmp_path / "to"
    for number in (1, 2, 3):
        assert release(number).startswith(f"{to}/current leads to 000{number}-")
        assert shown(to) == str(number)
    for number in (2, 1):
        back = run("rollback", to)
        assert (back.returncode, shown(to)) == (0, str(number)), back.stderr
    told = run("rollback", to)
    assert (told.returncode, told.stderr) == (1, f"{to} keeps no release before the current one\n")
    assert shown(to) == "1"


def test_after_a_rollback_the_withdrawn_release_is_never_gone_back_to(
    tmp_path: Path, release: Callable[[int], str]
) -> None:
    to = tmp_path / "to"
    release(1)
    release(2)
    run("rollback", to)
    release(3)
    run("rollback", to)
    assert shown(to) == "1"


def test_the_same_site_again_changes_nothing(tmp_path: Path, release: Callable[[int], str]) -> None:
    assert release(1) == release(1)
    assert len(list((tmp_path / "to/releases").iterdir())) == 1


def test_the_last_releases_stay_and_no_others(tmp_path: Path, release: Callable[[int], str]) -> None:
    for number in range(1, 6):
        release(number)
    kept = sorted((tmp_path / "to/releases").iterdir())
    assert [path.name[:4] for path in kept] == ["0003", "0004", "0005"]
    for _ in range(2):
        assert run("rollback", tmp_path / "to").returncode == 0
    assert run("rollback", tmp_path / "to").returncode == 1
    assert shown(tmp_path / "to") == "3"


def test_a_page_opened_before_the_switch_still_finds_its_files(
    tmp_path: Path, release: Callable[[int], str]
) -> None:
    release(1)
    names = {path.name for path in (tmp_path / "v1/assets").iterdir()}
    release(2)
    assets = tmp_path / "to/current/site/assets"
    assert names < {path.name for path in assets.iterdir()}
    run("rollback", tmp_path / "to")
    assert {path.name for path in (tmp_path / "v2/assets").iterdir()} < {path.name for path in assets.iterdir()}
    for number in range(3, 8):
        release(number)
    assert len([path for path in assets.iterdir() if path.suffix == ".js"]) <= 4
    assert shown(tmp_path / "to") == "7"


def test_only_what_changed_gets_a_new_time_and_that_is_a_later_one(
    tmp_path: Path, release: Callable[[int], str]
) -> None:
    release(1)
    before = {name: (tmp_path / "to/current/site" / name).stat() for name in ("same.html", "sw.js")}
    release(2)
    after = {name: (tmp_path / "to/current/site" / name).stat() for name in ("same.html", "sw.js")}
    assert int(after["same.html"].st_mtime) == int(before["same.html"].st_mtime)
    assert int(after["sw.js"].st_mtime) > int(before["sw.js"].st_mtime)


@pytest.mark.parametrize("missing", ["", "sw.js", "_headers", "index.html"])
def test_only_a_site_built_for_hosting_is_released(
    tmp_path: Path, release: Callable[[int], str], missing: str
) -> None:
    release(1)
    bad = version(tmp_path, 2)
    shutil.rmtree(bad) if not missing else (bad / missing).unlink()
    told = run("release", tmp_path / "to", "--site", bad)
    assert told.returncode == 1
    assert f"{bad} holds no built site" in told.stderr
    assert missing in told.stderr
    assert shown(tmp_path / "to") == "1"


def test_a_web_server_may_read_what_a_careful_person_releases(tmp_path: Path) -> None:
    site = version(tmp_path, 1)
    (site / "index.html").chmod(0o600)
    assert run("release", tmp_path / "to", "--site", site, umask=0o077).returncode == 0
    for path in ((tmp_path / "to"), *(tmp_path / "to").rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode & 0o555 == (0o555 if path.is_dir() else 0o444), path


def test_a_folder_where_nothing_can_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = run("release", tmp_path / "file", "--site", version(tmp_path, 1))
    assert told.returncode == 1
    assert told.stderr.endswith("; nothing was switched\n")
    assert len(told.stderr.splitlines()) == 1


def test_no_folder_named_is_not_the_folder_one_happens_to_be_in() -> None:
    told = run("release", "")
    assert told.returncode == 2
    assert "make release TO=" in told.stderr


DIE = """
import os, runpy, sys
left = int(sys.argv.pop(1))
def count(event, arguments):
    global left
    if event.split(".")[0] in {"os", "shutil", "open", "fcntl"}:
        left -= 1
        if left == 0:
            os._exit(9)
sys.argv[0] = sys.argv.pop(1)
sys.addaudithook(count)
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    print(left)
"""
"""Runs a script and dies, without a word, before the n-th thing it does with files."""


def dying(moment: int, to: Path, site: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-c", DIE, str(moment), str(RELEASE), "release", str(to), "--site", str(site)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_release_that_is_killed_leaves_a_whole_site_and_the_next_one_clears_up(
    tmp_path: Path, release: Callable[[int], str]
) -> None:
    release(1)
    old, new = tmp_path / "to", version(tmp_path, 2)
    shutil.copytree(old, tmp_path / "whole", symlinks=True)
    events = 10**6 - int(dying(10**6, tmp_path / "whole", new).stdout.splitlines()[-1])
    seen = set()
    for moment in sorted({*range(1, events, max(1, events // 8)), *range(events - 10, events + 1)}):
        to = tmp_path / f"killed-{moment}"
        shutil.copytree(old, to, symlinks=True)
        assert dying(moment, to, new).returncode == 9
        seen.add(shown(to))
        assert run("release", to, "--site", new).returncode == 0
        assert shown(to) == "2"
        names = [path.name for path in (*to.iterdir(), *(to / "releases").iterdir())]
        assert not [name for name in names if name.startswith(".new-")], moment
    assert seen == {"1", "2"}
