"""Structured data about a page for search engines (schema.org, as JSON-LD)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.model.routes import HOME

if TYPE_CHECKING:
    from kb.model.knowledge_base import KnowledgeBase
    from kb.pages.planner import Page


def data(kb: KnowledgeBase, page: Page) -> dict[str, Any]:
    """Return the JSON-LD of one page: its kind, and its position on the site."""
    address = kb.site.address + page.address
    graph: list[dict[str, Any]] = [_breadcrumb(kb, page, address)]
    if page.id == HOME:
        graph = [
            {
                "@type": "WebSite",
                "name": kb.site.title,
                "url": address,
                "description": page.summary,
                "inLanguage": kb.site.language,
            }
        ]
    return {"@context": "https://schema.org", "@graph": graph}


def _breadcrumb(kb: KnowledgeBase, page: Page, address: str) -> dict[str, Any]:
    trail = [(kb.site.title, kb.site.address), (page.title, address)]
    items = [
        {"@type": "ListItem", "position": n, "name": name, "item": item} for n, (name, item) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
