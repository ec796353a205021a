"""Finish: the rendered site → a site that is ready to host."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kb import export, structured

if TYPE_CHECKING:
    from pathlib import Path

    from kb.model import KnowledgeBase
    from kb.pages import Page


def finish(site: Path, kb: KnowledgeBase, pages: list[Page], markdown: dict[str, str]) -> None:
    """Complete the site folder in place. `markdown` holds each page's Markdown by its path in docs/."""
    for page in pages:
        path = site / page.address / "index.html"
        (path.parent / "index.md").write_text(export.plain(markdown[f"{page.id}.md"]), encoding="utf-8")
        html = path.read_text(encoding="utf-8")
        path.write_text(
            html.replace("</head>", _json_ld(structured.data(kb, page)) + "</head>", 1), encoding="utf-8"
        )


def _json_ld(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'
