"""Finish, files: what pages load → lean files, named after their content, so that hosts may cache them long."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from typing import TYPE_CHECKING

from kb import css, scripts, search

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STARTING = ("scheme.js", "site.js")
"""The scripts that pages name."""

LATER = ("search.js",)
"""The scripts that these load when they are wanted."""

LEFTOVERS = ("assets/javascripts", "assets/stylesheets", "assets/images", "assets/css", "assets/js", search.FOLDER)
"""Folders that no page loads anything from once the lean files stand."""


def slim(site: Path, pages: Mapping[Path, str], scripted: str) -> dict[Path, str]:
    """Put lean styles, scripts and search data in the site; return its pages, by path, so that they load these.

    `scripted` is HTML that holds whatever scripts may add to a page.
    """
    style = css.reduce(_sheets(site), [*pages.values(), scripted])
    sheet = _named(site, "assets/site", ".css", style)
    renamed = {**search_data(site), **_scripts(site), "assets/css/site.css": sheet}
    named = _naming(renamed)
    for folder in LEFTOVERS:
        shutil.rmtree(site / folder)
    return {path: _relink(text, renamed, named) for path, text in pages.items()}


def _sheets(site: Path) -> list[str]:
    paths = [*sorted((site / "assets/stylesheets").glob("main.*.css")), site / "assets/css/site.css"]
    return [path.read_text(encoding="utf-8") for path in paths]


def _named(site: Path, stem: str, suffix: str, text: str) -> str:
    """Write a file under a name that holds a hash of its content; return its path in the site."""
    data = text.encode()
    path = f"{stem}.{hashlib.sha256(data).hexdigest()[:8]}{suffix}"
    (site / path).write_bytes(data)
    return path


def search_data(site: Path) -> dict[str, str]:
    """Write the search data without what only people read; return the old path of its root → the new one."""
    source = site / search.FOLDER
    root = json.loads((source / f"{search.ROOT}.json").read_text(encoding="utf-8"))
    lean = {}
    for shard in root["sizes"]:
        records = json.loads((source / f"{shard}.json").read_text(encoding="utf-8"))["records"]
        path = _named(site, f"data/{shard}", ".json", _dense({"records": records}))
        lean[shard] = path.removeprefix("data/").removesuffix(".json")
    del root["generated"]
    root["sizes"] = {lean[shard]: size for shard, size in root["sizes"].items()}
    root["topics"] = [[lean[head[0]], *head[1:]] if head else [] for head in root["topics"]]
    return {f"{search.FOLDER}/{search.ROOT}.json": _named(site, f"data/{search.ROOT}", ".json", _dense(root))}


def _dense(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _scripts(site: Path) -> dict[str, str]:
    """Write each script that pages load, with all that it imports; return old paths → new paths."""
    source = site / "assets/js"
    renamed: dict[str, str] = {}
    for name in LATER + STARTING:
        text = scripts.bundle(source, name)
        for old, new in renamed.items():
            text = text.replace(f'"./{old.rpartition("/")[2]}"', f'"./{new.rpartition("/")[2]}"')
        renamed[f"assets/js/{name}"] = _named(site, f"assets/{name.removesuffix('.js')}", ".js", text)
    return renamed


def _naming(renamed: Mapping[str, str]) -> re.Pattern[str]:
    """Return a pattern of where pages name these files. The missing page names them from the root."""
    names = "|".join(map(re.escape, renamed))
    return re.compile(rf'( (?:src|href|data-words)="(?:(?:\.\./)*|/(?:[^"]*/)?))({names})"')


_THEME_SHEET = re.compile(r'<link rel="stylesheet" href="[^"]*assets/stylesheets/[^"]*">')


def _relink(page: str, renamed: Mapping[str, str], named: re.Pattern[str]) -> str:
    """Return a page that loads the renamed files and one stylesheet."""
    *before, rest = _THEME_SHEET.split(page)
    page = "".join([*(text.rstrip() for text in before), rest])

    def new(match: re.Match[str]) -> str:
        in_tag = page.rfind("<", 0, match.start()) > page.rfind(">", 0, match.start())
        return f'{match[1]}{renamed[match[2]]}"' if in_tag else match[0]

    return named.sub(new, page)
