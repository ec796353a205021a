"""Live: after an edit the site is the same as if it were built anew, and what the edit breaks is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import contents
from edits import EDITS, built_anew, edit
from kb import house
from kb.live import Live
from kb.site import SiteError

if TYPE_CHECKING:
    from pathlib import Path

    from kb.folders import Folders


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_site_is_as_if_built_anew(folders: Folders, tmp_path: Path, name: str) -> None:
    live = Live()
    house.build(folders, live=live)
    before = contents(folders.site)
    file, old, new = EDITS[name]
    edit(folders.content / file, old, new)
    house.build(folders, live=live)
    after = contents(folders.site)
    assert after != before
    assert after == built_anew(folders, tmp_path / "anew", Live())


def test_in_a_large_knowledge_base_the_data_comes_with_the_next_build(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.live.LARGE", 0)
    live = Live()
    house.build(folders, live=live)
    data = (folders.site / "data/search/power.json").read_text()
    edit(folders.content / "faq.yml", "Usually it has no power.", "Usually the plug is out.")
    house.build(folders, live=live)
    assert live.behind
    assert "the plug is out" in (folders.site / "faq/index.html").read_text()
    assert (folders.site / "data/search/power.json").read_text() == data
    live.catch_up()
    assert not live.behind
    house.build(folders, live=live)
    assert contents(folders.site) == built_anew(folders, tmp_path / "anew", Live())


def test_a_site_that_could_be_put_in_place_only_in_part_is_made_whole_again(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = Live()
    house.build(folders, live=live)
    edit(folders.content / "faq.yml", "Why is it cold?", "Why so cold today?")

    def half(new: Path, site: Path) -> None:
        (new / "faq/index.html").replace(site / "faq/index.html")
        raise OSError("half way")

    monkeypatch.setattr("kb.folders.merge", half)
    with pytest.raises(OSError, match="half way"):
        house.build(folders, live=live)
    monkeypatch.undo()
    edit(folders.content / "faq.yml", "Why so cold today?", "Why is it cold?")
    house.build(folders, live=live)
    assert contents(folders.site) == built_anew(folders, tmp_path / "anew", Live())


def test_only_the_pages_that_an_edit_changes_are_rendered(folders: Folders, rendered: list[str]) -> None:
    live = Live()
    house.build(folders, live=live)
    del rendered[:]
    edit(folders.content / "faq.yml", "Usually it has no power.", "Usually the plug is out.")
    (folders.docs / "about.md").touch()
    house.build(folders, live=live)
    assert rendered == ["faq.md"]


def test_a_link_of_another_page_to_an_anchor_that_an_edit_takes_away_is_told(
    folders: Folders,
) -> None:
    folders.docs.mkdir()
    (folders.docs / "by-hand.md").write_text("# By hand\n\n[cold](faq.md#why-cold)\n")
    live = Live()
    house.build(folders, live=live)
    before = contents(folders.site)
    for file in ("faq.yml", "asked/kitchen.yml"):
        edit(folders.content / file, "why-cold", "so-cold")
    with pytest.raises(SiteError, match=r"by-hand\.md.*why-cold"):
        house.build(folders, live=live)
    assert contents(folders.site) == before
    for file in ("faq.yml", "asked/kitchen.yml"):
        edit(folders.content / file, "so-cold", "why-cold")
    house.build(folders, live=live)
    assert contents(folders.site) == before


def test_a_page_written_by_hand_is_built_again_when_it_changes(folders: Folders) -> None:
    folders.docs.mkdir()
    page = folders.docs / "by-hand.md"
    page.write_text("# By hand\n\nOld words.\n")
    live = Live()
    house.build(folders, live=live)
    edit(page, "Old", "New")
    house.build(folders, live=live)
    assert "New words" in (folders.site / "by-hand/index.html").read_text()
