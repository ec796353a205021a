"""Lookup: what templates find by id: links, evidence labels, scopes, dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kb.model.record import Scope, Statement
from kb.pages.contexts import Link
from kb.pages.lookup import Lookup

if TYPE_CHECKING:
    from kb.model.knowledge_base import KnowledgeBase


@pytest.fixture(scope="module")
def lookup(second: KnowledgeBase) -> Lookup:
    return Lookup(second)


def labels(lookup: Lookup, *sources: str, unknown: bool = False) -> dict[str, list[tuple[str, str]]]:
    """Return the labels of a statement: for each its sources, by name and target."""
    found = lookup.evidence(Statement(text="It boils.", sources=sources, unknown=unknown))
    return {label.id: [(source.title, source.target) for source in label.sources] for label in found}


def test_a_statement_without_sources_has_the_label_for_that(lookup: Lookup) -> None:
    assert labels(lookup) == {"common": [("common sense", "about.md#common")]}


def test_a_statement_that_nothing_was_found_has_the_label_for_that(lookup: Lookup) -> None:
    assert labels(lookup, unknown=True) == {"nobody": [("nobody knows", "about.md#nobody")]}


def test_a_source_gives_its_label_and_the_link_to_it(lookup: Lookup) -> None:
    assert labels(lookup, "kettle-manual") == {"official": [("official", "about.md#kettle-manual")]}


def test_several_sources_of_a_kind_have_one_label_which_may_be_another(lookup: Lookup) -> None:
    assert labels(lookup, "forum-one") == {"owner": [("one owner reports", "about.md#forum-one")]}
    assert labels(lookup, "forum-one", "forum-two") == {
        "owners": [("owners report", "about.md#forum-one"), ("Forum", "about.md#forum-two")]
    }


def test_an_entry_shows_a_label_openly_only_when_none_of_its_sources_is_stronger(
    second: KnowledgeBase, lookup: Lookup
) -> None:
    step = second.areas["power"].steps[1]
    shown = {
        sources: lookup.open_label(step.model_copy(update={"sources": sources}))
        for sources in ((), ("forum-one",), ("kettle-manual",), ("forum-one", "kettle-manual"))
    }
    assert list(shown.values()) == [[], ["one owner reports"], [], []]


def test_an_entry_can_be_edited_in_the_repository_that_the_site_names(
    second: KnowledgeBase, lookup: Lookup
) -> None:
    assert lookup.edit("power/fuse") == []
    site = second.site.model_copy(update={"repository": "https://github.com/a/b"})
    found = Lookup(replace(second, site=site))
    assert found.edit("power/fuse") == ["https://github.com/a/b/edit/main/content/areas/power.yml"]
    assert found.edit("diagnose/slow") == ["https://github.com/a/b/edit/main/content/symptoms.yml"]


def test_a_scope_reads_as_regions_and_models(lookup: Lookup) -> None:
    assert lookup.scope(None) == ""
    assert lookup.scope(Scope(regions=("north",))) == "North"
    assert lookup.scope(Scope(models="big ones")) == "big ones"
    assert lookup.scope(Scope(regions=("north",), models="big ones")) == "North · big ones"


def test_links_have_the_title_and_target_of_their_entry(lookup: Lookup) -> None:
    assert lookup.link("power/fuse") == Link("Have the fuse changed", "power.md#fuse")
    assert lookup.target("why-cold", "faq") == "faq.md#why-cold"


def test_steps_of_others_are_those_that_are_not_the_reader_s(lookup: Lookup) -> None:
    assert lookup.of_others(["power/plug-in", "power/fuse", "water/descale"]) == ["power/fuse"]


@pytest.mark.parametrize(
    ("language", "day"), [("en", "March 4, 2026"), ("de", "4. März 2026"), ("pt-BR", "4 de março de 2026")]
)
def test_a_date_is_written_as_in_the_site_s_language(second: KnowledgeBase, language: str, day: str) -> None:
    site = second.site.model_copy(update={"language": language})
    assert Lookup(replace(second, site=site)).day(date(2026, 3, 4)) == day


def test_former_anchors_and_notes_of_moved_entries_are_found(second: KnowledgeBase) -> None:
    question = second.questions[0].model_copy(update={"was": ("faq/cold", "power/cold")})
    lookup = Lookup(replace(second, questions=(question,)))
    assert lookup.former("faq/why-cold") == ["cold"]
    assert lookup.former("power/fuse") == ()
    assert lookup.moved("power") == [("cold", Link("Why is it cold?", "faq.md#why-cold"))]
