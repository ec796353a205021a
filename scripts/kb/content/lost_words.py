"""What YAML would silently drop from a text or change in it: comments, escapes, dashes.

A comment may be on a line of its own, or follow a closing quotation mark or bracket. Anywhere else it may be the
rest of a text: `question: What does error #3 mean?` is a question of four words for YAML.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.content.positions import line_and_column
from kb.problems import Problem

BLOCK, QUOTES = frozenset("|>"), frozenset("\"'")
"""Styles of the texts that begin on the line below, and of those in quotation marks."""

_COMMENT = re.compile(r"(?:(?<=\s)|\A)#[^\r\n]*")
_TO_NEXT_CONTENT = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[ \t]*")
_DASH = re.compile(r"(?<=[\r\n])[ \t]*- ")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SILENT_ESCAPES = frozenset("n/_ \r\n")
"""After a backslash, these become white space, or lose the backslash. No other rule would notice."""

_SHOWN = 40
"""Characters of a comment that are shown."""


class Scalar(NamedTuple):
    """A scalar: where it is in the file's text, and how it is written."""

    start: int
    end: int
    style: str
    """Empty for a plain one; else the sign with which it begins."""
    indent: int
    """Column of its key or dash: lines that continue it are indented further. IN_BRACKETS, or IS_KEY for a key."""


IN_BRACKETS, IS_KEY = 1 << 30, -1

Brackets = tuple[int, int]
"""Where an outermost pair of brackets begins and ends."""


def find(file: str, text: str, scalars: Sequence[Scalar], brackets: Sequence[Brackets]) -> Iterator[Problem]:
    """Yield a problem for each place where YAML drops or changes words of a text without saying so."""
    yield from _comments(file, text, scalars, brackets)
    for scalar in scalars:
        if scalar.indent == IS_KEY:
            continue
        written = text[scalar.start : scalar.end]
        if scalar.style == '"' and "\\" in written:
            yield from _escapes(file, text, scalar)
        elif not scalar.style and (match := _DASH.search(written)):
            position = line_and_column(text, scalar.start + match.end() - 2)
            wrong = "YAML reads this line as part of the text above"
            expected = "expected each item at the same indentation"
            hint = "align the dash with the other items; if it belongs to the text, fold the text with >-"
            yield Problem(file, *position, "text-dash", wrong, expected, hint)


def _escapes(file: str, text: str, scalar: Scalar) -> Iterator[Problem]:
    for match in _ESCAPE.finditer(text, scalar.start, scalar.end):
        if match[1] in _SILENT_ESCAPES:
            shown = match[0] if match[1].isprintable() else "\\"
            wrong = f"in double quotation marks YAML changes {shown}"
            expected = "expected the text as a reader should see it"
            hint = "write \\\\ for a backslash; write text with line breaks below |-"
            yield Problem(file, *line_and_column(text, match.start()), "text-escape", wrong, expected, hint)


def _comments(file: str, text: str, scalars: Sequence[Scalar], brackets: Sequence[Brackets]) -> Iterator[Problem]:
    starts = [scalar.start for scalar in scalars]
    openings = [start for start, _ in brackets]
    values = {scalar.start for scalar in scalars if scalar.indent != IS_KEY}
    content = 0  # where the first line begins that is not a comment, after the last comment so far
    for match in _COMMENT.finditer(text):
        at = match.start()
        line = _line_start(text, at)
        before = scalars[n] if (n := bisect_right(starts, at) - 1) >= 0 else None
        around = brackets[n] if (n := bisect_right(openings, at) - 1) >= 0 else None
        if before and at < before.end and not (before.style in BLOCK and line <= before.start):
            continue  # it is in a text, and no comment
        if around and at < around[1]:
            yield _dropped(file, text, at, match[0], "move it above the brackets")
        elif not text[line:at].strip():
            if content <= at and (skipped := _TO_NEXT_CONTENT.match(text, match.end())):
                content = skipped.end()
            if content in values or (before and _would_continue(before, at - line)):
                yield _dropped(file, text, at, match[0], "indent it like the key above, or less")
        elif not _follows_end(line + len(text[line:at].rstrip()), before, around):
            if before and before.start == before.end and not text[before.end : at].strip():
                at = before.start  # the value is missing, too: one problem is enough
            yield _dropped(file, text, at, match[0], "give it a line of its own")


def _line_start(text: str, at: int) -> int:
    line = text.rfind("\n", 0, at) + 1
    return max(line, text.rfind("\r", line, at) + 1)


def _would_continue(scalar: Scalar, column: int) -> bool:
    """Return whether a line that begins at a column would continue the text above it, were it no comment."""
    is_open = scalar.style in BLOCK or (not scalar.style and scalar.end > scalar.start)
    return is_open and scalar.indent != IS_KEY and scalar.indent < column


def _follows_end(end: int, before: Scalar | None, around: Brackets | None) -> bool:
    """Return whether what ends at an index is a closing quotation mark or bracket."""
    quoted = before is not None and before.style in QUOTES and before.end == end and before.indent != IS_KEY
    return quoted or (around is not None and around[1] == end)


def _dropped(file: str, text: str, at: int, comment: str, otherwise: str) -> Problem:
    shown = comment if len(comment) <= _SHOWN else f"{comment[:_SHOWN]}…"
    wrong, expected = f"YAML drops this as a comment: {shown}", "expected comments on lines of their own"
    hint = f"if it belongs to the text, put quotation marks around the whole text; otherwise, {otherwise}"
    return Problem(file, *line_and_column(text, at), "text-comment", wrong, expected, hint)
