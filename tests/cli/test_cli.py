"""The command line: what each command prints, and its exit status."""

import errno
import os
import re
from unittest.mock import Mock

import pytest

from conftest import edit, options, run
from kb import cli, pipeline
from kb.paths import Folders


def main(command: str, folders: Folders, *arguments: str) -> int:
    """Run a command on the folders, in this process."""
    return cli.main([command, *arguments, *options(folders)], "")


def test_build_says_in_one_line_what_it_did(folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("build", folders) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("8 pages (")
    assert f"open {folders.site}/index.html" in line


def test_problems_are_printed_and_counted_and_the_exit_status_is_1(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folders.content / "areas/water.yml", "title: Water", "titel: Water")
    assert main("build", folders) == 1
    *_, problem, other, end = capsys.readouterr().err.splitlines()
    assert "content/areas/water.yml:1:1: key-missing:" in problem
    assert 'key-unknown: the key "titel" is not known here (did you mean "title"?)' in other
    assert end == "2 problems; nothing was written"


def test_check_is_good_when_every_page_is_fresh(built: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("check", built, "--today", "2026-11-20") == 0
    printed = capsys.readouterr()
    assert printed.out == "good: 2 areas, 1 questions, 2 messages, 3 sources; every page is fresh\n"
    assert "review" not in printed.err


@pytest.mark.parametrize(
    ("today", "strict", "status"),
    [
        ("2026-11-20", [], 0),
        ("2027-06-01", ["--strict"], 0),
        ("2027-12-01", [], 0),
        ("2027-12-01", ["--strict"], 1),
    ],
)
def test_old_reviews_are_printed_and_fail_only_in_strict_mode(
    built: Folders, capsys: pytest.CaptureFixture[str], today: str, strict: list[str], status: int
) -> None:
    edit(built.content / "site.yml", "kettle.example", "kettle.org")
    assert main("build", built) == 0
    assert main("check", built, "--today", today, *strict) == status
    assert bool(re.search(r"areas/water\.yml:\d+:11: review-old", capsys.readouterr().err)) == (
        today != "2026-11-20"
    )


def test_folders_that_cannot_be_used_are_a_usage_error(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    folders.site.write_text("years of work")
    assert main("build", folders) == 2
    assert "it is a file" in capsys.readouterr().err
    assert folders.site.read_text() == "years of work"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_a_full_disk_or_a_locked_folder_is_named(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: int
) -> None:
    monkeypatch.setattr(pipeline, "build", Mock(side_effect=OSError(code, os.strerror(code), "docs/faq.md")))
    assert main("build", folders) == 1
    assert f"docs/faq.md: {os.strerror(code)}; the site was not replaced" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["bild"], ["serve", "--port", "0"], ["serve", "--port", "x"], ["new", "cat", "x"]]
)
def test_wrong_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments, "")
    assert caught.value.code == 2
    assert "usage: build.py" in capsys.readouterr().err


def test_map_prints_a_flowchart(folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("map", folders) == 0
    assert capsys.readouterr().out.startswith("flowchart LR\n  stays-cold")


def test_the_committed_pages_are_fresh() -> None:
    done = run("check")
    assert done.returncode == 0, done.stderr


def test_a_terminal_without_unicode_is_no_reason_to_fail(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(folders.content / "faq.yml", "Why is it cold?", "“<b>”")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = run("check", "--content", folders.content)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
