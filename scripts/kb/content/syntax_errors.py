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
            yield _encoding(file, raw, error.start)


def _encoding(file: str, raw: bytes, at: int) -> Problem:
    """Return the problem for the first byte that is not UTF-8."""
    before = raw[:at].decode("utf-8-sig", "replace")
    line, column = line_and_column(before, len(before))
    wrong = f"the byte 0x{raw[at]:02x} is not UTF-8"
    return Problem(file, line, column, "file-encoding", wrong, "expected a UTF-8 file", "save the file as UTF-8")


def _odd_characters(file: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each control or invisible character, at its first position."""
    if text.replace("\n", "").isprintable():  # true for nearly every file, and fast
        return
    first: dict[str, int] = {}
    counts = Counter[str]()
    for match in _ODD.finditer(text):
        first.setdefault(match[0], match.start())
        counts[match[0]] += 1
    for char, at in first.items():
        wrong = f"the file contains {character_name(char)}"
        wrong += ", a line break that editors do not show" if char in _BREAKS else ""
        wrong += f" ({counts[char]:,} times)" if counts[char] > 1 else ""
        yield Problem(
            file, *line_and_column(text, at), "yaml-character", wrong, "expected printable characters", "delete it"
        )


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
    lines = text.splitlines()
    line, column, hint = _diagnose_scalar(error) or _diagnose(lines, error)
    if (
        after
        and after.style in BLOCK
        and error.problem_mark
        and not text[after.end : error.problem_mark.index].strip()
    ):
        hint = "indent every line of the text above like its first line"
    wrong = " ".join(filter(None, (error.context, error.problem)))
    expected = "expected `key: value` with even indentation"
    return Problem(file, line, column, "yaml-syntax", f"this is not YAML: {wrong}", expected, hint)


EMPHASIS = "delete the asterisks; if they belong to the text, put quotation marks around it"

_BLOCK_SCALAR = "while scanning a block scalar"

_SCANNING = {
    "while scanning an alias": EMPHASIS,
    "while scanning an anchor": "put quotation marks around the text",
    _BLOCK_SCALAR: "write the text on the lines below, indented",
}
"""The hint for an error, by the context in which the library reports it."""


def _diagnose_scalar(error: yaml.MarkedYAMLError) -> _Diagnosis | None:
    """Return where a text begins or has an error that looks like YAML to the library."""
    mark: Any = error.problem_mark or error.context_mark
    if "escape character" in (error.problem or ""):
        hint = "write \\\\ for a backslash, or put the text in single quotation marks"
        return mark.line + 1, mark.column + 1, hint
    scanning = _SCANNING.get(error.context or "")
    if scanning and error.context != _BLOCK_SCALAR:
        mark = error.context_mark
    return (mark.line + 1, mark.column + 1, scanning) if scanning else None


def _diagnose(lines: list[str], error: yaml.MarkedYAMLError) -> _Diagnosis:
    """Return where a syntax error begins. The library reports where it noticed it, often on a later line."""
    mark: Any = error.problem_mark or error.context_mark
    start: Any = error.context_mark or mark
    if opened := _open_quote(lines[: mark.line + 1]):
        return opened
    if error.context == "while scanning a simple key":
        hint = "write `key: value`; if the line belongs to the text above, indent it further"
        return start.line + 1, start.column + 1, hint
    if "flow" in (error.context or "") and mark.line > start.line:
        return start.line + 1, start.column + 1, f"close the bracket {lines[start.line][start.column]}"
    if mark.line >= len(lines):
        return max(len(lines), 1), len(lines[-1]) + 1 if lines else 1, "finish what the last line begins"
    return mark.line + 1, mark.column + 1, _hint(lines[mark.line], mark.column)


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
