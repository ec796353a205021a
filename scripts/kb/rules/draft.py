"""What could be loaded of a content folder, and what a rule finds in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kb.model import entries
from kb.model.interface import Interface
from kb.model.record import Record
from kb.model.routes import ENTRY_FILES
from kb.model.site import Site
from kb.problems import KeyPath


class Finding(NamedTuple):
    """What a rule found, and where: a file of the content folder and the path of a value in it."""

    file: str
    path: KeyPath
    rule: str
    wrong: str
    expected: str
    hint: str


class Reference(NamedTuple):
    """References to other entries that an entry has under a key."""

    file: str
    path: KeyPath
    """The path of the entry."""
    key: str
    refs: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """What could be loaded of a content folder. Invalid entries are None, so list indexes still match the file."""

    site: Site | None
    interface: Interface | None
    search: entries.Search | None
    evidence: entries.Evidence | None
    areas: Mapping[str, entries.Area | None]
    questions: tuple[entries.Question | None, ...]
    messages: tuple[entries.Message | None, ...]
    symptoms: tuple[entries.Symptom | None, ...]
    regions: tuple[entries.Region | None, ...]
    sources: tuple[entries.Source | None, ...]
    references: tuple[Reference, ...]
    ids: Mapping[str, tuple[str, ...]]
    """Every id as written, also of invalid entries, by kind: `question`, `step` (`area/step`) …"""
    unread: frozenset[str]
    """Files that could not be parsed, and site.yml if it is invalid, so that their ids are unknown."""
    published: frozenset[str] = frozenset()
    """The references of every entry ever published."""

    def may_exist(self, kind: str, name: str) -> bool:
        """Return whether an id may be in a file that is missing or could not be parsed."""
        if kind in {"area", "step"} and not self.areas:
            return True
        file = f"areas/{name.partition('/')[0]}.yml" if kind == "step" else DEFINED_IN.get(kind)
        return file in self.unread


DEFINED_IN = {**ENTRY_FILES, "evidence label": "evidence.yml", "role": "site.yml", "symptom group": "site.yml"}
"""The file that defines the ids of a kind."""

KIND_OF = {
    **{"areas": "area", "help_area": "area", "steps": "step", "see": "step", "sources": "source"},
    **{"regions": "region", "who": "role", "group": "symptom group"},
    **dict.fromkeys(("several", "unsourced", "unknown"), "evidence label"),
}
"""Keys under which entries refer to others, and the kind of those."""

FORMER = "was"
"""Key of an entry's former references."""


def references(file: str, record: object) -> list[Reference]:
    """Return every reference in the entries of a file, except the site's own order of areas."""
    found = _references(file, record) if file != "interface.yml" else ()
    return [one for one in found if (one.file, one.key) != ("site.yml", "areas")]


def _references(file: str, value: object, path: KeyPath = ()) -> Iterator[Reference]:
    if isinstance(value, tuple):
        for n, item in enumerate(value):
            if isinstance(item, Record):
                yield from _references(file, item, (*path, n))
    elif isinstance(value, Record):
        for key, inner in vars(value).items():
            first = inner[0] if isinstance(inner, tuple) and inner else inner
            if isinstance(first, Record):
                yield from _references(file, inner, (*path, key))
            elif (key in KIND_OF or key == FORMER) and inner and isinstance(inner, str | tuple):
                yield Reference(file, path, key, (inner,) if isinstance(inner, str) else inner)
