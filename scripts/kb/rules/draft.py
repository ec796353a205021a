"""What could be loaded of a content folder, and what a rule finds in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from kb.model import entries
from kb.model.interface import Interface
from kb.model.record import Record
from kb.model.routes import ENTRY_FILES
from kb.model.site import Site
from kb.problems import KeyPath

T = TypeVar("T")


class Finding(NamedTuple):
    """What a rule found, and where: a file of the content folder and the path of a value in it."""

    file: str
    path: KeyPath
    rule: str
    wrong: str
    expected: str
    hint: str


class Reference(NamedTuple):
    """A reference to another entry, or a former one of the entry itself."""

    file: str
    path: KeyPath
    key: str
    """The key under which it is written."""
    ref: str


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
        if kind in {"area", "step"}:
            return not self.areas or f"areas/{name.partition('/')[0]}.yml" in self.unread
        return LISTS[kind][0] in self.unread


LISTS = {
    **{"evidence label": ("evidence.yml", "labels"), "role": ("site.yml", "roles")},
    **{"symptom group": ("site.yml", "symptom_groups")},
    **{kind: (file, "") for kind, file in ENTRY_FILES.items()},
}
"""The list with the ids of a kind: its file, and its key if the file has others."""

KIND_OF = {
    **{"areas": "area", "help_area": "area", "steps": "step", "see": "step", "sources": "source"},
    **{"regions": "region", "who": "role", "group": "symptom group"},
    **dict.fromkeys(("several", "unsourced", "unknown"), "evidence label"),
}
"""Keys under which entries refer to others, and the kind of those."""

FORMER = "was"
"""Key of an entry's former references."""


def references(file: str, value: object, path: KeyPath = ()) -> Iterator[Reference]:
    """Yield every reference in the entries of a file."""
    if isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from references(file, item, (*path, n))
    elif isinstance(value, Record) and not isinstance(value, Interface):
        for key, inner in vars(value).items():
            refs = (inner,) if isinstance(inner, str) else inner
            if (key in KIND_OF or key == FORMER) and isinstance(refs, tuple) and refs and isinstance(refs[0], str):
                yield from (Reference(file, (*path, key, n), key, ref) for n, ref in enumerate(refs))
            else:
                yield from references(file, inner, (*path, key))


def repeated(values: Iterable[T]) -> Iterator[tuple[int, T]]:
    """Yield each value that has come before, with its index."""
    seen: set[T] = set()
    for n, value in enumerate(values):
        if value in seen:
            yield n, value
        seen.add(value)
