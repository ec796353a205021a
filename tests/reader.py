"""What a reader does on the site in a browser. Selectors are here and nowhere else."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

from conftest import ROOT

ADDRESSES = [
    "",
    *("account/", "vehicle/", "phone/", "connectivity/", "reset-app/", "support/"),
    *("quick-guide/", "faq/", "messages/", "diagnose/", "about/"),
]
"""Every page of the real site: addresses are a contract."""

AXE = ROOT / "node_modules/axe-core/axe.min.js"

ARTICLE = "article"
ONLY_WITH_SCRIPT = "article :is([data-print], [data-print-all], [data-vin], .kb-tick, .kb-sheet__buttons)"
"""What has no use without script, and is hidden then."""

IDLE = 5000
"""Milliseconds after which a page loads what it has put off, and fetches the offline copy."""

SEARCH_FIELD = "input[type=search]"
NO_ANSWER = ".kb-search__none"
SCHEME_SWITCH = "[data-scheme-switch]"
SYMPTOMS_ON_HOME = ".kb-symptoms a"

GUIDED = ".kb-guided"
CHECK_TITLE = f"{GUIDED} [data-view=check] h3"
CHECK_RANK = f"{GUIDED} .kb-guided__rank"
CHECK_TEXT = f"{GUIDED} .kb-guided__text"
CHECK_LINK = f"{GUIDED} [data-view=check] .kb-guided__open"
CHECK_STATUS = f"{GUIDED} [data-view=check] [role=status]"
CHECK_BAR = f"{GUIDED} .kb-guided__answers"
CHECK_CONTACTS = f"{GUIDED} .kb-guided__contacts"
GOOD_END = f"{GUIDED} [data-view=fixed]"
LAST_END = f"{GUIDED} [data-view=call]"
SYMPTOM = "section[data-symptom]"
SYMPTOM_LINKS = ".kb-choose li a"
OTHER_SYMPTOMS = "#others + nav li a"
DONE_CHECK = ".kb-done"

CHECKLIST_BOXES = ".kb-checklist input"
STEP_BOXES = "section[data-step] input[type=checkbox]"
STEP_TICKS = "section[data-step] .kb-tick"

CALL_SHEET = ".kb-sheet"
TRIED = f"{CALL_SHEET} .kb-sheet__tried li"
CONTACTS = f"{CALL_SHEET} .kb-contacts > [data-regions]"
TICKS_NOTE = ".kb-ticks"
SHEET_HINT = f"{CALL_SHEET} .kb-sheet__hint"

REGION = "#region"
BY_REGION = "[data-by-region]"
OTHER_REGIONS = f"{BY_REGION} > details"

COPY_LINK = "a.kb-copy"
LINK_COPIED = ".kb-notices [data-copied]"
NEW_RELEASE = ".kb-notices [data-release]"


def open_page(page: Page, address: str) -> None:
    """Open a page and wait until its script and its other styles are there."""
    page.goto(address)
    wait_for_script(page)


def stop_clock(page: Page) -> None:
    """Stop the clock of a page: what waits for a time happens with `page.clock.run_for`, and never by chance."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)


def open_stopped(page: Page, address: str) -> None:
    """Open a page as `open_page` does; its stopped clock goes only as far as that needs."""
    page.goto(address)
    page.clock.run_for(100)  # the two frames after which the script loads
    wait_for_script(page)


def wait_for_script(page: Page) -> None:
    """Wait until a page has its script and all styles: a reader sees the scheme switch and a colored footer."""
    expect(page.locator(SCHEME_SWITCH)).to_be_visible()
    expect(page.locator("footer")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def search(page: Page, query: str) -> Locator:
    """Type a query; return the results once there is one."""
    page.locator(SEARCH_FIELD).fill(query)
    results = page.get_by_role("option")
    expect(results.first).to_be_visible()
    return results


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page as it is now, with the rule for small targets that it leaves off."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
    )["violations"]
    return [f"{page.url}: {one['id']}: {one['nodes'][0]['target']}" for one in found]


def answer(page: Page, name: str) -> None:
    """Give an answer in the guided check: fixed, broken or skip."""
    page.locator(f"{CHECK_BAR} [data-answer={name}]").click()


REFUSE_STORAGE = """
    for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, {get() { throw new DOMException('refused', 'SecurityError'); }});
"""
"""Makes the browser refuse to store anything, as some do in private windows."""


def hold(page: Page, pattern: str) -> Callable[[], None]:
    """Keep requests waiting; return a function that lets them go, and any that come later."""
    held: list[Route] = []
    released = False

    def decide(route: Route) -> None:
        if released:
            route.continue_()
        else:
            held.append(route)

    def release() -> None:
        nonlocal released
        released = True
        for route in held:
            route.continue_()

    page.route(pattern, decide)
    return release


def errors_on(page: Page) -> list[str]:
    """Return a list that gets every error of the page's scripts from now on."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors
