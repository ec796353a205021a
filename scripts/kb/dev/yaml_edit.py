"""Edits of a YAML text in place: everything else in it keeps its bytes, comments included."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import yaml

from kb.content.positions import line_and_column
from kb.problems import KeyPath


class Edit(NamedTuple):
    """A part of the text, and what replaces it."""

    start: int
    end: int
    text: str


class YamlText:
    """A valid YAML text, its nodes, and the edits to make in it. Edits must not overlap."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Any = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self.edits: list[Edit] = []
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def mappings(self) -> Iterator[tuple[KeyPath, yaml.MappingNode]]:
        """Yield every mapping with its path, from the top."""
        stack: list[tuple[KeyPath, yaml.Node]] = [((), self.root)]
        while stack:
            path, node = stack.pop()
            if isinstance(node, yaml.MappingNode):
                yield path, node
                stack += [((*path, key), value) for key, value in values(node).items()]
            elif isinstance(node, yaml.SequenceNode):
                stack += [((*path, n), item) for n, item in enumerate(node.value)]

    def replace(self, node: yaml.Node, text: str) -> None:
        """Replace a value."""
        self.edits.append(Edit(node.start_mark.index, self._end(node), text))

    def delete_items(self, node: yaml.SequenceNode, indexes: Collection[int]) -> None:
        """Delete some items of a list, but not all."""
        self._delete(node, [(self.start(node, n), self._end(item)) for n, item in enumerate(node.value)], indexes)

    def delete_keys(self, node: yaml.MappingNode, indexes: Collection[int]) -> None:
        """Delete some keys of a mapping with their values, but not all."""
        self._delete(node, [(key.start_mark.index, self._end(value)) for key, value in node.value], indexes)

    def add_item(self, node: yaml.SequenceNode, text: str) -> None:
        """Add an item at the end of a list that is not empty, or of one in brackets."""
        if not node.flow_style:
            self._add_lines(self._end(node), node.start_mark.column, [f"- {text}"])
        elif node.value:
            self._insert(self._end(node.value[-1]), f", {text}")
        else:
            self._insert(node.end_mark.index - 1, text)

    def add_block(self, node: yaml.SequenceNode, lines: Sequence[str]) -> None:
        """Add an item of several lines at the end of a block list."""
        item = [f"{'  ' if n else '- '}{line}" if line else "" for n, line in enumerate(lines)]
        blank = [""] if self._breaks_twice(node) else []
        self._add_lines(self._end(node), node.start_mark.column, [*blank, *item])

    def add_key(self, node: yaml.MappingNode, n: int, line: str) -> None:
        """Add a key and its value, written on one line, after the key with index `n`."""
        key, value = node.value[n]
        if node.flow_style:
            self._insert(self._end(value), f", {line}")
        else:
            self._add_lines(self._end(value), key.start_mark.column, [line])

    def append(self, lines: Sequence[str]) -> None:
        """Add lines at the end of the text."""
        self._add_lines(len(self.text.rstrip()), 0, lines)

    def _add_lines(self, at: int, column: int, lines: Sequence[str]) -> None:
        """Add lines with an indentation after the one that ends at an index."""
        self._insert(at, "".join(self.newline + (" " * column + line if line else "") for line in lines))

    def _insert(self, at: int, text: str) -> None:
        self.edits.append(Edit(at, at, text))

    def lines_of(self, item: yaml.Node) -> list[str]:
        """Return the lines of an item of a block list, without their indentation and the dash."""
        start, column = item.start_mark.index, item.start_mark.column
        first, *rest = self.text[start : self._end(item)].splitlines()
        return [first, *(line[column:] if not line[:column].strip() else line for line in rest)]

    def comment_above(self, at: int) -> int | None:
        """Return the number of the line directly above a position, if it is a comment."""
        above = self.text[:at].split("\n")[:-1]
        return len(above) if above and above[-1].lstrip().startswith("#") else None

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
        return line_and_column(self.text, at)

    def _delete(
        self, node: yaml.CollectionNode, spans: Sequence[tuple[int, int]], indexes: Collection[int]
    ) -> None:
        """Delete some parts of a list or mapping; `spans` are where each of its parts starts and ends."""
        kept = [n for n in range(len(spans)) if n not in indexes]
        for n in indexes:
            start, end = spans[n]
            if node.flow_style:
                if n < kept[0] or (n + 1 in kept and "\n" not in self.text[end : spans[n + 1][0]]):
                    self.edits.append(Edit(start, spans[n + 1][0], ""))  # with the comma after it
                else:
                    self.edits.append(Edit(spans[n - 1][1], end, ""))  # with the comma before it
            elif self.text[self._line(start) : start].strip():  # a key that follows a dash
                self.edits.append(Edit(start, spans[kept[0]][0], ""))
            else:
                self._delete_lines(start, end, is_last=n > kept[-1])

    def _breaks_twice(self, node: yaml.SequenceNode) -> bool:
        """Return whether blank lines separate the items of a list."""
        starts = [item.start_mark.index for item in node.value]
        return len(starts) < 2 or not self.text[self._end(node.value[-2]) : starts[-1]].splitlines()[1].strip()

    def _delete_lines(self, start: int, end: int, *, is_last: bool) -> None:
        """Delete whole lines, with the blank ones that separate them from those below or, at the end, above."""
        first, after = self._line(start), self._next_line(end)
        if is_last:
            first = self._next_line(len(self.text[:first].rstrip()))
        else:
            after = self._line(len(self.text) - len(self.text[after:].lstrip()))
        self.edits.append(Edit(first, after, ""))

    def start(self, node: yaml.SequenceNode, n: int) -> int:
        """Return where an item of a list starts: at its dash, or between brackets at the item itself."""
        start = int(node.value[n].start_mark.index)
        return start if node.flow_style else self.text.rindex("-", 0, start)

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


def values(node: yaml.Node) -> dict[str, Any]:
    """Return the values of a mapping by their keys; any other node has none."""
    return {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
