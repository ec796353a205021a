"""Training: a folder of plain files, one per topic → phrases by topic.

`training/account.txt` has what owners type when the area `account` answers, `training/faq/weak-signal.txt` what they
type for one question, and `training/off-topic.txt` what this site does not answer. One phrase per line; lines that
start with `#` are comments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = "training"
"""Name of the folder, next to the content folder."""

OFF_TOPIC = "off-topic"
"""The topic of what the site does not answer."""

RESERVED = frozenset({OFF_TOPIC})
"""Names that no area may have."""

Phrases = dict[str, tuple[str, ...]]
"""Phrases by topic; a topic is the reference of an area, a question or a page, or `off-topic`."""


def load(folder: Path) -> Phrases:
    """Return the phrases in a folder; nothing when there is no such folder."""
    return {
        path.relative_to(folder).with_suffix("").as_posix(): phrases(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.txt"))
    }


def phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of one file."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def unknown(training: Mapping[str, object], known: frozenset[str]) -> list[str]:
    """Return the topics that are not among the known references."""
    return [topic for topic in training if topic != OFF_TOPIC and topic not in known]
