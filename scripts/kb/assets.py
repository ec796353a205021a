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
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

STARTING = ("scheme.js", "site.js")
"""The scripts that pages name."""

LATER = ("search.js", "check.js", "checklist.js", "sheet.js")
"""The scripts that these load when they are wanted."""

TOOLS = {"vin": "vin-check.js"}
"""The script of each tool: its form names it, and the page loads it when a reader goes for the form."""

_IMPORT = re.compile(r'^@import url\("([\w-]+\.css)"\);$', re.MULTILINE)
"""How our stylesheet names its parts."""

LEFTOVERS = ("assets/javascripts", "assets/stylesheets", "assets/images", "assets/css", "assets/js", search.FOLDER)
"""Folders that no page loads anything from once the lean files stand."""


THEME_CONTROLS = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="announce">\s*</div>|<div class="md-dialog".*?</div>\s*</div>',
    re.DOTALL,
)
"""Parts of the theme's pages that do nothing without its script bundle."""


def bare(page: str) -> str:
    """Return a page without the theme's controls."""
    return THEME_CONTROLS.sub("", page)


def slim(site: Path, pages: Iterable[str], scripted: str) -> Callable[[str], str]:
    """Put lean styles, scripts and search data in the site; return what makes a page lean, so that it loads these.

    The pages must be `bare`; `scripted` is HTML that holds whatever scripts may add to one.
    """
    style = css.reduce(_sheets(site), [*pages, scripted])
    sheet = _named(site, "assets/site", ".css", style)
    renamed = {**search_data(site), **_scripts(site, LATER + STARTING), "assets/css/site.css": sheet}
    for tool in TOOLS:
        if (site / tools.FOLDER / f"{tool}.json").is_file():
            renamed |= _tool(site, tool)
    shutil.rmtree(site / tools.FOLDER, ignore_errors=True)
    named = _naming(renamed)
    for folder in LEFTOVERS:
        shutil.rmtree(site / folder)
    return lambda page: _lean(_relink(page, renamed, named))


def _sheets(site: Path) -> list[str]:
    """Return the texts of the theme's stylesheet and of the parts of ours, in the order in which they count."""
    paths = [*sorted((site / "assets/stylesheets").glob("main.*.css")), *parts(site / "assets/css/site.css")]
    return [path.read_text(encoding="utf-8") for path in paths]


def parts(sheet: Path) -> list[Path]:
    """Return the files that our stylesheet names, in order: it holds nothing else."""
    return [sheet.with_name(name) for name in _IMPORT.findall(sheet.read_text(encoding="utf-8"))]


def _named(site: Path, stem: str, suffix: str, text: str) -> str:
    """Write a file under a name that holds a hash of its content; return its path in the site."""
    data = text.encode()
    path = f"{stem}.{hashlib.sha256(data).hexdigest()[:8]}{suffix}"
    (site / path).write_bytes(data)
    return path


def search_data(site: Path) -> dict[str, str]:
    """Write the search data without what only people read; return the old path of its root → the new one."""
    root = json.loads((site / search.path(search.ROOT)).read_text(encoding="utf-8"))
    lean = {}
    for shard in root["sizes"]:
        records = json.loads((site / search.path(shard)).read_text(encoding="utf-8"))["records"]
        path = _named(site, f"assets/{shard}", ".json", _dense({"records": records}))
        lean[shard] = path.removeprefix("assets/").removesuffix(".json")
    del root["generated"]
    root["sizes"] = {lean[shard]: size for shard, size in root["sizes"].items()}
    root["topics"] = [[lean[head[0]], *head[1:]] if head else [] for head in root["topics"]]
    return {search.path(search.ROOT): _named(site, f"assets/{search.ROOT}", ".json", _dense(root))}


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


KEPT = ("quotes", "document-tags", "end-tags", "default-attr-vals")
"""What pages keep although browsers could do without: other tools and selectors count on it."""


def _lean(page: str) -> str:
    """Return a page without the blanks and comments that readers would download for nothing."""
    minify.config({f"html-keep-{part}": True for part in KEPT})
    page = page.replace("&#35;", "#")  # else `&amp;&#35;60;` comes out as `&#60;`, which reads as `<`
    return str(minify.string("text/html", page))


def _naming(renamed: Mapping[str, str]) -> re.Pattern[str]:
    """Return a pattern of where pages name these files. The missing page names them from the root."""
    names = "|".join(map(re.escape, renamed))
    return re.compile(rf'( (?:src|href|data-(?:words|style|script))="(?:(?:\.\./)*|/(?:[^"]*/)?))({names})"')


_THEME_SHEET = re.compile(r'<link rel="stylesheet" href="[^"]*assets/stylesheets/[^"]*">')


def _relink(page: str, renamed: Mapping[str, str], named: re.Pattern[str]) -> str:
    """Return a page that loads the renamed files and one stylesheet."""
    *before, rest = _THEME_SHEET.split(page)
    page = "".join([*(text.rstrip() for text in before), rest])

    def new(match: re.Match[str]) -> str:
        in_tag = page.rfind("<", 0, match.start()) > page.rfind(">", 0, match.start())
        return f'{match[1]}{renamed[match[2]]}"' if in_tag else match[0]

    return named.sub(new, page)
