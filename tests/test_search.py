"""Search: the field on the built site, used as readers use it, in a real browser."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from conftest import ROOT, SECOND, run
from kb.search.tokenizer import Tokenizer
from maintain import weights

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from kb.model.knowledge_base import KnowledgeBase

FIELD = "input[type=search]"
RESULT = "a.kb-search__result"
NONE = ".kb-search__none"
"""Bytes, gzip 6, headers included."""


def ask(page: Page, query: str) -> list[str]:
    """Type a query; return the addresses of the results."""
    page.locator(FIELD).fill(query)
    page.wait_for_function("q => document.querySelector('.kb-search__panel')?.dataset.shown === q", arg=query)
    return [link.get_attribute("href") or "" for link in page.locator(RESULT).all()]


@pytest.fixture
def searching(home: str, page: Page) -> Page:
    """Give the home page with the search loaded."""
    page.goto(home)
    page.locator(FIELD).click()
    ask(page, "x")
    return page


def test_nothing_of_the_search_loads_before_it_is_wanted(home: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home, wait_until="networkidle")
    assert not [url for url in asked if "search" in url or url.endswith(".json")]


@pytest.mark.parametrize("query", ["vpn", "account", "subscription", "remote start not working", "code"])
def test_a_first_search_loads_little(site: Path, home: str, page: Page, query: str) -> None:
    loaded: list[str] = []
    page.goto(home, wait_until="networkidle")
    page.on("request", lambda request: loaded.append(request.url))
    page.locator(FIELD).press_sequentially(query, delay=60)
    page.locator(RESULT).first.wait_for()
    page.wait_for_timeout(500)
    sizes = [weights.size(site / "some/repo", url.removeprefix(home)) for url in set(loaded)]
    assert sum(sizes) <= weights.FIRST_SEARCH


@pytest.mark.parametrize(
    ("query", "page_wanted"),
    [
        ("password", "account/"),
        ("telematcs", "connectivity/"),
        ("pasword", "account/"),
        ("vnp", "vpn-firewall"),
        ("otp", "account/#one-time-code"),
        ("clear cache", "reset-app/#clear-cache"),
        ("i bought the car used and the old owner still has it", "vehicle/"),
        ("subscr", "vehicle/#subscription"),
    ],
)
def test_owners_words_find_the_answer(searching: Page, query: str, page_wanted: str) -> None:
    assert any(page_wanted in address for address in ask(searching, query)[:2])


def test_a_corrected_spelling_is_said(searching: Page) -> None:
    ask(searching, "telematcs")
    expect(searching.locator(".kb-search__status")).to_contain_text("telematics")


def test_results_hold_the_answer_and_mark_the_words(searching: Page) -> None:
    ask(searching, "clear the cache")
    first = searching.locator(RESULT).first
    assert "cache" in [mark.lower() for mark in first.locator("mark").all_inner_texts()]
    assert len(first.inner_text().split()) > 8


@pytest.mark.parametrize("query", ["engine oil change", "qwxzv plmkj", "spaghetti recipe"])
def test_what_is_not_answered_is_said_and_help_is_offered(searching: Page, query: str) -> None:
    ask(searching, query)
    expect(searching.locator(NONE)).to_be_visible()
    expect(searching.locator(f"{NONE} a")).to_have_attribute("href", "support/")


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
    """Entries come late; until then there stands what an earlier question has found."""
    ask(searching, "vpn")
    searching.locator(FIELD).fill("clear the cache")
    searching.keyboard.press("Enter")
    searching.wait_for_url(home + "reset-app/#clear-cache")


def test_a_late_answer_does_not_open_what_the_reader_has_left(searching: Page) -> None:
    searching.locator(FIELD).fill("clear the cache")
    searching.locator(FIELD).blur()
    searching.wait_for_timeout(1000)
    expect(searching.locator(".kb-search__panel")).to_be_hidden()


def test_screen_readers_get_roles_names_and_counts(searching: Page) -> None:
    count = len(ask(searching, "password"))
    expect(searching.get_by_role("combobox", name="Search the questions")).to_be_visible()
    expect(searching.get_by_role("listbox", name="Search the questions")).to_be_visible()
    expect(searching.get_by_role("option")).to_have_count(count)
    expect(searching.get_by_role("status")).to_have_text(re.compile(rf"^{count} results"))


def test_a_link_can_hold_a_search(home: str, page: Page) -> None:
    page.goto(home + "about/?q=clear+cache")
    page.locator(RESULT).first.wait_for()
    expect(page.locator(RESULT).first).to_have_attribute("href", "../reset-app/#clear-cache")


def test_without_script_the_field_leads_to_the_questions(home: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home)
    page.locator(FIELD).fill("vpn")
    page.keyboard.press("Enter")
    page.wait_for_url(home + "faq/?q=vpn")
    expect(page.locator("noscript p")).to_be_visible()
    context.close()


def test_it_works_offline_once_loaded(searching: Page, context: BrowserContext) -> None:
    ask(searching, "password")
    context.set_offline(True)
    assert "./account/#reset-password" in ask(searching, "reset my password")[:2]
    assert ask(searching, "clear the cache and reset the password")


def test_a_failed_load_is_said_and_tried_again(home: str, page: Page, context: BrowserContext) -> None:
    page.goto(home)
    context.route("**/assets/words.*.json", lambda route: route.abort())
    page.locator(FIELD).click()
    page.get_by_text("could not be loaded").wait_for()
    context.unroute("**/assets/words.*.json")
    assert ask(page, "password")


def test_a_script_that_is_lost_on_the_way_is_told_and_asked_for_again(
    home: str, page: Page, context: BrowserContext
) -> None:
    page.goto(home)
    context.route("**/assets/search.*.js", lambda route: route.abort())
    page.locator(FIELD).click()
    page.get_by_text("could not be loaded").wait_for()
    context.unroute("**/assets/search.*.js")
    page.locator(FIELD).blur()
    page.locator(FIELD).click()
    assert ask(page, "password")


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "${alert(1)}",
    "\"'`;--",
    "\u202e\u200frtl",
    "a" * 10_000,
    "%00%",
    "=sign in",
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_query_does_nothing(searching: Page, query: str) -> None:
    alarms: list[str] = []
    searching.on("dialog", lambda dialog: alarms.append(dialog.message))
    searching.on("pageerror", lambda error: alarms.append(str(error)))
    typed = "(field, value) => { field.value = value; field.dispatchEvent(new Event('input')) }"
    searching.locator(FIELD).evaluate(typed, query)
    panel = "document.querySelector('.kb-search__panel').dataset.shown"
    searching.wait_for_function(f"() => {panel} === document.querySelector('input[type=search]').value")
    assert alarms == []
    expect(searching.locator(".kb-search__panel img")).to_have_count(0)


def test_hostile_content_shows_as_text(tmp_path: Path, page: Page, serve: Callable[[Path], str]) -> None:
    import shutil

    content = tmp_path / "content"
    shutil.copytree(SECOND, content)
    path = content / "faq.yml"
    nasty = "Why `${alert(1)}` & 'x' \" *y* | z < 3?"
    path.write_text(path.read_text().replace("Why is it cold?", json.dumps(nasty)))
    built = run("build", "--content", content, "--docs", tmp_path / "docs", "--site", tmp_path / "www" / "help")
    assert built.returncode == 0, built.stderr
    page.goto(serve(tmp_path / "www") + "/help/faq/")
    expect(page.locator("#why-cold")).to_have_text(nasty)
    page.locator(FIELD).click()
    ask(page, "alert cold")
    assert nasty in [text for item in page.locator(RESULT).all() for text in item.inner_text().split("\n")]


def _label(address: str, known: dict[str, str]) -> str:
    """Return what the labelled queries call an address."""
    page, _, anchor = address.partition("#")
    name = page.removeprefix("./").strip("/")
    return known.get(f"{name}#{anchor}" if anchor else name) or known.get(f"{name}#*") or f"other:{address}"


@pytest.mark.parametrize(
    ("name", "wanted_first", "wanted_third"),
    [("sample", 0.95, 0.99), ("validation", 0.95, 0.98), ("heldout", 0.94, 0.97)],
)
def test_labelled_queries_find_their_answer(
    searching: Page, name: str, wanted_first: float, wanted_third: float
) -> None:
    known = json.loads((ROOT / "tests/relevance/labels.json").read_text())
    lines = (ROOT / f"tests/relevance/{name}.jsonl").read_text().splitlines()
    queries: list[dict[str, Any]] = [json.loads(line) for line in lines]
    first, third, empty, told = [], [], [], []
    for query in queries:
        found = dict.fromkeys(_label(address, known) for address in ask(searching, query["q"]))
        got = [label for label in found if label != "skip"]
        if query["kind"] == "off-topic":
            told.append(searching.locator(NONE).is_visible())
            continue
        first.append(bool(got) and got[0] in query["want"])
        third.append(any(label in query["want"] for label in got[:3]))
        empty.append(not got)
    assert sum(first) >= wanted_first * len(first)
    assert sum(third) >= wanted_third * len(third)
    assert sum(empty) <= 0.01 * len(empty)
    assert sum(told) >= 0.9 * len(told)


def test_the_browser_reads_words_as_the_build_does(
    kb: KnowledgeBase, page: Page, serve: Callable[[Path], str]
) -> None:
    words = Tokenizer(kb.search)
    texts = [phrase for entries in kb.asked.values() for phrases in entries.values() for phrase in phrases]
    texts += ["", "Café O’Clock", "naïve x² ﬁne", "12 V, 3G & 2-step", "İstanbul ǅ", "can't remember my log in"]
    page.goto(serve(ROOT / "docs") + "/data/search/words.json")
    read = page.evaluate(
        """async texts => {
            const { Words, wordsOf } = await import('/assets/js/words.js');
            const root = await (await fetch('/data/search/words.json')).json();
            const words = new Words(root.synonyms, root.fillers, root.words);
            return texts.map(text => words.units(wordsOf(text)).map(unit => [unit.id, unit.filler]));
        }""",
        texts,
    )
    for text, units in zip(texts, read, strict=True):
        assert units == [[unit.id, unit.filler] for unit in words.units(text)], text
