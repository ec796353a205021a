"""Ticks: which steps a reader has done, on every page and in every tab, in this browser only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import reader

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from kb.model.knowledge_base import KnowledgeBase

AREA = "account"


@pytest.fixture
def area(home: str, page: Page) -> Page:
    """The page of an area with its boxes, which load when the reader does anything."""
    open_area(page, home)
    return page


def open_area(page: Page, home: str) -> None:
    page.goto(f"{home}{AREA}/")
    page.locator("h1").hover()
    expect(page.locator(reader.CHECKLIST_BOXES).last).to_be_visible()


def errors_on(page: Page) -> list[str]:
    """Return a list that gets every error of the page's scripts from now on."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


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


def test_all_ticks_can_be_cleared(area: Page, kb: KnowledgeBase) -> None:
    area.locator(reader.CHECKLIST_BOXES).first.check()
    area.get_by_role("button", name=kb.interface.ticks.clear).click()
    expect(area.locator(reader.STEP_BOXES).first).not_to_be_checked()
    expect(area.get_by_role("button", name=kb.interface.ticks.clear)).to_be_hidden()
    area.reload()
    area.locator("h1").hover()
    expect(area.locator(reader.STEP_BOXES).first).not_to_be_checked()


def test_a_tick_of_a_step_that_is_gone_is_forgotten_and_others_stay(
    home: str, page: Page, kb: KnowledgeBase
) -> None:
    step = kb.areas[AREA].steps[0]
    page.goto(home)
    store(page, f'{{"{AREA}/gone": "2026-01-02", "{AREA}/{step.id}": "2026-01-02"}}')
    open_area(page, home)
    page.goto(f"{home}{kb.site.help_area}/#call-sheet")
    expect(page.locator(reader.TRIED)).to_contain_text([step.title])


def store(page: Page, ticks: str) -> None:
    page.evaluate("ticks => localStorage.setItem('ticks', ticks)", ticks)


@pytest.mark.parametrize("stored", ["{", "[1]", '{"a/b": "<img onerror>", "c": 3}', "null"])
def test_damaged_storage_does_no_harm(home: str, page: Page, stored: str) -> None:
    errors = errors_on(page)
    page.goto(home)
    store(page, stored)
    open_area(page, home)
    page.locator(reader.CHECKLIST_BOXES).first.check()
    expect(page.locator(reader.STEP_BOXES).first).to_be_checked()
    assert errors == []


def test_without_storage_ticks_last_as_long_as_the_page(home: str, context: BrowserContext) -> None:
    context.add_init_script(
        "for (const name of ['getItem', 'setItem', 'removeItem'])"
        " Storage.prototype[name] = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    page = context.new_page()
    errors = errors_on(page)
    open_area(page, home)
    page.locator(reader.CHECKLIST_BOXES).first.check()
    expect(page.locator(reader.STEP_BOXES).first).to_be_checked()
    assert errors == []
