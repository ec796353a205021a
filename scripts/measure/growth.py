"""Measure, growth: how the search fares when the content is so many times as large."""

from __future__ import annotations

import random
import re
import shutil
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from kb import assets, search
from kb.read import read
from kb.write import replace
from measure import hosts, weights
from measure.grow import grow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from kb.model import KnowledgeBase

SLOWER = 4
"""How much slower than this machine a phone is taken to be."""

ASKED = 12
"""How many titles are typed, letter by letter."""


@dataclass(frozen=True)
class Growth:
    """What the search costs at one size."""

    times: int
    records: int
    index: int
    """Bytes of all that the search could load, compressed."""
    first: int
    """Bytes of what the heaviest first search loads, compressed."""
    ready: float
    """Milliseconds from the first key to its results, nothing loaded before, on a phone's processor."""
    key: float
    """Milliseconds of work for a key press, median, on a phone's processor."""
    worst_key: float
    """The same, the longest of all."""
    found: float
    """Share of questions, typed as they stand on the site, whose answer is among the first three."""


def measure(content: Path, site: Path, work: Path, times: int, browser: Browser) -> Growth:
    """Return what the search of a built site costs with so many times the content. Writes in `work` only."""
    grown = work / f"content-{times}"
    grow(content, grown, times)
    kb = read(grown)
    copy = work / f"site-{times}"
    shutil.copytree(site, copy)
    _put_search(kb, copy)
    with hosts.served(copy) as host:
        asked = _asked(kb)
        first = max(weights.first_search(copy, browser, host, query) for query, _ in asked[:4])
        ready = _ready(browser, host, asked[0][0])
        keys, hits = _type(browser, host, asked)
    index = sum(hosts.packed(path.read_bytes()) for path in (copy / "assets").glob("*.json") if _is_search(path))
    return Growth(times, _records(kb), index, first, ready, median(keys), max(keys), sum(hits) / len(hits))


def _is_search(path: Path) -> bool:
    return bool(re.search(r"\.[0-9a-f]{8}\.json$", path.name))


def _records(kb: KnowledgeBase) -> int:
    return len(search.Catalogue(kb).records)


def _put_search(kb: KnowledgeBase, site: Path) -> None:
    """Replace the search data of a built site by a knowledge base's."""
    for path in (site / "assets").glob("*.json"):
        if _is_search(path):
            path.unlink()
    for name, text in search.files(kb):
        replace(site / name, text.encode())
    words = next(iter(assets.search_data(site).values()))
    page = site / "index.html"
    html = re.sub(r'data-words="[^"]*"', f'data-words="{words}"', page.read_text(encoding="utf-8"))
    page.write_text(html, encoding="utf-8")


def _asked(kb: KnowledgeBase) -> list[tuple[str, set[str]]]:
    """Return some questions of the site with the addresses that answer them; the same at every run."""
    places = search.Catalogue(kb).places
    chosen = random.Random(1).sample(kb.questions, ASKED)  # noqa: S311  (no secret)
    return [
        (one.question, {places[ref].address for ref in (f"faq/{one.id}", *one.steps, *one.areas)})
        for one in chosen
    ]


def _open(browser: Browser, host: str) -> Page:
    """Open the home page on a phone's processor."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{host}/", wait_until="networkidle")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def _ready(browser: Browser, host: str, query: str) -> float:
    page = _open(browser, host)
    begun = time.perf_counter()
    page.locator("input[type=search]").fill(query)
    _wait(page, query)
    took = time.perf_counter() - begun
    page.close()
    return took * 1000


def _wait(page: Page, query: str) -> None:
    page.wait_for_function(
        "query => document.querySelector('.kb-search__panel').dataset.shown === query", arg=query, timeout=120_000
    )


TYPE = """async query => {
  const field = document.querySelector("input[type=search]");
  const panel = document.querySelector(".kb-search__panel");
  const times = [];
  let go;
  const observer = new MutationObserver(() => go());
  observer.observe(panel, {attributeFilter: ["data-shown"]});
  for (let n = 1; n <= query.length; n++) {
    field.value = query.slice(0, n);
    const begun = performance.now();
    const shown = new Promise((done) => { go = done; });
    field.dispatchEvent(new Event("input"));
    await shown;
    panel.getBoundingClientRect();
    times.push(performance.now() - begun);
  }
  observer.disconnect();
  return times;
}"""
"""Types a text in the page; returns the milliseconds from each key to its results, laid out."""


def _type(browser: Browser, host: str, asked: list[tuple[str, set[str]]]) -> tuple[list[float], list[bool]]:
    """Type each question; return the milliseconds that each key took, and whether each answer was found.

    A question is typed twice: the first time loads what it needs, the second is measured.
    """
    page = _open(browser, host)
    field = page.locator("input[type=search]")
    keys: list[float] = []
    hits: list[bool] = []
    for query, addresses in asked:
        field.fill(query)
        _wait(page, query)
        links = page.locator("a.kb-search__result").evaluate_all("all => all.slice(0, 3).map(one => one.href)")
        hits.append(any(link.removeprefix(f"{host}/") in addresses for link in links))
        page.evaluate(TYPE, query)
        keys += page.evaluate(TYPE, query)
    page.close()
    return keys, hits


COLUMNS = ("times", "records", "index", "first search", "ready ms", "key ms", "longest key", "found")


def table(results: Iterable[Growth]) -> Iterator[str]:
    """Yield the results as lines of text, each as soon as it is there."""
    yield "".join(f"{name:>13}" for name in COLUMNS)
    for one in results:
        sizes = f"{one.times:>13,}{one.records:>13,}{one.index:>13,}{one.first:>13,}"
        yield f"{sizes}{one.ready:>13.0f}{one.key:>13.1f}{one.worst_key:>13.1f}{one.found:>13.0%}"
