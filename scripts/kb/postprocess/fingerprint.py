"""What pages load → minified files, named after a hash of their content so that hosts may cache them for long.

What they cannot be painted without is not loaded, but put into each of them.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.generated import dense_json
from kb.pages import tools
from kb.postprocess import bundle_js, minify
from kb.search import index

PAGE_STYLES, SCRIPT = "assets/css/pages", "start.js"
"""What the first paint of a page needs: the build puts the style of its kind and the script into it."""

LATER_STYLES = tuple(f"assets/css/{name}.css" for name in ("later", "guided-check", "call-sheet", "search"))
"""What pages load after their first paint, or when a reader starts to search."""

STARTING = ("site.js",)
"""The scripts that pages load."""

LATER = ("search.js", "guidedCheck.js", "checklist.js", "callSheet.js", "region.js", "entries.js", "offline.js")
"""The scripts that `site.js` loads on demand."""

TOOLS = {"vin": "vinCheck.js"}
"""The script of each tool: its form names it, and the page loads it when a reader starts to use the form."""


@dataclass(frozen=True)
class Inline:
    """Minified texts that pages contain."""

    styles: Mapping[str, str]
    """By the kind of a page."""
    script: str


_IMPORT = re.compile(r'^@import url\("((?:\.\./)?[\w-]+\.css)"\);$', re.MULTILINE)
"""How our stylesheets name their parts."""

SOURCES = ("assets/css", "assets/js", tools.FOLDER)
"""Folders that pages no longer load anything from."""


def inline(site: Path) -> Inline:
    """Return the styles and the script that go into pages."""
    kinds = sorted(path.stem for path in (site / PAGE_STYLES).glob("*.css"))
    styles = {kind: _style(site, f"{PAGE_STYLES}/{kind}.css") for kind in kinds}
    return Inline(styles, bundle_js.bundle(site / "assets/js", SCRIPT))


def replace_assets(site: Path) -> dict[str, str]:
    """Replace the site's styles, scripts and search data by minified files; return old paths → new paths."""
    renamed = {**_search_data(site), **_scripts(site, LATER + STARTING)}
    for path in LATER_STYLES:
        renamed[path] = write(
            site, f"assets/{path.rpartition('/')[2].removesuffix('.css')}", ".css", _style(site, path)
        )
    for tool in TOOLS:
        if (site / tools.FOLDER / f"{tool}.json").is_file():
            renamed |= _tool(site, tool)
    for folder in SOURCES:
        shutil.rmtree(site / folder, ignore_errors=True)
    return renamed


def _style(site: Path, path: str) -> str:
    """Return a stylesheet, or the ones that it imports, as one minified text. Raises BuildError."""
    sheet = site / path
    names = _IMPORT.findall(sheet.read_text(encoding="utf-8")) or [sheet.name]
    parts = [(sheet.parent / name).resolve() for name in names]
    root = site.resolve()
    return "".join(
        minify.css(part.read_text(encoding="utf-8"), f"docs/{part.relative_to(root).as_posix()}") for part in parts
    )


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
    return {index.PATH: write(site, "assets/search", ".json", dense_json(data))}


def _tool(site: Path, tool: str) -> dict[str, str]:
    """Write a tool's words, styles and scripts; return old paths → new paths."""
    words, style = f"{tools.FOLDER}/{tool}.json", f"assets/css/{tool}.css"
    texts = json.loads((site / words).read_text(encoding="utf-8"))
    del texts["generated"]
    return {
        words: write(site, f"assets/{tool}", ".json", dense_json(texts)),
        style: write(site, f"assets/{tool}", ".css", _style(site, style)),
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
