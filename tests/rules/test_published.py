"""Addresses never die: what was published leads somewhere, or is given up knowingly."""

import json
from pathlib import Path

import pytest

from conftest import SECOND, edit, write
from kb import pipeline
from kb.content.loader import load
from kb.paths import Folders
from kb.problems import ContentError

ALL = frozenset(
    {
        *("power", "power/plug-in", "power/fuse", "water", "water/descale", "faq/why-cold"),
        *("messages/red-light", "messages/e1", "diagnose/stays-cold", "diagnose/slow"),
    }
)


def problems(content: Path, published: frozenset[str] = ALL) -> list[tuple[str, str, str]]:
    """Return the file, rule and what is wrong of each problem."""
    try:
        load(content, published)
    except ContentError as error:
        return [(one.file.removeprefix(f"{content}/"), one.rule, one.wrong) for one in error.problems]
    return []


def test_everything_published_is_there() -> None:
    assert problems(SECOND) == []


def test_a_question_that_is_gone_is_named_with_both_ways_out(content: Path) -> None:
    edit(content / "faq.yml", "id: why-cold", "id: why-not-hot")
    with pytest.raises(ContentError) as caught:
        load(content, ALL)
    (problem,) = caught.value.problems
    assert problem.wrong == 'the address "faq/why-cold" was published and is gone'
    assert "`was: [faq/why-cold]`" in problem.hint
    assert "`- faq/why-cold` under `gone:` in site.yml" in problem.hint


def test_a_former_id_or_giving_it_up_is_enough(content: Path) -> None:
    edit(content / "faq.yml", "- id: why-cold", "- id: why-not-hot\n  was: [faq/why-cold]")
    assert problems(content) == []
    edit(content / "faq.yml", "\n  was: [faq/why-cold]", "")
    edit(content / "site.yml", "pages:\n", "gone: [faq/why-cold]\npages:\n")
    assert problems(content) == []


def rename_water(content: Path) -> None:
    """Rename the area `water` to `lime`, with every reference to it."""
    (content / "areas/water.yml").rename(content / "areas/lime.yml")
    edit(content / "areas/lime.yml", "title: Water", "was: [water]\ntitle: Water")
    for path in content.rglob("*.yml"):
        text = path.read_text().replace("water/descale", "lime/descale").replace("power, water]", "power, lime]")
        path.write_text(text.replace("- water\n", "- lime\n").replace("help_area: water", "help_area: lime"))


def test_a_step_that_goes_while_its_area_is_renamed_is_named(content: Path) -> None:
    rename_water(content)
    for path in content.rglob("*.yml"):
        path.write_text(path.read_text().replace("lime/descale", "lime/boil").replace("id: descale", "id: boil"))
    wrong = 'the address "water/descale" was published and is gone'
    assert problems(content) == [("areas/lime.yml", "address-gone", wrong)]


def test_a_renamed_area_keeps_the_addresses_of_its_steps(content: Path) -> None:
    rename_water(content)
    assert problems(content) == []
    edit(content / "areas/lime.yml", "was: [water]\n", "")
    assert problems(content) == [("site.yml", "address-gone", 'the address "water" was published and is gone')]
    edit(content / "site.yml", "pages:\n", "gone: [water]\npages:\n")
    assert problems(content) == []


def test_what_is_given_up_does_not_exist(content: Path) -> None:
    edit(content / "site.yml", "pages:\n", "gone: [power, faq, faq/never, faq/never]\npages:\n")
    assert problems(content) == [
        ("site.yml", "gone-exists", 'the address "power" is given up, but exists'),
        ("site.yml", "gone-exists", 'the address "faq" is given up, but exists'),
        ("site.yml", "gone-exists", '"faq/never" is here twice'),
    ]


def test_invalid_and_unreadable_entries_are_not_gone(content: Path) -> None:
    edit(content / "faq.yml", "  short: Usually", "  was: [faq/old]\n  shirt: Usually")
    edit(content / "messages.yml", "- id: e1", "- id: [")
    rules = {rule for _, rule, _ in problems(content, ALL | {"faq/old"})}
    assert "address-gone" not in rules


def published(folders: Folders) -> list[str]:
    return list(json.loads((folders.docs / "data/addresses.json").read_text())["addresses"])


def test_a_build_adds_to_the_list_and_stops_before_an_address_is_lost(folders: Folders, content: Path) -> None:
    pipeline.build(folders)
    assert published(folders) == sorted(ALL)
    edit(content / "messages.yml", "id: e1", "id: e2")
    with pytest.raises(ContentError, match="messages/e1"):
        pipeline.build(folders)
    assert published(folders) == sorted(ALL)
    edit(content / "messages.yml", "id: e2", "id: e2\n  was: [messages/e1]")
    pipeline.build(folders)
    assert published(folders) == sorted({*ALL, "messages/e2"})


def test_an_id_that_is_still_being_typed_is_not_published(folders: Folders, content: Path) -> None:
    pipeline.build(folders, hosting=False)
    assert not (folders.docs / "data/addresses.json").exists()
    pipeline.build(folders)
    edit(content / "faq.yml", "- id: why-cold", "- id: why-no\n  was: [faq/why-cold]")
    pipeline.build(folders, hosting=False)
    assert published(folders) == sorted(ALL)


@pytest.mark.parametrize("text", ["<<<<<<< HEAD\n", "[]", '{"addresses": [1]}', "{}", '{"addresses": "x"}'])
def test_a_list_that_cannot_be_read_is_a_problem(folders: Folders, text: str) -> None:
    write(folders.docs, {"data/addresses.json": text})
    with pytest.raises(ContentError, match=r"addresses\.json:1:1: addresses-unreadable"):
        pipeline.build(folders)
