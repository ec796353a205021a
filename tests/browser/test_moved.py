"""Moves: what has another id now is still found at its former address."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from conftest import SECOND, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Give the address of the second knowledge base after an area, a step, a question and a symptom moved."""
    folder = tmp_path_factory.mktemp("moved")
    content = folder / "content"
    shutil.copytree(SECOND, content)
    (content / "areas/water.yml").rename(content / "areas/lime.yml")
    for path in content.rglob("*.yml"):
        text = path.read_text().replace("water/descale", "lime/remove").replace("power/fuse", "lime/fuse")
        path.write_text(text.replace("power, water]", "power, lime]").replace(" water\n", " lime\n"))
    power, lime = content / "areas/power.yml", content / "areas/lime.yml"
    before, fuse, after = power.read_text().partition("  - id: fuse\n")
    step, rest = after.split("quick_guide:")
    power.write_text(f"{before}quick_guide:{rest}")
    lime.write_text(
        lime.read_text()
        .replace("icon: lime", "icon: water\nwas: [water]")
        .replace("id: descale", "id: remove\n    was: [water/descale]")
        .replace("quick_guide:", f"{fuse}    was: [power/fuse]\n{step}quick_guide:")
    )
    for name, old, new, page in (
        ("faq", "why-cold", "why-not-hot", "faq"),
        ("symptoms", "slow", "late", "diagnose"),
    ):
        path = content / f"{name}.yml"
        path.write_text(path.read_text().replace(f"id: {old}\n", f"id: {new}\n  was: [{page}/{old}]\n"))
    asked = content / "asked/kitchen.yml"
    asked.write_text(asked.read_text().replace("faq/why-cold", "faq/why-not-hot"))
    made = run("build", *(part for name in ("content", "docs", "site") for part in (f"--{name}", folder / name)))
    assert made.returncode == 0, made.stderr
    return serve(folder / "site")


def test_a_renamed_area_leads_on_to_the_same_place(moved: str, page: Page) -> None:
    page.goto(f"{moved}/water/#descale")
    page.wait_for_url(f"{moved}/lime/#descale")
    expect(page.locator("section.kb-step", has=page.locator("#descale")).locator("h3")).to_have_text(
        "Remove the lime"
    )


def test_it_leads_on_without_script_too(moved: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{moved}/water/")
    page.wait_for_url(f"{moved}/lime/")
    context.close()


def test_a_step_of_another_area_leaves_a_note(moved: str, page: Page) -> None:
    page.goto(f"{moved}/power/#fuse")
    page.locator("#fuse a").click()
    page.wait_for_url(f"{moved}/lime/#fuse")
    expect(page.locator("h3#fuse")).to_be_visible()


def test_a_renamed_question_keeps_its_anchor(moved: str, page: Page) -> None:
    page.goto(f"{moved}/faq/#why-cold")
    expect(page.locator("section", has=page.locator("#why-cold")).locator("h2")).to_have_text("Why is it cold?")


def test_a_renamed_symptom_opens_its_check(moved: str, page: Page) -> None:
    page.goto(f"{moved}/diagnose/#slow")
    page.locator(".kb-guided__rank", has_text="Check 1 of 1").wait_for()
    expect(page.locator("#late")).to_be_visible()
