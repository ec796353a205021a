"""Tokenizer: the same cases as the browser's tokenizer (tests/search/tokenizer.test.js)."""

import json
from pathlib import Path

import pytest

from kb.search.tokenizer import Tokenizer

TOKENS = json.loads(Path(__file__).with_name("tokens.json").read_text(encoding="utf-8"))
TOKENIZER = Tokenizer(TOKENS["synonyms"], TOKENS["stop_words"])


@pytest.mark.parametrize(("text", "units"), TOKENS["cases"])
def test_text_is_split_as_in_the_browser(text: str, units: list[list[object]]) -> None:
    assert [[unit.id, unit.stop] for unit in TOKENIZER.units(text)] == units


def test_a_synonym_has_the_sites_own_word() -> None:
    assert [TOKENIZER.usual(unit) for unit in TOKENIZER.units("my login works")] == ["my", "sign in", "works"]
