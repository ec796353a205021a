"""Measure, compare: two renderings of the same pages → where they differ in pages, links, anchors and text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Rendered:
    """What of a page must be the same whoever renders it."""

    links: tuple[str, ...]
    anchors: tuple[str, ...]
    text: tuple[str, ...]
    """The words of the article, in order."""


def load(site: Path) -> dict[str, Rendered]:
    """Return every page of a site by its address, such as `/faq/`."""
    return {_address(site, path): _page(site, path) for path in sorted(site.rglob("*.html"))}


def _address(site: Path, path: Path) -> str:
    return f"/{path.relative_to(site)}".removesuffix("index.html")


def _page(site: Path, path: Path) -> Rendered:
    tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
    address = f"https://site.example{_address(site, path)}"
    links = (
        urljoin(address, node.attributes["href"] or "").removeprefix("https://site.example")
        for node in tree.css("a[href]")
    )
    article = tree.css_first("article")
    return Rendered(
        tuple(links),
        tuple(node.attributes["id"] or "" for node in tree.css("[id]")),
        tuple(article.text(separator=" ").split()) if article else (),
    )


def differences(one: dict[str, Rendered], other: dict[str, Rendered]) -> Iterator[str]:
    """Yield one line for each difference: a page, a link or an anchor that only one has, and where words part."""
    for address in sorted(one.keys() ^ other.keys()):
        yield f"{address}: only the {_which(first=address in one)} has this page"
    for address in sorted(one.keys() & other.keys()):
        ours, theirs = one[address], other[address]
        yield from _only(address, "link", ours.links, theirs.links)
        yield from _only(address, "anchor", ours.anchors, theirs.anchors)
        if ours.text != theirs.text:
            n = next(
                (n for n, pair in enumerate(zip(ours.text, theirs.text, strict=False)) if pair[0] != pair[1]), 0
            )
            yield f"{address}: the text parts: {_around(ours.text, n)!r}, {_around(theirs.text, n)!r}"


def _only(address: str, what: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[str]:
    """Yield what one page holds more often than the other."""
    for first, more, less in ((True, ours, theirs), (False, theirs, ours)):
        for item, count in sorted((Counter(more) - Counter(less)).items()):
            times = f" {count} times more" if count > 1 else ""
            yield f"{address}: only the {_which(first=first)} has the {what} {item}{times}"


def _which(*, first: bool) -> str:
    return "first" if first else "second"


def _around(text: tuple[str, ...], n: int) -> str:
    return " ".join(text[max(0, n - 3) : n + 4])
