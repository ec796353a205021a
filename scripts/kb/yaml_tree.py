"""Read, first half: one YAML text → plain immutable data plus the place of every value and key.

Built on the YAML library's events, not on its constructors: no tag is ever run, no alias is ever followed, and
nothing recurses, so that no input can hang or crash it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from kb import yaml_errors
from kb.problems import MANY, TOO_MANY, Problem

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Where a value stands in a file: keys and list positions, from the top."""

MAX_DEPTH = 12

MAX_VALUES = 50_000
"""More than a file of the largest size holds when it is written for readers; far fewer than take long to check."""

AGAIN = -1
"""Stands in the path of a value whose key has one already."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = yaml.resolver.Resolver()


@dataclass(frozen=True)
class Place:
    """Line and column, from 1, and the raw text of a scalar that YAML reads as something other than text."""

    line: int
    column: int
    converted: str | None = None


@dataclass
class Tree:
    """A parsed file: `data` of dicts, tuples and scalars; places by path, of values and of keys; problems."""

    data: Any = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the place of the value (or key) at `path`, or of the nearest thing around it."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place(1, 1))


@dataclass
class _Open:
    """A mapping or list that has begun and not ended."""

    path: Path
    items: dict[str, Any] | list[Any]
    key: str | None = None
    waiting: bool = False  # a mapping's key has been read, its value has not
    again: bool = False  # that key stands twice, and this is not its first value


class _Builder:
    """Turns the events of one file into a Tree."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tree = Tree()
        self.open: list[_Open] = []
        self.documents = 0

    def problem(self, mark: Any, rule: str, wrong: str, wanted: str, cure: str) -> bool:
        """Note a problem; return False, for callers that give up."""
        place = (mark.line + 1, mark.column + 1)
        self.tree.problems.append(Problem(self.file, *place, rule, wrong, wanted, cure))
        return False

    def run(self, events: Iterator[yaml.Event]) -> Tree:
        for event in events:
            if not self.take(event):
                self.tree.data = None
                break
        return self.tree

    def take(self, event: yaml.Event) -> bool:
        """Take one event; return whether the rest of the file is worth reading."""
        if len(self.tree.values) > MAX_VALUES:
            return self.too_large(event)
        if len(self.tree.problems) > MANY:
            return self.problem(event.start_mark, *TOO_MANY)
        match event:
            case yaml.DocumentStartEvent():
                return self.document(event)
            case yaml.AliasEvent():
                self.alias(event, "alias", "*")
                if not self.wants_key():
                    self.tree.values[self.here()] = _place(event)
                self.put(None, event)
            case yaml.ScalarEvent():
                self.scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                return self.begin(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.end(event)
        return True

    def document(self, event: Any) -> bool:
        self.documents += 1
        return self.documents == 1 or self.problem(
            event.start_mark,
            "yaml-documents",
            "a second document begins",
            "wanted one document a file",
            "delete the line ---",
        )

    def too_large(self, event: Any) -> bool:
        return self.problem(
            event.start_mark,
            "file-size",
            f"the file holds more than {MAX_VALUES:,} values; what follows has not been checked",
            f"wanted at most {MAX_VALUES:,}",
            "split it, or remove what does not belong in it",
        )

    def alias(self, event: Any, what: str, sign: str) -> None:
        self.problem(
            event.start_mark,
            "yaml-alias",
            f'there is the {what} "{sign}{event.anchor}"',
            "wanted every value written out",
            f'write the value; if it is meant as text, quote it: "{sign}…"',
        )

    def decorated(self, event: Any) -> None:
        """Report an anchor or a tag on a node."""
        if event.anchor:
            self.alias(event, "anchor", "&")
        if event.tag:
            self.problem(
                event.start_mark,
                "yaml-tag",
                f'there is the tag "{event.tag}"',
                "wanted a value without a tag",
                "delete the tag; if it is meant as text, quote it",
            )

    def here(self) -> Path:
        """Return the path at which the next value goes."""
        if not self.open:
            return ()
        top = self.open[-1]
        if isinstance(top.items, list):
            return (*top.path, len(top.items))
        return (*top.path, str(top.key), AGAIN) if top.again else (*top.path, str(top.key))

    def begin(self, event: Any) -> bool:
        self.decorated(event)
        if self.wants_key():
            return self.problem(
                event.start_mark,
                "yaml-key",
                "a list or mapping stands where a key should",
                "wanted a name as the key",
                "write `name: value`; quote text that begins with [ or {",
            )
        if len(self.open) >= MAX_DEPTH:
            return self.problem(
                event.start_mark,
                "yaml-depth",
                f"the nesting is deeper than {MAX_DEPTH}",
                "wanted the shape that the field reference shows",
                "check the indentation and brackets",
            )
        path = self.here()
        self.tree.values[path] = _place(event)
        self.open.append(_Open(path, {} if isinstance(event, yaml.MappingStartEvent) else []))
        return True

    def end(self, event: Any) -> None:
        done = self.open.pop()
        self.put(tuple(done.items) if isinstance(done.items, list) else done.items, event)

    def wants_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].items, dict) and not self.open[-1].waiting

    def scalar(self, event: Any) -> None:
        self.decorated(event)
        if self.wants_key():
            self.take_key(event)
            return
        value = convert(event.value) if event.implicit[0] else event.value
        raw = event.value if not isinstance(value, str) else None
        self.tree.values[self.here()] = _place(event, raw)
        self.put(value, event)

    def take_key(self, event: Any) -> None:
        top = self.open[-1]
        assert isinstance(top.items, dict)  # noqa: S101  (wants_key says so)
        top.key, top.waiting = event.value, True
        path = (*top.path, event.value)
        top.again = event.value in top.items
        if top.again:
            first = self.tree.keys[path].line
            self.problem(
                event.start_mark,
                "key-duplicate",
                f'the key "{event.value}" stands twice',
                f"wanted it once (it is on line {first} already)",
                "delete one of the two, or merge them",
            )
        else:
            self.tree.keys[path] = _place(event)

    def put(self, value: Any, event: Any) -> None:
        """Store a finished value in what is open."""
        if not self.open:
            self.tree.data = value
            return
        top = self.open[-1]
        if isinstance(top.items, list):
            top.items.append(value)
        elif not top.waiting:
            self.problem(
                event.start_mark,
                "yaml-key",
                "an alias stands where a key should",
                "wanted a name as the key",
                "write `name: value`",
            )
            top.key, top.waiting = "", True
            self.tree.keys[*top.path, ""] = _place(event)
        else:
            top.items.setdefault(str(top.key), value)
            top.waiting = top.again = False


def _place(event: Any, converted: str | None = None) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1, converted)


def convert(raw: str) -> Any:
    """Return what YAML 1.1 makes of an unquoted scalar: text, or a bool, number, date or None."""
    tag = _RESOLVER.resolve(yaml.ScalarNode, raw, (True, False)).rpartition(":")[2]
    match tag:
        case "bool":
            return raw.lower() in {"yes", "true", "on"}
        case "null":
            return None
        case "int" | "float" | "merge" | "value":
            return 0.0  # no field holds a number; the place keeps what was written
        case "timestamp":
            try:
                return date.fromisoformat(raw)
            except ValueError:
                return 0.0
    return raw


def load(path: pathlib.Path) -> bytes:
    """Return the bytes of a file, one more than `parse` takes at most. Raises OSError."""
    with path.open("rb") as file:
        return file.read(yaml_errors.MAX_BYTES + 1)


@lru_cache(maxsize=256)
def parse(file: str, raw: bytes) -> Tree:
    """Parse the bytes of one YAML file; what is wrong with it as YAML is in `problems` of the result.

    The same bytes give the same tree again, so that a rebuild parses what has changed. Nobody may change a tree.
    """
    if problems := list(yaml_errors.unreadable(file, raw)):
        return Tree(problems=problems)
    text = raw.decode("utf-8-sig")
    builder = _Builder(file)
    try:
        tree = builder.run(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        return Tree(problems=[*builder.tree.problems, yaml_errors.syntax(file, text, error)])
    if tree.data is None and not tree.problems:
        cure = "write what the field reference shows"
        tree.problems.append(Problem(file, 1, 1, "file-empty", "the file is empty", "wanted its content", cure))
    return tree
