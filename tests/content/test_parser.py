"""The parser: YAML text → plain data, the position of everything in it, and what is wrong with it as YAML."""

from datetime import date
from typing import Any

import pytest

from kb.content import parser, syntax_errors
from kb.content.parser import convert, parse
from kb.content.positions import Tree

TEXT = b"""\
title: Power
steps:
  - id: plug-in
    off: yes
"""


def rules(tree: Tree) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.rule) for problem in tree.problems]


def test_data_is_plain_and_lists_are_tuples() -> None:
    assert parse("a.yml", TEXT).data == {"title": "Power", "steps": ({"id": "plug-in", "off": True},)}


def test_every_value_and_key_has_its_position() -> None:
    tree = parse("a.yml", TEXT)
    assert tree.position(("title",)) == (1, 8, None)
    assert tree.position(("title",), key=True) == (1, 1, None)
    assert tree.position(("steps", 0, "id")) == (3, 9, None)
    assert tree.position(("steps", 0, "off")) == (4, 10, "yes")
    assert tree.position(("steps", 0, "off"), key=True) == (4, 5, None)


def test_a_path_that_is_not_there_has_the_position_of_what_is_around_it() -> None:
    tree = parse("a.yml", TEXT)
    assert tree.position(("steps", 0, "how", 2)) == tree.position(("steps", 0))
    assert tree.position(("steps", 7)) == tree.position(("steps",))
    assert tree.position(("nothing",)) == (1, 1, None)


def test_a_byte_order_mark_and_windows_line_breaks_change_nothing() -> None:
    other = parse("a.yml", b"\xef\xbb\xbf" + TEXT.replace(b"\n", b"\r\n"))
    plain = parse("a.yml", TEXT)
    assert (other.data, other.values, other.keys) == (plain.data, plain.values, plain.keys)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("on", True),
        ("No", False),
        ("~", None),
        ("", None),
        ("1.10", 0.0),
        ("12:30", 0.0),
        ("<<", 0.0),
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-02-30", 0.0),
        ("nobody", "nobody"),
        ("Norway", "Norway"),
        ("+1 555", "+1 555"),
    ],
)
def test_an_unquoted_scalar_becomes_what_yaml_makes_of_it(raw: str, value: Any) -> None:
    assert convert(raw) == value
    assert type(convert(raw)) is type(value)


def test_a_quoted_scalar_is_always_text() -> None:
    assert parse("a.yml", b"a: 'yes'\nb: \"1\"\n").data == {"a": "yes", "b": "1"}


def test_the_first_of_two_values_of_a_key_counts_and_both_have_positions() -> None:
    tree = parse("a.yml", b"a: one\na: two\n")
    assert tree.data == {"a": "one"}
    assert tree.position(("a",)) == (1, 4, None)
    assert len(tree.values) == 3


def test_keys_in_further_values_of_a_key_are_no_duplicates_of_each_other() -> None:
    tree = parse("a.yml", b"a:\n  b: 1\na:\n  b: 2\na:\n  b: 3\n")
    assert [problem.line for problem in tree.problems] == [3, 5]


def test_a_file_has_at_most_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax_errors, "MAX_BYTES", 10)
    assert parse("a.yml", b"a: b\n").problems == []
    assert rules(parse("a.yml", b"a: bcdefghi\n")) == [(1, 1, "file-size")]


def test_a_list_has_at_most_so_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "MAX_VALUES", 1000)
    assert parse("a.yml", b"- {}\n" * 999).problems == []
    assert rules(parse("a.yml", b"- {}\n" * 1001)) == [(1000, 3, "file-size")]
