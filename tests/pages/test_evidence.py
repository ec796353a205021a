"""Evidence: the labels of a statement and of an entry, and scopes as readers see them."""

import pytest

from kb.model.knowledge_base import KnowledgeBase
from kb.model.record import Scope, Statement
from kb.pages.evidence import EvidenceLabels


@pytest.fixture(scope="module")
def evidence(second: KnowledgeBase) -> EvidenceLabels:
    return EvidenceLabels(second)


def labels(evidence: EvidenceLabels, *sources: str, unknown: bool = False) -> dict[str, list[tuple[str, str]]]:
    """Return the labels of a statement: for each its sources, by name and target."""
    found = evidence.labels(Statement(text="It boils.", sources=sources, unknown=unknown))
    return {label.id: [(source.title, source.target) for source in label.sources] for label in found}


def test_a_statement_without_sources_has_the_label_for_that(evidence: EvidenceLabels) -> None:
    assert labels(evidence) == {"common": [("common sense", "about.md#common")]}


def test_a_statement_that_nothing_was_found_has_the_label_for_that(evidence: EvidenceLabels) -> None:
    assert labels(evidence, unknown=True) == {"nobody": [("nobody knows", "about.md#nobody")]}


def test_a_source_gives_its_label_and_the_link_to_it(evidence: EvidenceLabels) -> None:
    assert labels(evidence, "kettle-manual") == {"official": [("official", "about.md#kettle-manual")]}


def test_several_sources_of_a_kind_have_one_label_which_may_be_another(evidence: EvidenceLabels) -> None:
    assert labels(evidence, "forum-one") == {"owner": [("one owner reports", "about.md#forum-one")]}
    assert labels(evidence, "forum-one", "forum-two") == {
        "owners": [("owners report", "about.md#forum-one"), ("Forum", "about.md#forum-two")]
    }


def test_an_entry_shows_a_label_openly_only_when_none_of_its_sources_is_stronger(
    second: KnowledgeBase, evidence: EvidenceLabels
) -> None:
    step = second.areas["power"].steps[1]
    shown = {
        sources: evidence.open_label(step.model_copy(update={"sources": sources}))
        for sources in ((), ("forum-one",), ("kettle-manual",), ("forum-one", "kettle-manual"))
    }
    assert list(shown.values()) == [[], ["one owner reports"], [], []]


def test_a_scope_reads_as_regions_and_models(evidence: EvidenceLabels) -> None:
    assert evidence.scope(None) == ""
    assert evidence.scope(Scope(regions=("north",))) == "North"
    assert evidence.scope(Scope(models="big ones")) == "big ones"
    assert evidence.scope(Scope(regions=("north",), models="big ones")) == "North · big ones"
