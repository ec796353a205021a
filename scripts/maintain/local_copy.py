"""Copy the built site so that it can be read from a disk or USB stick: links name `index.html`, not a folder."""

import argparse
import re
import shutil
import sys
from pathlib import Path

LINK = re.compile(r'(?<= )(href|action)="((?:\.\.?/)*[a-z0-9/.-]*)((?:[?#][^"]*)?)"')
"""A relative link: attribute, path, and query or fragment."""


def name_files(page: Path, html: str) -> str:
    """Return a page's HTML with `index.html` appended to every link that leads to a folder."""

    def replace(match: re.Match[str]) -> str:
        attribute, path, rest = match.groups()
        if path and (page.parent / path).is_dir():
            path = f"{path.rstrip('/')}/index.html"
        return f'{attribute}="{path}{rest}"'

    return LINK.sub(replace, html)


def copy(site: Path, target: Path) -> None:
    """Copy a built site to a new folder and rewrite the links. Raises OSError."""
    shutil.copytree(site, target)
    for page in target.rglob("*.html"):
        page.write_text(name_files(page, page.read_text(encoding="utf-8")), encoding="utf-8")


def main() -> int:
    """Copy the site; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--site", type=Path, default=Path("site"), help="built site (default: site)")
    options = parser.parse_args()
    try:
        copy(options.site, options.target)
    except OSError as error:
        parser.error(f"{error.filename}: {error.strerror}")
    print(f"open {options.target / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
