"""Paths: which folders a build may use, and how a new site replaces the old one."""

import os
import time
from pathlib import Path

import pytest

from conftest import ROOT, contents, write
from kb.paths import ABANDONED, STAGING, FolderError, Folders, check_folders, replace_folder, temporary_folder


def folders(root: Path, **given: str) -> Folders:
    """Return the folders content, docs and site in `root`, or as given."""
    return Folders(*(root / given.get(name, name) for name in ("content", "docs", "site")))


def test_separate_folders_are_good_whether_they_exist_or_not(tmp_path: Path) -> None:
    check_folders(folders(tmp_path))
    for name in ("content", "docs", "site"):
        (tmp_path / name).mkdir()
    check_folders(folders(tmp_path))
    check_folders(Folders())


@pytest.mark.parametrize(
    "given",
    [
        {"site": "content"},
        {"site": "docs"},
        {"site": "docs/site"},
        {"docs": "site/docs"},
        {"docs": "content/docs"},
        {"site": "."},
    ],
    ids=str,
)
def test_folders_that_overlap_are_refused(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(FolderError, match="must not overlap"):
        check_folders(folders(tmp_path, **given))


def test_folders_that_overlap_through_a_link_are_refused(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "content")
    with pytest.raises(FolderError, match="must not overlap"):
        check_folders(folders(tmp_path))


@pytest.mark.parametrize("part", ["scripts", "tests/out", "overrides", "schemas", ".git"])
def test_no_site_is_built_into_the_project_itself(part: str) -> None:
    with pytest.raises(FolderError, match="part of this project"):
        check_folders(Folders(site=ROOT / part))


def test_a_file_or_a_broken_link_is_no_site_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("years of work")
    with pytest.raises(FolderError, match="it is a file"):
        check_folders(folders(tmp_path))
    (tmp_path / "site").unlink()
    (tmp_path / "site").symlink_to("site")
    with pytest.raises(FolderError, match="it is a broken link"):
        check_folders(folders(tmp_path))


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path) -> None:
    write(tmp_path / "site", {"thesis.txt": "years of work"})
    with pytest.raises(FolderError, match="no build has written"):
        check_folders(folders(tmp_path))


def test_a_new_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    new, target = write(tmp_path / "new", {"a": "2", "b": "3"}), write(tmp_path / "target", {"a": "1", "c": "1"})
    with temporary_folder(STAGING, target.parent) as temporary:
        replace_folder(new, target, temporary)
    assert contents(target) == {"a": b"2", "b": b"3"}
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


def test_a_folder_with_the_same_bytes_is_left_alone(tmp_path: Path) -> None:
    new, target = write(tmp_path / "new", {"a": "1"}), write(tmp_path / "target", {"a": "1"})
    before = target.stat().st_ino
    replace_folder(new, target, tmp_path)
    assert target.stat().st_ino == before


def test_staging_is_next_to_the_site_and_removed_also_after_an_error(tmp_path: Path) -> None:
    def fail() -> None:
        with temporary_folder(STAGING, tmp_path / "deep") as temporary:
            assert temporary.parent == tmp_path / "deep"
            write(temporary, {"a/b": "x"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list((tmp_path / "deep").iterdir()) == []


def test_only_abandoned_staging_folders_are_removed(tmp_path: Path) -> None:
    old, running = (write(tmp_path / f"{STAGING}{name}", {"a": "x"}) for name in ("old", "running"))
    then = time.time() - ABANDONED - 60
    os.utime(old, (then, then))
    with temporary_folder(STAGING, tmp_path):
        assert not old.exists()
    assert running.exists()
