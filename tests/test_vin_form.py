"""VIN form: the check on the built site, used as readers use it, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

import reader
from conftest import ROOT, NewPage, Serve, edit
from kb import pipeline
from kb.model.knowledge_base import KnowledgeBase
from kb.model.vin import VinWords
from kb.paths import Folders
from maintain import weights
from reader import ADDRESSES

RIGHT, WRONG, ELSEWHERE = "1HGCM82633A004352", "1HGCMB2633A004352", "WVWZZZ1JZ3W386752"
CAR = "4T1B11HKXJU123456"
FORM, STATUS, OFFER = "form[data-vin]", "form[data-vin] [role=status]", ".kb-vin__offer"
PARTS = re.compile(r"assets/vin")


@pytest.fixture(scope="module")
def words(kb: KnowledgeBase) -> VinWords:
    """Give the words of the check."""
    assert kb.interface.vin
    return kb.interface.vin


def field(page: Page) -> Locator:
    return page.locator(f"{FORM} input[type=text]")


def enter(page: Page, typed: str, verdict: str) -> None:
    """Type a VIN, ask, and expect this verdict."""
    field(page).fill(typed)
    field(page).press("Enter")
    expect(page.locator(f"{STATUS} p").first).to_have_text(verdict)


@pytest.fixture
def opened(home: str, page: Page) -> Page:
    """Give the page with the check."""
    reader.open_page(page, home + "vehicle/")
    return page


def test_each_kind_of_vin_gets_its_verdict(opened: Page, words: VinWords) -> None:
    enter(opened, CAR, words.fits)
    facts = opened.locator(f"{STATUS} li")
    expect(facts).to_have_text(["Maker's code 4T1: United States, North America", "Model year: 2018"])
    expect(opened.locator(STATUS)).to_contain_text(words.fits_note)
    enter(opened, WRONG, words.misfit)
    expect(facts).to_have_count(0)
    enter(opened, ELSEWHERE, words.unknown)
    expect(opened.locator(OFFER)).to_have_count(0)
    enter(opened, "1HGCM826", words.short.replace("{count}", "8"))
    enter(opened, "0" * 17, words.same)
    enter(opened, f"{RIGHT} {CAR}", words.multiple)
    enter(opened, "1M8GDM9AXKP042788", words.fits)
    expect(opened.locator(STATUS)).not_to_contain_text("Model year")
    enter(opened, "", words.empty)


def test_what_was_checked_is_written_back_in_plain_letters(opened: Page, words: VinWords) -> None:
    enter(opened, "My VIN: 1НGCΜ82633A004352", words.fits)  # a Cyrillic and a Greek letter
    expect(field(opened)).to_have_value(RIGHT)
    expect(opened.locator(STATUS)).to_contain_text(words.checked.replace("{vin}", RIGHT))
    expect(opened.locator(STATUS)).to_contain_text("We replaced Cyrillic Н with H and Greek Μ with M.")
    field(opened).press("Enter")
    expect(opened.locator(STATUS)).to_contain_text("Cyrillic Н")
    enter(opened, RIGHT.lower(), words.fits)
    expect(field(opened)).to_have_value(RIGHT)
    expect(opened.locator(STATUS)).not_to_contain_text("Checked")


def test_characters_that_no_vin_has_are_named(opened: Page, words: VinWords) -> None:
    enter(opened, "1HGCM826*3A004352", "A VIN never contains *.")
    expect(opened.locator(STATUS)).to_contain_text("Look again at character 9 (*).")
    expect(opened.locator(f"{OFFER} .kb-vin__code")).to_have_text([RIGHT])
    enter(opened, "1HGCM82633AOO4352", "A VIN never contains the letters I, O, or Q.")
    expect(opened.locator(STATUS)).to_contain_text(
        "2 characters can't be right: character 12 (O) and character 13 (O)."
    )
    expect(opened.locator(f"{OFFER} .kb-vin__code")).to_have_text([RIGHT])


def test_suggestions_are_few_and_several_wrong_characters_are_called_that(opened: Page, words: VinWords) -> None:
    enter(opened, WRONG, words.misfit)
    expect(opened.locator(STATUS)).to_contain_text(words.likely)
    expect(opened.locator(OFFER).first).to_contain_text(RIGHT)
    assert opened.locator(OFFER).count() <= 5
    enter(opened, "1HGXM82T33A0K4352", words.misfit)
    expect(opened.locator(STATUS)).to_contain_text(words.several)
    expect(opened.locator(OFFER)).to_have_count(0)


def test_the_page_says_what_the_check_cannot_do_and_the_field_names_it(opened: Page, words: VinWords) -> None:
    expect(field(opened)).to_have_accessible_name(words.label)
    expect(field(opened)).to_have_accessible_description(words.hint)
    assert "whose account" in words.hint
    for name, value in {"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}.items():
        expect(field(opened)).to_have_attribute(name, value)


def test_a_whole_vin_is_checked_without_a_key_and_a_change_takes_it_back(opened: Page, words: VinWords) -> None:
    field(opened).press_sequentially(RIGHT.lower())
    expect(opened.locator(STATUS)).to_contain_text(words.fits)
    field(opened).press("Backspace")
    expect(opened.locator(STATUS)).to_be_empty()
    expect(opened.locator(".kb-vin__count")).to_have_text("16 of 17")


def test_by_keyboard_alone(opened: Page, words: VinWords) -> None:
    field(opened).focus()
    opened.keyboard.type(WRONG)
    opened.keyboard.press("Enter")
    expect(opened.locator(STATUS)).to_contain_text(words.misfit)
    first = opened.locator(OFFER).first
    expect(first).to_contain_text("Character 6: 8, not B")
    opened.keyboard.press("Tab")  # the button
    opened.keyboard.press("Tab")
    expect(first).to_be_focused()
    opened.keyboard.press("Enter")
    expect(field(opened)).to_have_value(RIGHT)
    expect(opened.locator(STATUS)).to_be_focused()
    expect(opened.locator(STATUS)).to_contain_text(words.fits)
    expect(opened.locator(STATUS)).to_contain_text(words.fits_picked)
    expect(opened.locator(OFFER)).to_have_count(0)


def test_a_car_that_was_sold_there_is_checked_whoever_made_it(opened: Page, words: VinWords) -> None:
    enter(opened, "JM1BL15F3A1267720", words.unknown)
    box = opened.get_by_label(words.sold)
    box.press("Space")
    expect(opened.locator(STATUS)).to_contain_text(words.misfit)
    expect(box).to_be_focused()
    expect(opened.locator(f"{OFFER} .kb-vin__code", has_text="JM1BL1SF3A1267720")).to_be_visible()
    box.press("Space")
    expect(opened.locator(STATUS)).to_contain_text(words.unknown)
    enter(opened, RIGHT, words.fits)
    expect(box).to_be_hidden()


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "'\"><script>x",
    "<b>GCM82633A0043",
    "I" * 10_000,
    "🚗" * 17,
    "{count}{letters}",
]


def test_hostile_input_is_only_text(home: str, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 320, "height": 700})
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda message: told.append(message.text))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    for typed in HOSTILE:
        reader.open_page(page, home + "vehicle/")
        field(page).evaluate("(field, text) => { field.focus(); field.value = text; }", typed)
        field(page).press("Enter")
        expect(page.locator(f"{FORM}[data-verdict]"), typed).to_be_visible()
        expect(page.locator(f"{FORM} :is(img, script)")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert told == [], typed


def test_nothing_leaves_the_page_or_stays_in_the_browser(home: str, page: Page, words: VinWords) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    reader.stop_clock(page)
    reader.open_stopped(page, home + "vehicle/")
    assert not [url for url in asked if PARTS.search(url)]
    before = len(asked)
    for vin, verdict in ((RIGHT, words.fits), (WRONG, words.misfit), (ELSEWHERE, words.unknown)):
        enter(page, vin, verdict)
    page.locator(f"{FORM} button[type=submit], {FORM} button:not([type])").click()
    later = [url for url in asked[before:] if not re.search("checklist|entries|icons", url)]
    assert len(later) == 3  # the script, its words and its styles
    assert all(PARTS.search(url) for url in later)
    assert not any(vin in url for url in asked for vin in (RIGHT, WRONG, ELSEWHERE))
    assert page.url == home + "vehicle/"
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie, history.length]") == [
        0, 0, "", 2,
    ]  # fmt: skip


def test_a_lost_signal_is_told_and_the_check_comes_back_with_it(home: str, page: Page, words: VinWords) -> None:
    reader.open_page(page, home + "vehicle/")
    page.route("**/assets/vin.*.json", lambda route: route.abort())
    field(page).fill(RIGHT)
    expect(page.locator(STATUS)).to_have_text(words.failed)
    page.unroute("**/assets/vin.*.json")
    field(page).blur()
    field(page).focus()
    expect(page.locator(STATUS)).to_contain_text(words.fits)


def test_without_script_there_is_no_form_and_the_step_says_what_to_do(home: str, plain: Page) -> None:
    plain.goto(home + "vehicle/")
    expect(plain.locator(FORM)).to_be_hidden()
    expect(plain.locator("section", has=plain.locator("#vin-in-account"))).to_contain_text("17 VIN characters")


def test_the_form_is_not_printed(opened: Page, words: VinWords) -> None:
    enter(opened, RIGHT, words.fits)
    opened.emulate_media(media="print")
    expect(opened.locator(FORM)).to_be_hidden()


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_no_accessibility_fault_and_room_for_fingers(
    home: str, new_page: NewPage, words: VinWords, scheme: str, width: int
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    reader.open_page(page, home + "vehicle/")
    for vin, verdict in ((RIGHT, words.fits), (WRONG, words.misfit), (ELSEWHERE, words.unknown)):
        enter(page, vin, verdict)
        assert reader.violations(page) == [], vin
        assert page.evaluate("document.documentElement.scrollWidth") <= width, vin
        for target in page.locator(f"{FORM} :is(button, label:has([type=checkbox]), [type=text])").all():
            box = target.bounding_box()
            assert box is None or box["height"] >= 44, (vin, target.inner_text())


def test_it_costs_nothing_where_it_is_not_used(site: Path) -> None:
    root = site / "some/repo"
    for address in ADDRESSES:
        text = (root / address / "index.html").read_text()
        assert bool(re.search(r"data-vin|assets/vin", text)) == (address == "vehicle/"), address
    for shared in (*root.glob("assets/site.*"), *root.glob("assets/scheme.*"), *root.glob("assets/search.*")):
        assert "kb-vin" not in shared.read_text(), shared
        assert "vinCheck" not in shared.read_text(), shared


def test_the_page_with_all_that_it_loads_for_the_check_is_as_light_as_promised(site: Path) -> None:
    root = site / "some/repo"
    later = list(root.rglob("vin*.*.*"))
    assert sorted(path.name.split(".")[0] for path in later) == ["vin", "vin", "vinCheck"]
    assert sum(weights.size(root, path.relative_to(root).as_posix()) for path in later) <= weights.PAGE / 2


def test_every_colour_that_it_uses_is_there(site: Path) -> None:
    root = site / "some/repo"
    own, shared = next(root.glob("assets/vin.*.css")).read_text(), (root / "index.html").read_text()
    used = set(re.findall(r"var\((--[\w-]+)\)", own))
    assert used
    assert used <= set(re.findall(r"(--[\w-]+):", shared))


def test_another_knowledge_base_has_it_only_when_it_asks_for_it(built: Folders, serve: Serve, page: Page) -> None:
    assert not [path for path in built.site.rglob("*vin*") if "data/" not in str(path)]
    interface = (ROOT / "content/interface.yml").read_text()
    (built.content / "interface.yml").write_text(interface[interface.index("vin:\n") :])
    edit(built.content / "areas/power.yml", "    who: dealer\n", "    who: dealer\n    tool: vin\n")
    pipeline.build(built)
    reader.open_page(page, serve(built.site) + "/power/")
    enter(page, RIGHT, "The check digit fits.")
    copy = (built.site / "power/index.md").read_text()
    assert "<form" not in copy
    assert "data-tool" not in copy
