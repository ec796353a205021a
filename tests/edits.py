"""Edits of the second knowledge base, each of which changes what its site shows somewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conftest import contents
from kb import house

if TYPE_CHECKING:
    from pathlib import Path

    from kb.folders import Folders
    from kb.live import Live

EDITS = {
    "a sentence of an area": ("areas/water.yml", "summary: ", "summary: New words. "),
    "a step's title, which other pages show": (
        "areas/water.yml",
        "title: Remove the lime",
        "title: Take the lime away",
    ),
    "a question": ("faq.yml", "Why is it cold?", "Why so cold today?"),
    "a review, whose day stands on other pages": ("faq.yml", "reviewed: 2026-11-01", "reviewed: 2026-11-03"),
    "a step that is no longer the dealer's, on the call sheet of another page": (
        "areas/power.yml",
        "    who: dealer\n",
        "",
    ),
    "a former address on another page": ("faq.yml", "  question: Why", "  was: [power/cold]\n  question: Why"),
    "a former address of an area": ("areas/water.yml", "title: Water", "was: [lime]\ntitle: Water"),
    "the interface": ("interface.yml", "home: ", "home: To "),
    "a word of the search": ("search.yml", "fillers:", "fillers:\n  - verily"),
}


def built_anew(folders: Folders, at: Path, live: Live | None = None) -> dict[Path, bytes]:
    """Return the files of the site that the content makes from nothing, in another place."""
    anew = replace(folders, docs=at / "docs", site=at / "site")
    house.build(anew, live=live)
    return contents(anew.site)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
