"""Exports: data with its schema, an index for assistants, and plain Markdown copies of pages."""

import json
from typing import Any

import jsonschema
import pytest

from conftest import FIXTURES
from kb.model.knowledge_base import KnowledgeBase
from kb.pages import export, render
from kb.problems import BuildError


@pytest.fixture(scope="module")
def files(second: KnowledgeBase) -> dict[str, str]:
    """The text of every generated file of the second knowledge base."""
    return {file.path: file.text for file in render.files(second, render.plan(second))}


@pytest.fixture(scope="module")
def data(files: dict[str, str]) -> Any:
    return json.loads(files[export.DATA])


def test_a_plain_copy_has_no_layout_and_links_to_other_copies() -> None:
    page, copy = ((FIXTURES / "plain" / name).read_text() for name in ("page.md", "copy.md"))
    assert export.plain(page) == copy


def test_a_page_without_front_matter_is_a_change_of_the_templates() -> None:
    with pytest.raises(BuildError, match=r"adapt export\.plain to the templates"):
        export.plain("# Title\n")


@pytest.mark.parametrize(
    "page", ["index", "power", "water", "faq", "messages", "diagnose", "quick-guide", "about"]
)
def test_the_plain_copy_of_every_page_has_no_html_and_no_attribute_lists(files: dict[str, str], page: str) -> None:
    copy = export.plain(files[f"{page}.md"])
    assert copy.count("# ") >= 1
    for sign in ("<div", "<section", "<form", "<nav", "</", "{ #", "markdown>"):
        assert sign not in copy, sign


def test_the_data_fits_its_schema(files: dict[str, str], data: Any) -> None:
    schema = json.loads(files[export.SCHEMA])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)


def test_the_data_has_every_entry_with_its_address(data: Any) -> None:
    assert data["areas"]["power"]["steps"][0]["id"] == "plug-in"
    assert data["addresses"]["faq/why-cold"] == "faq/#why-cold"
    assert data["sources"][0]["title"] == "Kettle manual"


def test_the_data_leaves_out_what_serves_only_the_site(data: Any) -> None:
    assert {"interface", "search", "asked"}.isdisjoint(data)


def test_the_index_lists_every_page_with_its_whole_address(files: dict[str, str]) -> None:
    index = files[export.INDEX]
    assert index.startswith("# Kettle help\n")
    for name in ("", "power/", "water/", "faq/", "messages/", "diagnose/", "quick-guide/", "about/"):
        assert f"](https://kettle.example/help/{name}index.md)" in index
