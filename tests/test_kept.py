"""Kept: with pages of the last build, a build makes the site that a first one makes, and tells the same faults."""

from __future__ import annotations

import shutil
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from mkdocs.structure.pages import Page

from conftest import contents
from edits import EDITS, built_anew, edit
from kb import house, remembered
from kb.site import SiteError

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from kb.folders import Folders


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder for what is remembered."""
    monkeypatch.setattr(remembered, "FOLDER", tmp_path / "cache")
    return tmp_path / "cache"


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_site_is_as_a_first_build_makes_it(folders: Folders, tmp_path: Path, name: str) -> None:
    house.build(folders)
    file, old, new = EDITS[name]
    edit(folders.content / file, old, new)
    house.build(folders)
    assert contents(folders.site) == built_anew(folders, tmp_path / "first")


def test_only_pages_that_differ_are_rendered(folders: Folders, rendered: list[str]) -> None:
    house.build(folders)
    assert len(rendered) == 8
    del rendered[:]
    house.build(folders)
    assert rendered == []
    edit(folders.content / "faq.yml", "Usually it has no power.", "Usually the plug is out.")
    house.build(folders)
    assert rendered == ["faq.md"]


def test_another_file_or_setting_has_all_pages_rendered(folders: Folders, rendered: list[str]) -> None:
    house.build(folders)
    (folders.docs / "by-hand.md").write_text("# By hand\n")
    del rendered[:]
    house.build(folders)
    assert len(rendered) == 9
    edit(folders.content / "site.yml", "title: ", "title: Our ")
    del rendered[:]
    house.build(folders)
    assert len(rendered) == 9


def test_a_kept_page_that_links_to_what_an_edit_takes_away_is_told(folders: Folders) -> None:
    folders.docs.mkdir()
    (folders.docs / "by-hand.md").write_text("# By hand\n\n[cold](faq.md#why-cold)\n")
    house.build(folders)
    for file in ("faq.yml", "asked/kitchen.yml"):
        edit(folders.content / file, "why-cold", "so-cold")
    for _ in range(2):  # what is wrong is not kept
        with pytest.raises(SiteError, match=r"by-hand\.md.*why-cold"):
            house.build(folders)


@pytest.mark.parametrize("damage", [b"", b"x", bytes(1000), None], ids=["empty", "short", "zeros", "one byte"])
def test_a_damaged_file_does_no_harm(
    folders: Folders, cache: Path, rendered: list[str], damage: bytes | None
) -> None:
    house.build(folders)
    before = contents(folders.site)
    (path,) = cache.glob("pages-*")
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(bytes(data) if damage is None else damage)
    del rendered[:]
    house.build(folders)
    assert len(rendered) == 8
    assert contents(folders.site) == before


def test_a_page_that_changes_while_it_is_rendered_is_not_kept(
    folders: Folders, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.docs.mkdir()
    page = folders.docs / "by-hand.md"
    page.write_text("# By hand\n\nOld words.\n")
    render = Page.render

    def slow(this: Page, config: MkDocsConfig, files: Files) -> None:
        render(this, config, files)
        if this.file.src_uri == page.name:
            with page.open("r+") as file:  # as some editors do, into the very file that the build reads
                file.write("# By hand\n\nNew words.\n")

    monkeypatch.setattr(Page, "render", slow)
    house.build(folders)
    assert "Old words" in (folders.site / "by-hand/index.html").read_text()
    monkeypatch.setattr(Page, "render", render)
    house.build(folders)
    assert "New words" in (folders.site / "by-hand/index.html").read_text()
    assert rendered.count(page.name) == 2


def test_a_value_that_takes_much_of_the_room_is_not_kept(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=100))
    remembered.keep("pages", "large", (), "x" * 11)
    assert list(cache.iterdir()) == []


def test_what_other_code_has_made_is_not_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remembered.keep("pages", "site", (), 1)
    monkeypatch.setattr(remembered, "MADE_BY", "other code")
    assert remembered.recall("pages", "site", ()) is None
    assert len(list(cache.iterdir())) == 1


def test_few_sites_are_kept(cache: Path) -> None:
    for number in range(10):
        remembered.keep("pages", str(number), (), number)
    assert len(list(cache.glob("pages-*"))) == remembered.NAMES["pages"]
    assert remembered.recall("pages", "9", ()) == 9
    assert remembered.recall("pages", "9", ("other",)) is None
    assert remembered.recall("pages", "0", ()) is None


def test_where_nothing_can_be_kept_a_build_succeeds(folders: Folders, cache: Path) -> None:
    cache.write_text("in the way")
    house.build(folders)
    house.build(folders)
