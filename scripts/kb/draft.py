"""Rules, draft: what could be read of a content folder, and what a rule finds in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kb.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kb import model
    from kb.tree import KeyPath


class Finding(NamedTuple):
    """What a rule found, and where: a file of the content folder and the path of a value in it."""

    file: str
    path: KeyPath
    rule: str
    wrong: str
    wanted: str
    cure: str
    in_key: bool = False
    """Whether it is about the key at `path`, not about its value."""


@dataclass(frozen=True)
class Draft:
    """What could be read of a content folder. An entry that could not be read is None: places stay right."""

    site: model.Site | None
    interface: model.Interface | None
    search: model.Search | None
    evidence: model.Evidence | None
    areas: Mapping[str, model.Area | None]
    questions: tuple[model.Question | None, ...]
    messages: tuple[model.Message | None, ...]
    symptoms: tuple[model.Symptom | None, ...]
    regions: tuple[model.Region | None, ...]
    sources: tuple[model.Source | None, ...]
    asked: Mapping[str, model.Asked]
    named: Sequence[Named]
    """Every list of references that entries hold."""
    ids: Mapping[str, tuple[str, ...]]
    """Every id as written, also of entries that could not be read, by kind: `question`, `step` (`area/step`) …"""
    unread: frozenset[str]
    """Files of which nothing could be read, so that nobody knows which ids they hold."""

    def unknowable(self, kind: str, name: str) -> bool:
        """Return whether an id may stand in a file of which nothing could be read, or in one that is not there."""
        if kind in {"area", "step"} and not self.areas:
            return True
        file = f"areas/{name.partition('/')[0]}.yml" if kind == "step" else FILE_OF.get(kind)
        return file in self.unread


FILE_OF = {"source": "sources.yml", "region": "regions.yml", "evidence label": "evidence.yml"}
"""Where the ids of a kind stand."""


class Named(NamedTuple):
    """A list of references that an entry holds under a key."""

    file: str
    path: KeyPath
    """That of the entry."""
    key: str
    refs: tuple[str, ...]


NAMING = {"areas": "area", "steps": "step", "see": "step", "sources": "source", "regions": "region"}
"""Keys under which entries name others, and the kind that they name."""

FORMER = "was"
"""Key of an entry's former references."""


def named(file: str, record: object) -> list[Named]:
    """Return every list of references that entries of a file hold. Not the site's own order of areas."""
    return [one for one in _named(file, record) if (one.file, one.key) != ("site.yml", "areas")]


def _named(file: str, value: object, path: KeyPath = ()) -> Iterator[Named]:
    """Yield every list of references that `value` and the records in it hold, however deep."""
    if isinstance(value, tuple):
        for n, item in enumerate(value):
            if isinstance(item, Record):
                yield from _named(file, item, (*path, n))
    elif isinstance(value, Record):
        for key, inner in vars(value).items():
            first = inner[0] if isinstance(inner, tuple) and inner else inner
            if isinstance(first, Record):
                yield from _named(file, inner, (*path, key))
            elif (key in NAMING or key == FORMER) and isinstance(inner, tuple) and inner:
                yield Named(file, path, key, inner)
