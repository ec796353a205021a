"""Search field: on the built site, used as readers use it, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

import reader

FIELD = "input[type=search]"
RESULT = "a.kb-search__result"
NONE = ".kb-search__none"
STATUS = ".kb-search__status"
DATA = "**/assets/search.*.json"


OPENED = """() => {
    window.opened = [];
    navigation.addEventListener('navigate', event => {
        if (event.navigationType === 'push') opened.push(event.destination.url);
    });
}"""
"""Notes which addresses the page opens from now on."""


def ask(page: Page, query: str) -> list[str]:
    """Type a query; return the addresses of the results."""
    page.locator(FIELD).fill(query)
    page.wait_for_function("q => document.querySelector('.kb-search__panel')?.dataset.shown === q", arg=query)
    return [link.get_attribute("href") or "" for link in page.locator(RESULT).all()]


@pytest.fixture
def searching(home: str, page: Page) -> Page:
    """Give the home page with the search loaded."""
    reader.open_page(page, home)
    page.locator(FIELD).click()
    ask(page, "x")
    return page


def test_nothing_of_the_search_loads_before_it_is_wanted(home: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    reader.open_page(page, home)
    assert not [url for url in asked if "search" in url or url.endswith(".json")]


OWNERS_WORDS = {
    "password": "account/",
    "telematcs": "connectivity/",
    "pasword": "account/",
    "vnp": "vpn-firewall",
    "otp": "account/#one-time-code",
    "clear cache": "reset-app/#clear-cache",
    "i bought the car used and the old owner still has it": "vehicle/",
    "subscr": "#without-subscription",
}


def test_owners_words_find_the_answer(searching: Page) -> None:
    for query, expected in OWNERS_WORDS.items():
        assert any(expected in address for address in ask(searching, query)[:2]), query


def test_a_corrected_spelling_is_reported_and_can_be_refused(searching: Page) -> None:
    ask(searching, "telematcs")
    expect(searching.locator(STATUS)).to_contain_text("telematics")
    searching.locator(".kb-search__literal").click()
    expect(searching.locator(NONE)).to_be_visible()
    expect(searching.locator(STATUS)).not_to_contain_text("telematics")


def test_results_hold_the_answer_and_mark_the_words(searching: Page) -> None:
    ask(searching, "clear the cache")
    first = searching.locator(RESULT).first
    assert "cache" in [mark.lower() for mark in first.locator("mark").all_inner_texts()]
    assert len(first.inner_text().split()) > 8


def test_what_is_not_answered_is_reported_help_is_offered_and_enter_opens_nothing(searching: Page) -> None:
    searching.evaluate(OPENED)
    for query in ("engine oil change", "qwxzv plmkj", "spaghetti recipe"):
        ask(searching, query)
        expect(searching.locator(NONE), query).to_be_visible()
        expect(searching.locator(f"{NONE} a")).to_have_attribute("href", "support/")
        searching.keyboard.press("Enter")
        assert searching.evaluate("opened") == []
        expect(searching.locator(NONE)).to_be_visible()


def test_each_result_has_its_kind(searching: Page) -> None:
    ask(searching, "app")
    kinds = searching.locator(f"{RESULT} .kb-search__kind").all_inner_texts()
    assert len(kinds) == 8
    assert len(set(kinds)) >= 3


def test_a_result_opens_at_its_anchor(searching: Page, home: str) -> None:
    ask(searching, "clear the cache")
    searching.locator(RESULT).first.click()
    searching.wait_for_url(home + "reset-app/#clear-cache")
    expect(searching.locator("#clear-cache")).to_be_visible()


def test_the_keyboard_does_it_all(searching: Page, home: str) -> None:
    searching.locator(FIELD).blur()
    searching.keyboard.press("/")
    assert searching.evaluate("document.activeElement.id") == "search"
    ask(searching, "clear the cache")
    field = searching.locator(FIELD)
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-activedescendant") is None
    searching.keyboard.press("ArrowDown")
    searching.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "search-result-1")
    searching.keyboard.press("ArrowUp")
    expect(searching.locator("#search-result-0")).to_have_attribute("aria-selected", "true")
    searching.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("clear the cache")
    searching.keyboard.press("Escape")
    expect(field).to_have_value("")
    ask(searching, "clear the cache")
    searching.keyboard.press("Enter")
    searching.wait_for_url(home + "reset-app/#clear-cache")


def test_escape_forgets_the_marking_and_an_arrow_opens_the_list_again(searching: Page) -> None:
    ask(searching, "clear the cache")
    field = searching.locator(FIELD)
    searching.keyboard.press("ArrowDown")
    searching.keyboard.press("Escape")
    expect(searching.locator(RESULT).first).to_be_hidden()
    assert field.get_attribute("aria-activedescendant") is None
    searching.keyboard.press("ArrowDown")
    expect(searching.locator(RESULT).first).to_be_visible()
    expect(field).to_have_attribute("aria-activedescendant", "search-result-0")


def test_enter_opens_what_the_field_asks_now(searching: Page, home: str) -> None:
    """Entries come late; until then the earlier results are shown."""
    ask(searching, "vpn")
    searching.locator(FIELD).fill("clear the cache")
    searching.keyboard.press("Enter")
    searching.wait_for_url(home + "reset-app/#clear-cache")


def test_a_late_answer_does_not_open_what_the_reader_has_left(home: str, page: Page) -> None:
    release = reader.hold(page, DATA)
    reader.open_page(page, home)
    page.locator(FIELD).fill("clear the cache")
    expect(page.locator(FIELD)).to_have_attribute("role", "combobox")
    page.locator(FIELD).blur()
    with page.expect_event("requestfinished", lambda request: request.url.endswith(".json")):
        release()
    expect(page.locator(".kb-search__panel")).to_be_hidden()
    page.locator(FIELD).click()
    expect(page.locator(RESULT).first).to_be_visible()


def test_screen_readers_get_roles_names_and_counts(searching: Page) -> None:
    count = len(ask(searching, "password"))
    expect(searching.get_by_role("combobox", name="Search the questions")).to_be_visible()
    expect(searching.get_by_role("listbox", name="Search the questions")).to_be_visible()
    expect(searching.locator(f"{RESULT}[role=option]")).to_have_count(count)
    expect(searching.locator(f"{STATUS}[role=status]")).to_have_text(re.compile(rf"^{count} results"))


def test_a_link_can_hold_a_search(home: str, page: Page) -> None:
    reader.open_page(page, home + "about/?q=clear+cache")
    page.locator(RESULT).first.wait_for()
    expect(page.locator(RESULT).first).to_have_attribute("href", "../reset-app/#clear-cache")


def test_without_script_the_field_leads_to_the_questions(home: str, plain: Page) -> None:
    plain.goto(home)
    plain.locator(FIELD).fill("vpn")
    plain.keyboard.press("Enter")
    plain.wait_for_url(home + "faq/?q=vpn")
    expect(plain.locator("noscript p")).to_be_visible()


def test_after_back_the_field_and_its_results_are_as_they_were(searching: Page, home: str) -> None:
    results = ask(searching, "clear the cache")
    searching.locator(RESULT).nth(1).click()
    searching.wait_for_url(lambda url: "?q=" not in url and url != home)
    searching.go_back()
    expect(searching.locator(FIELD)).to_have_value("clear the cache")
    searching.locator(RESULT).first.wait_for()
    assert [link.get_attribute("href") for link in searching.locator(RESULT).all()] == results


def test_the_query_is_in_the_address_while_its_results_are_shown(searching: Page, home: str) -> None:
    ask(searching, "clear the cache")
    searching.wait_for_url(home + "?q=clear+the+cache")
    searching.keyboard.press("Escape")
    searching.wait_for_url(home)


def test_on_a_slow_line_it_says_that_it_is_searching(home: str, page: Page) -> None:
    release = reader.hold(page, DATA)
    reader.open_page(page, home)
    page.locator(FIELD).click()
    page.locator(FIELD).fill("password")
    expect(page.locator(STATUS)).to_have_text("Searching …")
    release()
    page.locator(RESULT).first.wait_for()
    expect(page.locator(STATUS)).to_contain_text("results")


def test_it_works_offline_once_loaded(searching: Page) -> None:
    searching.context.set_offline(True)
    assert "./account/#reset-password" in ask(searching, "reset my password")[:2]
    assert ask(searching, "clear the cache and reset the password")


@pytest.mark.parametrize("lost", [DATA, "**/assets/search.*.js"])
def test_a_failed_load_is_reported_and_tried_again(home: str, page: Page, lost: str) -> None:
    reader.open_page(page, home)
    page.context.route(lost, lambda route: route.abort())
    page.context.route(home, lambda route: route.abort())
    page.locator(FIELD).click()
    page.locator(FIELD).fill("password")
    expect(page.locator(STATUS)).to_contain_text("couldn't be loaded")
    page.context.unroute_all()
    page.locator(FIELD).blur()
    page.locator(FIELD).click()
    assert ask(page, "password")


@pytest.mark.parametrize("lost", [DATA, "**/assets/search.*.js"])
def test_a_new_release_is_reported_and_the_page_can_be_reloaded(home: str, page: Page, lost: str) -> None:
    reader.open_page(page, home)
    page.context.route(lost, lambda route: route.fulfill(status=404))
    page.locator(FIELD).click()
    page.locator(FIELD).fill("password")
    expect(page.locator(STATUS)).to_contain_text("updated while the page was open")
    page.context.unroute_all()
    page.locator(".kb-search__reload").click()
    page.locator(RESULT).first.wait_for()
    expect(page.locator(FIELD)).to_have_value("password")


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "${alert(1)}",
    "\"'`;--",
    "\u202e\u200frtl",
    "a" * 10_000,
    "%00%",
    "=sign in",
]


def test_a_hostile_query_does_nothing(searching: Page) -> None:
    alarms: list[str] = []
    searching.on("dialog", lambda dialog: alarms.append(dialog.message))
    searching.on("pageerror", lambda error: alarms.append(str(error)))
    typed = "(field, value) => { field.value = value; field.dispatchEvent(new Event('input')) }"
    panel = "document.querySelector('.kb-search__panel').dataset.shown"
    for query in HOSTILE:
        searching.locator(FIELD).evaluate(typed, query)
        searching.wait_for_function(f"() => {panel} === document.querySelector('input[type=search]').value")
        assert alarms == [], query
        expect(searching.locator(".kb-search__panel img")).to_have_count(0)
