"""Text: what is taken as ordinary at a glance is nothing that a closer look would refuse."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from conftest import SECOND
from kb import text
from kb.read import read


@given(st.from_regex(text.ORDINARY, fullmatch=True))
def test_ordinary_texts_pass_every_check(words: str) -> None:
    assert not text.invisible(words)
    assert words.strip()
    assert not any(ban.pattern.search(words) for ban in text.BANS)


def test_the_signs_of_ordinary_texts_are_all_visible() -> None:
    signs = [sign for sign in map(chr, range(0x10000)) if text.ORDINARY.fullmatch(f"a{sign}")]
    assert len(signs) > 400
    assert not [sign for sign in signs if text.invisible(sign)]


def test_nearly_every_text_is_ordinary() -> None:
    kb = read(SECOND)
    texts = [one for question in kb.questions for one in (question.question, question.short, *question.asked_as)]
    assert sum(bool(text.ORDINARY.fullmatch(one)) for one in texts) > len(texts) * 0.8
