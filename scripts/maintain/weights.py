"""Measure what each page, a first search and the offline copy download, and compare it with the budgets."""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page

from maintain import browser

PAGE = 18 * 1024
FIRST_SEARCH = 32 * 1024
OFFLINE_COPY = 165 * 1024

RESPONSE_HEADERS = 245
"""Bytes of a status line and headers, as common hosts send them."""

QUERIES = (
    *("vpn", "password", "account", "subscription", "code", "remote start not working"),
    *("my car is not in the app", "it worked until i changed my phone"),
)


@dataclass(frozen=True)
class Weight:
    """The download size of one item, in bytes, and its budget."""

    name: str
    size: int
    budget: int

    def __str__(self) -> str:
        over = "  OVER BUDGET" if self.size > self.budget else ""
        return f"{self.name:<20}{self.size:>9,} of {self.budget:>7,} bytes{over}"


def weigh(site: Path, chromium: Browser) -> Iterator[Weight]:
    """Yield the weight of every page, of the largest first search, and of the offline copy."""
    addresses = sorted(f"{path.parent.relative_to(site)}/".removeprefix("./") for path in site.rglob("index.html"))
    with browser.serve_folder(site) as host:
        for address in addresses:
            page = chromium.new_page()
            requested = _requests(page)
            browser.open_page(page, f"{host}/{address}")
            page.close()
            yield Weight(f"/{address}", _total(site, requested), PAGE)
        searches = [_total(site, _first_search(chromium, host, query)) for query in QUERIES]
        yield Weight("first search", max(searches), FIRST_SEARCH)
    yield Weight("offline copy", _total(site, offline_files(site)), OFFLINE_COPY)


def _requests(page: Page) -> set[str]:
    """Return a set that collects the path of every request that a page makes from now on."""
    paths: set[str] = set()
    page.on("request", lambda request: paths.add(urlsplit(request.url).path))
    return paths


def _first_search(chromium: Browser, host: str, query: str) -> set[str]:
    """Return the paths that a first search requests in addition to the home page."""
    page = chromium.new_page()
    browser.open_page(page, f"{host}/")
    requested = _requests(page)
    page.locator("input[type=search]").fill(query)
    page.wait_for_function(
        "query => document.querySelector('.kb-search__panel').dataset.shown === query", arg=query
    )
    page.wait_for_load_state("networkidle")
    page.close()
    return requested


def offline_files(site: Path) -> set[str]:
    """Return the paths that the service worker caches. Raises ValueError when sw.js lists none."""
    listed = re.search(r"FILES=(\[.*?\])", (site / "sw.js").read_text(encoding="utf-8"))
    if not listed:
        raise ValueError(f"{site / 'sw.js'}: no list of files")
    return set(json.loads(listed[1]))


def size(site: Path, address: str) -> int:
    """Return the bytes that a host sends for an address of the site: gzip level 6, plus headers."""
    path = site / unquote(address).lstrip("/")
    data = (path / "index.html" if path.is_dir() else path).read_bytes()
    return len(gzip.compress(data, 6)) + RESPONSE_HEADERS


def _total(site: Path, addresses: set[str]) -> int:
    return sum(size(site, address) for address in addresses)


def main() -> int:
    """Print every weight; return 1 when one is over budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"), help="built site (default: site)")
    site = parser.parse_args().site
    if not (site / "index.html").is_file():
        parser.error(f"{site} is not a built site: run `make build` first")
    with browser.chromium() as chromium:
        weights = list(weigh(site, chromium))
    print(*weights, sep="\n")
    return int(any(weight.size > weight.budget for weight in weights))


if __name__ == "__main__":
    sys.exit(main())
