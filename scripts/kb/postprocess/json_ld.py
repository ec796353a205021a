"""Structured data about a page for search engines (schema.org, as JSON-LD)."""

from typing import Any

from kb.model.knowledge_base import KnowledgeBase
from kb.model.routes import HOME
from kb.pages.page import Page


def data(kb: KnowledgeBase, page: Page) -> dict[str, Any]:
    """Return the JSON-LD of one page: its kind, and its position on the site."""
    address = kb.site.address + page.address
    if page.id == HOME:
        about: dict[str, Any] = {
            "@type": "WebSite",
            "name": kb.site.title,
            "url": address,
            "description": page.summary,
            "inLanguage": kb.site.language,
        }
    else:
        trail = enumerate([(kb.site.title, kb.site.address), (page.title, address)], 1)
        items = [{"@type": "ListItem", "position": n, "name": name, "item": item} for n, (name, item) in trail]
        about = {"@type": "BreadcrumbList", "itemListElement": items}
    return {"@context": "https://schema.org", "@graph": [about]}
