"""The files of a content folder: which ones are read, and what should not be there."""

import shutil
from pathlib import Path

import pytest

from conftest import write
from kb.content.files import list_files, type_of
from kb.model.entries import Area
from kb.problems import ContentError


def problems(folder: Path) -> list[tuple[str, str, str]]:
    """Return file, rule and hint of each problem with the files of a folder."""
    return [(one.file, one.rule, one.hint) for one in list_files(folder, "content").problems]


def test_every_area_and_every_known_file_is_read(content: Path) -> None:
    listing = list_files(content, "content")
    assert {"site.yml", "faq.yml", "areas/power.yml", "areas/water.yml"} <= {*listing.names}
    assert (listing.missing, listing.problems) == ([], [])
    assert type_of("areas/power.yml") is Area


@pytest.mark.parametrize(
    "name", [".hidden.yml", ".git/config", "areas/power.yml~", "#faq.yml#", "areas/.#power.yml"]
)
def test_hidden_files_and_those_of_editors_are_ignored(content: Path, name: str) -> None:
    write(content, {name: "x"})
    assert problems(content) == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("areas/heat.yaml", "rename it to areas/heat.yml"),
        ("areas/Heat.YML", "rename it to areas/heat.yml"),
        ("notes.txt", "rename it, or move it elsewhere"),
        ("deep/areas/heat.yml", "rename it, or move it elsewhere"),
    ],
)
def test_a_file_that_nothing_reads_is_reported(content: Path, name: str, hint: str) -> None:
    write(content, {name: "x"})
    assert problems(content) == [(f"content/{name}", "content-unknown", hint)]


def test_a_missing_file_is_reported_and_so_is_the_last_missing_area(content: Path) -> None:
    (content / "faq.yml").unlink()
    for area in (content / "areas").iterdir():
        area.unlink()
    assert [(file, rule) for file, rule, _ in problems(content)] == [
        ("content/faq.yml", "content-missing"),
        ("content/areas", "content-missing"),
    ]


@pytest.mark.parametrize(("name", "kind"), [("faq.yml", "file"), ("areas", "folder")])
def test_a_symbolic_link_is_not_followed(content: Path, name: str, kind: str) -> None:
    (content / name).rename(content.parent / "elsewhere")
    (content / name).symlink_to(content.parent / "elsewhere")
    assert problems(content) == [(f"content/{name}", "content-link", f"put the {kind} itself here")]


def test_a_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder_are_reported(content: Path) -> None:
    (content / "faq.yml").unlink()
    (content / "faq.yml").mkdir()
    shutil.rmtree(content / "areas")
    (content / "areas").write_text("x")
    assert {(file, rule) for file, rule, _ in problems(content)} >= {
        ("content/faq.yml", "content-unreadable"),
        ("content/areas", "content-unreadable"),
    }


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (lambda path: None, "the content folder does not exist"),
        (Path.touch, "the content folder is a file"),
        (Path.mkdir, "the folder contains no content"),
    ],
    ids=["missing", "file", "empty"],
)
def test_what_is_no_content_folder_at_all_is_one_problem(tmp_path: Path, make: object, wrong: str) -> None:
    assert callable(make)
    make(tmp_path / "content")
    with pytest.raises(ContentError) as caught:
        list_files(tmp_path / "content", "content")
    assert [(one.rule, one.wrong) for one in caught.value.problems] == [("content-missing", wrong)]
