"""Export: KnowledgeBase → files for machines: everything as JSON with its schema, and an index for assistants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic_core import to_json

from kb.markdown import escape
from kb.model import KnowledgeBase
from kb.places import places
from kb.remembered import remembered
from kb.write import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.pages import Page

DATA = "data/knowledge-base.json"
SCHEMA = "data/knowledge-base.schema.json"
INDEX = "llms.txt"

NOT_EXPORTED = ("interface", "search", "asked")
"""Parts that serve the site itself and tell nothing about its subject."""


def files(kb: KnowledgeBase, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file for machines, in the docs folder."""
    yield (
        DATA,
        _json(
            {"generated": mark(""), "$schema": SCHEMA.partition("/")[2], "addresses": _addresses(kb), **_parts(kb)}
        ),
    )
    yield SCHEMA, _json({"$comment": mark(""), **_schema()})
    yield INDEX, _index(kb, pages)


def _addresses(kb: KnowledgeBase) -> dict[str, str]:
    return {ref: place.address for ref, place in places(kb).items()}


def _parts(kb: KnowledgeBase) -> dict[str, object]:
    shown = {key: value for key, value in vars(kb).items() if key not in NOT_EXPORTED}
    return shown | {"areas": dict(kb.areas)}


def _schema() -> dict[str, Any]:
    """Return the schema of the data. It is remembered, as only a change of the models changes it."""
    return dict(remembered("schema", "", (), _made))


def _made() -> dict[str, Any]:
    schema = TypeAdapter(KnowledgeBase).json_schema()
    for key in NOT_EXPORTED:
        schema["properties"].pop(key)
        schema["required"].remove(key)
    string = {"type": "string"}
    schema["properties"] |= {
        "generated": string,
        "$schema": string,
        "addresses": {"type": "object", "additionalProperties": string},
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def flowchart(kb: KnowledgeBase) -> str:
    """Return which checks each symptom leads to, in order, as a flowchart that Mermaid draws (mermaid.js.org)."""
    steps = {f"{id_}/{step.id}": step.title for id_, area in kb.areas.items() for step in area.steps}
    lines = [f"  {symptom.id}([{_quoted(symptom.title)}])" for symptom in kb.symptoms]
    lines += [f"  {ref}[{_quoted(title)}]" for ref, title in steps.items()]
    lines += [
        f"  {symptom.id} -->|{rank}| {ref}" for symptom in kb.symptoms for rank, ref in enumerate(symptom.steps, 1)
    ]
    return "flowchart LR\n" + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("#", "#35;").replace('"', "#quot;")
    return f'"{escaped}"'


def _json(value: object) -> str:
    return to_json(value, indent=1, exclude_none=True).decode() + "\n"


def _index(kb: KnowledgeBase, pages: Sequence[Page]) -> str:
    """Return the index for assistants, in the form that llmstxt.org describes."""
    base = kb.site.address
    listed = [page for page in pages if page.template != "moved"]
    lines = [f"- [{escape(page.title)}]({base}{page.address}index.md): {escape(page.summary)}" for page in listed]
    title, summary, disclaimer = map(escape, (kb.site.title, kb.site.pages.home.summary, kb.site.disclaimer))
    return (
        f"# {title}\n\n<!-- {mark('')} -->\n\n> {summary}\n\n{disclaimer}\n\n"
        "## Pages\n\n" + "\n".join(lines) + "\n\n## Data\n\n"
        f"- [Everything as JSON]({base}{DATA})\n- [Its schema]({base}{SCHEMA})\n"
    )


CONTROLS = "kb-guided|kb-sheet__(?:fields|tried|buttons)"
"""Classes of the blocks that only scripts and forms give a meaning to; each ends with an empty line."""


def plain(markdown: str) -> str:
    """Return a page's Markdown as it reads best alone: without front matter, wrappers and attribute lists."""
    body = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    body = re.sub(rf"^<[^>]* class=\"(?:{CONTROLS})\b.*?\n\n", "", body, flags=re.MULTILINE | re.DOTALL)
    body = re.sub(r"^</?(?:div|section|nav|form)\b[^>]*>\n?", "", body, flags=re.MULTILINE)
    body = re.sub(r" \{ #[a-z0-9-]+ \}$", "", body, flags=re.MULTILINE)
    body = re.sub(r"</?(?:p|sup|small|time)\b[^>]*>", "", body)
    body = re.sub(r":material-[a-z-]+: ", "", body)
    body = re.sub(
        r"\]\((?:index|([a-z0-9-]+))\.md(#[a-z0-9-]+)?\)",
        lambda m: f"](../{m[1] or ''}/index.md{m[2] or ''})",
        body,
    )
    return re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"
