"""Finish, files: what pages load → lean files, named after their content, so that hosts may cache them long."""

from __future__ import annotations

import hashlib
import re
import shutil
from typing import TYPE_CHECKING

import rjsmin

from kb import css

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = ("vendor/minisearch.js", "vendor/stemmer.js", "engine.js", "search.js", "scheme.js", "site.js")
"""The site's modules, in the order in which they import one another."""

LEFTOVERS = ("assets/javascripts", "assets/stylesheets", "assets/images", "assets/css")
"""Folders that no page loads anything from once the lean files stand."""


def slim(site: Path, pages: list[Path], scripted: str) -> str:
    """Put lean styles, scripts and search data in the site, make pages load them; return the data's path.

    `scripted` is HTML that holds whatever scripts may add to a page.
    """
    texts = {page: page.read_text(encoding="utf-8") for page in pages}
    data = _named(site, "data/search", ".json", (site / "data/search.json").read_bytes())
    renamed = {"data/search.json": data, **_scripts(site)}
    sheets = [*sorted((site / "assets/stylesheets").glob("main.*.css")), site / "assets/css/site.css"]
    style = css.reduce([sheet.read_text(encoding="utf-8") for sheet in sheets], [*texts.values(), scripted])
    sheet = _named(site, "assets/site", ".css", style.encode())
    for page, text in texts.items():
        page.write_text(_relink(text, renamed, sheet), encoding="utf-8")
    for folder in LEFTOVERS:
        shutil.rmtree(site / folder)
    for path in SCRIPTS:
        (site / "assets/js" / path).unlink()
    return data


def _named(site: Path, stem: str, suffix: str, data: bytes) -> str:
    """Write a file under a name that holds a hash of its content; return its path in the site."""
    path = f"{stem}.{hashlib.sha256(data).hexdigest()[:8]}{suffix}"
    (site / path).write_bytes(data)
    return path


def _scripts(site: Path) -> dict[str, str]:
    """Write each module without comments and with its imports renamed; return old paths → new paths."""
    renamed: dict[str, str] = {}
    for path in SCRIPTS:
        source = (site / "assets/js" / path).read_text(encoding="utf-8")
        lean = source if path.startswith("vendor/") else str(rjsmin.jsmin(source))
        for old, new in renamed.items():
            lean = lean.replace(f'"./{old.removeprefix("assets/js/")}"', f'"./{new.removeprefix("assets/js/")}"')
        old = f"assets/js/{path}"
        renamed[old] = _named(site, old.removesuffix(".js"), ".js", lean.encode())
    return renamed


def _relink(page: str, renamed: dict[str, str], sheet: str) -> str:
    """Return a page that loads the renamed files and one stylesheet, without the templates' indentation."""
    for old, new in renamed.items():
        page = page.replace(f'{old}"', f'{new}"')
    page = re.sub(r'\s*<link rel="stylesheet" href="[^"]*assets/stylesheets/[^"]*">', "", page)
    page = re.sub(r'assets/css/site\.css"', f'{sheet}"', page)
    return page if "<pre" in page else re.sub(r"\n\s+", "\n", page)
