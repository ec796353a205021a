"""Measure, scale: how long a build takes, and how large it gets, with so many times the content."""

from __future__ import annotations

import json
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


@dataclass(frozen=True)
class Build:
    """What one build took and made."""

    pages: int
    ours: float
    """Seconds that our scripts took."""
    renderer: float
    """Seconds that MkDocs took in it."""
    stock: float
    """Seconds that stock Material took for the same Markdown, all in all."""
    memory: int
    """Most memory that our build held, in bytes."""
    site: int
    """Bytes of the site, as files."""
    home: int
    """Bytes of the home page's HTML, compressed."""
    stock_home: int
    """The same of stock Material."""


def measure(content: Path, work: Path, times: int) -> Build:
    """Build so many times the content in `work`, and the same Markdown with the stock theme beside it."""
    here = work / str(times)
    here.mkdir()
    grow(content, here / "content", times)
    folders = {name: here / name for name in ("content", "docs", "site")}
    whole, memory, told = _run(BUILD, *map(str, folders.values()))
    renderer = json.loads(told.splitlines()[-1])
    (here / "mkdocs.yml").write_text(yaml.safe_dump(STOCK | {"site_dir": "stock"}), encoding="utf-8")
    stock, _, _ = _run(
        "from mkdocs.__main__ import cli; cli()", "build", "--quiet", "-f", str(here / "mkdocs.yml")
    )
    return Build(
        pages=len(list(folders["docs"].glob("*.md"))),
        ours=whole - renderer,
        renderer=renderer,
        stock=stock,
        memory=memory,
        site=sum(path.stat().st_size for path in folders["site"].rglob("*") if path.is_file()),
        home=hosts.packed((folders["site"] / "index.html").read_bytes()),
        stock_home=hosts.packed((here / "stock/index.html").read_bytes()),
    )


BUILD = f"""
import json, sys, time
from pathlib import Path
sys.path.insert(0, {str(ROOT / "scripts")!r})
from kb import house, site
from kb.folders import Folders
took, render = [], site.build
def timed(*arguments):
    begun = time.perf_counter()
    render(*arguments)
    took.append(time.perf_counter() - begun)
site.build = timed
house.build(Folders(*map(Path, sys.argv[1:])))
print(json.dumps(took[0]))
"""
"""Builds as build.py does, and tells how long the renderer took in it."""


def _run(code: str, *arguments: str) -> tuple[float, int, str]:
    """Run Python; return the seconds it took, the most bytes that any child has held so far, what it printed."""
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True)  # noqa: S603
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return time.perf_counter() - begun, memory, done.stdout


COLUMNS = (
    "times",
    "pages",
    "ours s",
    "MkDocs s",
    "ratio",
    "stock s",
    "memory MB",
    "site MB",
    "home KB",
    "stock KB",
)


def table(results: Iterable[tuple[int, Build]]) -> Iterator[str]:
    """Yield the results as lines of text, each as soon as it is there."""
    yield "".join(f"{name:>10}" for name in COLUMNS)
    for times, one in results:
        seconds = f"{one.ours:>10.1f}{one.renderer:>10.1f}{one.ours / one.renderer:>10.2f}{one.stock:>10.1f}"
        sizes = (
            f"{one.memory / 1e6:>10.0f}{one.site / 1e6:>10.1f}{one.home / 1e3:>10.1f}{one.stock_home / 1e3:>10.1f}"
        )
        yield f"{times:>10,}{one.pages:>10,}{seconds}{sizes}"
