"""Finish: the rendered site → a site ready to host: lean files, structured data, offline copy, safe headers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kb import assets, export, offline, structured
from kb.processes import shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from kb.model import KnowledgeBase
    from kb.pages import Page

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
"""Content security policy: nothing but our own files, and no inline script or style."""

REFERRER = "strict-origin-when-cross-origin"


def finish(project: Path, kb: KnowledgeBase, pages: list[Page], markdown: dict[str, str], *, live: bool) -> None:
    """Complete the project's site in place; `pages` are those that have just been rendered.

    `markdown` holds each page's Markdown by its path in docs/.

    `live` leaves out what serves hosting only and would keep a development server's script from running.
    """
    site = project / "site"
    places = {site / page.address / "index.html": page for page in pages}
    html = {path: path.read_text(encoding="utf-8") for path in (places if live else sorted(site.rglob("*.html")))}
    html |= {path: _into_head(html[path], head(kb, page)) for path, page in places.items()}
    plain = {path.with_suffix(".md"): markdown[f"{page.id}.md"] for path, page in places.items()}
    worker = site / "assets/js/worker.js"
    source = "" if live else worker.read_text(encoding="utf-8")
    worker.unlink(missing_ok=live)
    shared(lambda paths: _write(paths, plain, export.plain), [*plain])
    if live:
        _write([*html], html, str)
        return
    scripted = (project / "overrides" / "scripted.html").read_text(encoding="utf-8")
    html = {path: assets.bare(page) for path, page in html.items()}
    lean = assets.slim(site, html.values(), scripted)
    # in no fork: what makes pages lean has threads of its own, which forks lack
    _write([*html], html, lambda page: _into_head(lean(page), _security()))
    (site / "_headers").write_text(_headers(), encoding="utf-8")
    offline.worker(site, source)


def _write(paths: Iterable[Path], texts: Mapping[Path, str], last: Callable[[str], str]) -> None:
    """Write to some paths what `last` makes of the texts for them."""
    for path in paths:
        path.write_text(last(texts[path]), encoding="utf-8")


def _into_head(page: str, html: str) -> str:
    return page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{html}', 1)


def _policy() -> str:
    return "; ".join(f"{directive} {sources}" for directive, sources in POLICY.items())


def _security() -> str:
    """Return the policy as part of a page, so that every static host has it."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">'
    return f'{policy}<meta name="referrer" content="{REFERRER}">'


def _headers() -> str:
    """Return the same for hosts that read a _headers file, with what a page cannot say itself.

    `:file` is one part of a path: files right in assets/ have hashes in their names, those in its folders do not.
    """
    return (
        f"/*\n  Content-Security-Policy: {_policy()}; frame-ancestors 'none'\n  Referrer-Policy: {REFERRER}\n"
        "  X-Content-Type-Options: nosniff\n"
        "/assets/:file\n  Cache-Control: public, max-age=31536000, immutable\n"
        "/sw.js\n  Cache-Control: no-cache\n"
    )


def head(kb: KnowledgeBase, page: Page) -> str:
    """Return what the head of a page says beside what its template does: structured data."""
    text = json.dumps(structured.data(kb, page), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'
