"""Measure, weights: the built site → the bytes that each page, a first search and the offline copy cost, cold."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from measure import hosts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

PAGE = 20 * 1024
FIRST_SEARCH = 25 * 1024
OFFLINE_COPY = 150 * 1024

QUERIES = ("vpn", "password", "my car is not in the app", "it worked until i changed my phone")


@dataclass(frozen=True)
class Weight:
    """What a reader downloads for something."""

    what: str
    size: int
    """Bytes, compressed, with headers."""
    budget: int


def weigh(site: Path, browser: Browser) -> Iterator[Weight]:
    """Yield the weight of every page, of the heaviest of a few first searches, and of the offline copy."""
    addresses = sorted(f"{path.parent.relative_to(site)}/".removeprefix("./") for path in site.rglob("index.html"))
    with hosts.served(site) as host:
        for address in addresses:
            files = _loaded(browser, f"{host}/{address}")
            yield Weight(f"/{address}", sum(size(site, file) for file in files), PAGE)
        worst = max(first_search(site, browser, host, query) for query in QUERIES)
        yield Weight("a first search", worst, FIRST_SEARCH)
    yield Weight("the offline copy", sum(size(site, name) for name in offline_files(site)), OFFLINE_COPY)


def first_search(site: Path, browser: Browser, host: str, query: str) -> int:
    """Return the bytes of all that a first search loads besides the page."""
    page = browser.new_page()
    page.goto(f"{host}/", wait_until="networkidle")
    loaded: set[str] = set()
    page.on("request", lambda request: loaded.add(urlsplit(request.url).path))
    page.locator("input[type=search]").fill(query)
    page.wait_for_function(
        "query => document.querySelector('.kb-search__panel').dataset.shown === query", arg=query
    )
    page.wait_for_load_state("networkidle")
    page.close()
    return sum(size(site, file) for file in loaded)


def _loaded(browser: Browser, address: str) -> set[str]:
    """Return the paths of all that a page loads by itself."""
    page = browser.new_page()
    loaded: set[str] = set()
    page.on("request", lambda request: loaded.add(urlsplit(request.url).path))
    page.goto(address, wait_until="networkidle")
    page.close()
    return loaded


def offline_files(site: Path) -> list[str]:
    """Return the paths of all that the offline copy holds. Raises ValueError where none are named."""
    found = re.search(r"FILES=(\[.*?\])", (site / "sw.js").read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f"{site / 'sw.js'} names no files")
    return list(json.loads(found[1]))


def size(site: Path, address: str) -> int:
    """Return the bytes that a host sends for an address of the site."""
    path = site / unquote(address).lstrip("/")
    return hosts.packed((path / "index.html" if path.is_dir() else path).read_bytes())


def table(weights: Iterable[Weight]) -> str:
    """Return the weights as text, a line each."""
    return "\n".join(
        f"{one.what:<22}{one.size:>9,} of {one.budget:>7,} bytes{'  OVER' if one.size > one.budget else ''}"
        for one in weights
    )
