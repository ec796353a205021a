"""Links to exactly one entry: copied or shared; what is folded around an entry opens; details on paper."""

import pytest
from playwright.sync_api import Page, expect

import reader
from conftest import NewPage
from kb.model.knowledge_base import KnowledgeBase

SHARED = """
    window.shared = new Promise(resolve => {
        Object.defineProperty(navigator, 'share', {value: async data => { resolve(data.url); }});
    });
"""
"""Notes what the page hands to the share sheet, which a browser without a window does not have."""

REFUSED = (
    "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError')); undefined"
)


@pytest.fixture
def questions(home: str, page: Page) -> Page:
    """The page of questions, in a browser that may use the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open_page(page, f"{home}faq/")
    return page


def link_to(id_: str) -> str:
    """Return the selector of an entry's link to itself."""
    return f"{reader.COPY_LINK}[href='#{id_}']"


@pytest.mark.parametrize("address", ["account/", "faq/", "messages/", "diagnose/"])
def test_every_entry_has_its_link(home: str, plain: Page, address: str) -> None:
    plain.goto(home + address)
    for entry in plain.locator("section.kb-entry").all():
        href = entry.locator(reader.COPY_LINK).get_attribute("href") or ""
        expect(entry.locator(f":is(h2, h3){href}")).to_have_count(1)


def test_a_link_is_copied_whole_and_it_says_so(questions: Page, kb: KnowledgeBase) -> None:
    id_ = kb.questions[3].id
    questions.locator(link_to(id_)).press("Enter")
    expect(questions.locator(reader.LINK_COPIED)).to_have_text(kb.interface.copied)
    expect(questions.locator(reader.LINK_COPIED)).to_be_visible()
    assert questions.evaluate("navigator.clipboard.readText()") == f"{kb.site.address}faq/#{id_}"
    assert "#" not in questions.url


def test_a_link_that_is_tapped_before_the_script_is_there_is_copied(
    questions: Page, home: str, kb: KnowledgeBase
) -> None:
    release = reader.hold(questions, "**/entries.*.js")
    reader.open_page(questions, f"{home}messages/")
    id_ = kb.messages[0].id
    with questions.expect_request("**/entries.*.js"):
        questions.locator(link_to(id_)).click()
    release()
    expect(questions.locator(reader.LINK_COPIED)).to_have_text(kb.interface.copied)
    assert questions.evaluate("navigator.clipboard.readText()") == f"{kb.site.address}messages/#{id_}"


def test_a_link_that_may_not_be_copied_is_shown(questions: Page, kb: KnowledgeBase) -> None:
    questions.evaluate(REFUSED)
    id_ = kb.questions[0].id
    questions.locator(link_to(id_)).click()
    expect(questions.locator(reader.LINK_COPIED)).to_have_text(f"{kb.site.address}faq/#{id_}")


def test_a_phone_offers_its_share_sheet(home: str, new_page: NewPage, kb: KnowledgeBase) -> None:
    page = new_page(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    page.add_init_script(SHARED)
    reader.open_page(page, f"{home}faq/")
    page.locator(link_to(kb.questions[0].id)).tap()
    assert page.evaluate("() => window.shared") == f"{kb.site.address}faq/#{kb.questions[0].id}"
    expect(page.locator(reader.LINK_COPIED)).to_be_empty()


def test_a_link_into_folded_text_opens_it(home: str, page: Page) -> None:
    page.goto(f"{home}messages/")
    fold = page.locator("#outside-tools")
    expect(fold).not_to_have_attribute("open", "")
    inside = fold.locator("h3").first.get_attribute("id")
    page.goto("about:blank")
    page.goto(f"{home}messages/#{inside}")
    expect(page.locator(f"#{inside}")).to_be_in_viewport()
    page.goto("about:blank")
    page.goto(f"{home}messages/#outside-tools")
    expect(fold).to_have_attribute("open", "")
    page.reload()
    page.evaluate("location.hash = '#top'")
    page.evaluate(f"document.getElementById('outside-tools').open = false; location.hash = '#{inside}'")
    expect(page.locator(f"#{inside}")).to_be_in_viewport()


def test_printing_all_opens_the_details_and_closes_them_again(home: str, page: Page, kb: KnowledgeBase) -> None:
    reader.open_page(page, f"{home}account/")
    page.locator("h1").click()  # the button shows when the reader does anything
    page.evaluate("window.print = () => {}")  # the dialog of a browser without a window never closes
    page.locator("details.kb-know > summary").nth(1).click()
    folds, opened = page.locator("article details"), page.locator("article details[open]")
    page.get_by_role("button", name=kb.interface.print_all).click()
    expect(opened).to_have_count(folds.count())
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(opened).to_have_count(1)
    page.get_by_role("button", name=kb.interface.print_all).click()
    expect(opened).to_have_count(folds.count())
