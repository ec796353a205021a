"""Growth: a knowledge base many times as large goes on in further pages, and everything in it is still found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from conftest import SECOND, run
from kb import pages
from kb.places import MOST, places
from kb.read import read
from measure.grow import grow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from kb.model import KnowledgeBase

TIMES = 60


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the grown second knowledge base in `content` and its site in `site`."""
    folder = tmp_path_factory.mktemp("grown")
    grow(SECOND, folder / "content", TIMES)
    made = run("build", *(part for name in ("content", "docs", "site") for part in (f"--{name}", folder / name)))
    assert made.returncode == 0, made.stderr
    return folder


def sizes(kb: KnowledgeBase) -> dict[str, int]:
    return {file.path: len(file.text) for file in pages.files(kb, pages.plan(kb))}


def heading(page: Path) -> str:
    return re.search("<title>(.*?)</title>", page.read_text())[1]  # type: ignore[index]


def test_every_entry_stands_on_the_page_that_its_place_names(grown: Path) -> None:
    found = places(read(grown / "content"))
    assert len({place.page for place in found.values()}) > len(MOST)
    for ref, place in found.items():
        html = (grown / "site" / place.address.partition("#")[0] / "index.html").read_text()
        assert not place.anchor or f'id="{place.anchor}"' in html, ref


def test_the_parts_of_a_list_lead_to_each_other(grown: Path, serve: Callable[[Path], str], page: Page) -> None:
    host = serve(grown / "site")
    for first in ("", "faq/", "messages/", "diagnose/", "quick-guide/"):
        page.goto(f"{host}/{first}")
        seen = [page.url]
        while (following := page.locator("a[rel=next]")).count():
            following.click()
            seen.append(page.url)
        assert len(seen) == len(set(seen)) > 1
        page.locator("a[rel=prev]").wait_for()


def test_titles_stay_unique(grown: Path) -> None:
    titles = [heading(path) for path in (grown / "site").rglob("index.html")]
    assert len(titles) == len(set(titles))


def test_no_page_grows_with_the_knowledge_base(grown: Path, tmp_path: Path) -> None:
    """The theme's templates know the site by its settings only, so a page is its Markdown and these."""
    grow(SECOND, tmp_path / "content", TIMES * 2)
    smaller, larger = (sizes(read(at / "content")) for at in (grown, tmp_path))
    for name in (".site.yml", "index.md", "power.md", "quick-guide.md", "faq.md", "messages.md", "diagnose.md"):
        assert larger[name] <= smaller[name] * 1.02, name


def test_a_search_leads_to_the_right_part(grown: Path, serve: Callable[[Path], str], page: Page) -> None:
    kb = read(grown / "content")
    question = kb.questions[-1]
    address = places(kb)[f"faq/{question.id}"].address
    assert address.startswith("faq-")
    host = serve(grown / "site")
    page.goto(host)
    page.locator("input[type=search]").fill(question.question)
    page.locator(f'a.kb-search__result[href$="/{address}"]').wait_for()
