"""What keeps a file from being YAML → where the error is, and the most likely fix."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml

from kb.content.lost_words import BLOCK, Scalar
from kb.content.positions import line_and_column
from kb.model.text import character_name
from kb.problems import MAX_PROBLEMS, Problem

MAX_BYTES = 1 << 26
"""No knowledge base that people write has a larger file."""

_BREAKS = "\u0085\u2028\u2029"
"""Line breaks that YAML counts and editors do not: they would make every position wrong."""

_ODD = re.compile(f"[{_BREAKS}]|{yaml.reader.Reader.NON_PRINTABLE.pattern}")

_WIDE_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INDENTATION = re.compile(rf"^[ \t]*(?:- *)*([{_WIDE_SPACES}])", re.MULTILINE)
"""White space that looks like the spaces of an indentation, and is none to YAML."""

CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7}|={7})(?= |\r?$)", re.MULTILINE)
"""The lines that Git writes around the two versions of a conflict."""

_Diagnosis = tuple[int, int, str]
"""Line, column and hint."""


def unreadable(file: str, raw: bytes) -> Iterator[Problem]:
    """Yield what keeps the bytes of a file from being YAML text."""
    if len(raw) > MAX_BYTES:
        wrong = f"the file has more than {MAX_BYTES:,} bytes"
        hint = "split it, or remove what does not belong in it"
        yield Problem(file, 1, 1, "file-size", wrong, f"expected at most {MAX_BYTES:,}", hint)
    elif raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw.count(0) > len(raw) // 4:
        hint = "save the file as UTF-8"
        yield Problem(file, 1, 1, "file-encoding", "this looks like UTF-16", "expected a UTF-8 file", hint)
    else:
        try:
            text = raw.decode("utf-8-sig")
            yield from _odd_characters(file, text)
            yield from islice(_odd_lines(file, text), MAX_PROBLEMS)
        except UnicodeDecodeError as error:
            before = raw[: error.start].decode("utf-8-sig", "replace")
            wrong, expected = f"the byte 0x{raw[error.start]:02x} is not UTF-8", "expected a UTF-8 file"
            position = line_and_column(before, len(before))
            yield Problem(file, *position, "file-encoding", wrong, expected, "save the file as UTF-8")


def _odd_characters(file: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each control or invisible character, at its first position."""
    for char, count in Counter(_ODD.findall(text)).items():
        wrong = f"the file contains {character_name(char)}"
        wrong += ", a line break that editors do not show" if char in _BREAKS else ""
        wrong += f" ({count:,} times)" if count > 1 else ""
        expected = "expected printable characters"
        position = line_and_column(text, text.index(char))
        yield Problem(file, *position, "yaml-character", wrong, expected, "delete it")


def _odd_lines(file: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each line that Git has written, or that is indented with something else than spaces."""
    for match in CONFLICT.finditer(text):
        wrong, expected = f"this is a conflict marker of Git: {match[0]}", "expected one version"
        hint = "keep the lines of one version, or of both, and delete the markers"
        yield Problem(file, *line_and_column(text, match.start()), "file-conflict", wrong, expected, hint)
    for match in _INDENTATION.finditer(text) if not text.isascii() else ():
        wrong = f"the line is indented with {character_name(match[1])}"
        hint = "replace it with an ordinary space"
        yield Problem(
            file, *line_and_column(text, match.start(1)), "yaml-indentation", wrong, "expected spaces", hint
        )


def syntax(file: str, text: str, error: yaml.MarkedYAMLError, after: Scalar | None = None) -> Problem:
    """Return the problem for a YAML syntax error, at the position where it begins; `after` is what came before."""
    mark: Any = error.problem_mark
    line, column, hint = _diagnose(text.splitlines(), error)
    if after and after.style in BLOCK and not text[after.end : mark.index].strip():
        hint = "indent every line of the text above like its first line"
    wrong = " ".join(filter(None, (error.context, error.problem)))
    expected = "expected `key: value` with even indentation"
    return Problem(file, line, column, "yaml-syntax", f"this is not YAML: {wrong}", expected, hint)


EMPHASIS = "delete the asterisks; if they belong to the text, put quotation marks around it"


def _diagnose(lines: list[str], error: yaml.MarkedYAMLError) -> _Diagnosis:
    """Return where a syntax error begins. The library reports where it noticed it, often on a later line."""
    mark: Any = error.problem_mark
    start: Any = error.context_mark or mark
    context = error.context or ""
    if "escape character" in (error.problem or ""):
        at, hint = mark, "write \\\\ for a backslash, or put the text in single quotation marks"
    elif context == "while scanning a block scalar":
        at, hint = mark, "write the text on the lines below, indented"
    elif context == "while scanning an alias":
        at, hint = start, EMPHASIS
    elif context == "while scanning an anchor":
        at, hint = start, "put quotation marks around the text"
    elif opened := _open_quote(lines[: mark.line + 1]):
        return opened
    elif context == "while scanning a simple key":
        at, hint = start, "write `key: value`; if the line belongs to the text above, indent it further"
    elif "flow" in context and mark.line > start.line:
        at, hint = start, f"close the bracket {lines[start.line][start.column]}"
    elif mark.line >= len(lines):
        return max(len(lines), 1), len(lines[-1]) + 1 if lines else 1, "finish what the last line begins"
    else:
        at, hint = mark, _hint(lines[mark.line], mark.column)
    return at.line + 1, at.column + 1, hint


def _open_quote(lines: list[str]) -> _Diagnosis | None:
    """Return the first quotation mark that is not closed on its line.

    Quoted text may span lines, but ours is folded with `>-`, so an open quotation mark is the most likely error.
    """
    for number, line in enumerate(lines, 1):
        value = re.match(r"""\s*(?:- +)*(?:[\w-]+: +)?(["'])""", line)
        if value and not re.search(rf"{value[1]}\s*(?:#.*)?$", line[value.end() :]):
            return number, value.end(), f"close the quotation mark {value[1]}"
    return None


def _hint(line: str, column: int) -> str:
    """Return the most likely fix for a syntax error in a line."""
    if "\t" in line[: column + 1]:
        return "indent with spaces, not tabs"
    if line[column : column + 1] in {"@", "`", "%"} and column:
        return "put quotation marks around the text"
    if line.startswith("%"):
        return "delete the line"
    if line.count(": ") > 1:
        return 'put quotation marks around text that contains ": "'
    return "check indentation, quotation marks and brackets near here"
