"""The reader's region: asked once, stored in the browser; its contacts and steps come first, others fold away."""

import pytest
from playwright.sync_api import Page, expect

import reader
from kb.model.knowledge_base import KnowledgeBase

PAGES = ("support/", "quick-guide/", "vehicle/")
"""Pages with what differs by region."""

ORDER = f"""() => [...document.querySelectorAll('{reader.BY_REGION}')].map(
    one => [...one.querySelectorAll(':scope > *, :scope > details > [data-regions]')]
        .filter(block => block.tagName !== 'DETAILS').map(block => block.textContent.trim())
)"""
"""Returns the texts of the blocks of every container, in order."""


@pytest.fixture
def canada(kb: KnowledgeBase) -> str:
    """A region that the content does not name first."""
    assert kb.regions[1].id == "ca"
    return kb.regions[1].id


def test_until_it_is_chosen_everything_is_shown_in_the_contents_order(home: str, page: Page, plain: Page) -> None:
    orders = []
    for one in (page, plain):
        one.goto(f"{home}support/")
        expect(one.locator(reader.OTHER_REGIONS)).to_have_count(0)
        expect(one.locator(reader.REGION)).to_be_visible(visible=one is page)
        orders.append(one.locator(f"{reader.BY_REGION} > *").all_inner_texts())
    assert orders[0] == orders[1]


@pytest.mark.parametrize("address", PAGES)
def test_the_readers_own_come_first_and_others_fold_away(
    home: str, page: Page, kb: KnowledgeBase, canada: str, address: str
) -> None:
    reader.open_page(page, home + address)
    before = page.evaluate(ORDER)
    page.locator(reader.REGION).select_option(canada)
    folds = page.locator(reader.OTHER_REGIONS)
    expect(folds.first).to_be_visible()
    for container in page.locator(f"{reader.BY_REGION}:has(> details)").all():
        blocks = container.locator("> [data-regions]")
        for block in blocks.all():
            assert canada in (block.get_attribute("data-regions") or "").split()
        expect(container.locator("> details")).to_have_count(1)
        expect(container.locator("> details > summary")).to_have_text(kb.interface.regional.others)
    page.locator(reader.REGION).select_option("")
    expect(folds).to_have_count(0)
    assert page.evaluate(ORDER) == before


def test_it_is_remembered_on_every_page_and_in_other_tabs(home: str, page: Page, canada: str) -> None:
    other = page.context.new_page()
    reader.open_page(other, f"{home}support/")
    other.locator(reader.REGION).select_option("us")
    reader.open_page(page, home)
    page.locator(reader.REGION).select_option(canada)
    expect(other.locator(reader.REGION)).to_have_value(canada)
    for address in reader.ADDRESSES:
        reader.open_page(page, home + address)
        expect(page.locator(reader.REGION), address).to_have_value(canada)
    reader.open_page(page, f"{home}support/")
    expect(page.locator(f"{reader.CONTACTS}:visible")).to_have_count(1)


def test_nothing_about_it_is_sent(home: str, page: Page, canada: str) -> None:
    reader.open_page(page, home)
    requests: list[tuple[str, str]] = []
    page.on("request", lambda request: requests.append((request.method, request.url)))
    page.locator(reader.REGION).select_option(canada)
    reader.open_page(page, f"{home}support/")
    assert requests
    assert all(method == "GET" and "?" not in url for method, url in requests)
    assert page.context.cookies() == []


def test_a_link_to_another_region_opens_it(home: str, page: Page, kb: KnowledgeBase, canada: str) -> None:
    reader.open_page(page, home)
    page.locator(reader.REGION).select_option(canada)
    other = kb.regions[-1].id
    reader.open_page(page, f"{home}support/#{other}")
    expect(page.locator(f"#{other}")).to_be_in_viewport()
    expect(page.locator(reader.OTHER_REGIONS).first).to_be_attached()
    expect(page.locator(f"#{other}")).to_be_visible()


def test_a_region_that_is_gone_is_no_choice(home: str, page: Page) -> None:
    reader.open_page(page, home)
    page.evaluate("localStorage.setItem('region', 'atlantis')")
    with page.expect_response("**/region.*.js"):
        reader.open_page(page, f"{home}support/")
    expect(page.locator(reader.REGION)).to_have_value("")
    expect(page.locator(reader.OTHER_REGIONS)).to_have_count(0)


def test_without_storage_it_lasts_as_long_as_the_page_and_it_says_so(
    home: str, page: Page, kb: KnowledgeBase, canada: str
) -> None:
    page.add_init_script(reader.REFUSE_STORAGE)
    errors = reader.errors_on(page)
    reader.open_page(page, f"{home}support/")
    page.locator(reader.REGION).select_option(canada)
    expect(page.locator(f"{reader.CONTACTS}:visible")).to_have_count(1)
    expect(page.get_by_text(kb.interface.regional.not_kept)).to_be_visible()
    page.reload()
    reader.wait_for_script(page)
    expect(page.locator(reader.REGION)).to_have_value("")
    assert errors == []
