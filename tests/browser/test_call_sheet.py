"""The call sheet: what support asks for and what was tried; copied, printed, kept, and never sent."""

import pytest
from playwright.sync_api import Page, expect

import reader
from kb.model.knowledge_base import KnowledgeBase

MESSAGE = "Not authorized for remote services, call customer support. " * 6


@pytest.fixture
def sheet(home: str, page: Page, kb: KnowledgeBase) -> Page:
    """The call sheet, with the step of an area ticked."""
    area, step = next((id_, area.steps[0]) for id_, area in kb.areas.items())
    reader.open_page(page, home)
    page.evaluate("tick => localStorage.setItem('ticks', tick)", f'{{"{area}/{step.id}": "2026-11-03"}}')
    reader.open_page(page, f"{home}{kb.site.help_area}/#call-sheet")
    expect(page.locator(reader.TRIED)).to_have_text([f"{step.title} (Nov 3, 2026)"])
    return page


@pytest.fixture
def labels(kb: KnowledgeBase) -> list[str]:
    """The labels of its fields: the first, then one for a long text."""
    fields = kb.site.call_sheet
    return [fields[0].label, next(field.label for field in fields if field.kind == "long")]


def copied(page: Page, kb: KnowledgeBase) -> str:
    """Copy the sheet, and return what is on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(reader.CALL_SHEET).get_by_role("button", name=kb.interface.sheet.copy_sheet).click()
    expect(page.get_by_text(kb.interface.sheet.copied)).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_it_is_copied_with_what_was_written_what_was_tried_and_whom_to_call(
    sheet: Page, kb: KnowledgeBase, labels: list[str]
) -> None:
    sheet.locator(reader.CALL_SHEET).get_by_label(labels[0], exact=True).fill("Corolla <b>")
    sheet.locator(reader.REGION).select_option(kb.regions[1].id)
    shown = sheet.locator(f"{reader.CONTACTS}:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text(kb.regions[1].contacts[0].shown)
    lines = copied(sheet, kb).splitlines()
    assert lines[0] == f"{labels[0]}: Corolla <b>"
    assert lines[2] == f"{kb.interface.sheet.tried}:"
    assert lines[3].endswith(" (Nov 3, 2026)")
    assert lines[5] == f"{kb.interface.sheet.call}:"
    region = kb.regions[1]
    assert lines[6:] == [f"- {region.name}: {region.contacts[0].shown}"]


def test_a_sheet_without_ticks_is_copied_without_instructions(home: str, page: Page, kb: KnowledgeBase) -> None:
    reader.open_page(page, f"{home}{kb.site.help_area}/#call-sheet")
    expect(page.locator(reader.SHEET_HINT).first).to_have_text(kb.interface.sheet.nothing)
    text = copied(page, kb)
    assert kb.interface.sheet.nothing not in text
    assert kb.interface.sheet.tried not in text
    for region in kb.regions:
        assert region.contacts[0].shown in text


def test_what_is_written_survives_a_reload(sheet: Page, labels: list[str]) -> None:
    form = sheet.locator(reader.CALL_SHEET)
    form.get_by_label(labels[1]).fill(MESSAGE)
    sheet.reload()
    reader.wait_for_script(sheet)
    expect(form.get_by_label(labels[1])).to_have_value(MESSAGE)


def test_a_long_message_can_be_seen_whole(sheet: Page, labels: list[str]) -> None:
    message = sheet.locator(reader.CALL_SHEET).get_by_label(labels[1])
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
    expect(sheet.get_by_text(kb.interface.sheet.intro)).to_be_hidden()


def test_long_values_are_printed_whole(sheet: Page, labels: list[str]) -> None:
    value = "a.very.long.email.address.of.an.owner.of.a.car@a.very.long.domain.example"
    field = sheet.locator(reader.CALL_SHEET).get_by_label(labels[0], exact=True)
    label = sheet.locator(f"{reader.CALL_SHEET} label").first
    field.fill(value)
    sheet.emulate_media(media="print")
    sheet.set_viewport_size({"width": 320, "height": 700})
    expect(field).to_be_hidden()
    printed = label.evaluate("label => getComputedStyle(label, '::after').content")
    assert printed == f'"{value}"'
    assert label.evaluate("label => label.scrollWidth <= label.clientWidth")


def test_nothing_that_is_written_leaves_the_browser(sheet: Page, home: str, labels: list[str]) -> None:
    requests: list[tuple[str, str]] = []
    sheet.on("request", lambda request: requests.append((request.method, request.url)))
    field = sheet.locator(reader.CALL_SHEET).get_by_label(labels[0], exact=True)
    field.fill("11111111111111111")
    field.press("Enter")
    reader.open_page(sheet, home)
    assert requests
    assert [(method, url) for method, url in requests if method != "GET" or "11111" in url] == []


def test_without_script_it_is_a_form_to_print_and_fill_in(home: str, plain: Page, kb: KnowledgeBase) -> None:
    plain.goto(f"{home}{kb.site.help_area}/")
    expect(plain.locator(f"{reader.CALL_SHEET} input").first).to_be_visible()
    expect(plain.locator(f"{reader.CALL_SHEET} button:visible")).to_have_count(0)
    expect(plain.locator(f"{reader.CONTACTS}:visible")).to_have_count(len(kb.regions))
