"""The guided check, the ticks and the call sheet of the built site, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from conftest import run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from kb.model import KnowledgeBase

TICKED = "JSON.parse(localStorage.getItem('ticks') ?? '{}')"


def check(page: Page) -> str:
    """Return the title of the check that is shown, once one is."""
    title = page.locator(".kb-guided [data-view=check] h3")
    expect(title).to_be_visible()
    return title.inner_text()


def answer(page: Page, name: str) -> None:
    before = page.url
    page.locator(f"[data-answer={name}]").click()
    page.wait_for_url(lambda url: url != before)


@pytest.fixture
def first(home: str, page: Page) -> Page:
    """Give the first check of the symptom "not in app", reached from home by a tap."""
    page.goto(home)
    page.locator(".kb-symptoms a", has_text="My car is not in the app").click()
    page.locator(".kb-guided__text p").first.wait_for()
    return page


def test_the_first_check_comes_with_its_own_words(first: Page, kb: KnowledgeBase) -> None:
    step = kb.areas["account"].steps[0]
    assert check(first) == step.title
    expect(first.locator(".kb-guided__text").first).to_contain_text(step.how[:40])
    expect(first.locator(".kb-guided__rank")).to_have_text("Check 1 of 7")
    expect(first.locator(".kb-symptom:visible")).to_have_count(1)


def test_every_state_has_an_address(first: Page) -> None:
    answer(first, "broken")
    title, rank = first.locator("[data-view=check] h3"), first.locator(".kb-guided__rank")
    second = check(first)
    assert first.url.endswith("?check=2#not-in-app")
    first.reload()
    expect(title).to_have_text(second)
    first.go_back()
    expect(rank).to_have_text("Check 1 of 7")
    first.go_forward()
    expect(title).to_have_text(second)


def test_a_good_end_says_what_it_was_and_how_to_keep_it(first: Page, kb: KnowledgeBase) -> None:
    title = check(first)
    answer(first, "fixed")
    assert first.url.endswith("?fixed=1#not-in-app")
    end = first.locator("[data-view=fixed]")
    expect(end.locator("a")).to_have_text(title)
    end.get_by_text(str(kb.areas["account"].steps[0].prevent)).wait_for()


@pytest.mark.parametrize("rank", range(4))
def test_every_path_ends_at_the_call_sheet(home: str, page: Page, kb: KnowledgeBase, rank: int) -> None:
    """A share of the symptoms in each run of the test, so that they run side by side."""
    for symptom in kb.symptoms[rank::4]:
        page.goto(f"{home}diagnose/#{symptom.id}")
        seen = []
        page.wait_for_selector("[data-guided=check]")
        while page.locator("[data-view=check]").is_visible():
            seen.append(check(page))
            answer(page, "broken")
        assert len(seen) == len(symptom.steps)
        page.locator("[data-view=call] a").click()
        page.wait_for_url("**/support/#call-sheet")
        page.wait_for_function(
            f"() => document.querySelectorAll('.kb-sheet__tried li').length === Object.keys({TICKED}).length"
        )


def test_only_what_the_reader_has_done_is_ticked(home: str, page: Page, kb: KnowledgeBase) -> None:
    symptom = next(one for one in kb.symptoms if one.id == "not-authorized")
    theirs = {f"{id_}/{step.id}" for id_, area in kb.areas.items() for step in area.steps if step.who != "you"}
    assert theirs.intersection(symptom.steps)
    page.goto(f"{home}diagnose/#{symptom.id}")
    for n, _ in enumerate(symptom.steps):
        answer(page, "skip" if n == 0 else "broken")
    assert set(page.evaluate(TICKED)) == set(symptom.steps[1:]) - theirs


def test_the_keyboard_walks_the_check(first: Page) -> None:
    first.locator("[data-answer=broken]").focus()
    first.keyboard.press("Enter")
    assert first.locator("[data-view=check] h3").evaluate("heading => heading === document.activeElement")
    for _ in range(20):
        first.keyboard.press("Tab")
        if first.evaluate("document.activeElement.dataset.answer") == "fixed":
            break
    first.keyboard.press("Enter")
    assert first.locator("[data-view=fixed] h3").evaluate("heading => heading === document.activeElement")


def test_a_step_whose_page_cannot_be_loaded_keeps_its_link(home: str, page: Page, context: BrowserContext) -> None:
    page.goto(f"{home}diagnose/")
    context.set_offline(True)
    page.locator(".kb-symptoms a", has_text="My car is not in the app").click()
    assert page.locator(".kb-guided__open").first.get_attribute("href").endswith("/account/#right-account")  # type: ignore[union-attr]
    assert check(page)
    expect(page.locator(".kb-guided__text").first).to_contain_text("could not be loaded")
    expect(page.locator("[data-answer=broken]")).to_be_visible()


def test_without_script_every_symptom_lists_its_checks(home: str, browser: Browser, kb: KnowledgeBase) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}diagnose/")
    expect(page.locator(".kb-symptom:visible")).to_have_count(len(kb.symptoms))
    expect(page.locator(".kb-guided")).to_be_hidden()
    expect(page.locator(".kb-symptom > :last-child > a[href$='#call-sheet']:visible")).to_have_count(
        len(kb.symptoms)
    )
    page.goto(f"{home}support/")
    expect(page.locator(".kb-sheet__fields input").first).to_be_visible()
    expect(page.locator(".kb-sheet button:visible")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("address", ["?check=99#spins", "?check=-1#spins", "?check=x#spins", "?fixed=0#spins"])
def test_an_odd_address_shows_a_check_or_an_end(home: str, page: Page, address: str) -> None:
    page.goto(f"{home}diagnose/{address}")
    expect(page.locator(".kb-guided h3:visible")).to_have_count(1)


def test_a_symptom_that_is_not_there_shows_all(home: str, page: Page, kb: KnowledgeBase) -> None:
    page.goto(f"{home}diagnose/?check=2#%3Cimg%20src=x%20onerror=alert(1)%3E")
    page.wait_for_selector("[data-guided=choose]")
    expect(page.locator(".kb-choose li a:visible")).to_have_count(len(kb.symptoms))


def test_one_tick_shows_everywhere_in_two_tabs_and_is_cleared(home: str, context: BrowserContext) -> None:
    one, other = context.new_page(), context.new_page()
    one.goto(f"{home}account/")
    other.goto(f"{home}account/")
    one.locator(".kb-checklist input").first.check()
    expect(one.locator("section.kb-step input").first).to_be_checked()
    other.locator("h1").hover()  # boxes load on the first sign of a reader
    expect(other.locator("section.kb-step input").first).to_be_checked()
    expect(other.locator("section.kb-step .kb-tick").first).to_contain_text("Done on")
    other.goto(f"{home}diagnose/#cannot-sign-in")
    other.locator(".kb-done:visible").wait_for()
    one.get_by_role("button", name="Clear all ticks").click()
    expect(one.locator("section.kb-step input").first).not_to_be_checked()
    assert one.evaluate(TICKED) == {}
    expect(other.locator(".kb-done")).to_have_count(0)


def test_ticks_take_the_place_of_the_boxes_without_a_shift(home: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{home}vehicle/")
    tops = "() => [...document.querySelectorAll('.kb-checklist li')].map(one => one.getBoundingClientRect().top)"
    before = page.evaluate(tops)
    page.locator("h1").hover()  # the ticks load on the first sign of a reader
    expect(page.locator(".kb-checklist input").last).to_be_visible()
    assert page.evaluate(tops) == before
    page.close()


def test_ticks_of_steps_that_are_gone_are_forgotten(home: str, page: Page) -> None:
    page.goto(home)
    ticks = {"account/gone": "2026-01-02", "account/right-account": "2026-01-02", "phone/internet": "2026-01-02"}
    page.evaluate("ticks => localStorage.setItem('ticks', JSON.stringify(ticks))", ticks)
    page.goto(f"{home}account/")
    page.wait_for_function(f"() => !('account/gone' in {TICKED})")
    assert set(page.evaluate(TICKED)) == {"account/right-account", "phone/internet"}


@pytest.mark.parametrize("kept", ["{", "[1]", '{"a/b": "<img onerror>", "c": 3}', "null"])
def test_spoiled_storage_does_no_harm(home: str, page: Page, kept: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(home)
    page.evaluate("kept => localStorage.setItem('ticks', kept)", kept)
    page.goto(f"{home}account/")
    page.locator(".kb-checklist input").first.check()
    page.goto(f"{home}support/#call-sheet")
    page.locator(".kb-sheet__tried li", has_text="Check the account").wait_for()
    assert errors == []


def test_without_storage_ticks_last_for_the_page(home: str, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script(
        "for (const name of ['getItem', 'setItem', 'removeItem'])"
        " Storage.prototype[name] = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{home}account/")
    page.locator(".kb-checklist input").first.check()
    expect(page.locator("section.kb-step input").first).to_be_checked()
    page.goto(f"{home}diagnose/#spins")
    answer(page, "broken")
    expect(page.locator(".kb-guided__rank")).to_have_text(re.compile("^Check 2"))
    assert errors == []
    context.close()


def test_the_call_sheet_is_copied_whole(home: str, browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(home)
    page.evaluate("localStorage.setItem('ticks', JSON.stringify({'phone/internet': '2026-11-03'}))")
    page.goto(f"{home}support/#call-sheet")
    page.get_by_label("Model", exact=True).fill("Corolla <b>")
    page.get_by_label("Region").select_option("ca")
    page.locator(".kb-sheet__tried li", has_text="Nov 3, 2026").wait_for()
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied.").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "Model: Corolla <b>" in text
    assert "Region: Canada" in text
    assert "Check the phone's internet connection (Nov 3, 2026)" in text
    shown = page.locator("[data-region]:visible")
    expect(shown).to_have_count(1)
    assert shown.locator("a[href^='tel:']").count() >= 1
    context.close()


def test_the_call_sheet_prints_alone(home: str, page: Page) -> None:
    page.goto(f"{home}support/#call-sheet")
    page.get_by_role("button", name="Print the sheet").wait_for()
    page.evaluate("document.documentElement.dataset.printing = 'sheet'")
    page.emulate_media(media="print")
    expect(page.locator(".kb-sheet")).to_be_visible()
    expect(page.get_by_role("heading", name="Call sheet")).to_be_visible()
    expect(page.locator("h1")).to_be_hidden()
    expect(page.locator(".kb-sheet button:visible")).to_have_count(0)


def test_what_is_written_on_the_sheet_outlives_a_reload_and_is_whole(home: str, page: Page) -> None:
    page.goto(f"{home}support/#call-sheet")
    page.get_by_role("button", name="Print the sheet").wait_for()
    words = page.get_by_label("The exact words")
    words.fill("Not authorized for remote services, call customer support. " * 6)
    page.get_by_label("Region").select_option("au")
    assert words.evaluate("field => field.scrollHeight <= field.clientHeight")
    page.reload()
    expect(words).to_have_value("Not authorized for remote services, call customer support. " * 6)
    expect(page.get_by_label("Region")).to_have_value("au")
    expect(page.locator("[data-region=au]")).to_be_visible()


def test_nothing_of_them_loads_on_other_pages(home: str, page: Page) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    for address in ("", "faq/", "messages/", "quick-guide/", "about/"):
        page.goto(home + address, wait_until="networkidle")
    assert [url for url in loaded if re.search(r"/(?:check|checklist|sheet)\.", url)] == []


def test_nothing_leaves_the_browser(home: str, page: Page) -> None:
    sent: list[str] = []
    page.goto(f"{home}support/#call-sheet", wait_until="networkidle")
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_label("VIN").fill("11111111111111111")
    page.get_by_label("VIN").press("Enter")
    page.wait_for_timeout(300)
    assert sent == []
    assert "11111111" not in page.url


def test_the_map_names_every_symptom_and_step(kb: KnowledgeBase) -> None:
    told = run("map").stdout
    for symptom in kb.symptoms:
        for rank, ref in enumerate(symptom.steps, 1):
            assert f"  {symptom.id} -->|{rank}| {ref}\n" in told
