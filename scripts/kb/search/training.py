"""Training: a folder of plain files, one per topic → phrases by topic.

`training/account.txt` has what owners type when the area `account` answers, `training/faq/weak-signal.txt` what
they type for one question, and `training/off-topic.txt` what this site does not answer. One phrase per line; lines
that start with `#` are comments.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

OFF_TOPIC = "off-topic"
"""The topic of what the site does not answer."""

REAL_WORDS = "real-words"
"""The file that has no phrases but common words, which the search must not take for misspellings of its own."""


@dataclass(frozen=True)
class Training:
    """What the search learns from, besides the content."""

    phrases: Mapping[str, tuple[str, ...]]
    """By topic: the reference of an area, a question or a page, or `off-topic`."""
    real_words: tuple[str, ...] = ()


NOTHING = Training({})
"""For a knowledge base without training phrases."""


def load(folder: Path) -> Training:
    """Return what is in a folder; nothing when there is no such folder."""
    files = {
        path.relative_to(folder).with_suffix("").as_posix(): _lines(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.txt"))
    }
    real_words = files.pop(REAL_WORDS, ())
    return Training({topic: phrases for topic, phrases in files.items() if phrases}, real_words)


def _lines(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))
