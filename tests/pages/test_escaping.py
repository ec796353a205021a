"""Escaping: whatever the text, the page shows exactly it."""

import html
import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from mkdocs.config import load_config

from conftest import ROOT
from kb.pages.escaping import escape, paragraphs

SIGNS = st.sampled_from(list("ab1 .*_`~^:|<>&[](){}#!$=-+\\/\"';@"))
WORDS = st.text(SIGNS, min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)

PLACES = {
    "a paragraph": "{}",
    "a heading": "## {} {{ #anchor }}",
    "a table": "| |\n| --- |\n| {} |",
    "a list": "- {}",
    "a link": "- [{}](x.md)",
    "bold text": "**{}**",
}


@pytest.fixture(scope="session")
def renderer() -> markdown.Markdown:
    """The Markdown renderer with the site's own extensions."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


@pytest.mark.parametrize("place", PLACES)
@settings(derandomize=True, deadline=None)
@given(words=WORDS)
def test_a_text_is_shown_as_it_is_in(renderer: markdown.Markdown, place: str, words: str) -> None:
    rendered = renderer.reset().convert(PLACES[place].format(escape(words)))
    assert html.unescape(re.sub(r"<[^>]*>", "", rendered)).strip() == words


def test_markup_is_left_alone() -> None:
    assert escape(Markup("*a*")) == "*a*"


def test_numbers_and_signs_begin_no_list_quotation_or_definition() -> None:
    assert escape("1. a") == "&#49;. a"
    assert escape("10) a\n- b\n> c\n: d") == "&#49;&#48;) a\n&#45; b\n&#62; c\n&#58; d"
    assert escape("in 1999, 3 > 2") == "in 1999, 3 > 2"


def test_each_line_is_a_paragraph() -> None:
    assert paragraphs(" one \n\n two\n") == ["one", "two"]
