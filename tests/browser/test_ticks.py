"""Ticks: which steps a reader has done, on every page and in every tab, in this browser only."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import reader
from kb.model.knowledge_base import KnowledgeBase

AREA = "account"


@pytest.fixture
def area(home: str, page: Page) -> Page:
    """The page of an area with its boxes."""
    open_area(page, home)
    return page


def open_area(page: Page, home: str) -> None:
    """Open the page, and wait for the script of the boxes, which loads when the reader does anything."""
    with page.expect_response("**/checklist.*.js"):
        reader.open_page(page, f"{home}{AREA}/")
        page.locator("h1").hover()


def test_one_tick_shows_at_the_step_and_in_every_tab(area: Page, home: str, context: BrowserContext) -> None:
    other = context.new_page()
    open_area(other, home)
    area.locator(reader.CHECKLIST_BOXES).first.check()
    for page in (area, other):
        expect(page.locator(reader.STEP_BOXES).first).to_be_checked()
        expect(page.locator(reader.STEP_BOXES).last).not_to_be_checked()


def test_a_tick_says_on_which_day(area: Page, home: str, kb: KnowledgeBase) -> None:
    area.clock.set_fixed_time("2026-11-03T12:00:00")
    open_area(area, home)
    area.locator(reader.STEP_BOXES).first.check()
    words = kb.interface.ticks.done_on.replace("{date}", "Nov 3, 2026")
    expect(area.locator(reader.STEP_TICKS).first).to_have_text(words)


def test_the_guided_check_shows_which_of_its_checks_are_done(area: Page, home: str, kb: KnowledgeBase) -> None:
    ref = f"{AREA}/{kb.areas[AREA].steps[0].id}"
    symptom = next(one for one in kb.symptoms if ref in one.steps)
    area.locator(reader.STEP_BOXES).first.check()
    reader.open_page(area, f"{home}diagnose/#{symptom.id}")
    expect(area.locator(f"{reader.DONE_CHECK}:visible")).to_have_count(1)


def test_the_first_tap_ticks_before_any_script_is_there(home: str, page: Page) -> None:
    release = reader.hold(page, "**/checklist.*.js")
    reader.open_page(page, f"{home}{AREA}/")
    with page.expect_request("**/checklist.*.js"):
        page.locator(reader.CHECKLIST_BOXES).first.click()
    expect(page.locator(reader.CHECKLIST_BOXES).first).to_be_checked()
    release()
    expect(page.locator(reader.STEP_BOXES).first).to_be_checked()
    page.reload()
    reader.wait_for_script(page)
    expect(page.locator(reader.STEP_BOXES).first).to_be_checked()


def test_without_script_a_box_is_a_real_one(home: str, plain: Page) -> None:
    plain.goto(f"{home}{AREA}/")
    plain.locator(reader.CHECKLIST_BOXES).first.check()
    expect(plain.locator(reader.CHECKLIST_BOXES).first).to_be_checked()


def test_the_ticks_of_the_page_can_be_cleared_and_brought_back(area: Page, home: str, kb: KnowledgeBase) -> None:
    words = kb.interface.ticks
    other = next(id_ for id_ in kb.areas if id_ != AREA)
    note = area.locator(reader.TICKS_NOTE)
    reader.open_page(area, f"{home}{other}/")
    area.locator(reader.CHECKLIST_BOXES).last.check()
    expect(note).to_contain_text(words.kept)
    open_area(area, home)
    area.locator(reader.CHECKLIST_BOXES).first.check()
    expect(note).to_contain_text(words.kept)
    note.get_by_role("button", name=words.clear).press("Enter")
    expect(area.locator(reader.STEP_BOXES).first).not_to_be_checked()
    expect(note).to_contain_text(words.cleared)
    expect(note.get_by_role("button", name=words.undo)).to_be_focused()
    area.keyboard.press("Enter")
    expect(area.locator(reader.STEP_BOXES).first).to_be_checked()
    expect(note.get_by_role("button", name=words.clear)).to_be_focused()
    area.keyboard.press("Enter")
    expect(note).to_contain_text(words.cleared)
    area.reload()
    reader.wait_for_script(area)
    expect(area.locator(reader.CHECKLIST_BOXES).first).not_to_be_checked()
    reader.open_page(area, f"{home}{other}/")
    expect(area.locator(reader.CHECKLIST_BOXES).last).to_be_checked()


def test_a_tick_of_a_step_that_is_gone_is_forgotten_and_others_stay(
    home: str, page: Page, kb: KnowledgeBase
) -> None:
    step = kb.areas[AREA].steps[0]
    reader.open_page(page, home)
    store(page, f'{{"{AREA}/gone": "2026-01-02", "{AREA}/{step.id}": "2026-01-02"}}')
    open_area(page, home)
    reader.open_page(page, f"{home}{kb.site.help_area}/#call-sheet")
    expect(page.locator(reader.TRIED)).to_contain_text([step.title])


def store(page: Page, ticks: str) -> None:
    page.evaluate("ticks => localStorage.setItem('ticks', ticks)", ticks)


@pytest.mark.parametrize("stored", ["{", "[1]", '{"a/b": "<img onerror>", "c": 3}', "null"])
def test_damaged_storage_does_no_harm(home: str, page: Page, stored: str) -> None:
    errors = reader.errors_on(page)
    reader.open_page(page, home)
    store(page, stored)
    open_area(page, home)
    page.locator(reader.CHECKLIST_BOXES).first.check()
    expect(page.locator(reader.STEP_BOXES).first).to_be_checked()
    assert errors == []


def test_without_storage_ticks_last_as_long_as_the_page_and_it_says_so(
    home: str, page: Page, kb: KnowledgeBase
) -> None:
    page.add_init_script(reader.REFUSE_STORAGE)
    errors = reader.errors_on(page)
    step = kb.areas[kb.site.help_area].steps[0]
    reader.open_page(page, f"{home}{kb.site.help_area}/")
    page.locator(reader.CHECKLIST_BOXES).first.check()
    expect(page.locator(reader.STEP_BOXES).first).to_be_checked()
    expect(page.locator(reader.TICKS_NOTE)).to_contain_text(kb.interface.ticks.not_kept)
    page.locator(reader.CALL_SHEET).scroll_into_view_if_needed()
    expect(page.locator(reader.TRIED)).to_contain_text([step.title])
    page.reload()
    reader.wait_for_script(page)
    page.locator(reader.CALL_SHEET).scroll_into_view_if_needed()
    expect(page.locator(reader.SHEET_HINT).first).to_have_text(kb.interface.ticks.not_kept)
    assert errors == []
