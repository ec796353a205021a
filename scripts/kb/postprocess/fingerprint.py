"""What pages load → minified files, named after a hash of their content so that hosts may cache them for long.

What they cannot be painted without is not loaded, but put into each of them.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Sequence
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


_IMPORT = re.compile(r'^@import url\("((?:\.\./)?[\w-]+\.css)"\);$', re.MULTILINE)
"""How our stylesheets name their parts."""

SOURCES = ("assets/css", "assets/js", tools.FOLDER)
"""Folders that pages no longer load anything from."""


def inline_styles(site: Path) -> dict[str, str]:
    """Return the minified style that goes into the pages of each kind."""
    kinds = sorted(path.stem for path in (site / PAGE_STYLES).glob("*.css"))
    return {kind: _style(site, f"{PAGE_STYLES}/{kind}.css") for kind in kinds}


def inline_script(site: Path) -> str:
    """Return the minified script that goes into every page."""
    return bundle_js.bundle(site / "assets/js", SCRIPT)


def replace_assets(site: Path) -> dict[str, str]:
    """Replace the site's styles, scripts and data by minified files; return old paths → new paths."""
    used = [tool for tool in TOOLS if (site / tools.FOLDER / f"{tool}.json").is_file()]
    texts = {path: _data(site, path) for path in (index.PATH, *(f"{tools.FOLDER}/{tool}.json" for tool in used))}
    texts |= {path: _style(site, path) for path in (*LATER_STYLES, *(f"assets/css/{tool}.css" for tool in used))}
    (site / index.PATH).unlink()
    renamed = {path: write(site, path, text) for path, text in texts.items()}
    renamed |= _scripts(site, [*(TOOLS[tool] for tool in used), *LATER, *STARTING])
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


def _data(site: Path, path: str) -> str:
    """Return a file of JSON without what only people read."""
    data = json.loads((site / path).read_text(encoding="utf-8"))
    del data["generated"]
    return dense_json(data)


def _scripts(site: Path, names: Sequence[str]) -> dict[str, str]:
    """Write scripts, each with all that it imports; return old paths → new paths.

    A script that loads another on demand comes after it, so that it can use the new name.
    """
    renamed: dict[str, str] = {}
    for name in names:
        text = bundle_js.bundle(site / "assets/js", name)
        for old, new in renamed.items():
            text = text.replace(f'"./{Path(old).name}"', f'"./{Path(new).name}"')
        renamed[f"assets/js/{name}"] = write(site, name, text)
    return renamed


def write(site: Path, name: str, text: str) -> str:
    """Write a file into assets/ under its name with a hash of its content; return its path in the site."""
    data, old = text.encode(), Path(name)
    path = f"assets/{old.stem}.{hashlib.sha256(data).hexdigest()[:8]}{old.suffix}"
    (site / path).write_bytes(data)
    return path
