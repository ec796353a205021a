"""Read, first half: one YAML text → plain immutable data plus the place of every value and key.

Built on the YAML library's events, not on its constructors: no tag is ever run, no alias is ever followed, and
nothing recurses, so that no input can hang or crash it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from kb.problems import Problem
from kb.text import named

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Where a value stands in a file: keys and list positions, from the top."""

MAX_BYTES = 1 << 26
MAX_DEPTH = 12

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

    def problem(self, mark: Any, rule: str, wrong: str, wanted: str, cure: str) -> None:
        place = (mark.line + 1, mark.column + 1)
        self.tree.problems.append(Problem(self.file, *place, rule, wrong, wanted, cure))

    def run(self, events: Iterator[yaml.Event]) -> Tree:
        for event in events:
            match event:
                case yaml.DocumentStartEvent():
                    self.documents += 1
                    if self.documents > 1:
                        self.problem(
                            event.start_mark,
                            "yaml-documents",
                            "a second document begins",
                            "wanted one document a file",
                            "delete the line ---",
                        )
                        self.tree.data = None
                        return self.tree
                case yaml.AliasEvent():
                    self.alias(event, "alias", "*")
                    mark: Any = event.start_mark
                    self.tree.values[self.here()] = Place(mark.line + 1, mark.column + 1)
                    self.put(None, event)
                case yaml.ScalarEvent():
                    self.scalar(event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    if not self.begin(event):
                        return self.tree
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self.end(event)
        return self.tree

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
        mark = event.start_mark
        if self.wants_key():
            self.problem(
                mark,
                "yaml-key",
                "a list or mapping stands where a key should",
                "wanted a name as the key",
                "write `name: value`; quote text that begins with [ or {",
            )
            return False
        if len(self.open) >= MAX_DEPTH:
            self.problem(
                mark,
                "yaml-depth",
                f"the nesting is deeper than {MAX_DEPTH}",
                "wanted the shape that the field reference shows",
                "check the indentation and brackets",
            )
            return False
        path = self.here()
        self.tree.values[path] = Place(mark.line + 1, mark.column + 1)
        self.open.append(_Open(path, {} if isinstance(event, yaml.MappingStartEvent) else []))
        return True

    def end(self, event: Any) -> None:
        done = self.open.pop()
        self.put(tuple(done.items) if isinstance(done.items, list) else done.items, event)

    def wants_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].items, dict) and not self.open[-1].waiting

    def scalar(self, event: Any) -> None:
        self.decorated(event)
        mark = event.start_mark
        if self.wants_key():
            self.take_key(event)
            return
        value = convert(event.value) if event.implicit[0] else event.value
        raw = event.value if not isinstance(value, str) else None
        self.tree.values[self.here()] = Place(mark.line + 1, mark.column + 1, raw)
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
            self.tree.keys[path] = Place(event.start_mark.line + 1, event.start_mark.column + 1)

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
        else:
            top.items.setdefault(str(top.key), value)
            top.waiting = top.again = False


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


@lru_cache(maxsize=256)
def parse(file: str, raw: bytes) -> Tree:
    """Parse the bytes of one YAML file; what is wrong with it as YAML is in `problems` of the result.

    The same bytes give the same tree again, so that a rebuild parses what has changed. Nobody may change a tree.
    """
    if problem := _unreadable(file, raw):
        return Tree(problems=[problem])
    text = raw.decode("utf-8-sig")
    if problems := list(_odd_breaks(file, text)):
        return Tree(problems=problems)
    builder = _Builder(file)
    try:
        tree = builder.run(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        builder.tree.problems.append(_syntax_problem(file, text, error))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        shown = f"U+{error.character:04X}" if isinstance(error.character, int) else ascii(error.character)
        builder.tree.problems.append(
            Problem(
                file,
                line,
                column,
                "yaml-character",
                f"the file holds the character {shown}",
                "wanted printable characters only",
                "delete that character",
            )
        )
    else:
        if not tree.values and not tree.problems:
            cure = "write what the field reference shows"
            tree.problems.append(
                Problem(file, 1, 1, "file-empty", "the file is empty", "wanted its content", cure)
            )
        return tree
    builder.tree.data = None
    return builder.tree


def _odd_breaks(file: str, text: str) -> Iterator[Problem]:
    """Yield the line breaks that YAML counts and editors do not: with them, no position would be right."""
    for match in re.finditer("[\u0085\u2028\u2029]", text):
        before = text[: match.start()]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        wrong = f"the file holds {named(match[0])}, a line break that editors do not show"
        yield Problem(file, line, column, "yaml-character", wrong, "wanted ordinary line breaks", "delete it")


def _syntax_problem(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """Return the problem for what the YAML library could not read, where it began to go wrong."""
    mark: Any = error.problem_mark or error.context_mark
    wrong = " ".join(filter(None, (error.context, error.problem)))
    wanted = "wanted `key: value` with even indentation"
    if opened := _open_quote(text, mark.line):
        line, column, quote = opened
        cure = f"close the quotation mark {quote}"
        return Problem(file, line, column, "yaml-syntax", f"this is not YAML: {wrong}", wanted, cure)
    place = (mark.line + 1, mark.column + 1)
    return Problem(file, *place, "yaml-syntax", f"this is not YAML: {wrong}", wanted, _cure(text, mark))


def _open_quote(text: str, last: int) -> tuple[int, int, str] | None:
    """Return line, column and sign of the first quotation mark up to line `last` that its own line does not close.

    A quoted text may go on over lines, but ours fold with `>-`; when something is wrong, this is likeliest.
    """
    for number, line in enumerate(text.splitlines()[: last + 1], 1):
        value = re.match(r"""\s*(?:- +)*(?:[\w-]+: +)?(["'])""", line)
        if value and not re.search(rf"{value[1]}\s*(?:#.*)?$", line[value.end() :]):
            return number, value.end(), value[1]
    return None


def _unreadable(file: str, raw: bytes) -> Problem | None:
    if len(raw) > MAX_BYTES:
        return Problem(
            file,
            1,
            1,
            "file-size",
            f"the file has {len(raw):,} bytes",
            f"wanted at most {MAX_BYTES:,}",
            "split it, or remove what does not belong in it",
        )
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw.count(0) > len(raw) // 4:
        cure = "save the file as UTF-8"
        return Problem(file, 1, 1, "file-encoding", "this looks like UTF-16", "wanted a UTF-8 file", cure)
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return Problem(
            file,
            line,
            column,
            "file-encoding",
            f"the byte 0x{raw[error.start]:02x} is not UTF-8",
            "wanted a UTF-8 file",
            "save the file as UTF-8",
        )
    return None


def _cure(text: str, mark: Any) -> str:
    """Return the likeliest cure for a syntax error at `mark`."""
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in line[: mark.column + 1]:
        return "indent with spaces, not tabs"
    if line.count(": ") > 1:
        return 'put quotation marks around text that holds ": "'
    return "check indentation, quotation marks and brackets near here"
