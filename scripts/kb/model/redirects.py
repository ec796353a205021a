"""Former references of entries → the redirects that keep their addresses working."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.model.knowledge_base import KnowledgeBase


@dataclass(frozen=True)
class Redirects:
    """Where former addresses lead."""

    anchors: Mapping[str, Sequence[str]]
    """By the reference of an entry: its former anchors on the same page."""
    notes: Mapping[str, Sequence[tuple[str, str]]]
    """By page: former anchors of entries that have moved to another page, each with the new reference."""
    pages: Mapping[str, str]
    """By the former id of an area: its id."""


def redirects(kb: KnowledgeBase) -> Redirects:
    """Return where the former references of a knowledge base lead."""
    anchors: defaultdict[str, list[str]] = defaultdict(list)
    notes: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    moved = dict(former(kb))
    pages = {old: new for old, new in moved.items() if "/" not in old}
    for old, new in moved.items():
        page, slash, anchor = old.partition("/")
        page = pages.get(page, page)
        if not slash or f"{page}/{anchor}" == new:
            continue
        if page == new.partition("/")[0]:
            anchors[new].append(anchor)
        else:
            notes[page].append((anchor, new))
    return Redirects(anchors, notes, pages)


def former(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield each former reference with the current one."""
    yield from ((old, ref) for ref, entry in kb.entries() for old in entry.was)
