"""Changes to the theme's HTML. Each fails loudly when the theme's markup is not as expected."""

import re
from collections.abc import Mapping

from kb.postprocess import minify as minifier
from kb.problems import BuildError

CHARSET = '<meta charset="utf-8">'

STYLE = re.compile(r'<link rel="stylesheet" href="[^"]*assets/css/pages/([\w-]+)\.css">')
SCRIPT = re.compile(r'<script src="[^"]*assets/js/start\.js"></script>')
"""What a page cannot be painted without, as templates name it: the style of its kind, and a script."""

CONTROLS = (
    re.compile(r'<input class="md-toggle"[^>]*>'),
    re.compile(r'<label class="md-overlay"[^>]*></label>'),
    re.compile(r'<div data-md-component="announce">\s*</div>'),
    re.compile(r'<div class="md-dialog".*?</div>\s*</div>', re.DOTALL),
)
"""Parts of the theme's pages that do nothing without its script bundle."""


def insert_in_head(page: str, html: str) -> str:
    """Return a page with HTML added at the beginning of its head, after the character set."""
    if page.count(CHARSET) != 1:
        raise BuildError(f"expected {CHARSET} once in a page: adapt `insert_in_head` to the templates")
    return page.replace(CHARSET, CHARSET + html)


def without_theme_controls(page: str) -> str:
    """Return a page without the theme's controls."""
    for pattern in CONTROLS:
        page, count = pattern.subn("", page)
        if not count:
            raise BuildError(f"expected {pattern.pattern} in every page: adapt postprocess/html.py to the theme")
    return page


def relink(page: str, renamed: Mapping[str, str]) -> str:
    """Return a page that loads the renamed files (old path → new path)."""
    names = "|".join(map(re.escape, renamed))
    # the page for missing addresses names files from the root of the host, the others relative to themselves
    reference = re.compile(
        rf'(<[^<>]* (?:src|href|data-(?:index|words|style|script))="(?:(?:\.\./)*|/(?:[^"]*/)?))({names})"'
    )
    while True:
        page, count = reference.subn(lambda m: f'{m[1]}{renamed[m[2]]}"', page)
        if not count:
            return page


def kind_of(page: str) -> str:
    """Return the kind of a page, by the style that it loads."""
    return _once(STYLE, page)[1]


def put_inline(page: str, style: str, script: str) -> str:
    """Return a page that contains its style and its first script instead of loading them. Both are minified."""
    for pattern, element in ((STYLE, f"<style>{style}</style>"), (SCRIPT, f"<script>{script}</script>")):
        found = _once(pattern, page)
        page = page[: found.start()] + element + page[found.end() :]
    return page


def _once(pattern: re.Pattern[str], page: str) -> re.Match[str]:
    found = list(pattern.finditer(page))
    if len(found) != 1:
        raise BuildError(f"expected {pattern.pattern} once in a page: adapt postprocess/html.py to the templates")
    return found[0]


def minify(page: str) -> str:
    """Return a page without comments and needless white space."""
    return minifier.html(page.replace("&#35;", "#"))  # else `&amp;&#35;60;` becomes `&#60;`, which reads as `<`
