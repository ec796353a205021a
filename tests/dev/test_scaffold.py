"""Scaffolds: a new entry has every required key, fails the check until it is filled in, and then passes."""

from pathlib import Path

import pytest

from conftest import contents, edit
from kb.content.loader import load
from kb.dev import scaffold
from kb.model.text import PLACEHOLDER
from kb.paths import Folders
from kb.problems import ContentError

VALUES = {
    "Areas that list": "power",
    "Steps": "power/fuse",
    "The checks": "power/fuse",
    "What to do, in order": "power/fuse",
    "Anchor": "made-up",
    "Name of a Material": "kettle",
    "Id of an evidence": "official",
    "Whether": "text",
    "Id of its group": "cold",
}
"""What replaces a placeholder that begins so; any other is replaced by words."""


def fill_in(path: Path) -> None:
    """Replace every placeholder of a file."""
    lines = path.read_text().splitlines()
    for n, line in enumerate(lines):
        before, placeholder, about = line.partition(f'"{PLACEHOLDER} ')
        if placeholder:
            lines[n] = before + next((VALUES[start] for start in VALUES if about.startswith(start)), "Some words")
    path.write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize("kind", scaffold.KINDS)
def test_a_scaffold_is_bad_content_until_it_is_filled_in(folders: Folders, kind: str) -> None:
    path = scaffold.add(folders.content, kind, "made-up")
    with pytest.raises(ContentError, match="placeholder"):
        load(folders.content)
    fill_in(path)
    if kind == "source":
        path.write_text(f"{path.read_text()}  locator: A shelf\n")
    if kind == "area":
        edit(folders.content / "symptoms.yml", "[water/descale]", "[water/descale, made-up/made-up]")
    kb = load(folders.content)
    found = {
        "area": list(kb.areas),
        **{name: [entry.id for entry in getattr(kb, f"{name}s")] for name in scaffold.KINDS if name != "area"},
    }
    assert found[kind][-1] == "made-up"


def test_what_is_in_a_list_already_stays_as_it_was_written(folders: Folders) -> None:
    before = (folders.content / "messages.yml").read_text()
    scaffold.add(folders.content, "message", "made-up")
    assert (folders.content / "messages.yml").read_text().startswith(f"{before.rstrip()}\n- id: made-up\n")


def test_an_area_comes_at_the_end_of_the_order(folders: Folders) -> None:
    scaffold.add(folders.content, "area", "made-up")
    assert "  - power\n  - water\n  - made-up\n" in (folders.content / "site.yml").read_text()


@pytest.mark.parametrize(
    ("kind", "id_", "rule"),
    [
        ("area", "water", "id-duplicate"),
        ("area", "faq", "id-duplicate"),
        ("question", "why-cold", "id-duplicate"),
        ("question", "Not A Slug", "id-slug"),
        ("area", "../escape", "id-slug"),
    ],
)
def test_an_id_that_is_taken_or_invalid_changes_nothing(folders: Folders, kind: str, id_: str, rule: str) -> None:
    before = contents(folders.content)
    with pytest.raises(ContentError, match=rule):
        scaffold.add(folders.content, kind, id_)
    assert contents(folders.content) == before


def test_nothing_is_added_to_a_list_that_is_written_in_brackets(folders: Folders) -> None:
    (folders.content / "faq.yml").write_text("[]\n")
    edit(folders.content / "site.yml", "areas:\n  - power\n  - water\n", "areas: [power, water]\n")
    before = contents(folders.content)
    for kind, position in (("question", r"faq\.yml:1:1"), ("area", r"site\.yml:4:8")):
        with pytest.raises(ContentError, match=f"{position}: list-style"):
            scaffold.add(folders.content, kind, "made-up")
    assert contents(folders.content) == before


def test_nothing_is_added_to_a_file_that_cannot_be_parsed(folders: Folders) -> None:
    (folders.content / "faq.yml").write_text("- id: [\n")
    with pytest.raises(ContentError, match="yaml-syntax"):
        scaffold.add(folders.content, "question", "made-up")
