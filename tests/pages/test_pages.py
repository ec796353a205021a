"""Pages: every page, in the order of the menus, with what its template needs."""

from dataclasses import replace
from typing import TypeVar

from kb.model.knowledge_base import KnowledgeBase
from kb.pages import render
from kb.pages.area_pages import FIRST_CHECKS, AreaContext
from kb.pages.links import Link
from kb.pages.list_pages import DiagnoseContext, FaqContext, HomeContext, MessagesContext

T = TypeVar("T")


def context(kb: KnowledgeBase, page: str, kind: type[T]) -> T:
    """Return the context of a page, which is of a kind."""
    (found,) = (one.context for one in render.plan(kb) if one.id == page)
    assert isinstance(found, kind)
    return found


def test_pages_come_in_the_order_of_the_menus(second: KnowledgeBase) -> None:
    pages = render.plan(second)
    assert [page.id for page in pages] == [
        *("index", "power", "water", "diagnose", "quick-guide", "faq", "messages", "about"),
    ]
    assert [page.address for page in pages][:2] == ["", "power/"]


def test_a_page_names_the_files_that_it_is_made_from(second: KnowledgeBase) -> None:
    sources = {page.id: page.sources for page in render.plan(second)}
    assert sources["power"] == ("areas/power.yml",)
    assert sources["faq"] == ("site.yml", "faq.yml")


def test_areas_lead_to_each_other_in_order(second: KnowledgeBase) -> None:
    first, last = context(second, "power", AreaContext), context(second, "water", AreaContext)
    assert (first.rank, first.count, first.previous) == (1, 2, None)
    assert first.next == Link("Water and lime", "water.md")
    assert (last.previous, last.next) == (Link("Power", "power.md"), None)


def test_an_area_lists_its_questions_and_the_symptoms_that_check_it_first(second: KnowledgeBase) -> None:
    checks = ("water/descale",) * FIRST_CHECKS
    late = second.symptoms[0].model_copy(update={"id": "late", "steps": (*checks, "power/fuse")})
    found = context(replace(second, symptoms=(*second.symptoms, late)), "power", AreaContext)
    assert [question.id for question in found.questions] == ["why-cold"]
    assert [symptom.id for symptom in found.symptoms] == ["stays-cold"]


def test_only_the_help_area_lists_what_others_carry_out(second: KnowledgeBase) -> None:
    assert context(second, "water", AreaContext).others_steps == ("power/fuse",)
    assert context(second, "power", AreaContext).others_steps == ()


def test_the_home_page_offers_the_common_symptoms_and_the_check_has_the_others_too(second: KnowledgeBase) -> None:
    home, check = context(second, "index", HomeContext), context(second, "diagnose", DiagnoseContext)
    assert [[one.id for one in group.entries] for group in home.common] == [["stays-cold"]]
    assert check.common == home.common
    assert [(group.title, [one.id for one in group.entries]) for group in check.others] == [
        ("It stays cold", ["slow"])
    ]


def test_questions_and_messages_are_in_groups_and_empty_groups_are_left_out(second: KnowledgeBase) -> None:
    questions = context(second, "faq", FaqContext).groups
    messages = context(second, "messages", MessagesContext).groups
    assert [(group.anchor, [one.id for one in group.entries]) for group in questions] == [
        ("about-power", ["why-cold"])
    ]
    assert [(group.anchor, [one.id for one in group.entries]) for group in messages] == [
        ("kind-text", ["e1"]),
        ("kind-light", ["red-light"]),
    ]


def test_a_former_area_has_a_page(second: KnowledgeBase) -> None:
    water = second.areas["water"].model_copy(update={"was": ("lime",)})
    pages = render.plan(replace(second, areas={**second.areas, "water": water}))
    (page,) = (page for page in pages if page.moved)
    assert (page.id, page.template, page.moved) == ("lime", "moved", "water")
    assert page.title.endswith("Water and lime")
