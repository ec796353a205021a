"""Routes and redirects: the page and anchor of each entry, now and formerly."""

from dataclasses import replace

import pytest

from kb.model.knowledge_base import KnowledgeBase
from kb.model.redirects import redirects
from kb.model.routes import address, references, target


@pytest.mark.parametrize(
    ("ref", "at", "to"),
    [
        ("power", "power/", "power.md"),
        ("power/fuse", "power/#fuse", "power.md#fuse"),
        ("faq", "faq/", "faq.md"),
        ("faq/why-cold", "faq/#why-cold", "faq.md#why-cold"),
        ("messages/e1", "messages/#e1", "messages.md#e1"),
        ("diagnose/slow", "diagnose/#slow", "diagnose.md#slow"),
        ("about/forum-one", "about/#forum-one", "about.md#forum-one"),
        ("about/owners", "about/#owners", "about.md#owners"),
        ("quick-guide", "quick-guide/", "quick-guide.md"),
    ],
)
def test_an_entry_has_one_address(second: KnowledgeBase, ref: str, at: str, to: str) -> None:
    assert ref in set(references(second))
    assert (address(ref), target(ref)) == (at, to)


def with_former(kb: KnowledgeBase) -> KnowledgeBase:
    """Return the knowledge base after an area, two steps and a question got other ids."""
    water, power = kb.areas["water"], kb.areas["power"]
    step = water.steps[0].model_copy(update={"was": ("lime/descale", "lime/scale", "power/scale")})
    fuse = power.steps[1].model_copy(update={"was": ("power/wire",)})
    return replace(
        kb,
        areas={
            "power": power.model_copy(update={"steps": (power.steps[0], fuse)}),
            "water": water.model_copy(update={"was": ("lime",), "steps": (step,)}),
        },
        questions=(kb.questions[0].model_copy(update={"was": ("faq/cold", "messages/cold")}),),
    )


def test_without_former_ids_nothing_is_redirected(second: KnowledgeBase) -> None:
    found = redirects(second)
    assert (found.anchors, found.notes, found.pages) == ({}, {}, {})


def test_a_former_area_is_a_page_that_leads_to_the_new_one(second: KnowledgeBase) -> None:
    assert redirects(with_former(second)).pages == {"lime": "water"}


def test_a_former_id_on_the_same_page_is_another_anchor_of_the_entry(second: KnowledgeBase) -> None:
    anchors = redirects(with_former(second)).anchors
    assert anchors == {"power/fuse": ["wire"], "water/descale": ["scale"], "faq/why-cold": ["cold"]}


def test_a_former_id_on_another_page_leaves_a_note_there(second: KnowledgeBase) -> None:
    notes = redirects(with_former(second)).notes
    assert notes == {"power": [("scale", "water/descale")], "messages": [("cold", "faq/why-cold")]}
