"""Faults: killed, out of room, locked out or raced, a build leaves whole folders, and the next one succeeds."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Any

import pytest

from conftest import HEEDING, ROOT, SECOND, contents, run
from kb import house
from kb.folders import FolderError, Folders
from test_house import edit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Files = dict[Path, bytes]

OLD, NEW = "Why is it cold?", "Why so cold?"

POLL = 0.004
"""Seconds between two looks at a build: shorter than any of its steps, and it leaves the processor alone."""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """Give a knowledge base that was built and then edited. Copy it; do not change it."""
    root = tmp_path_factory.mktemp("before")
    shutil.copytree(SECOND, root / "content")
    folders = Folders(root / "content", root / "docs", root / "site")
    house.build(folders)
    edit(folders.content / "faq.yml", OLD, NEW)
    return folders


@pytest.fixture(scope="module")
def after(before: Folders, tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """Give what a build makes of it when nothing is in its way."""
    root = tmp_path_factory.mktemp("after")
    shutil.copytree(before.content.parent, root, dirs_exist_ok=True)
    folders = Folders(root / "content", root / "docs", root / "site")
    house.build(folders)
    return folders


@pytest.fixture
def edited(before: Folders, tmp_path: Path) -> Folders:
    """Give a copy of the knowledge base that was built and then edited."""
    root = shutil.copytree(before.content.parent, tmp_path / "copy")
    return Folders(root / "content", root / "docs", root / "site")


def command(folders: Folders) -> list[str]:
    """Return the command line that builds."""
    named = [part for name in ("content", "docs", "site") for part in (f"--{name}", str(getattr(folders, name)))]
    return [sys.executable, str(ROOT / "scripts" / "build.py"), "build", *named]


def mixed(found: Files, old: Files, new: Files) -> list[Path]:
    """Return the files that are neither whole old ones nor whole new ones, leaving out unfinished ones beside."""
    real = {path: data for path, data in found.items() if not path.name.startswith(".new-")}
    return [path for path, data in real.items() if data not in (old.get(path), new.get(path))] + [
        path for path in old if path in new and path not in real
    ]


def assert_whole(folders: Folders, before: Folders, after: Folders) -> None:
    """Fail unless the site is one whole site, and every page in docs is a whole page."""
    assert contents(folders.site) in (contents(before.site), contents(after.site))
    assert mixed(contents(folders.docs), contents(before.docs), contents(after.docs)) == []


def assert_next_build_succeeds(folders: Folders, after: Folders) -> None:
    """Fail unless a build makes what it makes when nothing was in its way, and leaves nothing else."""
    house.build(folders)
    assert_built(folders, after)


def assert_built(folders: Folders, after: Folders) -> None:
    """Fail unless everything is as a build leaves it when nothing is in its way, and nothing else is there."""
    assert contents(folders.site) == contents(after.site)
    assert contents(folders.docs) == contents(after.docs)
    assert sorted(path.name for path in folders.site.parent.iterdir()) == ["content", "docs", "site"]


def _staging(folders: Folders) -> bool:
    return any(folders.site.parent.glob(".building-*"))


def _pages_ready(folders: Folders) -> bool:
    return any(folders.docs.rglob(".new-*"))


def _rendering(folders: Folders) -> bool:
    return any(folders.site.parent.glob(".building-*/site/index.html"))


def _complete(folders: Folders) -> bool:
    return any(folders.site.parent.glob(".building-*/site/sw.js"))


def _exchanged(folders: Folders) -> bool:
    return NEW in (folders.site / "faq/index.html").read_text()


MOMENTS: list[Callable[[Folders], bool]] = [_pages_ready, _staging, _rendering, _complete, _exchanged]


def stopped(folders: Folders, moment: Callable[[Folders], bool], how: int) -> tuple[int, str]:
    """Build, and send a signal as soon as a moment has come; return the exit status and what was told."""
    process = subprocess.Popen(
        [*HEEDING, *command(folders)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    while process.poll() is None and not moment(folders):
        time.sleep(POLL)
    process.send_signal(how)
    return process.wait(), process.communicate()[1]


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__.strip("_"))
def test_a_build_killed_at_any_moment_leaves_whole_folders(
    edited: Folders, before: Folders, after: Folders, moment: Callable[[Folders], bool]
) -> None:
    stopped(edited, moment, signal.SIGKILL)
    assert_whole(edited, before, after)
    assert_next_build_succeeds(edited, after)


def test_a_build_that_is_interrupted_says_so_in_one_line_and_cleans_up(
    edited: Folders, before: Folders, after: Folders
) -> None:
    status, told = stopped(edited, _pages_ready, signal.SIGINT)
    assert (status, told.splitlines()[1:]) == (130, ["stopped"])
    assert contents(edited.site) == contents(before.site)
    assert contents(edited.docs) == contents(before.docs)
    assert sorted(path.name for path in edited.site.parent.iterdir()) == ["content", "docs", "site"]


def test_an_interrupt_between_the_making_of_a_file_and_its_noting_leaves_nothing(
    edited: Folders, before: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = tempfile.mkstemp

    def interrupted(**named: Any) -> None:
        make(**named)
        raise KeyboardInterrupt

    monkeypatch.setattr(tempfile, "mkstemp", interrupted)
    with pytest.raises(KeyboardInterrupt):
        house.build(edited)
    assert contents(edited.content.parent) == contents(before.content.parent)


def can_mount() -> bool:
    """Return whether this machine lets us mount a small disk of our own."""
    probe = "mount -t tmpfs -o size=100k tmpfs /mnt"
    return subprocess.run(["unshare", "-rm", "sh", "-c", probe], capture_output=True, check=False).returncode == 0


def built_on_a_small_disk(folders: Folders, room: int) -> tuple[int, str]:
    """Build on a disk with so many KiB of room; return the exit status and what was told.

    The disk is a tmpfs of its own namespace. Where that is not allowed, as in most containers, no file may grow
    beyond a part of the room instead (RLIMIT_FSIZE): writing fails as really, only earlier or later.
    """
    root = folders.content.parent
    build = " ".join(command(folders))
    if can_mount():
        used = sum(-(-len(data) // 4096) * 4 + 8 for data in contents(root).values())
        script = (
            f"cp -a {root} {root}.kept && mount -t tmpfs -o size={used + room}k tmpfs {root} && "
            f"cp -a {root}.kept/. {root} && {{ {build}; status=$?; rm -rf {root}.kept/*; "
            f"cp -a {root}/. {root}.kept; exit $status; }}"
        )
        done = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False)
        shutil.rmtree(root)
        root.with_name(f"{root.name}.kept").rename(root)
    else:
        script = f"trap '' XFSZ; ulimit -f {room // 25}; exec {build}"
        done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize("room", [400, 2000])
def test_a_disk_that_is_full_leaves_all_as_it_was(edited: Folders, before: Folders, room: int) -> None:
    status, told = built_on_a_small_disk(edited, room)
    assert status == 1, told
    assert "Traceback" not in told
    assert "nothing was" in told
    assert contents(edited.content.parent) == contents(before.content.parent)


def locked_out(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command for which file modes count, as they do not for root."""
    without = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    return subprocess.run([*without, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["docs", "site", "."])
def test_an_output_folder_that_is_read_only_is_told_and_left_alone(
    edited: Folders, before: Folders, name: str
) -> None:
    folder = edited.content.parent / name
    folder.chmod(0o555)
    told = locked_out(command(edited))
    folder.chmod(0o755)
    assert told.returncode == 1
    assert told.stderr.splitlines()[-1].endswith("Permission denied; nothing was replaced")
    assert "Traceback" not in told.stderr
    assert contents(edited.content.parent) == contents(before.content.parent)


@pytest.mark.parametrize("name", ["areas/water.yml", "areas", "."])
def test_content_that_may_not_be_read_is_told_where_it_is(edited: Folders, before: Folders, name: str) -> None:
    path = edited.content / name
    mode = path.stat().st_mode
    path.chmod(0)
    told = locked_out(command(edited))
    path.chmod(mode)
    assert told.returncode == 1
    shown = "site.yml" if name == "." else name  # the first that is looked for
    assert f"{edited.content / shown}:1:1: content-unreadable: " in told.stderr
    assert told.stderr.splitlines()[-1] == "1 problem; nothing was written"
    assert contents(edited.docs) == contents(before.docs)


def test_two_builds_of_different_content_end_with_one_of_them_whole(
    edited: Folders, before: Folders, after: Folders, tmp_path: Path
) -> None:
    other = shutil.copytree(before.content, tmp_path / "other")
    edit(other / "faq.yml", NEW, OLD)
    folders = [edited, Folders(other, edited.docs, edited.site)]
    racers = [subprocess.Popen(command(one), stdout=subprocess.DEVNULL) for one in folders]
    assert [racer.wait() for racer in racers] == [0, 0]
    ends = [(contents(one.docs), contents(one.site)) for one in (before, after)]
    assert (contents(edited.docs), contents(edited.site)) in ends


def test_a_build_that_waits_for_one_that_is_killed_succeeds(edited: Folders, after: Folders) -> None:
    first = subprocess.Popen(command(edited), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not _staging(edited):
        time.sleep(POLL)
    second = subprocess.Popen(command(edited), stdout=subprocess.DEVNULL)
    while not _rendering(edited):
        time.sleep(POLL)
    first.kill()
    first.wait()
    assert second.wait() == 0
    assert_built(edited, after)


def test_a_content_folder_that_is_a_link_to_itself_is_told(tmp_path: Path) -> None:
    for name in ("content", "docs", "site"):
        (tmp_path / name).symlink_to(name)
    told = run("build", "--content", tmp_path / "content", "--docs", tmp_path / "d", "--site", tmp_path / "s")
    assert (told.returncode, told.stderr.count("content-missing")) == (1, 1), told.stderr
    for name in ("docs", "site"):
        parts = {"content": SECOND, "docs": tmp_path / "d", "site": tmp_path / "s"} | {name: tmp_path / name}
        with pytest.raises(FolderError, match="leads nowhere"):
            house.build(Folders(**parts))
