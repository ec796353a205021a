"""KnowledgeBase → every page, and the generated files of the docs folder, as text."""

import json
from collections.abc import Sequence

import jinja2

from kb import template_errors
from kb.generated import File, mark
from kb.model.knowledge_base import KnowledgeBase
from kb.pages import area_pages, export, list_pages, settings, tools
from kb.pages.page import Page
from kb.pages.templates import TEMPLATES, environment


def plan(kb: KnowledgeBase) -> list[Page]:
    """Return every page of the site, ready for its template."""
    home, *lists = list_pages.pages(kb)
    return [home, *area_pages.pages(kb), *area_pages.moved(kb), *lists]


def files(kb: KnowledgeBase, pages: Sequence[Page]) -> list[File]:
    """Return the Markdown of every page, the renderer's settings, and the data that pages link to.

    Raises BuildError when a template fails.
    """
    env = environment(kb)
    return [
        *(File(f"{page.id}.md", _text(env, page)) for page in pages),
        settings.file(kb, pages),
        *tools.files(kb),
        *export.files(kb, pages),
    ]


def _text(env: jinja2.Environment, page: Page) -> str:
    try:
        body = env.get_template(f"{page.template}.md.j2").render(vars(page.context), page=page)
    except Exception as error:
        raise template_errors.located(error, TEMPLATES, "scripts/templates") or error from error
    return _front_matter(page) + body


def _front_matter(page: Page) -> str:
    fields = {"title": page.title, "description": page.summary, "kind": page.template}
    fields |= {key: value for key in ("tools", "moved") if (value := getattr(page, key))}
    body = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{mark(*page.sources)}\n{body}---\n\n"
