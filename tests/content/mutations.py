"""Mutations: what careless hands, broken tools and attackers do to a content file."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from conftest import FIXTURES

Draw = Callable[[st.SearchStrategy[Any]], Any]


def unescape(line: str) -> bytes:
    """Return the bytes that a line of a fixture in hostile/ describes."""
    return line.encode().decode("unicode_escape").encode("latin-1")


LONG = [b"a" * 401, b"a" * 3001, b"x" * 70_000, b"[" * 2000, b"{a: " * 50, b"- " * 200, b"\n" * 50, b" " * 100]
TOKENS = [*map(unescape, (FIXTURES / "hostile/tokens.txt").read_text().splitlines()), *LONG]

VALUE = re.compile(rb"(?<=: )[^\n]+")
KEY = re.compile(rb"[\w/-]+(?=:)")


def _split(draw: Draw, raw: bytes) -> tuple[bytes, bytes]:
    at = int(draw(st.integers(0, len(raw))))
    return raw[:at], raw[at:]


def _flip(draw: Draw, raw: bytes) -> bytes:
    before, after = _split(draw, raw)
    return before + bytes(draw(st.binary(min_size=1, max_size=1))) + after[1:]


def _insert(draw: Draw, raw: bytes) -> bytes:
    before, after = _split(draw, raw)
    return before + bytes(draw(st.sampled_from(TOKENS))) + after


def _delete(draw: Draw, raw: bytes) -> bytes:
    before, after = _split(draw, raw)
    return before + after[int(draw(st.integers(1, 40))) :]


def _cut(draw: Draw, raw: bytes) -> bytes:
    return _split(draw, raw)[0]


def _repeat(draw: Draw, raw: bytes) -> bytes:
    before, after = _split(draw, raw)
    return before + after[: int(draw(st.integers(1, 200)))] + after


def _line(draw: Draw, raw: bytes) -> bytes:
    """Drop, double, indent, outdent or replace a line."""
    lines = raw.split(b"\n")
    at = int(draw(st.integers(0, len(lines) - 1)))
    line = lines[at]
    others = [[], [line, line], [b"  " + line], [b" " + line], [line.lstrip()], [b"- " + line]]
    lines[at : at + 1] = draw(st.sampled_from(others))
    return b"\n".join(lines)


def _replace(pattern: re.Pattern[bytes], *, by_another: bool) -> Callable[[Draw, bytes], bytes]:
    """Return the mutation that replaces a match by a token, or by another match."""

    def change(draw: Draw, raw: bytes) -> bytes:
        found = list(pattern.finditer(raw))
        if not found:
            return raw
        match = draw(st.sampled_from(found))
        new = draw(st.sampled_from(found))[0] if by_another else draw(st.sampled_from(TOKENS))
        return raw[: match.start()] + bytes(new) + raw[match.end() :]

    return change


CHANGES = [
    *(_flip, _insert, _delete, _cut, _repeat, _line),
    *(_replace(pattern, by_another=other) for pattern in (VALUE, KEY) for other in (False, True)),
]


@st.composite
def mutated(draw: Draw, files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return the name of one of the files, and its bytes with up to four mutations."""
    name = draw(st.sampled_from(sorted(files)))
    raw = files[name]
    for change in draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4)):
        raw = change(draw, raw)
    return name, raw
