"""Time a cold build against stock Material on the same Markdown, with the real content and ten times as much.

Each time is that of a whole process; one process runs at a time. The training phrases are always the real ones.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parents[2]

STOCK = {
    "site_name": "Stock",
    "site_dir": "stock",
    "theme": {"name": "material"},
    "plugins": ["search"],
    "markdown_extensions": ["attr_list", "md_in_html", "tables", "def_list"],
}
"""mkdocs.yml of stock Material."""

LISTS = ("faq", "messages", "symptoms", "sources")
REFERENCES = frozenset({"sources", "areas", "steps", "see"})
TITLES = frozenset({"title", "name", "question", "shows"})
LIST_PAGES = frozenset({"faq", "messages", "diagnose"})


class Seconds(NamedTuple):
    """Wall time and processor time of a process with its children."""

    wall: float
    cpu: float


def multiply(content: Path, target: Path, times: int) -> None:
    """Write a content folder with `times` as many areas, entries and sources to a new folder."""
    shutil.copytree(content, target)
    site = _load(content / "site.yml")
    copies = range(2, times + 1)
    for area in site["areas"]:
        original = _load(content / f"areas/{area}.yml")
        for n in copies:
            _save(target / f"areas/{area}-{n}.yml", _copy(original, n))
    for name in LISTS:
        entries = _load(content / f"{name}.yml")
        copied = [_copy(entry, n) | {"id": f"{entry['id']}-{n}"} for n in copies for entry in entries]
        _save(target / f"{name}.yml", entries + copied)
    areas = site["areas"] + [f"{area}-{n}" for n in copies for area in site["areas"]]
    _save(target / "site.yml", site | {"areas": areas})


def _copy(value: Any, n: int, key: str = "") -> Any:
    """Return the n-th copy of a part of an entry: its titles differ, and its references lead to n-th copies."""
    if isinstance(value, dict):
        return {name: _copy(part, n, name) for name, part in value.items() if name != "was"}
    if isinstance(value, list):
        return [_copy(part, n, key) for part in value]
    if key in REFERENCES:
        page, slash, entry = value.partition("/")
        return f"{value}-{n}" if page in LIST_PAGES else f"{page}-{n}{slash}{entry}"
    return f"{value}-{n}" if key in TITLES else value


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def _save(path: Path, value: Any) -> None:
    class Dumper(yaml.CSafeDumper):
        def ignore_aliases(self, _data: Any) -> bool:
            return True

    path.write_text(yaml.dump(value, Dumper=Dumper, allow_unicode=True, sort_keys=False), encoding="utf-8")


def run(*arguments: str | Path, cwd: Path) -> Seconds:
    """Run Python with some arguments and return its time. Raises RuntimeError with its errors."""
    before, start = os.times(), time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=cwd, check=False, capture_output=True, text=True)  # noqa: S603
    wall, after = time.perf_counter() - start, os.times()
    if done.returncode:
        raise RuntimeError(done.stderr)
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Seconds(wall, cpu)


def compare(content: Path, work: Path, runs: int) -> tuple[Seconds, Seconds]:
    """Build in a work folder with both, in turn; return the median times: ours, stock Material's."""
    (work / "mkdocs.yml").write_text(yaml.safe_dump(STOCK), encoding="utf-8")
    folders = [f"--content={content}", f"--docs={work / 'docs'}", f"--site={work / 'site'}"]
    folders.append(f"--training={ROOT / 'training'}")
    ours, stock = [], []
    for _ in range(runs):
        for name in ("docs", "site", "stock"):
            shutil.rmtree(work / name, ignore_errors=True)
        ours.append(run(ROOT / "scripts/build.py", "build", *folders, cwd=work))
        stock.append(run("-m", "mkdocs", "build", "--quiet", cwd=work))
    return _median(ours), _median(stock)


def _median(times: list[Seconds]) -> Seconds:
    return Seconds(median(one.wall for one in times), median(one.cpu for one in times))


def main() -> int:
    """Print the times and ratios for every size of the content."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=ROOT / "content", metavar="FOLDER")
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10], help="sizes (default: 1 10)")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind (default: 3)")
    options = parser.parse_args()
    print(" content  pages    ours (cpu) s   stock (cpu) s  ratio")
    for times in options.times:
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            multiply(options.content, work / "content", times)
            ours, stock = compare(work / "content", work, options.runs)
            pages = len(list((work / "docs").glob("*.md")))
        print(
            f"{times:>7}x{pages:>7}{ours.wall:>8.1f} ({ours.cpu:.1f}){stock.wall:>10.1f} ({stock.cpu:.1f})"
            f"{ours.wall / stock.wall:>15.2f}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
