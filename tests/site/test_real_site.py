"""The real site, built once and read without a browser: links, anchors, titles, data, and where files are from."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from reader import ADDRESSES

if TYPE_CHECKING:
    from pathlib import Path

    from kb.model.knowledge_base import KnowledgeBase

CONTRACT = (
    "normal-to-stop without-subscription special-model phone-cause weak-signal"
    " reset-telematics support-last vpn-firewall"
)
"""Anchors of questions that were promised."""

HERE = "https://host.example/"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, LexborHTMLParser]:
    """Every page of the real site by its address."""
    root = site / "some/repo"
    paths = {
        f"{path.parent.relative_to(root).as_posix()}/".removeprefix("./"): path
        for path in root.rglob("index.html")
    }
    return {address: LexborHTMLParser(path.read_text()) for address, path in paths.items()}


def links(page: LexborHTMLParser, address: str) -> list[str]:
    """Return the whole address of every link, without the state of a guided check."""
    found = (urljoin(HERE + address, node.attributes["href"] or "") for node in page.css("a[href]"))
    return [re.sub(r"\?[^#]*", "", link) if link.startswith(HERE) else link for link in found]


def texts(page: LexborHTMLParser, selector: str, attribute: str = "") -> list[str]:
    return [(node.attributes[attribute] or "") if attribute else node.text() for node in page.css(selector)]


def json_ld(page: LexborHTMLParser) -> Any:
    (text,) = texts(page, 'script[type="application/ld+json"]')
    return json.loads(text)


def test_the_pages_are_those_of_the_contract(pages: dict[str, LexborHTMLParser]) -> None:
    assert set(pages) == set(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_and_anchor_of_a_page_leads_somewhere(pages: dict[str, LexborHTMLParser], address: str) -> None:
    for link in links(pages[address], address):
        target, anchor = urldefrag(link)
        if target.startswith(HERE):
            page = pages[target.removeprefix(HERE)]
            assert not anchor or anchor in texts(page, "[id]", "id"), link
        else:
            assert link.startswith(("https://", "tel:", "mailto:")), link


def test_every_area_and_question_is_two_clicks_from_home(
    pages: dict[str, LexborHTMLParser], kb: KnowledgeBase
) -> None:
    first = {urldefrag(link)[0].removeprefix(HERE) for link in links(pages[""], "") if link.startswith(HERE)}
    reached = {link for address in {"", *first} for link in links(pages[address], address)}
    assert {f"{HERE}{id_}/" for id_ in kb.areas} <= {urldefrag(link)[0] for link in reached}
    assert {f"{HERE}faq/#{question.id}" for question in kb.questions} <= reached


@pytest.mark.parametrize("anchor", CONTRACT.split())
def test_a_promised_anchor_is_on_the_page_of_questions_once(
    pages: dict[str, LexborHTMLParser], anchor: str
) -> None:
    assert texts(pages["faq/"], "[id]", "id").count(anchor) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_one_main_heading_and_each_id_once(pages: dict[str, LexborHTMLParser], address: str) -> None:
    page = pages[address]
    ids = texts(page, "[id]", "id")
    assert len(page.css("h1")) == 1
    assert sorted(ids) == sorted(set(ids))


def test_titles_and_descriptions_are_unique(pages: dict[str, LexborHTMLParser]) -> None:
    assert len({texts(page, "title")[0] for page in pages.values()}) == len(ADDRESSES)
    assert len({texts(page, "meta[name=description]", "content")[0] for page in pages.values()}) == len(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_loads_only_files_of_the_site_that_are_there(
    site: Path, pages: dict[str, LexborHTMLParser], address: str
) -> None:
    page = pages[address]
    loaded = texts(page, "[src]", "src") + texts(page, "link[rel=stylesheet], link[rel=icon]", "href")
    loaded += [
        value for name in ("data-script", "data-style", "data-words") for value in texts(page, f"[{name}]", name)
    ]
    for link in loaded:
        target = urljoin(HERE + address, link)
        assert target.startswith(HERE), link
        assert (site / "some/repo" / target.removeprefix(HERE)).is_file(), link


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_no_script_or_style_that_its_policy_forbids(
    pages: dict[str, LexborHTMLParser], address: str
) -> None:
    page = pages[address]
    inline = [
        node for node in page.css("script:not([src])") if node.attributes.get("type") != "application/ld+json"
    ]
    events = [name for node in page.css("*") for name in node.attributes if name.startswith("on")]
    assert (inline, events, page.css("style, [style], base")) == ([], [], [])
    assert "default-src 'none'" in texts(page, "meta[http-equiv=Content-Security-Policy]", "content")[0]


def test_json_ld_names_the_page_and_its_entries(pages: dict[str, LexborHTMLParser], kb: KnowledgeBase) -> None:
    kinds = {address: [node["@type"] for node in json_ld(page)["@graph"]] for address, page in pages.items()}
    assert kinds[""] == ["WebSite"]
    assert kinds["faq/"] == ["BreadcrumbList", "FAQPage"]
    assert all(kinds[f"{id_}/"] == ["BreadcrumbList", "HowTo"] for id_ in kb.areas)
    questions = json_ld(pages["faq/"])["@graph"][1]["mainEntity"]
    assert {question["name"] for question in questions} == {question.question for question in kb.questions}


def test_the_sitemap_lists_every_page(site: Path, kb: KnowledgeBase) -> None:
    found = re.findall("<loc>(.*?)</loc>", (site / "some/repo/sitemap.xml").read_text())
    assert set(found) == {kb.site.address + address for address in ADDRESSES}


def test_the_page_for_missing_addresses_loads_its_files_from_anywhere(site: Path, kb: KnowledgeBase) -> None:
    page = LexborHTMLParser((site / "some/repo/404.html").read_text())
    path = "/" + kb.site.address.split("/", 3)[3]
    loaded = texts(page, "[src]", "src") + texts(page, "link[rel=stylesheet]", "href")
    assert loaded
    for link in loaded:
        assert link.startswith(path), link
        assert (site / "some/repo" / link.removeprefix(path)).is_file(), link
