"""Light, accessible, printable and secure: the budgets and promises of the built site."""

import base64
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import reader
from conftest import NewPage, Serve
from maintain import weights
from reader import ADDRESSES


def test_pages_the_first_search_and_the_offline_copy_are_within_their_budgets(
    site: Path, browser: Browser
) -> None:
    found = list(weights.weigh(site / "some/repo", browser))
    assert len(found) == len(ADDRESSES) + 2
    assert [str(one) for one in found if one.size > one.budget] == []


@pytest.mark.parametrize(("width", "height"), [(8.27, 11.69), (8.5, 11)], ids=["A4", "Letter"])
def test_the_quick_guide_prints_on_one_sheet(home: str, page: Page, width: float, height: float) -> None:
    reader.open_page(page, home + "quick-guide/")
    session = page.context.new_cdp_session(page)
    printed = session.send("Page.printToPDF", {"paperWidth": width, "paperHeight": height})
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", base64.b64decode(printed["data"]))) == 1


VIEWS = [(scheme, width) for scheme in ("light", "dark") for width in (360, 1280)]


@pytest.fixture(params=VIEWS, ids=str)
def view(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    """A page in a color scheme and width, in which axe may run."""
    scheme, width = request.param
    return new_page(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)


def test_no_page_has_an_accessibility_fault(home: str, view: Page) -> None:
    found = []
    for address in ADDRESSES:
        reader.open_page(view, home + address)
        found += reader.violations(view)
    assert found == []


def test_the_page_for_missing_addresses_has_no_accessibility_fault(site: Path, serve: Serve, view: Page) -> None:
    reader.open_page(view, serve(site / "some/repo") + "/no/such/page/")
    assert reader.violations(view) == []


def test_the_open_search_and_the_open_menu_have_no_accessibility_fault(home: str, view: Page) -> None:
    reader.open_page(view, home)
    expect(reader.search(view, "pasword").first).to_be_visible()
    view.keyboard.press("ArrowDown")
    found = reader.violations(view)
    view.locator(reader.SEARCH_FIELD).fill("spaghetti recipe")
    expect(view.locator(reader.NO_ANSWER)).to_be_visible()
    found += reader.violations(view)
    reader.open_page(view, home)
    if view.locator("header summary").is_visible():  # on a phone
        view.locator("header summary").click()
        found += reader.violations(view)
    assert found == []


def test_an_injected_script_does_not_run(site: Path, tmp_path: Path, serve: Serve, page: Page) -> None:
    shutil.copytree(site / "some/repo", tmp_path / "repo")
    path = tmp_path / "repo/index.html"
    path.write_text(path.read_text().replace("</h1>", "</h1><script>document.title='injected'</script>", 1))
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    reader.open_page(page, serve(tmp_path) + "/repo/")
    assert page.evaluate(INJECT) == "script-src-attr"
    assert page.title() != "injected"
    assert any("inline script" in text for text in refused)


INJECT = """() => new Promise(resolve => {
    document.addEventListener('securitypolicyviolation', event => {
        if (event.effectiveDirective === 'script-src-attr') resolve(event.effectiveDirective);
    });
    const html = '<img src="assets/none.svg" onerror="document.title = `injected`">';
    document.querySelector('h1').insertAdjacentHTML('afterend', html);
})"""
"""Adds an element with a script, and waits until the browser refuses the script."""
