"""KnowledgeBase → files for machines: JSON with its schema, an index for assistants, plain Markdown."""

import re
from collections.abc import Iterator, Sequence

from pydantic_core import to_json

from kb.generated import File, mark
from kb.model.knowledge_base import KnowledgeBase
from kb.model.routes import address, references
from kb.pages.escaping import escape
from kb.pages.page import Page
from kb.paths import SCHEMAS
from kb.problems import BuildError

DATA = "data/knowledge-base.json"
SCHEMA_NAME = "knowledge-base.schema.json"
SCHEMA = f"data/{SCHEMA_NAME}"
INDEX = "llms.txt"

NOT_EXPORTED = ("interface", "search", "assets")
"""Parts that serve the site itself and say nothing about its subject."""


def files(kb: KnowledgeBase, pages: Sequence[Page]) -> Iterator[File]:
    """Yield each file for machines."""
    exported = {key: value for key, value in vars(kb).items() if key not in NOT_EXPORTED}
    data = {
        "generated": mark(""),
        "$schema": SCHEMA_NAME,
        "addresses": {ref: address(ref) for ref in references(kb)},
        **exported,
        "areas": dict(kb.areas),
    }
    yield File(DATA, to_json(data, indent=1, exclude_none=True).decode() + "\n")
    yield File(SCHEMA, (SCHEMAS / SCHEMA_NAME).read_text(encoding="utf-8"))
    yield File(INDEX, _index(kb, pages))


def _index(kb: KnowledgeBase, pages: Sequence[Page]) -> str:
    """Return the index for assistants, in the format of llmstxt.org."""
    base = kb.site.address
    listed = [page for page in pages if not page.moved]
    lines = [f"- [{escape(page.title)}]({base}{page.address}index.md): {escape(page.summary)}" for page in listed]
    title, summary, disclaimer = map(escape, (kb.site.title, kb.site.pages.home.summary, kb.site.disclaimer))
    return (
        f"# {title}\n\n<!-- {mark('')} -->\n\n> {summary}\n\n{disclaimer}\n\n"
        "## Pages\n\n" + "\n".join(lines) + "\n\n## Data\n\n"
        f"- [Everything as JSON]({base}{DATA})\n- [Its schema]({base}{SCHEMA})\n"
    )


CONTROLS = "kb-guided|kb-paper|kb-sheet__(?:fields|tried|buttons)"
"""Classes of the blocks that only scripts and forms use; each ends with an empty line."""


def plain(markdown: str) -> str:
    """Return a page's Markdown as it reads best alone: without front matter, wrappers and attribute lists.

    Raises BuildError when the page does not begin as pages do, so that a change of the templates is noticed.
    """
    body, count = re.subn(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    if not count:
        raise BuildError("a page has no front matter: adapt export.plain to the templates")
    body = re.sub(rf"^<[^>]* class=\"(?:{CONTROLS})\b.*?\n\n", "", body, flags=re.MULTILINE | re.DOTALL)
    body = re.sub(r'<p class="kb-(?:actions|share)">.*</p>\n|<label class="kb-tick">.*?</label> ', "", body)
    body = re.sub(r"^(?:</?(?:div|section|nav|form|details|ul)\b[^>]*>)+\n?", "", body, flags=re.MULTILINE)
    body = re.sub(r"^<li [^>]*>(.*)</li>$", r"- \1", body, flags=re.MULTILINE)
    body = re.sub(r" \{ #[a-z0-9-]+ \}$", "", body, flags=re.MULTILINE)
    body = re.sub(r"<summary>(.*?)</summary>", r"**\1**", body)
    body = re.sub(r"</?ul>|</?li>", "", body.replace("</li><li>", " · "))
    body = re.sub(r"</?(?:p|small|time|details|br)\b[^>]*>", "", body)
    body = re.sub(
        r"\]\((?:index|([a-z0-9-]+))\.md(#[a-z0-9-]+)?\)",
        lambda m: f"](../{m[1] + '/' if m[1] else ''}index.md{m[2] or ''})",
        body,
    )
    return re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"
