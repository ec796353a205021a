"""Offline: after one idle visit the whole site is in the browser, of one release, unless the reader saves data."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import reader
from conftest import Serve, edit
from kb import pipeline
from kb.model.knowledge_base import KnowledgeBase
from kb.paths import Folders
from reader import ADDRESSES, IDLE

REGISTERED = """
    window.registered = [];
    window.first = new Promise(resolve => {
        if (navigator.serviceWorker) navigator.serviceWorker.register = address => {
            window.registered.push(address);
            resolve(address);
            return Promise.reject(new Error('not in this test'));
        };
    });
"""
"""Notes which service workers a page asks for, instead of starting them."""

UPDATE = """async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    const worker = registration.installing ?? registration.waiting;
    const settled = () => ['installed', 'redundant'].includes(worker.state);
    while (!settled()) await new Promise(resolve => worker.addEventListener('statechange', resolve, {once: true}));
    return worker.state;
}"""
"""Looks for a new version, and waits until its copy is whole or given up."""

TAKEOVER = """async address => {
    const registration = await navigator.serviceWorker.getRegistration(address);
    const worker = registration.waiting ?? registration.active;
    while (worker.state !== 'activated')
        await new Promise(resolve => worker.addEventListener('statechange', resolve, {once: true}));
}"""
"""Waits until the new version is the active one. A page of another address keeps none from taking over."""


@pytest.fixture
def service_workers() -> Literal["allow"]:
    """Let pages have an offline copy."""
    return "allow"


def visit(page: Page, address: str) -> None:
    """Open a page, let its idle time pass, and wait until the copy is whole and in use."""
    reader.stop_clock(page)
    reader.open_stopped(page, address)
    page.clock.run_for(IDLE)
    page.clock.resume()
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.goto(address)
    assert page.evaluate("() => navigator.serviceWorker.controller !== null")


def test_after_one_visit_every_page_and_the_search_work_offline(home: str, page: Page) -> None:
    visit(page, home)
    page.context.set_offline(offline=True)
    for address in ADDRESSES:
        page.goto(home + address)
        expect(page.locator("h1"), address).to_be_visible()
    reader.search(page, "password")


def test_a_missing_page_offline_is_ours_and_says_so(
    site: Path, serve: Serve, page: Page, kb: KnowledgeBase
) -> None:
    host = serve(site / "some/repo")  # such a page has addresses from the root of the host
    visit(page, f"{host}/")
    page.context.set_offline(offline=True)
    page.goto(f"{host}/no/such/page/")
    expect(page.locator("h1")).to_have_text(kb.interface.offline)
    expect(page.locator("article")).to_contain_text(kb.interface.no_page_offline)
    page.get_by_role("article").get_by_role("link").first.click()
    expect(page.locator("h1")).to_have_text(next(iter(kb.areas.values())).title)


def test_an_address_without_its_slash_works_offline(home: str, page: Page) -> None:
    visit(page, home)
    page.context.set_offline(offline=True)
    page.goto(f"{home}faq")
    assert page.url == f"{home}faq/"


def test_nothing_is_fetched_before_the_page_has_been_idle(home: str, page: Page) -> None:
    page.add_init_script(REGISTERED)
    reader.stop_clock(page)
    reader.open_stopped(page, home)
    page.clock.run_for(IDLE - 1)
    assert page.evaluate("registered") == []
    page.clock.run_for(1)
    assert page.evaluate("() => window.first") == "sw.js"


def test_nothing_is_fetched_for_readers_who_save_data(home: str, page: Page) -> None:
    page.add_init_script(REGISTERED)
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    reader.stop_clock(page)
    reader.open_stopped(page, home)
    page.clock.run_for(2 * IDLE)
    assert page.evaluate("registered") == []


def test_a_reader_who_saves_data_from_now_on_has_no_copy_any_more(
    home: str, page: Page, context: BrowserContext
) -> None:
    visit(page, home)
    page.close()
    context.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    context.add_init_script("window.removed = new Promise(done => { caches.delete = async name => done(name); });")
    page = context.new_page()
    page.goto(home)
    assert page.evaluate("window.removed").startswith("pages ")


def change(folders: Folders) -> None:
    """Publish a build in which two pages have other titles."""
    edit(folders.content / "faq.yml", "Why is it cold?", "Why so cold?")
    edit(folders.content / "areas/power.yml", "title: Power", "title: Current")
    pipeline.build(folders)


def test_pages_of_two_builds_are_never_mixed(built: Folders, serve: Serve, page: Page) -> None:
    host = serve(built.site.parent)
    visit(page, f"{host}/site/")
    change(built)
    assert page.evaluate(UPDATE) == "installed"
    page.goto(f"{host}/site/faq/")
    expect(page.locator("#why-cold")).to_have_text("Why is it cold?")
    page.goto(f"{host}/site/power/")
    expect(page.locator("h1")).to_have_text("Power")
    other = page.context.new_page()
    other.goto(f"{host}/")
    page.close()
    other.evaluate(TAKEOVER, f"{host}/site/")
    other.goto(f"{host}/site/faq/")
    expect(other.locator("#why-cold")).to_have_text("Why so cold?")
    other.goto(f"{host}/site/power/")
    expect(other.locator("h1")).to_have_text("Current")
    assert len(other.evaluate("() => caches.keys()")) == 1


def test_an_open_page_offers_the_new_release(
    built: Folders, serve: Serve, page: Page, second: KnowledgeBase
) -> None:
    address = f"{serve(built.site.parent)}/site/"
    visit(page, address)
    page.goto(f"{address}faq/")
    offer = page.locator(reader.NEW_RELEASE)
    expect(offer).to_be_hidden()
    change(built)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # the reader comes back to the tab
    expect(offer).to_contain_text(second.interface.release)
    expect(page.locator("#why-cold")).to_have_text("Why is it cold?")
    offer.get_by_role("button", name=second.interface.search.reload).click()
    expect(page.locator("#why-cold")).to_have_text("Why so cold?")
    expect(offer).to_be_hidden()
    page.goto(f"{address}power/")
    expect(page.locator("h1")).to_have_text("Current")


def test_a_second_tab_of_the_old_release_offers_the_new_one_too(built: Folders, serve: Serve, page: Page) -> None:
    address = f"{serve(built.site.parent)}/site/"
    visit(page, address)
    other = page.context.new_page()
    other.goto(f"{address}faq/")
    page.goto(f"{address}faq/")
    change(built)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.locator(reader.NEW_RELEASE).get_by_role("button").click()
    expect(page.locator("#why-cold")).to_have_text("Why so cold?")
    other.locator(reader.NEW_RELEASE).get_by_role("button").click()
    expect(other.locator("#why-cold")).to_have_text("Why so cold?")


def test_a_page_without_a_copy_notices_that_its_scripts_are_gone(
    built: Folders, serve: Serve, page: Page, second: KnowledgeBase
) -> None:
    page.goto(f"{serve(built.site.parent)}/site/faq/")
    for script in (built.site / "assets").glob("entries.*.js"):
        script.rename(script.with_name("entries.00000000.js"))
    page.locator(reader.COPY_LINK).first.click()
    expect(page.locator(reader.NEW_RELEASE)).to_contain_text(second.interface.release)


@pytest.fixture
def switching(built: Folders, tmp_path: Path) -> Iterator[str]:
    """The address of a site that is replaced by another build when a service worker has fetched five files."""
    fetched: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.headers.get("Sec-Fetch-Dest") == "empty":  # a service worker fetches, not a page
                fetched.append(self.path)
                if len(fetched) == 5:
                    shutil.copytree(tmp_path / "next", built.site, dirs_exist_ok=True)
            super().do_GET()

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    shutil.copytree(built.site, tmp_path / "old")
    change(built)
    built.site.rename(tmp_path / "next")
    (tmp_path / "old").rename(built.site)
    handler = functools.partial(Handler, directory=str(built.site))
    with http.server.HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


INSTALL = """async () => {
    const registration = await navigator.serviceWorker.register('sw.js');
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    const settled = () => ['activated', 'redundant'].includes(worker.state);
    while (!settled()) await new Promise(resolve => worker.addEventListener('statechange', resolve, {once: true}));
    return worker.state;
}"""


def test_a_copy_of_a_site_that_is_replaced_meanwhile_is_given_up(switching: str, page: Page) -> None:
    page.goto(switching)
    assert page.evaluate(INSTALL) == "redundant"
    assert page.evaluate("() => caches.keys()") == []
    assert page.evaluate(INSTALL) == "activated"
    page.goto(f"{switching}faq/")
    expect(page.locator("#why-cold")).to_have_text("Why so cold?")
