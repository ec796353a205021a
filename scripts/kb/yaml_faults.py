"""Read, faults: what is wrong with a text that is not YAML at all, where it began, and how to cure it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kb.problems import Problem
from kb.text import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

MAX_BYTES = 1 << 26

ODD_BREAKS = "\u0085\u2028\u2029"
"""Characters that YAML counts as line breaks and editors do not."""


def odd_breaks(file: str, text: str) -> Iterator[Problem]:
    """Yield the line breaks that YAML counts and editors do not: with them, no position would be right."""
    if not any(char in text for char in ODD_BREAKS):
        return
    for match in re.finditer(f"[{ODD_BREAKS}]", text):
        before = text[: match.start()]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        wrong = f"the file holds {named(match[0])}, a line break that editors do not show"
        yield Problem(file, line, column, "yaml-character", wrong, "wanted ordinary line breaks", "delete it")


def syntax(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
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


def unreadable(file: str, raw: bytes) -> Problem | None:
    """Return the problem of bytes that are no text of a fair size; else nothing."""
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


def character(file: str, text: str, error: yaml.reader.ReaderError) -> Problem:
    """Return the problem for a character that YAML does not allow."""
    line = text.count("\n", 0, error.position) + 1
    column = error.position - text.rfind("\n", 0, error.position)
    shown = f"U+{error.character:04X}" if isinstance(error.character, int) else ascii(error.character)
    wrong = f"the file holds the character {shown}"
    return Problem(
        file, line, column, "yaml-character", wrong, "wanted printable characters only", "delete that character"
    )
