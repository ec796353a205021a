"""The rules between records. tests/fixtures/bad has content that breaks each; here is what they leave alone."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest

from conftest import SECOND
from kb.content import loader
from kb.content.files import list_files
from kb.problems import MAX_PROBLEMS, ContentError
from kb.rules import pages, published, redirects, references, search, table
from kb.rules.draft import Draft, Finding


@pytest.fixture(scope="module")
def draft() -> Draft:
    """The draft of the second knowledge base."""
    names = list_files(SECOND, "content").names
    return loader._draft({name: loader._load(SECOND, "content", name) for name in names})


def findings(draft: Draft) -> list[Finding]:
    """Return what every rule finds in a draft."""
    return [finding for rule in table.RULES for finding in rule(draft)]


def test_every_rule_is_in_the_table() -> None:
    defined = {
        rule
        for module in (references, pages, search, redirects, published)
        for name, rule in vars(module).items()
        if not name.startswith("_") and getattr(rule, "__annotations__", {}).get("return") == Iterator[Finding]
    }
    assert defined == set(table.RULES)


def test_no_rule_fails_when_nothing_could_be_loaded(draft: Draft) -> None:
    nothing = replace(
        draft,
        site=None,
        interface=None,
        search=None,
        evidence=None,
        areas={"power": None, "water": None},
        questions=(None,),
        messages=(None,),
        symptoms=(None,),
        regions=(None,),
        sources=(None,),
    )
    assert findings(nothing) == []


def test_an_id_in_a_file_that_could_not_be_parsed_may_exist(draft: Draft) -> None:
    broken = replace(draft, sources=(), ids={**draft.ids, "source": ()})
    assert {found.rule for found in references.existing(broken)} == {"reference"}
    assert list(references.existing(replace(broken, unread=frozenset({"sources.yml"})))) == []
    no_areas = replace(draft, areas={}, ids={**draft.ids, "area": (), "step": ()})
    assert list(references.existing(no_areas)) == []


def test_what_a_rule_finds_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_: Draft) -> Iterator[Finding]:
        return (Finding("faq.yml", (), "endless", f"number {n}", "b", "c") for n in count())

    monkeypatch.setattr(table, "RULES", (endless,))
    with pytest.raises(ContentError) as caught:
        loader.load(SECOND)
    rules = [problem.rule for problem in caught.value.problems]
    assert sorted(rules) == [*["endless"] * MAX_PROBLEMS, "too-many"]


@pytest.mark.parametrize("name", ["faq", "index", "assets", "search", "404", "not-found", "Power", "two words"])
def test_an_area_has_a_slug_that_is_no_address_of_another_page(name: str) -> None:
    assert not references.can_be_area(name)
    assert references.can_be_area("key-fob")


def test_everything_that_owners_ask_about_has_a_reference(draft: Draft) -> None:
    assert references.entry_refs(draft) >= {
        *("power", "power/fuse", "faq", "faq/why-cold", "messages/e1", "diagnose/slow", "quick-guide")
    }
