"""The kinds of text: what each accepts. What they refuse is in tests/fixtures/bad."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from kb.model import addresses, text

ACCEPTED = [
    (text.Text, "5 < 6 & 7 > 6, it's “so” – 100 %…"),
    (text.Text, "two\nparagraphs"),
    (text.Text, "👩\u200d👧 and ا\u200cب"),
    (text.Text, "-- not a heading"),
    (text.Slug, "a1-b2"),
    (addresses.Address, "https://a.example/x?y=1#z"),
    (addresses.Address, "tel:+1-800-555-0100"),
    (addresses.Address, "mailto:some.one+tag@a.example"),
    (addresses.SiteAddress, "https://a.example/"),
    (text.Language, "pt-BR"),
]


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
