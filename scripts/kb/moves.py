"""Pages, moves: former references of entries → what keeps their addresses working."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.places import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import KnowledgeBase


@dataclass(frozen=True)
class Moves:
    """Where former addresses lead."""

    anchors: dict[str, list[str]]
    """By the reference of an entry: former anchors on the page where it stands."""
    notes: dict[str, list[tuple[str, str]]]
    """By page: former anchors there of what stands elsewhere now, each with its reference."""
    pages: dict[str, str]
    """By the former id of an area: its id."""


def moves(kb: KnowledgeBase) -> Moves:
    """Return where the former references of a knowledge base lead."""
    found = Moves(defaultdict(list), defaultdict(list), {})
    former = dict(_former(kb))
    found.pages.update({old: new for old, new in former.items() if "/" not in old})
    now = places(kb)
    for old, new in former.items():
        page, slash, anchor = old.partition("/")
        page = found.pages.get(page, page)
        if not slash or (page, anchor) == (now[new].page, now[new].anchor):
            continue
        if page == now[new].page:
            found.anchors[new].append(anchor)
        else:
            found.notes[page].append((anchor, new))
    return found


def _former(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield each former reference with the one that took its place."""
    for id_, area in kb.areas.items():
        yield from ((old, id_) for old in area.was)
        yield from ((old, f"{id_}/{step.id}") for step in area.steps for old in step.was)
    for page, entries in (("faq", kb.questions), ("messages", kb.messages), ("diagnose", kb.symptoms)):
        yield from ((old, f"{page}/{entry.id}") for entry in entries for old in entry.was)
