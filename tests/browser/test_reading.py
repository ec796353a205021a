"""Site: the real site, built once, walked in a real browser as a reader would."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from kb.model import KnowledgeBase

ADDRESSES = [
    "",
    *("account/", "vehicle/", "phone/", "connectivity/", "reset-app/", "support/"),
    *("quick-guide/", "faq/", "messages/", "diagnose/", "about/"),
]
CONTRACT = "normal-to-stop without-subscription special-model phone-cause weak-signal"
CONTRACT += " reset-telematics support-last vpn-firewall"


def links(page: Page) -> list[str]:
    return list(page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)"))


def test_every_link_and_anchor_leads_somewhere(home: str, page: Page) -> None:
    wanted: dict[str, set[str]] = {}
    for address in ADDRESSES:
        page.goto(home + address)
        for link in links(page):
            place, anchor = urldefrag(urljoin(page.url, link))
            target = place.partition("?")[0]  # without the state of a guided check
            if target.startswith(home):
                wanted.setdefault(target, set()).add(anchor)
            else:
                assert target.startswith(("https://", "tel:", "mailto:")), link
    assert {home + address for address in ADDRESSES} == set(wanted)
    for target, anchors in wanted.items():
        answer = page.goto(target)
        assert answer is not None
        assert answer.ok, target
        ids = set(page.eval_on_selector_all("[id]", "all => all.map(e => e.id)"))
        assert anchors - {""} <= ids, target


def test_every_area_and_question_is_two_clicks_from_home(home: str, kb: KnowledgeBase, page: Page) -> None:
    page.goto(home)
    first = {urldefrag(link)[0] for link in links(page) if link.startswith(home)}
    reached = set(links(page))
    for address in first:
        page.goto(address)
        reached |= set(links(page))
    assert {f"{home}{id_}/" for id_ in kb.areas} <= {urldefrag(link)[0] for link in reached}
    assert {f"{home}faq/#{question.id}" for question in kb.questions} <= reached


def test_the_promised_anchors_exist(home: str, page: Page) -> None:
    page.goto(home + "faq/")
    for anchor in CONTRACT.split():
        expect(page.locator(f"#{anchor}"), anchor).to_have_count(1)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_loads_cleanly(home: str, page: Page, address: str) -> None:
    told: list[str] = []
    foreign: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(home) else None)
    page.goto(home + address, wait_until="networkidle")
    assert told == []
    assert foreign == []


def test_titles_and_descriptions_are_unique(home: str, page: Page) -> None:
    titles, descriptions = set(), set()
    for address in ADDRESSES:
        page.goto(home + address)
        titles.add(page.title())
        descriptions.add(page.locator("meta[name=description]").get_attribute("content"))
        expect(page.locator("h1"), address).to_have_count(1)
    assert len(titles) == len(descriptions) == len(ADDRESSES)


@pytest.mark.parametrize("address", [address for address in ADDRESSES if address != "diagnose/"])
def test_a_page_reads_the_same_without_script(home: str, browser: Browser, address: str) -> None:
    texts = []
    for enabled in (True, False):
        context = browser.new_context(java_script_enabled=enabled, bypass_csp=True)
        page = context.new_page()
        page.goto(home + address)
        # What only script can serve, such as the print button, shows only with it.
        page.locator("article :is([data-print], [data-vin])").evaluate_all(
            "all => all.forEach(one => one.remove())"
        )
        texts.append(page.locator("article").inner_text())
        expect(page.locator("header a").first).to_be_visible()
        context.close()
    assert texts[0] == texts[1]
    assert len(texts[0].split()) > 60


def test_structured_data_parses_and_names_its_page(home: str, page: Page, kb: KnowledgeBase) -> None:
    kinds: dict[str, set[str]] = {}
    for address in ADDRESSES:
        page.goto(home + address)
        blocks = page.locator('script[type="application/ld+json"]').all_text_contents()
        assert len(blocks) == 1
        data = json.loads(blocks[0])
        assert data["@context"] == "https://schema.org"
        kinds[address] = {node["@type"] for node in data["@graph"]}
        if address == "faq/":
            questions = data["@graph"][1]["mainEntity"]
            assert [q["name"] for q in questions] == [q.question for q in kb.questions]
            assert all(q["acceptedAnswer"]["text"] for q in questions)
    assert kinds[""] == {"WebSite"}
    assert kinds["faq/"] == {"BreadcrumbList", "FAQPage"}
    assert kinds["account/"] == {"BreadcrumbList", "HowTo"}


def test_a_missing_address_helps(home: str, page: Page) -> None:
    answer = page.goto(home + "no/such/page/")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_scrolls_sideways(home: str, browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    for address in ADDRESSES:
        page.goto(home + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scheme_can_be_switched_and_is_remembered(home: str, browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(home)
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)
    page.locator("[data-scheme-switch]").click()
    after = page.evaluate(ground)
    assert before != after
    page.goto(home + "faq/")
    assert page.evaluate(ground) == after
    context.close()


def test_the_menu_opens_without_script(home: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(home)
    page.locator("header summary").click()
    page.locator("header details a", has_text="Quick guide").click()
    assert page.url == home + "quick-guide/"
    context.close()


def test_the_map_for_search_engines_lists_every_page(site: Path, kb: KnowledgeBase) -> None:
    text = (site / "some/repo/sitemap.xml").read_text()
    for address in ADDRESSES:
        assert f"<loc>{kb.site.address}{address}</loc>" in text
