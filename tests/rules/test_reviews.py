"""Reviews: entries whose last review is too old, or has not happened yet."""

from datetime import date

from kb.model.knowledge_base import KnowledgeBase
from kb.rules import reviews


def test_an_entry_is_old_after_more_than_the_days_allowed(second: KnowledgeBase) -> None:
    found = list(reviews.older_than(second, date(2027, 4, 30), 179))
    assert {(one.file, one.path, one.wrong) for one in found} == {
        ("areas/power.yml", ("reviewed",), "the last review was 180 days ago"),
        ("faq.yml", (0, "reviewed"), "the last review was 180 days ago"),
        ("messages.yml", (0, "reviewed"), "the last review was 180 days ago"),
        ("messages.yml", (1, "reviewed"), "the last review was 180 days ago"),
    }
    assert list(reviews.older_than(second, date(2027, 4, 30), 180)) == []


def test_a_review_in_the_future_is_found(second: KnowledgeBase) -> None:
    (found,) = reviews.in_future(second, date(2026, 11, 1))
    assert (found.file, found.rule, found.wrong) == (
        "areas/water.yml",
        "review-future",
        "2026-11-02 is in the future",
    )
    assert list(reviews.in_future(second, date(2026, 11, 2))) == []
