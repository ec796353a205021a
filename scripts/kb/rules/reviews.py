"""Entries whose last review is too old, or has not happened yet."""

from collections.abc import Iterator
from datetime import date

from kb.model.entries import Area, Message, Question
from kb.model.knowledge_base import KnowledgeBase
from kb.problems import KeyPath
from kb.rules.draft import Finding


def older_than(kb: KnowledgeBase, today: date, days: int) -> Iterator[Finding]:
    """Yield the areas, questions and messages that nobody has reviewed for more than `days` days."""
    for file, path, entry in _reviewed(kb):
        age = (today - entry.reviewed).days
        if age > days:
            hint = "check the entry against its sources, then set `reviewed` to today"
            wrong = f"the last review was {age} days ago"
            yield Finding(file, path, "review-old", wrong, f"expected at most {days} days", hint)


def in_future(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """Yield the areas, questions and messages whose review is in the future."""
    for file, path, entry in _reviewed(kb):
        if entry.reviewed > today:
            wrong = f"{entry.reviewed} is in the future"
            yield Finding(
                file, path, "review-future", wrong, "expected the day of the last review", "correct the date"
            )


def _reviewed(kb: KnowledgeBase) -> Iterator[tuple[str, KeyPath, Area | Question | Message]]:
    yield from ((f"areas/{id_}.yml", ("reviewed",), area) for id_, area in kb.areas.items())
    yield from (("faq.yml", (n, "reviewed"), question) for n, question in enumerate(kb.questions))
    yield from (("messages.yml", (n, "reviewed"), message) for n, message in enumerate(kb.messages))
