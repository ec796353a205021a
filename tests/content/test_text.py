"""The kinds of text: what each accepts, and what it reports about the rest."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from kb.model import text

REFUSED = [
    (text.Text, "<b>bold</b>", "text-html"),
    (text.Text, "a &amp; b", "text-html"),
    (text.Text, "{{ name }}", "text-template"),
    (text.Text, "one\n## two", "text-heading"),
    (text.Text, "| a | b |", "text-table"),
    (text.Text, "```\ncode\n```", "text-code"),
    (text.Text, "[word](https://a.example)", "text-link"),
    (text.Text, "FILL IN: what to do", "text-placeholder"),
    (text.Text, "  \n ", "text-empty"),
    (text.Text, "zero\u200bwidth", "text-invisible"),
    (text.Text, "right\u202eto left", "text-invisible"),
    (text.Text, "\u2800", "text-invisible"),
    (text.Text, "x" * (text.LONGEST_TEXT + 1), "text-long"),
    (text.Line, "one\ntwo", "text-line"),
    (text.Line, "x" * (text.LONGEST_LINE + 1), "text-long"),
    (text.Slug, "Two Words", "id-slug"),
    (text.Slug, "-x", "id-slug"),
    (text.Slug, "a" * (text.LONGEST_ID + 1), "id-slug"),
    (text.Address, "http://a.example", "address-scheme"),
    (text.Address, "javascript:alert(1)", "address-scheme"),
    (text.Address, "https://a.example/(x)", "address-scheme"),
    (text.SiteAddress, "https://a.example/help", "address-site"),
    (text.SiteAddress, "https://a.example/help/?q=1", "address-site"),
    (text.Language, "english", "language"),
    (text.Language, "xx", "language"),
]

ACCEPTED = [
    (text.Text, "5 < 6 & 7 > 6, it's “so” – 100 %…"),
    (text.Text, "two\nparagraphs"),
    (text.Text, "👩\u200d👧 and ا\u200cب"),
    (text.Text, "-- not a heading"),
    (text.Slug, "a1-b2"),
    (text.Address, "https://a.example/x?y=1#z"),
    (text.Address, "tel:+1-800-555-0100"),
    (text.Address, "mailto:some.one+tag@a.example"),
    (text.SiteAddress, "https://a.example/"),
    (text.Language, "pt-BR"),
]


@pytest.mark.parametrize(("kind", "value", "rule"), REFUSED, ids=[rule for *_, rule in REFUSED])
def test_a_text_that_does_not_belong_is_refused_with_a_hint(kind: Any, value: str, rule: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    (error,) = caught.value.errors()
    assert error["type"] == rule
    assert error["ctx"]["hint"]


@pytest.mark.parametrize(("kind", "value"), ACCEPTED)
def test_an_ordinary_text_is_accepted_as_it_is(kind: Any, value: str) -> None:
    assert TypeAdapter(kind).validate_python(value) == value


def test_blanks_around_a_text_are_trimmed() -> None:
    assert TypeAdapter(text.Line).validate_python("  a b ") == "a b"


def test_a_bad_id_comes_with_a_good_one() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(text.Slug).validate_python("1. Reset the App!")
    assert caught.value.errors()[0]["ctx"]["hint"] == 'write "reset-the-app"'


@settings(derandomize=True, deadline=None)
@given(st.from_regex(text.ORDINARY, fullmatch=True))
def test_the_shortcut_for_ordinary_texts_accepts_nothing_that_is_refused(words: str) -> None:
    assert not text.invisible(words)
    assert words.strip()
    assert not any(ban.pattern.search(words) for ban in text.BANS)
