"""Moved entries: what has another id now is still found at its former address."""

import pytest
from playwright.sync_api import Page, expect

import reader
from conftest import Serve, edit, second_in
from kb import pipeline


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The address of the second knowledge base after an area, a step, a question and a symptom got other ids."""
    folders = second_in(tmp_path_factory.mktemp("moved"))
    content = folders.content
    (content / "areas/water.yml").rename(content / "areas/lime.yml")
    edit(content / "site.yml", "  - water\n", "  - lime\n")
    edit(content / "site.yml", "help_area: water", "help_area: lime")
    edit(content / "areas/lime.yml", "name: Water", "name: Water\nwas: [water]")
    edit(content / "areas/lime.yml", "id: descale", "id: remove\n    was: [water/descale, power/scale]")
    edit(content / "faq.yml", "[power, water]", "[power, lime]")
    edit(content / "faq.yml", "id: why-cold", "id: why-not-hot\n  was: [faq/why-cold]")
    edit(content / "symptoms.yml", "id: slow", "id: late\n  was: [diagnose/slow]")
    for name in ("faq.yml", "messages.yml", "symptoms.yml"):
        edit(content / name, "water/descale", "lime/remove")
    pipeline.build(folders)
    return serve(folders.site)


def test_a_renamed_area_leads_to_the_same_step_of_the_new_page(moved: str, page: Page) -> None:
    reader.open_page(page, f"{moved}/water/#descale")
    page.wait_for_url(f"{moved}/lime/#descale")
    expect(page.locator("section", has=page.locator("#descale"))).to_contain_text("Remove the lime")


def test_a_renamed_area_leads_to_the_new_page_without_script(moved: str, plain: Page) -> None:
    plain.goto(f"{moved}/water/")
    plain.wait_for_url(f"{moved}/lime/")


def test_a_step_that_moved_to_another_page_leaves_a_link(moved: str, page: Page) -> None:
    reader.open_page(page, f"{moved}/power/#scale")
    page.locator("#scale a").click()
    page.wait_for_url(f"{moved}/lime/#remove")
    expect(page.locator("#remove")).to_have_text("Remove the lime")


def test_a_renamed_question_keeps_its_anchor(moved: str, page: Page) -> None:
    reader.open_page(page, f"{moved}/faq/#why-cold")
    expect(page.locator("section", has=page.locator("#why-cold"))).to_contain_text("Why is it cold?")


def test_a_renamed_symptom_opens_its_check(moved: str, page: Page) -> None:
    reader.open_page(page, f"{moved}/diagnose/#slow")
    expect(page.locator(reader.CHECK_TITLE)).to_have_text("Remove the lime")
