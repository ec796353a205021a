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


STOCK_MAY_TAKE = 5
"""So many times the seconds of our build are given to stock Material; then it is stopped."""


@dataclass(frozen=True)
class Build:
    """What one build took and made."""

    pages: int
    seconds: float
    """From the command to the whole site."""
    ours: float
    """Seconds of a processor that our scripts took."""
    renderer: float
    """Seconds of a processor that MkDocs took in it."""
    stock: float | None
    """Seconds that stock Material took for the same Markdown, on one processor; None when it was stopped."""
    memory: int
    """Most memory that one process of our build held, in bytes."""
    site: int
    """Bytes of the site, as files."""
    home: int
    """Bytes of the home page's HTML, compressed."""
    stock_home: int | None
    """The same of stock Material."""


def measure(content: Path, work: Path, times: int) -> Build:
    """Build so many times the content in `work`, and the same Markdown with the stock theme beside it."""
    here = work / str(times)
    here.mkdir()
    grow(content, here / "content", times)
    folders = {name: here / name for name in ("content", "docs", "site")}
    options = [part for name, folder in folders.items() for part in (f"--{name}", str(folder))]
    seconds, processor, memory, told = _run(BUILD, "build", *options)
    renderer = json.loads(told.splitlines()[0])
    (here / "mkdocs.yml").write_text(yaml.safe_dump(STOCK | {"site_dir": "stock"}), encoding="utf-8")
    stock = _stock(here, STOCK_MAY_TAKE * seconds)
    return Build(
        pages=len(list(folders["docs"].glob("*.md"))),
        seconds=seconds,
        ours=processor - renderer,
        renderer=renderer,
        stock=stock,
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
"""Runs build.py, and tells how long processors worked for MkDocs: in a fork, all that it does."""


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
    "whole s",
    "stock s",
    "ours s",
    "MkDocs s",
    "ratio",
    "memory MB",
    "site MB",
    "home KB",
    "stock KB",
)
"""`whole` and `stock` are seconds on a clock; `ours` and `MkDocs` are of processors, and the ratio is theirs."""


def table(results: Iterable[tuple[int, Build]]) -> Iterator[str]:
    """Yield the results as lines of text, each as soon as it is there."""
    yield "".join(f"{name:>10}" for name in COLUMNS)
    for times, one in results:
        stock = f"{one.stock:.1f}" if one.stock else f"> {STOCK_MAY_TAKE * one.seconds:.0f}"
        stock_home = f"{one.stock_home / 1e3:.1f}" if one.stock_home else "–"
        seconds = f"{one.seconds:>10.1f}{stock:>10}"
        processor = f"{one.ours:>10.1f}{one.renderer:>10.1f}{one.ours / one.renderer:>10.2f}"
        sizes = f"{one.memory / 1e6:>10.0f}{one.site / 1e6:>10.1f}{one.home / 1e3:>10.1f}{stock_home:>10}"
        yield f"{times:>10,}{one.pages:>10,}{seconds}{processor}{sizes}"
