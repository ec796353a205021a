"""Finish, files: what pages load → lean files, named after their content, so that hosts may cache them long."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from typing import TYPE_CHECKING

import minify

from kb import css, scripts, search, tools

if TYPE_CHECKING:
    from pathlib import Path

STARTING = ("scheme.js", "site.js")
"""The scripts that pages name."""

LATER = ("search.js", "check.js", "checklist.js", "sheet.js")
"""The scripts that these load when they are wanted."""

TOOLS = {"vin": "vin-check.js"}
"""The script of each tool: its form names it, and the page loads it when a reader goes for the form."""

LEFTOVERS = ("assets/javascripts", "assets/stylesheets", "assets/images", "assets/css", "assets/js", search.FOLDER)
"""Folders that no page loads anything from once the lean files stand."""


THEME_CONTROLS = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="announce">\s*</div>|<div class="md-dialog".*?</div>\s*</div>',
    re.DOTALL,
)
"""Parts of the theme's pages that do nothing without its script bundle."""


def slim(site: Path, pages: list[Path], scripted: str) -> None:
    """Put lean styles, scripts and search data in the site, and make pages load them.

    `scripted` is HTML that holds whatever scripts may add to a page.
    """
    texts = {page: THEME_CONTROLS.sub("", page.read_text(encoding="utf-8")) for page in pages}
    style = css.reduce(_sheets(site), [*texts.values(), scripted])
    sheet = _named(site, "assets/site", ".css", style)
    renamed = {**search_data(site), **_scripts(site, LATER + STARTING)}
    for tool in TOOLS:
        if (site / tools.FOLDER / f"{tool}.json").is_file():
            renamed |= _tool(site, tool)
    shutil.rmtree(site / tools.FOLDER, ignore_errors=True)
    for page, text in texts.items():
        page.write_text(_lean(_relink(text, renamed, sheet)), encoding="utf-8")
    for folder in LEFTOVERS:
        shutil.rmtree(site / folder)


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
        path = _named(site, f"assets/{shard}", ".json", _dense({"records": records}))
        lean[shard] = path.removeprefix("assets/").removesuffix(".json")
    del root["generated"]
    root["sizes"] = {lean[shard]: size for shard, size in root["sizes"].items()}
    root["topics"] = [[lean[head[0]], *head[1:]] if head else [] for head in root["topics"]]
    return {f"{search.FOLDER}/{search.ROOT}.json": _named(site, f"assets/{search.ROOT}", ".json", _dense(root))}


def _dense(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _tool(site: Path, tool: str) -> dict[str, str]:
    """Write a tool's words, styles and scripts; return old paths → new paths."""
    words, style = f"{tools.FOLDER}/{tool}.json", f"assets/css/{tool}.css"
    texts = json.loads((site / words).read_text(encoding="utf-8"))
    del texts["generated"]
    return {
        words: _named(site, f"assets/{tool}", ".json", _dense(texts)),
        style: _named(site, f"assets/{tool}", ".css", css.lean((site / style).read_text(encoding="utf-8"))),
        **_scripts(site, (TOOLS[tool],)),
    }


def _scripts(site: Path, names: tuple[str, ...]) -> dict[str, str]:
    """Write scripts that pages load, with all that they import; return old paths → new paths.

    One that loads another later comes after it, and is told its new name.
    """
    source = site / "assets/js"
    renamed: dict[str, str] = {}
    for name in names:
        text = scripts.bundle(source, name)
        for old, new in renamed.items():
            text = text.replace(f'"./{old.rpartition("/")[2]}"', f'"./{new.rpartition("/")[2]}"')
        renamed[f"assets/js/{name}"] = _named(site, f"assets/{name.removesuffix('.js')}", ".js", text)
    return renamed


def _lean(page: str) -> str:
    """Return a page without the blanks and comments that readers would download for nothing."""
    minify.config({"html-keep-quotes": True, "html-keep-document-tags": True, "html-keep-end-tags": True})
    return str(minify.string("text/html", page))


def _relink(page: str, renamed: dict[str, str], sheet: str) -> str:
    """Return a page that loads the renamed files and one stylesheet. The missing page names them from the root."""
    page = re.sub(r'\s*<link rel="stylesheet" href="[^"]*assets/stylesheets/[^"]*">', "", page)
    for old, new in {**renamed, "assets/css/site.css": sheet}.items():
        page = re.sub(
            rf'(<[^<>]* (?:src|href|data-(?:words|style|script))="(?:(?:\.\./)*|/(?:[^"]*/)?)){re.escape(old)}"',
            rf'\g<1>{new}"',
            page,
        )
    return page
