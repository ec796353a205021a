"""Markdown: whatever the text, the page shows exactly it."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config import load_config

from conftest import ROOT
from kb.markdown import Markdown, escape

NASTY = st.text(
    alphabet=st.sampled_from(list("ab1 .*_`~^:|<>&[](){}#!$=-+\\/\"';@")), min_size=1, max_size=40
).filter(str.strip)


@pytest.fixture(scope="session")
def renderer() -> markdown.Markdown:
    """Give the Markdown renderer with the site's own extensions."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def shown(renderer: markdown.Markdown, source: str) -> str:
    rendered = renderer.reset().convert(source)
    return html.unescape(re.sub(r"<[^>]*>", "", rendered)).strip()


@given(text=NASTY)
def test_a_paragraph_shows_its_text(renderer: markdown.Markdown, text: str) -> None:
    words = " ".join(text.split())
    assert shown(renderer, escape(words)) == words


@given(text=NASTY)
def test_a_heading_shows_its_text(renderer: markdown.Markdown, text: str) -> None:
    words = " ".join(text.split())
    assert shown(renderer, f"## {escape(words)} {{ #anchor }}") == words


@given(text=NASTY)
def test_a_table_cell_shows_its_text(renderer: markdown.Markdown, text: str) -> None:
    words = " ".join(text.split())
    assert shown(renderer, f"| a |\n| --- |\n| {escape(words)} |").split("\n")[-1].strip() == ("a" + words)[1:]


@given(text=NASTY)
def test_a_link_shows_its_text(renderer: markdown.Markdown, text: str) -> None:
    words = " ".join(text.split())
    assert shown(renderer, f"- [{escape(words)}](x.md)") == words


def test_finished_markdown_is_left_alone() -> None:
    assert escape(Markdown("*a*")) == "*a*"
