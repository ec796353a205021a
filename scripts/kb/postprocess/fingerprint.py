"""What pages load → minified files, named after a hash of their content so that hosts may cache them for long."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from typing import TYPE_CHECKING

from kb.pages import tools
from kb.postprocess import bundle_js, minify
from kb.search import index

if TYPE_CHECKING:
    from pathlib import Path

STARTING = ("scheme.js", "site.js")
"""The scripts that pages name."""

LATER = ("search.js", "check.js", "checklist.js", "sheet.js")
"""The scripts that these load on demand."""

TOOLS = {"vin": "vin-check.js"}
"""The script of each tool: its form names it, and the page loads it when a reader starts to use the form."""

_IMPORT = re.compile(r'^@import url\("([\w-]+\.css)"\);$', re.MULTILINE)
"""How our stylesheet names its parts."""

SOURCES = (
    "assets/javascripts",
    "assets/stylesheets",
    "assets/images",
    "assets/css",
    "assets/js",
    index.FOLDER,
    tools.FOLDER,
)
"""Folders from which pages load nothing any more."""


def replace_assets(site: Path) -> dict[str, str]:
    """Replace the site's styles, scripts and search data by minified files; return old paths → new paths."""
    sheet = _write(site, "assets/site", ".css", _style(_parts(site / "assets/css/site.css")))
    renamed = {**_search_data(site), **_scripts(site, LATER + STARTING), "assets/css/site.css": sheet}
    for tool in TOOLS:
        if (site / tools.FOLDER / f"{tool}.json").is_file():
            renamed |= _tool(site, tool)
    for folder in SOURCES:
        shutil.rmtree(site / folder, ignore_errors=True)
    return renamed


def _parts(sheet: Path) -> list[Path]:
    """Return the files that our stylesheet imports, in order: it contains nothing else."""
    return [sheet.with_name(name) for name in _IMPORT.findall(sheet.read_text(encoding="utf-8"))]


def _style(parts: list[Path]) -> str:
    """Return the minified style of all parts. Raises MinifyError with the file and its line."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in parts}
    try:
        return minify.css("".join(texts.values()))
    except minify.MinifyError:
        for name, text in texts.items():
            minify.css(text, f"docs/assets/css/{name}")
        raise


def _write(site: Path, stem: str, suffix: str, text: str) -> str:
    """Write a file under a name with a hash of its content; return its path in the site."""
    data = text.encode()
    path = f"{stem}.{hashlib.sha256(data).hexdigest()[:8]}{suffix}"
    (site / path).write_bytes(data)
    return path


def _search_data(site: Path) -> dict[str, str]:
    """Write the search data without what only people read; return old path → new path of its root."""
    root = json.loads((site / index.path(index.ROOT)).read_text(encoding="utf-8"))
    names = {}
    for shard in root["sizes"]:
        records = json.loads((site / index.path(shard)).read_text(encoding="utf-8"))["records"]
        path = _write(site, f"assets/{shard}", ".json", _dense({"records": records}))
        names[shard] = path.removeprefix("assets/").removesuffix(".json")
    del root["generated"]
    root["sizes"] = {names[shard]: size for shard, size in root["sizes"].items()}
    root["topics"] = [[names[head[0]], *head[1:]] if head else [] for head in root["topics"]]
    return {index.path(index.ROOT): _write(site, f"assets/{index.ROOT}", ".json", _dense(root))}


def _dense(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _tool(site: Path, tool: str) -> dict[str, str]:
    """Write a tool's words, styles and scripts; return old paths → new paths."""
    words, style = f"{tools.FOLDER}/{tool}.json", f"assets/css/{tool}.css"
    texts = json.loads((site / words).read_text(encoding="utf-8"))
    del texts["generated"]
    sheet = minify.css((site / style).read_text(encoding="utf-8"), f"docs/{style}")
    return {
        words: _write(site, f"assets/{tool}", ".json", _dense(texts)),
        style: _write(site, f"assets/{tool}", ".css", sheet),
        **_scripts(site, (TOOLS[tool],)),
    }


def _scripts(site: Path, names: tuple[str, ...]) -> dict[str, str]:
    """Write scripts, each with all that it imports; return old paths → new paths.

    A script that loads another on demand comes after it, so that it can use the new name.
    """
    source = site / "assets/js"
    renamed: dict[str, str] = {}
    for name in names:
        text = bundle_js.bundle(source, name)
        for old, new in renamed.items():
            text = text.replace(f'"./{old.rpartition("/")[2]}"', f'"./{new.rpartition("/")[2]}"')
        renamed[f"assets/js/{name}"] = _write(site, f"assets/{name.removesuffix('.js')}", ".js", text)
    return renamed
