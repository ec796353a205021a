"""Reading: every page of the real site loads cleanly and works on any screen, with and without script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

import reader
from reader import ADDRESSES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from kb.model.knowledge_base import KnowledgeBase


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_loads_without_errors_and_only_from_its_own_site(home: str, page: Page, address: str) -> None:
    errors: list[str] = []
    foreign: list[str] = []
    page.on(
        "console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(home) else None)
    page.goto(home + address, wait_until="networkidle")
    assert (errors, foreign) == ([], [])


@pytest.mark.parametrize("address", ADDRESSES)
def test_everything_on_a_page_can_be_read_without_script(home: str, browser: Browser, address: str) -> None:
    texts = []
    for enabled in (True, False):
        context = browser.new_context(java_script_enabled=enabled)
        page = context.new_page()
        page.clock.install()  # nothing that a script does later is on the page
        page.goto(home + address)
        if enabled:
            reader.wait_for_script(page)
        page.locator(reader.ONLY_WITH_SCRIPT).evaluate_all("all => all.forEach(one => one.remove())")
        texts.append({line.strip() for line in page.locator(reader.ARTICLE).inner_text().splitlines()})
        expect(page.locator("header a").first).to_be_visible()
        context.close()
    assert texts[0] <= texts[1]
    assert len(" ".join(texts[1]).split()) > 60


def test_a_missing_address_gets_a_page_that_helps(home: str, page: Page, kb: KnowledgeBase) -> None:
    response = page.goto(home + "no/such/page/")
    assert response
    assert response.status == 404
    expect(page.locator("h1")).to_have_text(kb.site.pages.not_found.title)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(home: str, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700})
    for address in ADDRESSES:
        reader.open_page(page, home + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_color_scheme_can_be_switched_and_is_remembered(home: str, browser: Browser, scheme: Any) -> None:
    page = browser.new_page(color_scheme=scheme)
    reader.open_page(page, home)
    body = page.locator("body")
    before = body.evaluate("body => getComputedStyle(body).backgroundColor")
    page.locator(reader.SCHEME_SWITCH).click()
    expect(body).not_to_have_css("background-color", before)
    after = body.evaluate("body => getComputedStyle(body).backgroundColor")
    reader.open_page(page, home + "faq/")
    expect(page.locator("body")).to_have_css("background-color", after)
    page.close()


def test_the_menu_opens_without_script(home: str, browser: Browser, kb: KnowledgeBase) -> None:
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page.goto(home)
    page.locator("header summary").click()
    page.locator("header details").get_by_role("link", name=kb.site.pages.quick_guide.name, exact=True).click()
    page.wait_for_url(home + "quick-guide/")
    page.close()
