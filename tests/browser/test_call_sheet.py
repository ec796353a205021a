"""The call sheet: what support asks for and what was tried; copied, printed, kept, and never sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from kb.model.knowledge_base import KnowledgeBase

MESSAGE = "Not authorized for remote services, call customer support. " * 6


@pytest.fixture
def sheet(home: str, page: Page, kb: KnowledgeBase) -> Page:
    """The call sheet, with the step of an area ticked."""
    area, step = next((id_, area.steps[0]) for id_, area in kb.areas.items())
    page.goto(home)
    page.evaluate("tick => localStorage.setItem('ticks', tick)", f'{{"{area}/{step.id}": "2026-11-03"}}')
    page.goto(f"{home}{kb.site.help_area}/#call-sheet")
    expect(page.locator(reader.TRIED)).to_have_text([f"{step.title} (Nov 3, 2026)"])
    return page



def test_it_is_copied_with_what_was_written_and_what_was_tried(sheet: Page, kb: KnowledgeBase) -> None:
    sheet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    words = kb.interface.sheet
    sheet.locator(reader.CALL_SHEET).get_by_label(words.model, exact=True).fill("Corolla <b>")
    sheet.locator(reader.CALL_SHEET).get_by_label(kb.interface.region).select_option(kb.regions[1].id)
    sheet.get_by_role("button", name=words.copy_sheet).click()
    expect(sheet.get_by_text(words.copied)).to_be_visible()
    text = sheet.evaluate("navigator.clipboard.readText()")
    assert f"{words.model}: Corolla <b>\n" in text
    assert f"{kb.interface.region}: {kb.regions[1].name}\n" in text
    assert "(Nov 3, 2026)" in text


def test_only_contacts_of_the_chosen_region_are_shown(sheet: Page, kb: KnowledgeBase) -> None:
    sheet.locator(reader.CALL_SHEET).get_by_label(kb.interface.region).select_option(kb.regions[1].id)
    shown = sheet.locator(f"{reader.CONTACTS}:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text(kb.regions[1].contacts[0].shown)


def test_what_is_written_survives_a_reload(sheet: Page, kb: KnowledgeBase) -> None:
    form = sheet.locator(reader.CALL_SHEET)
    form.get_by_label(kb.interface.sheet.message).fill(MESSAGE)
    form.get_by_label(kb.interface.region).select_option(kb.regions[-1].id)
    sheet.reload()
    expect(form.get_by_label(kb.interface.sheet.message)).to_have_value(MESSAGE)
    expect(form.get_by_label(kb.interface.region)).to_have_value(kb.regions[-1].id)


def test_a_long_message_can_be_seen_whole(sheet: Page, kb: KnowledgeBase) -> None:
    message = sheet.locator(reader.CALL_SHEET).get_by_label(kb.interface.sheet.message)
    message.fill(MESSAGE)
    assert message.evaluate("field => field.scrollHeight <= field.clientHeight")


def test_it_prints_alone(sheet: Page, kb: KnowledgeBase) -> None:
    sheet.evaluate("window.print = () => {}")  # the dialog of a browser without a window never closes
    sheet.get_by_role("button", name=kb.interface.sheet.print_sheet).click()
    sheet.emulate_media(media="print")
    expect(sheet.locator(reader.CALL_SHEET)).to_be_visible()
    expect(sheet.get_by_role("heading", name=kb.interface.sheet.title)).to_be_visible()
    expect(sheet.locator("h1")).to_be_hidden()
    expect(sheet.locator(f"{reader.CALL_SHEET} button:visible")).to_have_count(0)


def test_nothing_that_is_written_leaves_the_browser(sheet: Page, home: str, kb: KnowledgeBase) -> None:
    requests: list[tuple[str, str]] = []
    sheet.on("request", lambda request: requests.append((request.method, request.url)))
    vin = sheet.locator(reader.CALL_SHEET).get_by_label(kb.interface.sheet.vin, exact=True)
    vin.fill("11111111111111111")
    vin.press("Enter")
    sheet.goto(home)
    assert requests
    assert [(method, url) for method, url in requests if method != "GET" or "11111" in url] == []


def test_without_script_it_is_a_form_to_print_and_fill_in(home: str, browser: Browser, kb: KnowledgeBase) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{home}{kb.site.help_area}/")
    expect(page.locator(f"{reader.CALL_SHEET} input").first).to_be_visible()
    expect(page.locator(f"{reader.CALL_SHEET} button:visible")).to_have_count(0)
    expect(page.locator(f"{reader.CONTACTS}:visible")).to_have_count(len(kb.regions))
    page.close()
