"""One YAML text → plain immutable data plus the position of every value and key.

Built on the YAML library's events, not on its constructors: no tag is run, no alias is followed, and nothing
recurses, so that no input can hang or crash it.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from kb.content import lost_words, syntax_errors
from kb.content.lost_words import IN_BRACKETS, IS_KEY, Brackets, Scalar
from kb.content.positions import Position, Tree, line_and_column
from kb.problems import MAX_PROBLEMS, TOO_MANY, KeyPath, Problem, limited

MAX_DEPTH = 12

MAX_VALUES = 1 << 21
"""In a file."""

MAX_ENTRY_VALUES = 50_000
"""In an entry of a list, or in a file that is not a list: validating one record must not take long."""

MAX_KEYWORD = len("false")
"""Letters of the longest word that YAML reads as something other than text."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = yaml.resolver.Resolver()


@dataclass(slots=True)
class _Open:
    """A mapping or list that has begun and not ended."""

    path: KeyPath
    items: dict[str, Any] | list[Any]
    start: Any  # mark of the bracket, or of the first dash or key
    in_brackets: bool
    key: str | None = None  # a mapping's key whose value has not been read yet
    duplicate: bool = False  # that key already has a value


def _position(event: Any, raw: str | None = None) -> Position:
    return Position(event.start_mark.line + 1, event.start_mark.column + 1, raw)


class _Stop(Exception):  # noqa: N818  (no error: the problem is noted)
    """The rest of the file cannot be parsed."""


class _Builder:
    """Turns the events of one file into a Tree."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tree = Tree()
        self.open: list[_Open] = []
        self.limit = MAX_ENTRY_VALUES  # number of the first value that is too many
        self.scalars: list[Scalar] = []
        self.brackets: list[Brackets] = []  # the outermost ones

    def run(self, text: str) -> Tree:
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.DocumentStartEvent: self.document,
            yaml.AliasEvent: self.value_alias,
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.begin,
            yaml.SequenceStartEvent: self.begin,
            yaml.MappingEndEvent: self.end,
            yaml.SequenceEndEvent: self.end,
        }
        try:
            for event in yaml.parse(text, _LOADER):
                if handle := handlers.get(type(event)):
                    handle(event)
        except _Stop:
            self.tree.data = None
        return self.tree

    def problem(self, mark: Any, rule: str, wrong: str, expected: str, hint: str) -> None:
        """Add a problem; raise _Stop when there are very many."""
        position = (mark.line + 1, mark.column + 1)
        if len(self.tree.problems) > MAX_PROBLEMS:
            self.tree.problems.append(Problem(self.file, *position, *TOO_MANY))
            raise _Stop
        self.tree.problems.append(Problem(self.file, *position, rule, wrong, expected, hint))

    def document(self, event: Any) -> None:
        if self.tree.values:  # even an empty document has one
            wrong, expected = "a second document begins", "expected one document per file"
            self.problem(event.start_mark, "yaml-documents", wrong, expected, "delete the line ---")
            raise _Stop

    def value_alias(self, event: Any) -> None:
        self.alias(event, "alias", "*")
        if not self.expects_key():
            self.add_value(event)
        self.put(None, event)

    def alias(self, event: Any, what: str, sign: str) -> None:
        self.problem(
            event.start_mark,
            "yaml-alias",
            f'there is the {what} "{sign}{event.anchor}"',
            "expected every value written out",
            syntax_errors.EMPHASIS if sign == "*" else "put quotation marks around the text, or delete the sign &",
        )

    def decorated(self, event: Any) -> None:
        """Report an anchor or a tag on a node."""
        if event.anchor:
            self.alias(event, "anchor", "&")
        if event.tag:
            wrong, hint = f'there is the tag "{event.tag}"', "delete the tag; if it is meant as text, quote it"
            self.problem(event.start_mark, "yaml-tag", wrong, "expected a value without a tag", hint)

    def add_value(self, event: Any, raw: str | None = None) -> KeyPath:
        """Record the position of the next value; return its path."""
        if len(self.tree.values) >= self.limit:
            self.too_large(event)
        path: KeyPath = ()
        if self.open:
            top = self.open[-1]
            path = (*top.path, len(top.items) if isinstance(top.items, list) else top.key or "")
            if top.duplicate:
                path = (*path, -len(self.tree.values))  # unique: what is in it is not in the first value
        self.tree.values[path] = _position(event, raw)
        return path

    def too_large(self, event: Any) -> None:
        file = self.limit in {MAX_VALUES, MAX_ENTRY_VALUES}  # otherwise an entry of a list has its own limit
        most = MAX_VALUES if self.limit == MAX_VALUES else MAX_ENTRY_VALUES
        wrong = f"the {'file' if file else 'entry'} has more than {most:,} values; the rest has not been checked"
        hint = "split it, or remove what does not belong in it"
        self.problem(event.start_mark, "file-size", wrong, f"expected at most {most:,}", hint)
        raise _Stop

    def begin(self, event: Any) -> None:
        """Open a mapping or list."""
        self.decorated(event)
        if self.expects_key():
            wrong = "a list or mapping is used as a key"
            hint = "write `name: value`; quote text that begins with [ or {"
            self.problem(event.start_mark, "yaml-key", wrong, "expected a name as the key", hint)
            raise _Stop
        if len(self.open) >= MAX_DEPTH:
            wrong = f"the nesting is deeper than {MAX_DEPTH}"
            expected = "expected the structure that the field reference describes"
            self.problem(event.start_mark, "yaml-depth", wrong, expected, "check the indentation and brackets")
            raise _Stop
        path = self.add_value(event)
        if len(self.open) == 1 and isinstance(self.open[0].items, list):
            self.limit = min(len(self.tree.values) - 1 + MAX_ENTRY_VALUES, MAX_VALUES)
        items: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.open.append(_Open(path, items, event.start_mark, bool(event.flow_style)))

    def end(self, event: Any) -> None:
        closed = self.open.pop()
        if closed.in_brackets and not (self.open and self.open[-1].in_brackets):
            self.brackets.append((closed.start.index, event.end_mark.index))
        self.put(tuple(closed.items) if isinstance(closed.items, list) else closed.items, event)

    def expects_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].items, dict) and self.open[-1].key is None

    def scalar(self, event: Any) -> None:
        self.decorated(event)
        text = event.value
        self.scalars.append(Scalar(event.start_mark.index, event.end_mark.index, event.style or "", self.indent()))
        if self.expects_key():
            self.take_key(event, text)
            return
        value = convert(text) if event.implicit[0] else text
        self.add_value(event, None if isinstance(value, str) else text)
        self.put(value, event)

    def indent(self) -> int:
        """Return the column of the key or dash of the next scalar, or what is there instead."""
        if self.expects_key():
            return IS_KEY
        if not self.open or (top := self.open[-1]).in_brackets:
            return IN_BRACKETS
        if isinstance(top.items, list):
            return int(top.start.column)
        return self.tree.keys[(*top.path, top.key or "")].column - 1

    def take_key(self, event: Any, key: str) -> None:
        top = self.open[-1]
        top.key = key
        first = self.tree.keys.setdefault((*top.path, key), position := _position(event))
        if first is position:
            return
        top.duplicate = True
        wrong = f'the key "{key}" is here twice'
        expected = f"expected it once (it is already on line {first.line})"
        self.problem(event.start_mark, "key-duplicate", wrong, expected, "delete one of the two, or merge them")

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
            top.key, top.duplicate = None, False
        else:
            wrong = "an alias is used as a key"
            self.problem(event.start_mark, "yaml-key", wrong, "expected a name as the key", "write `name: value`")
            top.key = ""
            self.tree.keys[(*top.path, "")] = _position(event)


def convert(raw: str) -> Any:
    """Return what YAML 1.1 makes of an unquoted scalar: text, or a bool, number, date or None."""
    is_word = len(raw) > MAX_KEYWORD and raw[0].isalpha()
    match "str" if is_word else _RESOLVER.resolve(yaml.ScalarNode, raw, (True, False)).rpartition(":")[2]:
        case "str":
            return raw
        case "bool":
            return raw.lower() in {"yes", "true", "on"}
        case "null":
            return None
        case "timestamp":
            with suppress(ValueError):
                return date.fromisoformat(raw)
    return 0.0  # no field is a number; the position has the raw text


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, at most one more than `parse` accepts. Raises OSError."""
    with path.open("rb") as file:
        return file.read(syntax_errors.MAX_BYTES + 1)


def parse(file: str, raw: bytes) -> Tree:
    """Parse the bytes of one YAML file; what is wrong with it as YAML is in `problems` of the result."""
    if problems := list(syntax_errors.unreadable(file, raw)):
        return Tree(problems=problems)
    text = raw.decode("utf-8-sig")
    builder = _Builder(file)
    try:
        tree = builder.run(text)
    except yaml.MarkedYAMLError as error:
        return Tree(problems=_syntax_problems(file, text, builder, error))
    tree.problems += _lost_words(file, text, builder)
    if tree.data is None and not tree.problems:
        hint = "write what the field reference describes"
        tree.problems.append(Problem(file, 1, 1, "file-empty", "the file is empty", "expected content", hint))
    return tree


def _lost_words(file: str, text: str, builder: _Builder) -> list[Problem]:
    return limited(lost_words.find(file, text, builder.scalars, builder.brackets))


def _syntax_problems(file: str, text: str, builder: _Builder, error: yaml.MarkedYAMLError) -> list[Problem]:
    """Return the problems up to a syntax error, and the error itself unless they have led to it."""
    problem = syntax_errors.syntax(file, text, error, after=builder.scalars[-1] if builder.scalars else None)
    opening = next((one.start for one in builder.open if one.in_brackets), None)
    if opening:
        builder.brackets.append((opening.index, len(text)))
    mark: Any = error.problem_mark
    text = text[: mark.index]
    last = opening.index if opening else builder.scalars[-1].end if builder.scalars else 0
    first_line, _ = line_and_column(text, last)
    lost = _lost_words(file, text, builder)
    is_echo = any(one.line >= first_line for one in lost) or any(
        one.line == problem.line for one in builder.tree.problems
    )
    return [*builder.tree.problems, *lost, *(() if is_echo else (problem,))]
