"""Edits of the second knowledge base, each of which changes what its site shows somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

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


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
