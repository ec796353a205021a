"""Reading: every page of the real site loads cleanly and works on any screen, with and without script."""

import pytest
from playwright.sync_api import Page, expect

import reader
from conftest import NewPage
from kb.model.knowledge_base import KnowledgeBase
from reader import ADDRESSES


def test_every_page_loads_without_errors_and_only_from_its_own_site(home: str, new_page: NewPage) -> None:
    page = new_page()
    told: list[tuple[str, str, str]] = []
    asked: list[str] = []
    page.on("console", lambda message: told.append((page.url, message.type, message.text)))
    page.on("pageerror", lambda error: told.append((page.url, "error", str(error))))
    page.on("request", lambda request: asked.append(request.url))
    for address in ADDRESSES:
        reader.open_page(page, home + address)
    page.close()
    assert [one for one in told if one[1] in ("error", "warning")] == []
    assert [url for url in asked if not url.startswith(home)] == []


def test_everything_on_a_page_can_be_read_without_script(home: str, page: Page, plain: Page) -> None:
    reader.stop_clock(page)  # nothing that a script does later is on the page
    for address in ADDRESSES:
        reader.open_stopped(page, home + address)
        plain.goto(home + address)
        expect(plain.locator("header a").first).to_be_visible()
        assert lines(page) <= lines(plain), address
        assert len(" ".join(lines(plain)).split()) > 60, address


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
def test_no_page_scrolls_sideways(home: str, new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 700})
    for address in ADDRESSES:
        reader.open_page(page, home + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_color_scheme_can_be_switched_and_is_remembered(home: str, new_page: NewPage, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    reader.open_page(page, home)
    body = page.locator("body")
    before = body.evaluate("body => getComputedStyle(body).backgroundColor")
    page.locator(reader.SCHEME_SWITCH).click()
    expect(body).not_to_have_css("background-color", before)
    after = body.evaluate("body => getComputedStyle(body).backgroundColor")
    reader.open_page(page, home + "faq/")
    expect(page.locator("body")).to_have_css("background-color", after)


def test_the_menu_opens_without_script(home: str, plain: Page, kb: KnowledgeBase) -> None:
    plain.set_viewport_size({"width": 360, "height": 700})
    plain.goto(home)
    plain.locator("header summary").click()
    plain.locator("header details").get_by_role("link", name=kb.site.pages.quick_guide.name, exact=True).click()
    plain.wait_for_url(home + "quick-guide/")
