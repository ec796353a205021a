"""Read, YAML: one YAML text → plain immutable data plus the position of every value and key.

Built on the YAML library's events, not on its constructors: no tag is ever run, no alias is ever followed, and
nothing recurses, so that no input can hang or crash it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from kb import yaml_errors
from kb.problems import MANY, TOO_MANY, Problem
from kb.tree import OUTERMOST, Tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_DEPTH = 12

MAX_VALUES = 1 << 21
"""Of a file: more than the longest list of a knowledge base a thousand times as large as ours holds."""

MAX_AT_ONCE = 50_000
"""Of an entry in a list, or of a file that is no list: what is checked at one go must not take long."""

LONGEST_WORD = len("false")
"""Letters of the longest word that YAML takes for something other than text."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = yaml.resolver.Resolver()


class _Open:
    """A mapping or list that has begun and not ended."""

    __slots__ = ("again", "items", "key", "keys", "number")

    def __init__(self, number: int, items: dict[str, Any] | list[Any], keys: dict[str, Any] | None) -> None:
        self.number = number  # of its spot
        self.items = items
        self.keys = keys  # the marks of a mapping's keys; a list has none
        self.key: str | None = None  # a mapping's key that has been read, while its value has not
        self.again = False  # that key stands twice, and this is not its first value


class _Stop(Exception):  # noqa: N818  (no error: the problem is noted)
    """What follows in the file could not be told apart."""


class _Builder:
    """Turns the events of one file into a Tree."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tree = Tree()
        self.open: list[_Open] = []
        self.documents = 0
        self.limit = MAX_AT_ONCE  # how many values are taken

    def run(self, text: str) -> Tree:
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.DocumentStartEvent: self.document,
            yaml.AliasEvent: self.value_alias,
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.mapping,
            yaml.SequenceStartEvent: self.sequence,
            yaml.MappingEndEvent: self.end,
            yaml.SequenceEndEvent: self.end,
        }
        try:
            for event in iter(_LOADER(text).get_event, None):
                handle = handlers.get(type(event))
                if handle:
                    handle(event)
        except _Stop:
            self.tree.data = None
        return self.tree

    def problem(self, mark: Any, rule: str, wrong: str, wanted: str, cure: str) -> None:
        """Note a problem; raise _Stop when there are very many."""
        position = (mark.line + 1, mark.column + 1)
        if len(self.tree.problems) > MANY:
            self.tree.problems.append(Problem(self.file, *position, *TOO_MANY))
            raise _Stop
        self.tree.problems.append(Problem(self.file, *position, rule, wrong, wanted, cure))

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.problem(
                event.start_mark,
                "yaml-documents",
                "a second document begins",
                "wanted one document a file",
                "delete the line ---",
            )
            raise _Stop

    def value_alias(self, event: Any) -> None:
        self.alias(event, "alias", "*")
        if not self.wants_key():
            self.meet(event)
        self.put(None, event)

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

    def meet(self, event: Any, raw: str | None = None) -> int:
        """Note where the next value stands; return the number of its spot."""
        spots = self.tree.spots
        number = len(spots)
        if number >= self.limit:
            self.too_large(event)
        if self.open:
            top = self.open[-1]
            key = len(top.items) if top.keys is None else top.key or ""
            spots.append((top.number, key, event.start_mark, raw))
            if top.again:
                self.tree.again.add(number)
        else:
            spots.append((OUTERMOST, "", event.start_mark, raw))
        return number

    def too_large(self, event: Any) -> None:
        file = self.limit in {MAX_VALUES, MAX_AT_ONCE}  # else the limit is where an entry would end
        most = MAX_VALUES if self.limit == MAX_VALUES else MAX_AT_ONCE
        self.problem(
            event.start_mark,
            "file-size",
            f"the {'file' if file else 'entry'} holds more than {most:,} values; the rest has not been checked",
            f"wanted at most {most:,}",
            "split it, or remove what does not belong in it",
        )
        raise _Stop

    def mapping(self, event: Any) -> None:
        number = self.begin(event)
        marks = self.tree.key_marks[number] = {}
        self.open.append(_Open(number, {}, marks))

    def sequence(self, event: Any) -> None:
        self.open.append(_Open(self.begin(event), [], None))

    def begin(self, event: Any) -> int:
        """Check a mapping or list that begins; return the number of its spot."""
        self.decorated(event)
        if self.wants_key():
            self.problem(
                event.start_mark,
                "yaml-key",
                "a list or mapping stands where a key should",
                "wanted a name as the key",
                "write `name: value`; quote text that begins with [ or {",
            )
            raise _Stop
        if len(self.open) >= MAX_DEPTH:
            self.problem(
                event.start_mark,
                "yaml-depth",
                f"the nesting is deeper than {MAX_DEPTH}",
                "wanted the shape that the field reference shows",
                "check the indentation and brackets",
            )
            raise _Stop
        number = self.meet(event)
        if len(self.open) == 1 and self.open[0].keys is None:
            self.limit = min(number + MAX_AT_ONCE, MAX_VALUES)
        return number

    def end(self, event: Any) -> None:
        done = self.open.pop()
        self.put(tuple(done.items) if done.keys is None else done.items, event)

    def wants_key(self) -> bool:
        return bool(self.open) and self.open[-1].keys is not None and self.open[-1].key is None

    def scalar(self, event: Any) -> None:
        if event.anchor or event.tag:
            self.decorated(event)
        text = event.value
        if self.open and (top := self.open[-1]).key is None and top.keys is not None:
            self.take_key(event, text, top, top.keys)
            return
        value = convert(text) if event.implicit[0] else text
        self.meet(event, None if isinstance(value, str) else text)
        self.put(value, event)

    def take_key(self, event: Any, key: str, top: _Open, marks: dict[str, Any]) -> None:
        top.key = key
        if key not in marks:
            marks[key] = event.start_mark
            return
        top.again = True
        self.problem(
            event.start_mark,
            "key-duplicate",
            f'the key "{key}" stands twice',
            f"wanted it once (it is on line {marks[key].line + 1} already)",
            "delete one of the two, or merge them",
        )

    def put(self, value: Any, event: Any) -> None:
        """Store a finished value in what is open."""
        if not self.open:
            self.tree.data = value
            return
        top = self.open[-1]
        if isinstance(top.items, list):
            top.items.append(value)
        elif top.key is not None:
            top.items.setdefault(top.key, value)
            top.key, top.again = None, False
        else:
            self.problem(
                event.start_mark,
                "yaml-key",
                "an alias stands where a key should",
                "wanted a name as the key",
                "write `name: value`",
            )
            top.key = ""
            self.tree.key_marks[top.number][""] = event.start_mark


def convert(raw: str) -> Any:
    """Return what YAML 1.1 makes of an unquoted scalar: text, or a bool, number, date or None."""
    word = len(raw) > LONGEST_WORD and raw[0].isalpha()
    tag = "str" if word else _RESOLVER.resolve(yaml.ScalarNode, raw, (True, False)).rpartition(":")[2]
    match tag:
        case "bool":
            return raw.lower() in {"yes", "true", "on"}
        case "null":
            return None
        case "int" | "float" | "merge" | "value":
            return 0.0  # no field holds a number; the position keeps what was written
        case "timestamp":
            try:
                return date.fromisoformat(raw)
            except ValueError:
                return 0.0
    return raw


def load(path: Path) -> bytes:
    """Return the bytes of a file, one more than `parse` takes at most. Raises OSError."""
    with path.open("rb") as file:
        return file.read(yaml_errors.MAX_BYTES + 1)


def parse(file: str, raw: bytes) -> Tree:
    """Parse the bytes of one YAML file; what is wrong with it as YAML is in `problems` of the result."""
    if problems := list(yaml_errors.unreadable(file, raw)):
        return Tree(problems=problems)
    text = raw.decode("utf-8-sig")
    builder = _Builder(file)
    try:
        tree = builder.run(text)
    except yaml.MarkedYAMLError as error:
        return Tree(problems=[*builder.tree.problems, yaml_errors.syntax(file, text, error)])
    if tree.data is None and not tree.problems:
        cure = "write what the field reference shows"
        tree.problems.append(Problem(file, 1, 1, "file-empty", "the file is empty", "wanted its content", cure))
    return tree
