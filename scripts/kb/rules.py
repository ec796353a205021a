"""Rules: what must hold between entries. Each rule is one small function in the table at the end."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kb import rule_ids, rule_moves, rule_words
from kb.draft import Draft, Finding
from kb.problems import MANY, TOO_MANY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from kb import model
    from kb.tree import KeyPath

__all__ = ["Draft", "Finding", "check", "reviewed_later", "unreviewed"]


def unreviewed(kb: model.KnowledgeBase, today: date, days: int) -> Iterator[Finding]:
    """Yield the areas, questions and messages that nobody has reviewed for more than `days` days."""
    for file, path, entry in _reviewed(kb):
        age = (today - entry.reviewed).days
        if age > days:
            yield Finding(
                file,
                path,
                "review-old",
                f"the last review is {age} days ago",
                f"wanted at most {days} days",
                "check the entry against its sources, then set `reviewed` to today",
            )


def reviewed_later(kb: model.KnowledgeBase, today: date) -> Iterator[Finding]:
    """Yield the areas, questions and messages whose review lies in the future."""
    for file, path, entry in _reviewed(kb):
        if entry.reviewed > today:
            yield Finding(
                file,
                path,
                "review-future",
                f"{entry.reviewed} has not come yet",
                "wanted the day of the last review",
                "correct the date",
            )


def _reviewed(
    kb: model.KnowledgeBase,
) -> Iterator[tuple[str, KeyPath, model.Area | model.Question | model.Message]]:
    yield from ((f"areas/{id_}.yml", ("reviewed",), area) for id_, area in kb.areas.items())
    yield from (("faq.yml", (n, "reviewed"), question) for n, question in enumerate(kb.questions))
    yield from (("messages.yml", (n, "reviewed"), message) for n, message in enumerate(kb.messages))


RULES: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    rule_ids.unique_ids,
    rule_ids.anchors,
    rule_ids.area_order,
    rule_ids.area_names,
    rule_ids.references,
    rule_ids.doubles,
    rule_ids.evidence_labels,
    rule_words.titles,
    rule_words.icons,
    rule_words.language,
    rule_words.source_places,
    rule_ids.reachable_steps,
    rule_words.synonym_groups,
    rule_ids.asked,
    rule_words.tools,
    rule_moves.former_addresses,
)


def check(draft: Draft) -> list[Finding]:
    """Return what every rule finds."""
    return [finding for rule in RULES for finding in _some(rule(draft))]


def _some(findings: Iterator[Finding]) -> list[Finding]:
    """Return findings; the last of very many stands for the rest."""
    found = list(islice(findings, MANY + 1))
    return [*found[:MANY], *(Finding(one.file, one.path, *TOO_MANY) for one in found[MANY:])]
