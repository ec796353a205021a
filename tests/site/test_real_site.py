"""The real site, built once and read without a browser: links, anchors, titles, data, and where files are from."""

import re
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

from document import Document
from kb.model.knowledge_base import KnowledgeBase
from reader import ADDRESSES

CONTRACT = (
    "normal-to-stop without-subscription special-model phone-cause weak-signal"
    " reset-telematics support-last vpn-firewall"
)
"""Anchors of questions that were promised."""

HERE = "https://host.example/"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Document]:
    """Every page of the real site by its address."""
    root = site / "some/repo"
    paths = {
        f"{path.parent.relative_to(root).as_posix()}/".removeprefix("./"): path
        for path in root.rglob("index.html")
    }
    return {address: Document(path.read_text()) for address, path in paths.items()}


def links(page: Document, address: str) -> list[str]:
    """Return the whole address of every link, without the state of a guided check."""
    found = (urljoin(HERE + address, link) for link in page.values("href", "a"))
    return [re.sub(r"\?[^#]*", "", link) if link.startswith(HERE) else link for link in found]


def loaded_by(page: Document) -> list[str]:
    """Return the address of every file that a page loads by itself or on demand."""
    attributes = ("src", "data-script", "data-style", "data-words")
    styles = [
        one.attributes["href"] for one in page.all("link") if one.attributes.get("rel") in {"stylesheet", "icon"}
    ]
    return [*styles, *(value for name in attributes for value in page.values(name))]


def test_the_pages_are_those_of_the_contract(pages: dict[str, Document]) -> None:
    assert set(pages) == set(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_and_anchor_of_a_page_leads_somewhere(pages: dict[str, Document], address: str) -> None:
    for link in links(pages[address], address):
        target, anchor = urldefrag(link)
        if target.startswith(HERE):
            page = pages[target.removeprefix(HERE)]
            assert not anchor or anchor in page.values("id"), link
        else:
            assert link.startswith(("https://", "tel:", "mailto:")), link


def test_every_area_and_question_is_two_clicks_from_home(pages: dict[str, Document], kb: KnowledgeBase) -> None:
    first = {urldefrag(link)[0].removeprefix(HERE) for link in links(pages[""], "") if link.startswith(HERE)}
    reached = {link for address in {"", *first} for link in links(pages[address], address)}
    assert {f"{HERE}{id_}/" for id_ in kb.areas} <= {urldefrag(link)[0] for link in reached}
    assert {f"{HERE}faq/#{question.id}" for question in kb.questions} <= reached


@pytest.mark.parametrize("anchor", CONTRACT.split())
def test_a_promised_anchor_is_on_the_page_of_questions_once(pages: dict[str, Document], anchor: str) -> None:
    assert pages["faq/"].values("id").count(anchor) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_one_main_heading_and_each_id_once(pages: dict[str, Document], address: str) -> None:
    page = pages[address]
    ids = page.values("id")
    assert len(page.all("h1")) == 1
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_its_policy_and_no_attribute_that_it_forbids(pages: dict[str, Document], address: str) -> None:
    assert "default-src 'none'" in pages[address].meta("Content-Security-Policy")
    for one in pages[address].elements:
        assert not [name for name in one.attributes if name.startswith("on") or name == "style"], one


def test_titles_and_descriptions_are_unique(pages: dict[str, Document]) -> None:
    titles = {page.all("title")[0].text for page in pages.values()}
    descriptions = {page.meta("description") for page in pages.values()}
    assert len(titles) == len(descriptions) == len(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_loads_only_files_of_the_site_that_are_there(
    site: Path, pages: dict[str, Document], address: str
) -> None:
    loaded = [urljoin(HERE + address, link) for link in loaded_by(pages[address])]
    assert loaded
    for link in loaded:
        assert link.startswith(HERE), link
        assert (site / "some/repo" / link.removeprefix(HERE)).is_file(), link


def test_json_ld_names_the_page_and_where_it_is(pages: dict[str, Document]) -> None:
    kinds = {address: [node["@type"] for node in page.json_ld()["@graph"]] for address, page in pages.items()}
    assert kinds[""] == ["WebSite"]
    assert {*map(tuple, (kinds[address] for address in kinds if address))} == {("BreadcrumbList",)}


def test_the_sitemap_lists_every_page(site: Path, kb: KnowledgeBase) -> None:
    found = re.findall("<loc>(.*?)</loc>", (site / "some/repo/sitemap.xml").read_text())
    assert set(found) == {kb.site.address + address for address in ADDRESSES}


def test_the_page_for_missing_addresses_loads_its_files_from_anywhere(site: Path, kb: KnowledgeBase) -> None:
    page = Document((site / "some/repo/404.html").read_text())
    path = "/" + kb.site.address.split("/", 3)[3]
    loaded = loaded_by(page)
    assert loaded
    for link in loaded:
        assert link.startswith(path), link
        assert (site / "some/repo" / link.removeprefix(path)).is_file(), link
