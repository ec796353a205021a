"""Carry: the built site → a folder that reads well from a disk or a stick, without a server: links name files."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from kb.folders import ROOT

LINK = re.compile(r'(?<= )(href|action)="((?:\.\.?/)*[a-z0-9/.-]*)((?:[?#][^"]*)?)"')
"""A link within the site: its path, and what follows it."""


def named(page: Path, html: str) -> str:
    """Return a page whose links to folders name the file in them: nobody answers `faq/` on a disk."""

    def link(match: re.Match[str]) -> str:
        key, path, rest = match.groups()
        if path and (page.parent / path).is_dir():
            path = f"{path.rstrip('/')}/index.html"
        return f'{key}="{path}{rest}"'

    return LINK.sub(link, html)


def carry(site: Path, to: Path) -> int:
    """Copy a built site into a new folder, with links that name files; return how many pages it has."""
    shutil.copytree(site, to)
    pages = sorted(to.rglob("*.html"))
    for page in pages:
        page.write_text(named(page, page.read_text(encoding="utf-8")), encoding="utf-8")
    return len(pages)


def main(arguments: list[str]) -> int:
    """Carry the site into the named folder; return the exit status."""
    if len(arguments) != 1 or not arguments[0] or Path(arguments[0]).exists():
        print("name a folder that is not there yet: make carry TO=/media/stick/help", file=sys.stderr)
        return 2
    to = Path(arguments[0])
    print(f"{carry(ROOT / 'site', to)} pages: open {to / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
