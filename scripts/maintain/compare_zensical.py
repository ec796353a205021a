"""Build the site with MkDocs and with Zensical, its announced successor, and list the differences.

Needs network access to install Zensical. Differences are information for a change of renderer, not failures.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
VERSION = "0.0.73"
"""The version that DECISIONS.md describes."""


class _Parts(HTMLParser):
    """Collects the links, anchors and words of a page that must not depend on the renderer."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: Counter[str] = Counter()
        self.in_article = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.in_article |= tag == "article"
        if tag == "a" and values.get("href"):
            self.found[f"link {urljoin(self.address, values['href'] or '')}"] += 1
        if values.get("id"):
            self.found[f"anchor {values['id']}"] += 1

    def handle_endtag(self, tag: str) -> None:
        self.in_article &= tag != "article"

    def handle_data(self, data: str) -> None:
        if self.in_article:
            self.found.update(f"word {word}" for word in data.split())


def parts(site: Path, path: Path) -> Counter[str]:
    """Return the links and anchors of a page, and the words of its article."""
    parser = _Parts(f"/{path.relative_to(site)}".removesuffix("index.html"))
    parser.feed(path.read_text(encoding="utf-8"))
    return parser.found


def differences(ours: Path, theirs: Path) -> Iterator[str]:
    """Yield one line for every page, link, anchor or word that only one of two built sites has."""
    pages = {path.relative_to(site) for site in (ours, theirs) for path in site.rglob("*.html")}
    for page in sorted(pages):
        missing = [site for site in (ours, theirs) if not (site / page).exists()]
        if missing:
            yield f"{page}: missing from {missing[0].parent.name}"
            continue
        first, second = (parts(site, site / page) for site in (ours, theirs))
        for mark, extra in (("-", first - second), ("+", second - first)):
            yield from (f"{page}: {mark} {part} ({count} times)" for part, count in sorted(extra.items()))


def main() -> int:
    """Build with both renderers and compare; return 1 only when one of them fails."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        venv.create(work / "venv", with_pip=True)
        programs = {"mkdocs": [sys.executable, "-m", "mkdocs"], "zensical": [str(work / "venv/bin/zensical")]}
        try:
            subprocess.run([work / "venv/bin/pip", "install", "-q", f"zensical=={VERSION}"], check=True)  # noqa: S603
            for name, program in programs.items():
                for part in ("docs", "overrides"):
                    shutil.copytree(ROOT / part, work / name / part)
                shutil.copy(ROOT / "mkdocs.yml", work / name)
                subprocess.run([*program, "build"], cwd=work / name, check=True)  # noqa: S603
        except subprocess.CalledProcessError as error:
            print(error, file=sys.stderr)
            return 1
        found = list(differences(work / "mkdocs/site", work / "zensical/site"))
    print(*found, f"{len(found)} differences between MkDocs (-) and Zensical {VERSION} (+)", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
