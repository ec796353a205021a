"""HTML, CSS and JavaScript without comments and needless white space."""

import re

import minify

from kb.problems import BuildError

KEPT = ("quotes", "document-tags", "end-tags", "default-attr-vals")
"""What HTML keeps although browsers could do without: other tools and selectors rely on it."""


def html(text: str) -> str:
    """Return a minified page. Raises BuildError."""
    minify.config({f"html-keep-{part}": True for part in KEPT})
    return _minified("text/html", text)


def css(text: str, file: str = "") -> str:
    """Return a minified stylesheet. Raises BuildError, which names `file`."""
    return _minified("text/css", text, file)


def javascript(text: str, file: str = "") -> str:
    """Return a minified module, with short local names. Raises BuildError, which names `file`."""
    return _minified("application/javascript", text, file)


def _minified(kind: str, text: str, file: str = "") -> str:
    try:
        return str(minify.string(kind, text))
    except ValueError as error:
        why = str(error).splitlines()[0]
        found = re.fullmatch(r"(.*) on line (\d+) and column \d+", why)
        line, why = (found[2], found[1]) if found else (str(text.count("\n") or 1), why)
        raise BuildError(f"{file}:{line}: {why}" if file else f"the {kind} has a syntax error: {why}") from error
