"""Edits of a YAML text in place: everything else in it keeps its bytes, comments included."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import yaml

from kb.problems import KeyPath


class Edit(NamedTuple):
    """A part of the text, and what replaces it."""

    start: int
    end: int
    text: str


class Pair(NamedTuple):
    """A key of a mapping with its value."""

    path: KeyPath
    """The path of the value."""
    mapping: yaml.MappingNode
    number: int
    """Index of the key in its mapping."""
    key: str
    value: Any


class YamlText:
    """A valid YAML text, its nodes, and the edits to make in it. Edits must not overlap."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Any = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self.edits: list[Edit] = []
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def pairs(self) -> Iterator[Pair]:
        """Yield every key of every mapping, from the top."""
        stack: list[tuple[KeyPath, yaml.Node]] = [((), self.root)]
        while stack:
            path, node = stack.pop()
            if isinstance(node, yaml.MappingNode):
                for n, (key, value) in enumerate(node.value):
                    yield Pair((*path, key.value), node, n, key.value, value)
                    stack.append(((*path, key.value), value))
            elif isinstance(node, yaml.SequenceNode):
                stack += [((*path, n), item) for n, item in enumerate(node.value)]

    def replace(self, node: yaml.Node, text: str) -> None:
        """Replace a scalar."""
        self.edits.append(Edit(node.start_mark.index, node.end_mark.index, text))

    def empty(self, pair: Pair) -> None:
        """Replace the value of a key by an empty list."""
        end = pair.mapping.value[pair.number][0].end_mark.index
        self.edits.append(Edit(self.text.index(":", end) + 1, self._end(pair.value), " []"))

    def delete_items(self, node: yaml.SequenceNode, indexes: Collection[int]) -> None:
        """Delete some items of a list, but not all."""
        if node.flow_style:
            self._delete_in_brackets([(item, item) for item in node.value], indexes)
            return
        for n in indexes:
            dash = self.text.rindex("-", 0, node.value[n].start_mark.index)
            self._delete_lines(dash, node.value[n], is_last=_next_kept(node, n, indexes) is None)

    def delete_keys(self, node: yaml.MappingNode, indexes: Collection[int]) -> None:
        """Delete some keys of a mapping with their values, but not all."""
        if node.flow_style:
            self._delete_in_brackets(node.value, indexes)
            return
        for n in indexes:
            key, value = node.value[n]
            start = key.start_mark.index
            kept = _next_kept(node, n, indexes)
            if kept and self.text[self._line(start) : start].strip():  # it follows a dash
                self.edits.append(Edit(start, kept[0].start_mark.index, ""))
            else:
                self._delete_lines(start, value, is_last=kept is None)

    def add_item(self, node: yaml.SequenceNode, text: str) -> None:
        """Add an item at the end of a list that is not empty, or of one in brackets."""
        if node.flow_style:
            at = node.end_mark.index - 1
            self.insert(self._end(node.value[-1]) if node.value else at, f", {text}" if node.value else text)
        else:
            indent = " " * node.start_mark.column
            self.insert(self._end(node), f"{self.newline}{indent}- {text}")

    def add_block(self, node: yaml.SequenceNode, item: str) -> None:
        """Add an item of several lines, written with its dash, at the end of a block list."""
        indent = " " * node.start_mark.column
        lines = [f"{indent}{line}" if line else "" for line in item.rstrip().split("\n")]
        blank = self.newline if self._breaks_twice(node) else ""
        self.insert(self._end(node), self.newline + blank + self.newline.join(lines))

    def add_key(self, pair: Pair, line: str) -> None:
        """Add a key and its value, written on one line, after another."""
        if pair.mapping.flow_style:
            self.insert(self._end(pair.value), f", {line}")
        else:
            indent = " " * pair.mapping.value[pair.number][0].start_mark.column
            self.insert(self._end(pair.value), f"{self.newline}{indent}{line}")

    def append(self, lines: Sequence[str]) -> None:
        """Add lines at the end of the text."""
        self.insert(len(self.text.rstrip()), self.newline + self.newline.join(lines))

    def insert(self, at: int, text: str) -> None:
        """Insert a text at an index."""
        self.edits.append(Edit(at, at, text))

    def lines_of(self, item: yaml.Node) -> list[str]:
        """Return the lines of an item of a block list, without their indentation and the dash."""
        start, column = item.start_mark.index, item.start_mark.column
        first, *rest = self.text[start : self._end(item)].splitlines()
        return [first, *(line[column:] if not line[:column].strip() else line for line in rest)]

    def comment_above(self, at: int) -> int | None:
        """Return the number of the line directly above a position, if it is a comment."""
        line = self._line(at)
        above = self.text[self._line(max(line - 1, 0)) : line] if line else ""
        return self.text.count("\n", 0, line) if above.lstrip().startswith("#") else None

    def result(self) -> str:
        """Return the text with all edits."""
        parts: list[str] = []
        at = 0
        for edit in sorted(self.edits):
            parts += [self.text[at : edit.start], edit.text]
            at = max(at, edit.end)
        return "".join([*parts, self.text[at:]])

    def original(self, line: int, column: int) -> tuple[int, int]:
        """Return where something in the result was in the text: line and column, from 1."""
        at = sum(map(len, self.result().split("\n")[: line - 1])) + line - 1 + column - 1
        for edit in sorted(self.edits):
            if at < edit.start:
                break
            at = edit.start if at < edit.start + len(edit.text) else at + edit.end - edit.start - len(edit.text)
        before = self.text[:at]
        return before.count("\n") + 1, at - self._line(at) + 1

    def _delete_in_brackets(self, items: Sequence[tuple[yaml.Node, yaml.Node]], indexes: Collection[int]) -> None:
        """Delete items between brackets with their commas; each is given by its first and last node."""
        starts = [first.start_mark.index for first, _ in items]
        ends = [self._end(last) for _, last in items]
        for n in indexes:
            earlier = [m for m in range(n) if m not in indexes]
            later = [m for m in range(n + 1, len(items)) if m not in indexes]
            if later and (not earlier or (n + 1 == later[0] and not self._breaks(ends[n], starts[n + 1]))):
                self.edits.append(Edit(starts[n], starts[n + 1], ""))
            elif earlier:
                self.edits.append(Edit(ends[n - 1], ends[n], ""))

    def _breaks(self, start: int, end: int) -> bool:
        return "\n" in self.text[start:end]

    def _breaks_twice(self, node: yaml.SequenceNode) -> bool:
        """Return whether blank lines separate the items of a list."""
        starts = [item.start_mark.index for item in node.value]
        return len(starts) < 2 or not self.text[self._end(node.value[-2]) : starts[-1]].splitlines()[1].strip()

    def _delete_lines(self, start: int, node: yaml.Node, *, is_last: bool) -> None:
        """Delete whole lines, with the blank ones that separate them from those below or, at the end, above."""
        first, after = self._line(start), self._next_line(self._end(node))
        if is_last:
            while first and not self.text[(above := self._line(first - 1)) : first].strip():
                first = above
        else:
            while after < len(self.text) and not self.text[after : (below := self._next_line(after))].strip():
                after = below
        self.edits.append(Edit(first, after, ""))

    def _end(self, node: Any) -> int:
        """Return where the last thing in a node ends."""
        while not isinstance(node, yaml.ScalarNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        written = self.text[node.start_mark.index : node.end_mark.index]
        return int(node.start_mark.index) + len(written.rstrip())

    def _line(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _next_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1


def _next_kept(node: yaml.CollectionNode, n: int, deleted: Collection[int]) -> Any:
    """Return the first item or pair after the one with index `n` that is not deleted, or None."""
    return next((item for m, item in enumerate(node.value) if m > n and m not in deleted), None)
