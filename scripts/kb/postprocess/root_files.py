"""Files that hosts and crawlers want at fixed places, such as robots.txt and .well-known/security.txt."""

import shutil
from pathlib import Path

from kb.problems import ContentError, Problem

ROBOTS = "robots.txt"
"""The one file of a built site that the content can replace."""


def write_robots(site: Path, address: str) -> None:
    """Write a robots.txt that allows everything and names the sitemap."""
    (site / ROBOTS).write_text(f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n", encoding="utf-8")


def copy(folder: Path, site: Path) -> None:
    """Copy every file of a folder, if there is one, to the root of a site, hidden ones too.

    Raises ContentError when a file is in the place of one that was built.
    """
    paths = {path: site / path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file()}
    taken = [path for path, target in paths.items() if target.exists() and target != site / ROBOTS]
    if taken:
        raise ContentError(map(_taken, taken))
    for path, target in paths.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _taken(path: Path) -> Problem:
    wrong, expected = "the build writes a file of this name itself", "expected a name that the site does not have"
    return Problem(str(path), 1, 1, "root-taken", wrong, expected, "rename or delete it")
