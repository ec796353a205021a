"""Light, private, sturdy: weight, offline, print, access and security of the built site, in a real browser."""

from __future__ import annotations

import base64
import importlib.resources
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tinycss2
from playwright.sync_api import expect

from conftest import ROOT, SECOND, run
from kb import assets, css
from measure import weights
from test_site import ADDRESSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, BrowserContext, Page

AXE = ROOT / "node_modules/axe-core/axe.min.js"
THEME = Path(str(importlib.resources.files("material"))) / "templates/assets/stylesheets"


def test_pages_the_first_search_and_the_offline_copy_stay_in_their_budgets(site: Path, browser: Browser) -> None:
    found = list(weights.weigh(site / "some/repo", browser))
    assert len(found) == len(ADDRESSES) + 2
    assert [one for one in found if one.size > one.budget] == []


@pytest.fixture(scope="session")
def own_root(site: Path, serve: Callable[[Path], str]) -> str:
    """Give the address of the real site at the root of its host, as its address says."""
    return serve(site / "some/repo")


def visit_and_keep(page: Page, address: str) -> None:
    """Open a page and wait until its copy of the site is kept."""
    page.goto(address)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null", timeout=20_000)


def test_after_one_visit_every_page_and_the_search_work_offline(
    home: str, page: Page, context: BrowserContext
) -> None:
    visit_and_keep(page, home)
    context.set_offline(True)
    for address in ADDRESSES:
        page.goto(home + address)
        expect(page.locator("h1"), address).to_be_visible()
    page.locator("input[type=search]").fill("password")
    page.locator("a.kb-search__result").first.wait_for()


def test_nothing_is_kept_before_the_page_has_been_idle(home: str, page: Page) -> None:
    page.goto(home, wait_until="networkidle")
    assert page.evaluate("caches.keys()") == []


def test_nothing_is_kept_for_readers_who_save_data(home: str, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page = context.new_page()
    page.goto(home)
    page.wait_for_timeout(6500)
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    context.close()


def open_until(page: Page, address: str, selector: str, text: str) -> None:
    """Open a page again and again until it shows a text: a new release is active once no old page is open."""
    for _ in range(50):
        page.goto(address)
        if page.locator(selector).inner_text() == text:
            return
        page.goto("about:blank")
    expect(page.locator(selector)).to_have_text(text)


def test_a_new_build_never_mixes_with_an_old_one(
    tmp_path: Path, serve: Callable[[Path], str], page: Page, context: BrowserContext
) -> None:
    content, site = tmp_path / "content", tmp_path / "www" / "help"
    shutil.copytree(SECOND, content)
    options = ("--content", content, "--docs", tmp_path / "docs", "--site", site)
    assert run("build", *options).returncode == 0
    address = serve(tmp_path / "www") + "/help/"
    visit_and_keep(page, address)
    for name in ("faq.yml", "areas/power.yml"):
        path = content / name
        path.write_text(
            path.read_text().replace("Why is it cold?", "Why so cold?").replace("title: Power", "title: Current")
        )
    assert run("build", *options).returncode == 0
    page.goto(address + "faq/")
    page.evaluate("navigator.serviceWorker.getRegistration().then(r => r.update())")
    page.wait_for_function("() => navigator.serviceWorker.getRegistration().then(r => r.waiting !== null)")
    page.goto(address + "faq/")
    expect(page.locator("#why-cold")).to_have_text("Why is it cold?")
    page.goto(address + "power/")
    expect(page.locator("h1")).to_have_text("Power")
    page.close()
    fresh = context.new_page()
    open_until(fresh, address + "faq/", "#why-cold", "Why so cold?")
    fresh.goto(address + "power/")
    expect(fresh.locator("h1")).to_have_text("Current")
    names = fresh.evaluate("caches.keys()")
    assert len(names) == 1


@pytest.mark.parametrize(("width", "height"), [(8.27, 11.69), (8.5, 11)], ids=["A4", "Letter"])
def test_the_quick_guide_prints_on_one_sheet(home: str, page: Page, width: float, height: float) -> None:
    page.goto(home + "quick-guide/")
    session = page.context.new_cdp_session(page)
    printed = session.send("Page.printToPDF", {"paperWidth": width, "paperHeight": height})
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", base64.b64decode(printed["data"]))) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_accessibility_fault(home: str, own_root: str, browser: Browser, scheme: Any, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    faults: dict[str, list[str]] = {}

    def check(state: str) -> None:
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        if found:
            faults[state] = [f"{one['id']}: {one['nodes'][0]['target']}" for one in found]

    for address in ADDRESSES:
        page.goto(home + address)
        check(address)
    page.goto(own_root + "/no/such/page/")
    check("a missing page")
    page.goto(home)
    page.locator("input[type=search]").fill("pasword")
    page.locator("a.kb-search__result").first.wait_for()
    page.keyboard.press("ArrowDown")
    check("search open")
    page.locator("input[type=search]").fill("spaghetti recipe")
    page.locator(".kb-search__none").wait_for()
    check("search without answer")
    page.goto(home)
    if width < 900:
        page.locator("header summary").click()
        check("menu open")
    context.close()
    assert faults == {}


def test_an_injected_script_does_not_run(
    site: Path, tmp_path: Path, serve: Callable[[Path], str], browser: Browser
) -> None:
    page = browser.new_page()
    shutil.copytree(site / "some/repo", tmp_path / "repo")
    path = tmp_path / "repo/index.html"
    path.write_text(path.read_text().replace("</h1>", "</h1><script>document.title='injected'</script>", 1))
    page.goto(serve(tmp_path) + "/repo/")
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=x onerror=\"document.title=1\">')"
    )
    page.wait_for_timeout(300)
    assert page.title().startswith("Remote Connect help")
    page.close()


@pytest.fixture(scope="session")
def both(
    site: Path, home: str, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]
) -> tuple[str, str]:
    """Give the address of the site, and of a copy with the whole stylesheets in place of the reduced one."""
    folder = tmp_path_factory.mktemp("full") / "www"
    shutil.copytree(site / "some/repo", folder)
    theme = next(THEME.glob("main.*.css"))
    sheet = next((folder / "assets").glob("site.*.css"))
    parts = [theme, *assets.parts(ROOT / "docs/assets/css/site.css")]
    sheet.write_text("".join(part.read_text() for part in parts))
    return home, serve(folder) + "/"


ONE_OF_EACH_KIND = ("", "account/", "quick-guide/", "messages/")

PROBE = """() => {
    const names = [...getComputedStyle(document.body)].filter(name => !name.startsWith('--'));
    return [...document.querySelectorAll('body, body *')].map(e => {
        const box = e.getBoundingClientRect(), style = getComputedStyle(e);
        const all = names.map(name => style.getPropertyValue(name)).join('|');
        let sum = 0;  // sending the styles themselves takes as long as all the rest of this test
        for (let n = 0; n < all.length; n++) sum = (sum * 31 + all.charCodeAt(n)) | 0;
        return [e.tagName, e.className, box.x, box.y, box.width, box.height, sum].join(' ');
    });
}"""


def settle(page: Page, address: str) -> None:
    """Open a page and wait until its scripts have shown what they show."""
    page.goto(address)
    page.wait_for_function(
        "() => !document.querySelector('.kb-guided') || document.querySelector('[data-guided]')"
    )


def same_pixels(page: Page, addresses: list[str]) -> bool:
    """Return whether two pages look alike to the pixel; Chromium paints one page in a few ways, so try often."""
    pictures: tuple[set[bytes], set[bytes]] = (set(), set())
    for _ in range(20):
        for address, seen in zip(addresses, pictures, strict=True):
            settle(page, address)
            seen.add(page.screenshot(full_page=True, animations="disabled"))
        if pictures[0] & pictures[1]:
            return True
    return False


@pytest.mark.parametrize("medium", ["screen", "print"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_reduced_stylesheet_changes_nothing(
    both: tuple[str, str], browser: Browser, medium: Any, scheme: Any, width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.emulate_media(media=medium)
    for address in ADDRESSES:
        seen = []
        for root in both:
            settle(page, root + address)
            seen.append(page.evaluate(PROBE))
        assert seen[0] == seen[1], address
        if address in ONE_OF_EACH_KIND:
            assert same_pixels(page, [root + address for root in both]), address
    context.close()


def test_reducing_keeps_what_can_match() -> None:
    page = '<body><p class="a" id="x"><b></b></p><div class="made"><i open></i></div></body>'
    sheet = ".a{color:red}.gone{color:red}.made{top:0}#x b,#y{left:0}a[href]{x:y}.a:not(.gone){z:0}b i,div>i{w:0}"
    sheet += ":root{--u:1;--v:2}p{w:var(--u)}.a:hover::before,p+div:focus{r:1}i:not([open])>b{s:1}i[open]{t:1}"
    sheet += "@media print{.a{top:1px}.gone{top:1px}}.a:is(.gone,.made){q:1}.made:is(.gone,:hover){q:2}"
    assert css.reduce([sheet], [page]) == (
        ".a{color:red}.made{top:0}#x b{left:0}.a:not(.gone){z:0}div>i{w:0}:root{--u:1;}p{w:var(--u)}"
        ".a:hover::before,p+div:focus{r:1}i[open]{t:1}@media print{.a{top:1px}}.made:is(.gone,:hover){q:2}"
    )


@pytest.mark.parametrize(
    ("selector", "loose"),
    [
        (".a:hover > b", ".a>b"),
        ("a::before", "a"),
        ("[hidden]", "*"),
        (".x:is(:hover, [aria-selected=true])", ".x:is(*,*)"),
        (".k > :last-child", ".k>:last-child"),
        (".m:has(> :target)", ".m"),
        (".t:not([class]) td > :first-child", ".t td>:first-child"),
        ("a [open]  > b", "a>b"),
        ("::-webkit-x", "*"),
    ],
)
def test_a_selector_is_loosened_to_what_the_build_decides(selector: str, loose: str) -> None:
    assert css.loosen(tinycss2.parse_component_value_list(selector)) == loose
