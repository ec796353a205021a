"""Warnings are shown, but fail only in strict mode. And file names that not every system can store."""

import shutil
from pathlib import Path

import pytest

from conftest import edit, options, run
from kb.content.loader import load
from kb.paths import Folders
from kb.problems import ContentError
from kb.rules import warnings


def found(content: Path) -> list[tuple[str, str]]:
    return [(finding.file, finding.rule) for finding in warnings.check(load(content))]


def test_good_content_has_no_warnings(content: Path) -> None:
    assert found(content) == []


def test_two_identical_questions_are_reported(content: Path) -> None:
    path = content / "faq.yml"
    text = path.read_text()
    path.write_text(text + text.replace("id: why-cold", "id: why").replace("Why is it cold?", "why is  it COLD?"))
    assert found(content) == [("faq.yml", "question-twice")]


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("messages.yml", "shows: E1", "shows: Red light", "message-twice"),
        ("symptoms.yml", "title: It takes for ever", "title: It stays cold", "symptom-twice"),
        ("areas/water.yml", "title: Remove the lime", "title: Have the fuse changed", "step-twice"),
    ],
)
def test_two_identical_titles_are_reported(content: Path, name: str, old: str, new: str, rule: str) -> None:
    edit(content / name, old, new)
    assert found(content) == [(name, rule)]


def test_a_source_that_nobody_cites_is_reported(content: Path) -> None:
    edit(content / "areas/power.yml", "[forum-one, forum-two]", "[forum-one]")
    assert found(content) == [("sources.yml", "source-uncited")]


def test_warnings_are_shown_but_fail_only_in_strict_mode(folders: Folders) -> None:
    edit(folders.content / "areas/power.yml", "[forum-one, forum-two]", "[forum-one]")
    for command, status in ((["build"], 0), (["check"], 0), (["check", "--strict"], 1)):
        done = run(*command, *options(folders))
        assert (done.returncode, "sources.yml:14:7: source-uncited" in done.stderr) == (status, True), done.stderr


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_an_area_has_no_name_that_windows_cannot_store(content: Path, name: str) -> None:
    (content / "areas/water.yml").rename(content / f"areas/{name}.yml")
    for path in content.rglob("*.yml"):
        path.write_text(path.read_text().replace("water/", f"{name}/").replace("- water\n", f"- {name}\n"))
    with pytest.raises(ContentError, match=f"areas/{name}.yml:1:1: file-name"):
        load(content)


def test_former_areas_and_ids_in_upper_case_are_files_too(content: Path) -> None:
    edit(content / "areas/water.yml", "title: Water", "was: [con]\ntitle: Water")
    shutil.copy(content / "areas/power.yml", content / "areas/Power.yml")
    with pytest.raises(ContentError) as caught:
        load(content)
    rules = {(one.file.removeprefix(f"{content}/"), one.rule) for one in caught.value.problems}
    assert rules >= {("areas/water.yml", "file-name"), ("areas/Power.yml", "id-slug")}
