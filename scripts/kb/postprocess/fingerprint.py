"""What pages load → minified files, named after a hash of their content so that hosts may cache them for long.

What they cannot be painted without is not loaded, but put into each of them.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.pages import tools
from kb.postprocess import bundle_js, minify
from kb.search import index

if TYPE_CHECKING:
    from pathlib import Path

STYLE, SCRIPT = "assets/css/site.css", "scheme.js"
"""What the first paint of a page needs: the build puts both into every page."""

LATER_STYLE = "assets/css/later.css"
"""What a page loads after its content."""

STARTING = ("site.js", "check.js")
"""The scripts that pages load."""

LATER = ("search.js", "checklist.js", "sheet.js", "region.js", "entries.js", "offline.js")
"""The scripts that `site.js` loads on demand."""

TOOLS = {"vin": "vin-check.js"}
"""The script of each tool: its form names it, and the page loads it when a reader starts to use the form."""


@dataclass(frozen=True)
class Inline:
    """Minified texts that every page contains."""

    style: str
    script: str


_IMPORT = re.compile(r'^@import url\("([\w-]+\.css)"\);$', re.MULTILINE)
"""How our stylesheets name their parts."""

SOURCES = (
    "assets/javascripts",
    "assets/stylesheets",
    "assets/images",
    "assets/css",
    "assets/js",
    tools.FOLDER,
)
"""Folders from which pages load nothing any more."""


def inline(site: Path) -> Inline:
    """Return the style and the script that go into every page."""
    return Inline(_style(site, STYLE), bundle_js.bundle(site / "assets/js", SCRIPT))


def replace_assets(site: Path) -> dict[str, str]:
    """Replace the site's styles, scripts and search data by minified files; return old paths → new paths."""
    later = write(site, "assets/later", ".css", _style(site, LATER_STYLE))
    renamed = {**_search_data(site), **_scripts(site, LATER + STARTING), LATER_STYLE: later}
    for tool in TOOLS:
        if (site / tools.FOLDER / f"{tool}.json").is_file():
            renamed |= _tool(site, tool)
    for folder in SOURCES:
        shutil.rmtree(site / folder, ignore_errors=True)
    return renamed


def _style(site: Path, path: str) -> str:
    """Return a stylesheet that contains nothing but imports, as one minified text.

    Raises MinifyError with the file and its line.
    """
    sheet = site / path
    names = _IMPORT.findall(sheet.read_text(encoding="utf-8"))
    texts = {name: sheet.with_name(name).read_text(encoding="utf-8") for name in names}
    try:
        return minify.css("".join(texts.values()))
    except minify.MinifyError:
        for name, text in texts.items():
            minify.css(text, f"docs/assets/css/{name}")
        raise


def write(site: Path, stem: str, suffix: str, text: str) -> str:
    """Write a file under a name with a hash of its content; return its path in the site."""
    data = text.encode()
    path = f"{stem}.{hashlib.sha256(data).hexdigest()[:8]}{suffix}"
    (site / path).write_bytes(data)
    return path


def _search_data(site: Path) -> dict[str, str]:
    """Write the search data without what only people read; return its old path → its new path."""
    path = site / index.PATH
    data = json.loads(path.read_text(encoding="utf-8"))
    del data["generated"]
    path.unlink()
    return {index.PATH: write(site, "assets/search", ".json", _dense(data))}


def _dense(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _tool(site: Path, tool: str) -> dict[str, str]:
    """Write a tool's words, styles and scripts; return old paths → new paths."""
    words, style = f"{tools.FOLDER}/{tool}.json", f"assets/css/{tool}.css"
    texts = json.loads((site / words).read_text(encoding="utf-8"))
    del texts["generated"]
    sheet = minify.css((site / style).read_text(encoding="utf-8"), f"docs/{style}")
    return {
        words: write(site, f"assets/{tool}", ".json", _dense(texts)),
        style: write(site, f"assets/{tool}", ".css", sheet),
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
        renamed[f"assets/js/{name}"] = write(site, f"assets/{name.removesuffix('.js')}", ".js", text)
    return renamed
