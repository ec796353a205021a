"""Mutations: what careless hands, broken tools and attackers do to a file of content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Draw = Callable[[st.SearchStrategy[Any]], Any]

TOKENS = [
    *(b"&a ", b"*a", b"<<: *a\n", b"a: &x [*x, *x]\n", b"!!python/object/apply:os.system [ls]", b"!!str ", b"! "),
    *(
        b"\x00",
        b"\x07",
        b"\x1b[31m",
        b"\x7f",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\r\n",
        b"\r",
        b"\t",
    ),
    *(
        b"\xe2\x80\xae",
        b"\xe2\x80\x8b",
        b"\xcc\x81",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xf0\x9f\x98\x80",
        b"\xc2\xa0",
    ),
    *(b"---\n", b"...\n", b"%YAML 1.2\n", b"%TAG ! x\n", b"? ", b": ", b"- ", b"|-\n", b">+9\n", b"#", b",", b"@"),
    *(
        b"[",
        b"]",
        b"{",
        b"}",
        b"'",
        b'"',
        b"\\",
        b'"\\x00"',
        b'"\\ud800"',
        b'"\\U0010ffff"',
        b"`",
        b"``````",
        b"](x)",
    ),
    *(
        b"yes",
        b"on",
        b"null",
        b"~",
        b"1.10",
        b"0x1F",
        b"12:30:45",
        b"2026-01-01",
        b"2026-13-45",
        b"1e999",
        b".inf",
    ),
    *(b"{{ x }}", b"{% x %}", b"<script>", b"&amp;", b"javascript:alert(1)", b"# a", b"| x |", b"***", b"$1 \\1"),
    *(b"home", b"words", b"elsewhere", b"not-found", b"power/plug-in", b"faq/why-cold", b"water", b"__proto__"),
    *(b"a" * 401, b"a" * 3001, b"x" * 70_000, b"[" * 2000, b"{a: " * 50, b"- " * 200, b"\n" * 50, b" " * 100),
]

VALUE = re.compile(rb"(?<=: )[^\n]+")
KEY = re.compile(rb"[\w/-]+(?=:)")


def _place(draw: Draw, raw: bytes) -> int:
    return int(draw(st.integers(0, len(raw))))


def _flip(draw: Draw, raw: bytes) -> bytes:
    at = _place(draw, raw)
    return raw[:at] + bytes(draw(st.binary(min_size=1, max_size=1))) + raw[at + 1 :]


def _insert(draw: Draw, raw: bytes) -> bytes:
    at = _place(draw, raw)
    return raw[:at] + bytes(draw(st.sampled_from(TOKENS))) + raw[at:]


def _delete(draw: Draw, raw: bytes) -> bytes:
    at = _place(draw, raw)
    return raw[:at] + raw[at + int(draw(st.integers(1, 40))) :]


def _cut(draw: Draw, raw: bytes) -> bytes:
    return raw[: _place(draw, raw)]


def _repeat(draw: Draw, raw: bytes) -> bytes:
    at = _place(draw, raw)
    return raw[:at] + raw[at : at + int(draw(st.integers(1, 200)))] * 2 + raw[at:]


def _line(draw: Draw, raw: bytes) -> bytes:
    """Drop, double, indent, outdent or replace a line."""
    lines = raw.split(b"\n")
    at = int(draw(st.integers(0, len(lines) - 1)))
    line = lines[at]
    lines[at : at + 1] = draw(
        st.sampled_from([[], [line, line], [b"  " + line], [b" " + line], [line.lstrip()], [b"- " + line]])
    )
    return b"\n".join(lines)


def _token_for(pattern: re.Pattern[bytes]) -> Callable[[Draw, bytes], bytes]:
    """Return the mutation that puts a token in the place of a match."""

    def change(draw: Draw, raw: bytes) -> bytes:
        if not (found := list(pattern.finditer(raw))):
            return raw
        match = draw(st.sampled_from(found))
        return raw[: match.start()] + bytes(draw(st.sampled_from(TOKENS))) + raw[match.end() :]

    return change


def _other_for(pattern: re.Pattern[bytes]) -> Callable[[Draw, bytes], bytes]:
    """Return the mutation that puts one match in the place of another."""

    def change(draw: Draw, raw: bytes) -> bytes:
        if not (found := list(pattern.finditer(raw))):
            return raw
        match, other = draw(st.sampled_from(found)), draw(st.sampled_from(found))
        return raw[: match.start()] + bytes(other[0]) + raw[match.end() :]

    return change


CHANGES = [
    *(_flip, _insert, _delete, _cut, _repeat, _line),
    *(make(pattern) for make in (_token_for, _other_for) for pattern in (VALUE, KEY)),
]


@st.composite
def mutated(draw: Draw, files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return the name of one of the files, and its bytes with up to four mutations."""
    name = draw(st.sampled_from(sorted(files)))
    raw = files[name]
    for change in draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4)):
        raw = change(draw, raw)
    return name, raw
