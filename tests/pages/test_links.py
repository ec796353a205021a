"""Links: titles and targets of entries, former anchors, and where an entry can be edited."""

from dataclasses import replace

from kb.model.knowledge_base import KnowledgeBase
from kb.pages.links import Link, Links


def test_links_have_the_title_and_target_of_their_entry(second: KnowledgeBase) -> None:
    links = Links(second)
    assert links.link("power/fuse") == Link("Have the fuse changed", "power.md#fuse")
    assert links.link("faq/why-cold") == Link("Why is it cold?", "faq.md#why-cold")


def test_an_entry_can_be_edited_in_the_repository_that_the_site_names(second: KnowledgeBase) -> None:
    assert Links(second).edit("power/fuse") == []
    site = second.site.model_copy(update={"repository": "https://github.com/a/b"})
    found = Links(replace(second, site=site))
    assert found.edit("power/fuse") == ["https://github.com/a/b/edit/main/content/areas/power.yml"]
    assert found.edit("diagnose/slow") == ["https://github.com/a/b/edit/main/content/symptoms.yml"]


def test_former_anchors_and_notes_of_moved_entries_are_found(second: KnowledgeBase) -> None:
    question = second.questions[0].model_copy(update={"was": ("faq/cold", "power/cold")})
    links = Links(replace(second, questions=(question,)))
    assert links.former("faq/why-cold") == ["cold"]
    assert links.former("power/fuse") == ()
    assert links.moved("power") == [("cold", Link("Why is it cold?", "faq.md#why-cold"))]
