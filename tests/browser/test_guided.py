"""The guided check: one check at a time, each with an address, from a symptom to a good end or the call sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import reader
from reader import answer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from kb.model.entries import Step, Symptom
    from kb.model.knowledge_base import KnowledgeBase


@pytest.fixture(scope="module")
def symptom(kb: KnowledgeBase) -> Symptom:
    """The symptom that the home page offers first."""
    assert len(kb.symptoms[0].steps) > 2
    return kb.symptoms[0]


@pytest.fixture(scope="module")
def steps(kb: KnowledgeBase, symptom: Symptom) -> list[Step]:
    """The steps of its checks."""
    known = dict(kb.steps())
    return [known[ref] for ref in symptom.steps]


@pytest.fixture
def first(home: str, page: Page, symptom: Symptom, steps: list[Step]) -> Page:
    """The first check of the symptom, reached from the home page by a tap."""
    page.goto(home)
    page.locator(reader.SYMPTOMS_ON_HOME).filter(has_text=symptom.title).click()
    expect(page.locator(reader.CHECK_TITLE)).to_have_text(steps[0].title)
    expect(page.locator(reader.CHECK_TEXT).first).to_contain_text(steps[0].how[:30])
    return page


def rank_words(kb: KnowledgeBase, rank: int, symptom: Symptom) -> str:
    return kb.interface.guided.rank.replace("{rank}", f"{rank}").replace("{count}", f"{len(symptom.steps)}")


def test_only_the_chosen_symptom_is_shown_with_the_rank_of_its_check(
    first: Page, kb: KnowledgeBase, symptom: Symptom
) -> None:
    expect(first.locator(reader.CHECK_RANK)).to_have_text(rank_words(kb, 1, symptom))
    expect(first.locator(f"{reader.SYMPTOM}:visible")).to_have_count(1)


def test_every_state_has_an_address(first: Page, kb: KnowledgeBase, symptom: Symptom, steps: list[Step]) -> None:
    title = first.locator(reader.CHECK_TITLE)
    answer(first, "broken")
    expect(title).to_have_text(steps[1].title)
    assert first.url.endswith(f"?check=2#{symptom.id}")
    first.reload()
    expect(title).to_have_text(steps[1].title)
    first.go_back()
    expect(title).to_have_text(steps[0].title)
    first.go_forward()
    expect(title).to_have_text(steps[1].title)


def test_a_good_end_names_the_check_that_helped(first: Page, kb: KnowledgeBase, steps: list[Step]) -> None:
    answer(first, "fixed")
    expect(first.locator(reader.GOOD_END)).to_contain_text(kb.interface.guided.fixed_title)
    expect(first.locator(reader.GOOD_END).get_by_role("link", name=steps[0].title)).to_be_visible()


@pytest.mark.parametrize("part", range(4))
def test_every_path_ends_at_the_call_sheet(home: str, page: Page, kb: KnowledgeBase, part: int) -> None:
    """Each part has a quarter of the symptoms, so that they run in parallel."""
    known = dict(kb.steps())
    for symptom in kb.symptoms[part::4]:
        page.goto(f"{home}diagnose/#{symptom.id}")
        for ref in symptom.steps:
            expect(page.locator(reader.CHECK_TITLE)).to_have_text(known[ref].title)
            answer(page, "broken")
        page.locator(reader.LAST_END).get_by_role("link", name=kb.interface.guided.call_sheet).click()
        page.wait_for_url(f"**/{kb.site.help_area}/#call-sheet")


def test_only_what_the_reader_has_done_is_on_the_call_sheet(home: str, page: Page, kb: KnowledgeBase) -> None:
    known = dict(kb.steps())
    symptom = next(one for one in kb.symptoms if any(known[ref].who != "you" for ref in one.steps))
    page.goto(f"{home}diagnose/#{symptom.id}")
    for n, ref in enumerate(symptom.steps):
        expect(page.locator(reader.CHECK_TITLE)).to_have_text(known[ref].title)
        answer(page, "skip" if n == 0 else "broken")
    page.locator(reader.LAST_END).get_by_role("link").click()
    done = [known[ref].title for ref in symptom.steps[1:] if known[ref].who == "you"]
    expect(page.locator(reader.TRIED)).to_contain_text(done)


def test_the_keyboard_goes_through_the_check(first: Page, steps: list[Step]) -> None:
    first.locator(f"{reader.GUIDED} [data-answer=broken]").press("Enter")
    expect(first.locator(reader.CHECK_TITLE)).to_have_text(steps[1].title)
    expect(first.locator(reader.CHECK_TITLE)).to_be_focused()
    first.locator(f"{reader.GUIDED} [data-answer=fixed]").press("Enter")
    expect(first.locator(f"{reader.GOOD_END} h3")).to_be_focused()


def test_a_check_whose_text_cannot_be_loaded_keeps_its_link_and_answers(
    home: str, page: Page, context: BrowserContext, kb: KnowledgeBase, symptom: Symptom
) -> None:
    page.goto(f"{home}diagnose/")
    context.set_offline(offline=True)
    page.locator(reader.SYMPTOM_LINKS).filter(has_text=symptom.title).click()
    expect(page.locator(reader.CHECK_TEXT).first).to_have_text(kb.interface.guided.unread)
    area, _, id_ = symptom.steps[0].partition("/")
    assert (page.locator(reader.CHECK_LINK).get_attribute("href") or "").endswith(f"/{area}/#{id_}")
    expect(page.locator(f"{reader.GUIDED} [data-answer=broken]")).to_be_visible()


def test_without_script_every_symptom_lists_its_checks(home: str, browser: Browser, kb: KnowledgeBase) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{home}diagnose/")
    expect(page.locator(f"{reader.SYMPTOM}:visible")).to_have_count(len(kb.symptoms))
    expect(page.locator(reader.GUIDED)).to_be_hidden()
    expect(page.locator(f"{reader.SYMPTOM} li a:visible")).to_have_count(
        sum(len(one.steps) for one in kb.symptoms)
    )
    page.close()


@pytest.mark.parametrize("query", ["check=99", "check=-1", "check=x", "fixed=0"])
def test_an_odd_address_shows_a_check_or_an_end(home: str, page: Page, symptom: Symptom, query: str) -> None:
    page.goto(f"{home}diagnose/?{query}#{symptom.id}")
    expect(page.locator(f"{reader.GUIDED} h3:visible")).to_have_count(1)


def test_an_unknown_symptom_shows_all_of_them(home: str, page: Page, kb: KnowledgeBase) -> None:
    page.goto(f"{home}diagnose/?check=2#%3Cimg%20src=x%20onerror=alert(1)%3E")
    expect(page.locator(f"{reader.SYMPTOM_LINKS}:visible")).to_have_count(len(kb.symptoms))
