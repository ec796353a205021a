"""The guided check: one check at a time, each with an address, from a symptom to a good end or the call sheet."""

import re

import pytest
from playwright.sync_api import Page, expect

import reader
from conftest import NewPage
from kb.model.entries import Step, Symptom
from kb.model.knowledge_base import KnowledgeBase
from reader import answer

COVERED = """bar => {
    const element = document.activeElement;
    const [box, under] = [element, document.querySelector(bar)].map(one => one.getBoundingClientRect());
    if (element.closest('footer')) return 'end';
    const covers = !element.closest(bar) && box.height && box.top >= under.top && box.bottom <= under.bottom;
    return covers ? element.outerHTML : '';
}"""
"""Returns what has the focus when the bar covers it, and `end` after the article."""

ANSWERS = f"{reader.CHECK_BAR} a:visible"


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
    reader.open_page(page, home)
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


def test_every_state_has_an_address(first: Page, symptom: Symptom, steps: list[Step]) -> None:
    title = first.locator(reader.CHECK_TITLE)
    answer(first, "broken")
    expect(title).to_have_text(steps[1].title)
    assert first.url.endswith(f"?check=2&done=1#{symptom.id}")
    first.reload()
    reader.wait_for_script(first)
    expect(title).to_have_text(steps[1].title)
    first.go_back()
    expect(title).to_have_text(steps[0].title)
    first.go_forward()
    expect(title).to_have_text(steps[1].title)


def test_a_good_end_shows_what_helped_and_the_way_back(
    first: Page, kb: KnowledgeBase, symptom: Symptom, steps: list[Step]
) -> None:
    answer(first, "fixed")
    expect(first.locator(reader.GOOD_END)).to_contain_text(kb.interface.guided.fixed_title)
    links = first.locator(f"{reader.SYMPTOM} a:visible")
    expect(links).to_have_text([steps[0].title, kb.interface.guided.not_fixed])
    expect(links.first).to_have_attribute("href", re.compile(f"/{symptom.steps[0].replace('/', '/#')}$"))
    links.last.click()
    expect(first.locator(reader.CHECK_TITLE)).to_have_text(steps[0].title)


def test_the_end_says_what_was_done_and_what_was_skipped(home: str, page: Page, kb: KnowledgeBase) -> None:
    known = dict(kb.steps())
    symptom = next(one for one in kb.symptoms if any(known[ref].who != "you" for ref in one.steps))
    reader.open_page(page, f"{home}diagnose/#{symptom.id}")
    own = [known[ref].title for ref in symptom.steps if known[ref].who == "you"]
    others = [known[ref].title for ref in symptom.steps if known[ref].who != "you"]
    for ref in symptom.steps:
        expect(page.locator(reader.CHECK_TITLE)).to_have_text(known[ref].title)
        answer(page, "broken" if known[ref].title == own[0] else "skip")
    words = kb.interface.guided
    end = page.locator(reader.LAST_END)
    expect(end).to_contain_text(words.call_done.format(done=1, count=len(own)))
    expect(end.get_by_role("listitem")).to_have_text(own[1:] + others)
    end.get_by_role("link", name=own[1], exact=True).click()
    expect(page.locator(reader.CHECK_TITLE)).to_have_text(own[1])


def test_who_skips_everything_has_done_nothing(home: str, page: Page, kb: KnowledgeBase, symptom: Symptom) -> None:
    known = dict(kb.steps())
    reader.open_page(page, f"{home}diagnose/#{symptom.id}")
    for ref in symptom.steps:
        expect(page.locator(reader.CHECK_TITLE)).to_have_text(known[ref].title)
        answer(page, "skip")
    count = sum(known[ref].who == "you" for ref in symptom.steps)
    expect(page.locator(reader.LAST_END)).to_contain_text(kb.interface.guided.call_skipped.format(count=count))


@pytest.mark.parametrize("half", range(2))
def test_every_path_ends_at_the_call_sheet_and_shows_whom_to_call(
    home: str, page: Page, kb: KnowledgeBase, half: int
) -> None:
    """Two halves of the symptoms run in parallel."""
    known = dict(kb.steps())
    number = kb.regions[1].contacts[0]
    call = page.locator(f"{reader.GUIDED} a:visible").filter(has_text=number.shown)
    for symptom in kb.symptoms[half::2]:
        reader.open_page(page, f"{home}diagnose/#{symptom.id}")
        for ref in symptom.steps[:-1]:
            expect(page.locator(reader.CHECK_TITLE)).to_have_text(known[ref].title)
            answer(page, "broken")
        expect(page.locator(reader.CHECK_TITLE)).to_have_text(known[symptom.steps[-1]].title)
        expect(call).to_have_count(1)
        expect(call).to_have_attribute("href", number.address)
        answer(page, "broken")
        sheet = page.locator(reader.LAST_END).get_by_role("link", name=kb.interface.guided.call_sheet)
        expect(sheet).to_have_attribute("href", f"../{kb.site.help_area}/#call-sheet")
        expect(call).to_have_attribute("href", number.address)
    reader.open_page(page, f"{home}diagnose/?check=call#{kb.symptoms[0].id}")
    expect(call).to_have_attribute("href", number.address)
    page.locator(reader.REGION).select_option(kb.regions[1].id)
    expect(page.locator(f"{reader.CHECK_CONTACTS} a:visible")).to_have_text([number.shown])


def test_something_else_leads_to_symptoms_not_seen_yet(
    home: str, page: Page, kb: KnowledgeBase, symptom: Symptom
) -> None:
    reader.open_page(page, f"{home}diagnose/#{symptom.id}")
    expect(page.locator(ANSWERS)).to_have_count(3)  # the check's text is there, and moves nothing any more
    page.get_by_role("link", name=kb.interface.guided.other).click()
    expect(page.locator("#others")).to_be_focused()
    others = page.locator(reader.OTHER_SYMPTOMS)
    first, count = others.first.inner_text(), others.count()
    others.first.click()
    expect(page.locator(ANSWERS)).to_have_count(3)
    page.get_by_role("link", name=kb.interface.guided.other).click()
    expect(others).to_have_count(count - 1)
    expect(others.filter(has_text=first)).to_have_count(0)
    expect(page.locator(reader.SYMPTOM_LINKS).filter(has_text=symptom.title)).to_have_count(0)
    reader.open_page(page, f"{home}diagnose/")
    expect(page.locator(f"{reader.SYMPTOM_LINKS}:visible")).to_have_count(len(kb.symptoms))


def test_only_what_the_reader_has_done_is_on_the_call_sheet(home: str, page: Page, kb: KnowledgeBase) -> None:
    known = dict(kb.steps())
    symptom = next(one for one in kb.symptoms if any(known[ref].who != "you" for ref in one.steps))
    reader.open_page(page, f"{home}diagnose/#{symptom.id}")
    for n, ref in enumerate(symptom.steps):
        expect(page.locator(reader.CHECK_TITLE)).to_have_text(known[ref].title)
        answer(page, "skip" if n == 0 else "broken")
    page.locator(reader.LAST_END).get_by_role("link", name=kb.interface.guided.call_sheet).click()
    done = [known[ref].title for ref in symptom.steps[1:] if known[ref].who == "you"]
    expect(page.locator(reader.TRIED)).to_contain_text(done)


def test_the_keyboard_goes_through_the_check(first: Page, steps: list[Step]) -> None:
    first.locator(f"{reader.GUIDED} [data-answer=broken]").press("Enter")
    expect(first.locator(reader.CHECK_TITLE)).to_have_text(steps[1].title)
    expect(first.locator(reader.CHECK_TITLE)).to_be_focused()
    first.locator(f"{reader.GUIDED} [data-answer=fixed]").press("Enter")
    expect(first.locator(f"{reader.GOOD_END} h3")).to_be_focused()


def test_a_check_that_cannot_be_read_cannot_be_done(
    home: str, page: Page, kb: KnowledgeBase, symptom: Symptom, steps: list[Step]
) -> None:
    words = kb.interface.guided
    reader.open_page(page, f"{home}diagnose/#others")
    expect(page.locator("[data-guided=choose]")).to_be_visible()
    page.context.set_offline(offline=True)
    page.locator(reader.SYMPTOM_LINKS).filter(has_text=symptom.title).click()
    expect(page.locator(reader.CHECK_STATUS)).to_have_text(words.unread)
    expect(page.locator(f"{reader.CHECK_BAR} a:visible")).to_have_text([words.skip])
    expect(page.locator(reader.CHECK_LINK)).to_have_attribute(
        "href", re.compile(f"/{symptom.steps[0].replace('/', '/#')}$")
    )
    page.context.set_offline(offline=False)
    page.get_by_role("button", name=words.again).click()
    expect(page.locator(reader.CHECK_TEXT)).to_contain_text(steps[0].how[:30])
    expect(page.locator(f"{reader.CHECK_BAR} a:visible")).to_have_text([words.fixed, words.broken, words.skip])


def test_a_slow_check_says_at_once_that_it_is_coming(
    home: str, page: Page, kb: KnowledgeBase, symptom: Symptom, steps: list[Step]
) -> None:
    release = reader.hold(page, f"**/{symptom.steps[0].partition('/')[0]}/")
    reader.open_page(page, f"{home}diagnose/#{symptom.id}")
    expect(page.locator(reader.CHECK_STATUS)).to_have_text(kb.interface.guided.waiting)
    expect(page.locator(ANSWERS)).to_have_count(0)  # they would move when the text comes
    release()
    expect(page.locator(reader.CHECK_TEXT)).to_contain_text(steps[0].how[:30])
    expect(page.locator(ANSWERS)).to_have_count(3)
    expect(page.locator(reader.CHECK_STATUS)).to_be_empty()


def test_the_next_check_is_loaded_ahead(home: str, page: Page, kb: KnowledgeBase) -> None:
    areas = {one.id: [ref.partition("/")[0] for ref in one.steps] for one in kb.symptoms}
    symptom = next(one for one in kb.symptoms if areas[one.id][0] != areas[one.id][1])
    with page.expect_response(f"**/{areas[symptom.id][1]}/") as response:
        reader.open_page(page, f"{home}diagnose/#{symptom.id}")
    response.value.finished()
    page.context.set_offline(offline=True)
    answer(page, "broken")
    expect(page.locator(reader.CHECK_TEXT)).to_contain_text(dict(kb.steps())[symptom.steps[1]].how[:30])


@pytest.mark.parametrize(("width", "height"), [(360, 740), (320, 568), (740, 360), (320, 256)])
def test_what_has_the_focus_is_never_under_the_bar(home: str, new_page: NewPage, width: int, height: int) -> None:
    page = new_page(viewport={"width": width, "height": height})
    reader.open_page(page, f"{home}diagnose/?check=8#not-in-app")
    expect(page.locator(f"{reader.CHECK_BAR} [data-answer=broken]")).to_be_visible()
    page.locator("h1").click()
    covered: list[str] = []
    while (found := page.evaluate(COVERED, reader.CHECK_BAR)) != "end":
        covered += [found] if found else []
        page.keyboard.press("Tab")
    assert covered == []


@pytest.mark.parametrize("address", ["#%E0%A4%A", "?check=2#%E0%A4%A", "#", "#%", "?check=%E0%A4%A#spins"])
def test_a_malformed_address_does_no_harm(home: str, page: Page, address: str) -> None:
    errors = reader.errors_on(page)
    for path in ("diagnose/", "account/", "faq/", "messages/", ""):
        reader.open_page(page, home + path + address)
        expect(page.locator("h1")).to_be_visible()
    assert errors == []


def test_without_script_every_symptom_lists_its_checks(home: str, plain: Page, kb: KnowledgeBase) -> None:
    plain.goto(f"{home}diagnose/")
    expect(plain.locator(f"{reader.SYMPTOM}:visible")).to_have_count(len(kb.symptoms))
    expect(plain.locator(reader.GUIDED)).to_be_hidden()
    checks = sum(len(one.steps) for one in kb.symptoms)
    expect(plain.locator(f"{reader.SYMPTOM} li a:visible")).to_have_count(checks)


@pytest.mark.parametrize("query", ["check=99", "check=-1", "check=x", "fixed=0"])
def test_an_odd_address_shows_a_check_or_an_end(home: str, page: Page, symptom: Symptom, query: str) -> None:
    reader.open_page(page, f"{home}diagnose/?{query}#{symptom.id}")
    expect(page.locator(f"{reader.GUIDED} h3:visible")).to_have_count(1)


def test_an_unknown_symptom_shows_all_of_them(home: str, page: Page, kb: KnowledgeBase) -> None:
    reader.open_page(page, f"{home}diagnose/?check=2#%3Cimg%20src=x%20onerror=alert(1)%3E")
    expect(page.locator(f"{reader.SYMPTOM_LINKS}:visible")).to_have_count(len(kb.symptoms))


def test_no_other_page_loads_the_scripts_of_the_check(home: str, page: Page) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    for address in ("", "faq/", "messages/", "quick-guide/", "about/"):
        reader.open_page(page, home + address)
    scripts = [url.rpartition("/")[2].split(".")[0] for url in loaded if url.endswith(".js")]
    assert {"guidedCheck", "checklist", "callSheet"}.isdisjoint(scripts)
