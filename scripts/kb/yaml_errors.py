"""Read, syntax: what keeps a file from being YAML → where it went wrong, and the likeliest cure."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import yaml

from kb.problems import Problem
from kb.text import named

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 1 << 26
"""More than the longest list of a knowledge base a thousand times as large as ours takes."""

_BREAKS = "\u0085\u2028\u2029"
"""Line breaks that YAML counts and editors do not: with them, no position would be right."""

_ODD = re.compile(f"[{_BREAKS}]|{yaml.reader.Reader.NON_PRINTABLE.pattern}")

_Found = tuple[int, int, str]
"""Line, column and cure."""


def unreadable(file: str, raw: bytes) -> Iterator[Problem]:
    """Yield what keeps the bytes of a file from being text that YAML can hold."""
    if len(raw) > MAX_BYTES:
        wrong = f"the file has more than {MAX_BYTES:,} bytes"
        cure = "split it, or remove what does not belong in it"
        yield Problem(file, 1, 1, "file-size", wrong, f"wanted at most {MAX_BYTES:,}", cure)
    elif raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw.count(0) > len(raw) // 4:
        cure = "save the file as UTF-8"
        yield Problem(file, 1, 1, "file-encoding", "this looks like UTF-16", "wanted a UTF-8 file", cure)
    else:
        try:
            yield from _odd_characters(file, raw.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            yield _encoding(file, raw, error.start)


def _encoding(file: str, raw: bytes, at: int) -> Problem:
    """Return the problem for the byte at a place where UTF-8 ends."""
    line, column = _place(raw[:at].decode("utf-8-sig", "replace"))
    wrong = f"the byte 0x{raw[at]:02x} is not UTF-8"
    return Problem(file, line, column, "file-encoding", wrong, "wanted a UTF-8 file", "save the file as UTF-8")


def _odd_characters(file: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each kind of character that no content holds, where it first stands."""
    if text.replace("\n", "").isprintable():  # as nearly every file is: much quicker than to look for each
        return
    first: dict[str, int] = {}
    counts = Counter[str]()
    for match in _ODD.finditer(text):
        first.setdefault(match[0], match.start())
        counts[match[0]] += 1
    for char, at in first.items():
        wrong = f"the file holds {named(char)}"
        wrong += ", a line break that editors do not show" if char in _BREAKS else ""
        wrong += f" ({counts[char]:,} times)" if counts[char] > 1 else ""
        yield Problem(
            file, *_place(text[:at]), "yaml-character", wrong, "wanted printable characters", "delete it"
        )


def _place(before: str) -> tuple[int, int]:
    """Return the line and column that follow a text."""
    lines = re.split(r"\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


def syntax(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """Return the problem for what the YAML library could not read, where it began to go wrong."""
    line, column, cure = _went_wrong(text.splitlines(), error)
    wrong = " ".join(filter(None, (error.context, error.problem)))
    wanted = "wanted `key: value` with even indentation"
    return Problem(file, line, column, "yaml-syntax", f"this is not YAML: {wrong}", wanted, cure)


def _went_wrong(lines: list[str], error: yaml.MarkedYAMLError) -> _Found:
    """Return where a syntax error began. The library tells where it noticed, often on a later line."""
    mark: Any = error.problem_mark or error.context_mark
    begun: Any = error.context_mark or mark
    if opened := _open_quote(lines[: mark.line + 1]):
        return opened
    if error.context == "while scanning a simple key":
        cure = "write `key: value`; if the line belongs to the text above, indent it further"
        return begun.line + 1, begun.column + 1, cure
    if "flow" in (error.context or "") and mark.line > begun.line:
        return begun.line + 1, begun.column + 1, f"close the bracket {lines[begun.line][begun.column]}"
    if mark.line >= len(lines):
        return max(len(lines), 1), len(lines[-1]) + 1 if lines else 1, "finish what the last line begins"
    return mark.line + 1, mark.column + 1, _cure(lines[mark.line], mark.column)


def _open_quote(lines: list[str]) -> _Found | None:
    """Return the first quotation mark that its own line does not close.

    A quoted text may go on over lines, but ours fold with `>-`; when something is wrong, this is likeliest.
    """
    for number, line in enumerate(lines, 1):
        value = re.match(r"""\s*(?:- +)*(?:[\w-]+: +)?(["'])""", line)
        if value and not re.search(rf"{value[1]}\s*(?:#.*)?$", line[value.end() :]):
            return number, value.end(), f"close the quotation mark {value[1]}"
    return None


def _cure(line: str, column: int) -> str:
    """Return the likeliest cure for a syntax error in a line."""
    if "\t" in line[: column + 1]:
        return "indent with spaces, not tabs"
    if line[column : column + 1] in {"@", "`", "%"} and column:
        return "put quotation marks around the text"
    if line.startswith("%"):
        return "delete the line"
    if line.count(": ") > 1:
        return 'put quotation marks around text that holds ": "'
    return "check indentation, quotation marks and brackets near here"
