"""Measure, scale: how long a build takes, and how large it gets, with so many times the content."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from kb.folders import ROOT
from measure import hosts
from measure.grow import grow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

STOCK: dict[str, Any] = {
    "site_name": "Stock",
    "theme": {"name": "material"},
    "plugins": ["search"],
    "markdown_extensions": ["attr_list", "md_in_html", "tables", "def_list"],
}
"""The theme as it comes, on the same Markdown."""


STOCK_MAY_TAKE = 1.5
"""So many times the seconds of our first build are given to stock Material, at least STOCK_TAKES."""

STOCK_TAKES = 600
"""Seconds."""


@dataclass(frozen=True)
class Build:
    """What one build took and made."""

    pages: int
    first: float
    """Seconds from the command to the whole site, when there was none."""
    again: float
    """The same, with the site there and nothing changed."""
    stock: float | None
    """Seconds that stock Material took for the same Markdown; None when it was stopped."""
    ours: float
    """Seconds of processors that our scripts took for the first site."""
    renderer: float
    """Seconds of processors that MkDocs took in it."""
    memory: int
    """Most memory that one process of our build held, in bytes."""
    site: int
    """Bytes of the site, as files."""
    home: int
    """Bytes of the home page's HTML, compressed."""
    stock_home: int | None
    """The same of stock Material."""


def prepare(content: Path, work: Path) -> None:
    """Build once, so that what depends on the scripts and the theme alone is there for all that are measured."""
    folders = [f"--{name}={work / 'before' / name}" for name in ("docs", "site")]
    _run(BUILD, "build", f"--content={content}", *folders)


def measure(content: Path, work: Path, times: int) -> Build:
    """Build so many times the content in `work`, and the same Markdown with the stock theme beside it."""
    here = work / str(times)
    here.mkdir()
    grow(content, here / "content", times)
    folders = {name: here / name for name in ("content", "docs", "site")}
    options = [f"--{name}={folder}" for name, folder in folders.items()]
    first, processor, memory, told = _run(BUILD, "build", *options)
    renderer = json.loads(told.splitlines()[0])
    again = _run(BUILD, "build", *options)[0]
    (here / "mkdocs.yml").write_text(yaml.safe_dump(STOCK | {"site_dir": "stock"}), encoding="utf-8")
    stock = _stock(here, max(STOCK_TAKES, STOCK_MAY_TAKE * first))
    return Build(
        pages=len(list(folders["docs"].glob("*.md"))),
        first=first,
        again=again,
        stock=stock,
        ours=processor - renderer,
        renderer=renderer,
        memory=memory,
        site=sum(path.stat().st_size for path in folders["site"].rglob("*") if path.is_file()),
        home=hosts.packed((folders["site"] / "index.html").read_bytes()),
        stock_home=hosts.packed((here / "stock/index.html").read_bytes()) if stock else None,
    )


BUILD = f"""
import json, os, sys
sys.path.insert(0, {str(ROOT / "scripts")!r})
import build
from kb import site
render = site._render
def rendered(*arguments):
    render(*arguments)
    print(json.dumps(sum(os.times()[:4])), flush=True)
site._render = rendered
sys.exit(build.main())
"""
"""Runs build.py, and tells how long processors worked for MkDocs: all that its fork did, if there are two."""


def _stock(here: Path, most: float) -> float | None:
    """Build with the stock theme; return the seconds it took, None when that would be more than `most`."""
    command = "from mkdocs.__main__ import cli; cli()", "build", "--quiet", "-f", str(here / "mkdocs.yml")
    try:
        return _run(*command, most=most)[0]
    except subprocess.TimeoutExpired:
        return None


def _run(code: str, *arguments: str, most: float | None = None) -> tuple[float, float, int, str]:
    """Run Python; return its seconds, those of processors, the most bytes of any child so far, what it printed."""
    begun, before = time.perf_counter(), os.times()
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=most)  # noqa: S603
    seconds, after = time.perf_counter() - begun, os.times()
    processor = sum(after[2:4]) - sum(before[2:4])
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return seconds, processor, memory, done.stdout


COLUMNS = (
    "times",
    "pages",
    "first",
    "again",
    "stock",
    "ours",
    "MkDocs",
    "ratio",
    "memory",
    "site",
    "home",
    "stock's",
)
UNITS = ("", "", "s", "s", "s", "cpu s", "cpu s", "", "MB", "MB", "KB", "KB")


def table(results: Iterable[tuple[int, Build]]) -> Iterator[str]:
    """Yield the results as lines of text, each as soon as it is there."""
    for line in (COLUMNS, UNITS):
        yield _line(line)
    for times, one in results:
        yield _line(
            (
                f"{times:,}",
                f"{one.pages:,}",
                *(f"{seconds:.1f}" if seconds else "stopped" for seconds in (one.first, one.again, one.stock)),
                *(f"{seconds:.1f}" for seconds in (one.ours, one.renderer)),
                f"{one.ours / one.renderer:.2f}",
                f"{one.memory / 1e6:.0f}",
                f"{one.site / 1e6:.1f}",
                f"{one.home / 1e3:.1f}",
                f"{one.stock_home / 1e3:.1f}" if one.stock_home else "–",
            )
        )


def _line(cells: Iterable[str]) -> str:
    return "".join(f"{cell:>9}" for cell in cells)
