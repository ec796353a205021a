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


def test_every_page_loads_without_errors_and_only_from_its_own_site(home: str, browser: Browser) -> None:
    page = browser.new_page()
    errors: list[str] = []
    foreign: list[str] = []
    page.on(
        "console",
        lambda message: (
            errors.append(f"{page.url}: {message.text}") if message.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(home) else None)
    for address in ADDRESSES:
        reader.open_page(page, home + address)
    page.close()
    assert (errors, foreign) == ([], [])


def test_everything_on_a_page_can_be_read_without_script(home: str, browser: Browser) -> None:
    page, plain = browser.new_page(), browser.new_page(java_script_enabled=False)
    reader.stop_clock(page)  # nothing that a script does later is on the page
    for address in ADDRESSES:
        reader.open_stopped(page, home + address)
        plain.goto(home + address)
        expect(plain.locator("header a").first).to_be_visible()
        assert lines(page) <= lines(plain), address
        assert len(" ".join(lines(plain)).split()) > 60, address
    page.close()
    plain.close()


def lines(page: Page) -> set[str]:
    """Return the lines of a page's article, without what has no use without script."""
    page.locator(reader.ONLY_WITH_SCRIPT).evaluate_all("all => all.forEach(one => one.remove())")
    return {line.strip() for line in page.locator(reader.ARTICLE).inner_text().splitlines()}


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
