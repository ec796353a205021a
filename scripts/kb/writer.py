"""Pages, writer: planned pages → their Markdown, through the templates; after an edit only what differs."""

from __future__ import annotations

import json
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

from kb import report
from kb.lookup import Common, Lookup, common
from kb.markdown import Markdown, escape, paragraphs
from kb.processes import shared
from kb.remembered import Compiled, remembered
from kb.write import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kb.model import KnowledgeBase, Message
    from kb.pages import Page

TEMPLATES = Path(__file__).parent.parent / "templates"


@cache
def qr(text: str) -> Markdown:
    """Return a QR code of a text as an inline picture."""
    return Markdown(remembered("qr", text, (), lambda: _qr(text)))


def _qr(text: str) -> str:
    import segno  # noqa: PLC0415  (slow to load, and seldom needed)

    return segno.make(text, error="m").svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)


def address(text: str) -> Markdown:
    """Return an address as a link's target in Markdown: the model lets none through that could leave it."""
    return Markdown(text.replace("&", "&amp;"))


def sentence(text: str) -> str:
    """Return a text as the beginning of a sentence or heading."""
    return text[:1].upper() + text[1:]


def shown(message: Message) -> str:
    """Return what a message shows: a text in quotation marks, anything else as it is."""
    return f"“{message.shows}”" if message.kind == "text" else message.shows


def environment(common: Common) -> jinja2.Environment:
    """Return the template environment: every value is escaped for Markdown unless it is Markdown already.

    Beside a page's own context, templates see only what is in `common`.
    """
    lookup = Lookup(common)
    env = jinja2.Environment(
        bytecode_cache=Compiled("templates"),
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        finalize=escape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  (finalize escapes for Markdown)
    )
    filters: dict[str, Callable[..., Any]] = {
        "address": address,
        "day": cache(lookup.day),
        "evidence": lookup.evidence,
        "former": lookup.former,
        "notes": lookup.notes,
        "qr": qr,
        "report": lambda entry: address(report.link(common.site.report, entry)),
        "shown": shown,
        "source_label": lookup.label,
        "paragraphs": paragraphs,
        "scope": lookup.scope,
        "sentence": sentence,
        "step": lookup.step,
        "of_others": lookup.of_others,
        "target": lookup.target,
        "markdown": Markdown,
    }
    env.filters |= {name: _late(filter_) for name, filter_ in filters.items()}
    env.globals |= {"kb": common, "words": common.interface}
    return env


def _late(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that is not computed while a template is compiled: that is kept, and content changes."""
    return jinja2.pass_context(lambda _, *values: filter_(*values))


class Writer:
    """Writes pages, and remembers them: a page is written again when something that it can show has changed."""

    def __init__(self) -> None:
        self._common: Common | None = None
        self._templates: list[tuple[str, int]] = []
        self._env: jinja2.Environment
        self._texts: dict[str, tuple[Page, str]] = {}

    def texts(self, kb: KnowledgeBase, pages: list[Page]) -> dict[str, str]:
        """Return the text of each page, by its id."""
        self._refresh(common(kb))
        written = dict(chain.from_iterable(shared(self._written, pages)))
        self._texts = {page.id: (page, written[page.id]) for page in pages}
        return {page.id: text for page, text in self._texts.values()}

    def _written(self, pages: Sequence[Page]) -> list[tuple[str, str]]:
        """Return the text of each page, by its id."""
        return [(page.id, self._text(page)) for page in pages]

    def _refresh(self, common: Common) -> None:
        """Forget all pages when the templates or what they have in common has changed."""
        templates = sorted((path.name, path.stat().st_mtime_ns) for path in TEMPLATES.iterdir())
        if common != self._common or templates != self._templates:
            self._common, self._templates = common, templates
            self._env = environment(common)
            self._texts = {}

    def _text(self, page: Page) -> str:
        last, text = self._texts.get(page.id, (None, ""))
        if last == page:
            return text
        return _front_matter(page) + self._env.get_template(f"{page.template}.md.j2").render(page.context)


def _front_matter(page: Page) -> str:
    fields = {"title": page.title, "description": page.summary, "kind": page.template}
    fields |= {key: page.context[key] for key in ("tools", "moved") if page.context.get(key)}
    body = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{mark(*page.sources)}\n{body}---\n\n"
