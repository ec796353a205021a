"""HTML, CSS and JavaScript without comments and needless white space."""

from __future__ import annotations

import minify

KEPT = ("quotes", "document-tags", "end-tags", "default-attr-vals")
"""What HTML keeps although browsers could do without: other tools and selectors rely on it."""


def html(text: str) -> str:
    """Return a minified page."""
    minify.config({f"html-keep-{part}": True for part in KEPT})
    return str(minify.string("text/html", text))


def css(text: str) -> str:
    """Return a minified stylesheet."""
    return str(minify.string("text/css", text))


def javascript(text: str) -> str:
    """Return a minified module, with short local names."""
    return str(minify.string("application/javascript", text))
