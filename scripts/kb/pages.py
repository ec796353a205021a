"""Pages: KnowledgeBase → every generated file of the docs folder, as text. Pure; nothing is written here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import segno
import yaml

from kb import export, report, search, tools
from kb.lookup import Common, Link, Lookup, common, questions_by_area, steps_of_others, symptoms_by_area
from kb.markdown import Markdown, escape, paragraphs
from kb.moves import moves
from kb.places import HOME, MORE_AREAS, parts
from kb.processes import beside
from kb.write import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kb.model import Area, KnowledgeBase, Message, PageText, Question
    from kb.places import Part

SYMPTOMS_ON_HOME = 12
"""How many symptoms the home page offers before it leads to all of them."""

TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True)
class File:
    """A generated file: its path in the docs folder and its whole text."""

    path: str
    text: str


@dataclass(frozen=True)
class Page:
    """A page before rendering: its template, what it is made from, and what its front matter says."""

    id: str
    """File name in docs/ without `.md`; also its address, except for `index`."""
    template: str
    sources: tuple[str, ...]
    title: str
    name: str
    summary: str
    context: dict[str, Any]

    @property
    def address(self) -> str:
        """Path from the site's root, without a leading slash."""
        return "" if self.id == HOME else f"{self.id}/"


def qr(text: str) -> Markdown:
    """Return a QR code of a text as an inline picture."""
    return Markdown(segno.make(text, error="m").svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None))


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
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        finalize=escape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  (finalize escapes for Markdown)
    )
    env.filters |= {
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
    env.globals |= {"kb": common, "words": common.interface}
    return env


def plan(kb: KnowledgeBase) -> list[Page]:
    """Return every page of the site, in the order of the menus."""
    words = kb.site.pages
    areas = list(kb.areas.items())
    return [
        *_parts(kb, HOME, words.home, areas, "areas/*.yml", "symptoms.yml"),
        *_areas(kb, areas),
        *(_moved(kb, old, id_) for old, id_ in moves(kb).pages.items()),
        *_parts(kb, "diagnose", words.diagnose, kb.symptoms, "symptoms.yml"),
        *_parts(kb, "quick-guide", words.quick_guide, areas, "areas/*.yml", "regions.yml"),
        *_parts(kb, "faq", words.faq, kb.questions, "faq.yml"),
        *_parts(kb, "messages", words.messages, kb.messages, "messages.yml"),
        *_parts(kb, "about", words.about, kb.sources, "sources.yml", "evidence.yml"),
    ]


def latest_review(kb: KnowledgeBase) -> date:
    """Return the day on which anything in the knowledge base was last reviewed."""
    reviewed: tuple[Area | Question | Message, ...] = (*kb.areas.values(), *kb.questions, *kb.messages)
    return max(entry.reviewed for entry in reviewed)


def _parts(kb: KnowledgeBase, id_: str, text: PageText, entries: Sequence[object], *sources: str) -> list[Page]:
    """Return the pages of a list: one, or several when it is long."""
    found = parts(id_, len(entries))
    shared = {"text": text, "first_symptoms": kb.symptoms[:SYMPTOMS_ON_HOME], "latest": latest_review(kb)}
    pages = []
    for part in found:
        title, name, summary = (_numbered(words, part) for words in (text.title, text.name, text.summary))
        context = shared | {
            "title": title,
            "part": part,
            "entries": part.of(entries),
            "previous": _other_part(text, found, part.number - 1),
            "next": _other_part(text, found, part.number + 1),
        }
        pages.append(Page(part.page, _template(id_, part), ("site.yml", *sources), title, name, summary, context))
    return pages


def _template(id_: str, part: Part) -> str:
    """Return the template of a part: what home says besides its list is said once, on its first part."""
    if id_ == HOME:
        return "home" if part.number == 1 else MORE_AREAS
    return id_


def _numbered(words: str, part: Part) -> str:
    return words if part.number == 1 else f"{words} ({part.number}/{part.count})"


def _other_part(text: PageText, whole: list[Part], number: int) -> Link | None:
    if not 1 <= number <= len(whole):
        return None
    part = whole[number - 1]
    return Link(_numbered(text.title, part), f"{part.page}.md")


def _areas(kb: KnowledgeBase, areas: list[tuple[str, Area]]) -> Iterator[Page]:
    """Yield the page of each area."""
    questions, symptoms = questions_by_area(kb), symptoms_by_area(kb)
    theirs = steps_of_others(kb)
    links = [None, *(Link(area.title, f"{id_}.md") for id_, area in areas), None]
    for rank, (id_, area) in enumerate(areas, 1):
        context = {
            "id": id_,
            "area": area,
            "rank": rank,
            "count": len(areas),
            "previous": links[rank - 1],
            "next": links[rank + 1],
            "questions": questions[id_],
            "symptoms": symptoms[id_],
            "theirs": theirs if id_ == kb.site.help_area else [],
            "tools": tools.of(area),
        }
        yield Page(id_, "area", (f"areas/{id_}.yml",), area.title, area.name, area.summary, context)


def _moved(kb: KnowledgeBase, old: str, id_: str) -> Page:
    """Return what stands at the former address of an area."""
    area = kb.areas[id_]
    title = f"{kb.interface.moved} {area.title}"
    context = {"title": title, "to": Link(area.title, f"{id_}.md"), "moved": id_}
    return Page(old, "moved", (f"areas/{id_}.yml",), title, area.name, area.summary, context)


class Writer:
    """Writes pages, and remembers them: a page is written again when something that it can show has changed."""

    def __init__(self) -> None:
        self._common: Common | None = None
        self._templates: list[tuple[str, int]] = []
        self._env: jinja2.Environment
        self._texts: dict[str, tuple[Page, str]] = {}

    def pages(self, kb: KnowledgeBase, pages: list[Page]) -> list[File]:
        """Return the pages and the renderer's settings."""
        self._refresh(common(kb))
        self._texts = {page.id: (page, self._text(page)) for page in pages}
        return [
            *(File(f"{id_}.md", text) for id_, (_, text) in self._texts.items()),
            File(".site.yml", settings_text(kb, pages)),
        ]

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


def render(kb: KnowledgeBase, pages: list[Page]) -> list[File]:
    """Return every generated file, written anew: the pages beside the data, as both take long."""
    with beside(lambda: data(kb, pages)) as others:
        return [*Writer().pages(kb, pages), *others()]


def data(kb: KnowledgeBase, pages: list[Page]) -> list[File]:
    """Return the files of data: of the search, of the tools, for machines."""
    return [File(*file) for file in (*search.files(kb), *tools.files(kb), *export.files(kb, pages))]


def _front_matter(page: Page) -> str:
    fields = {"title": page.title, "description": page.summary, "kind": page.template}
    fields |= {key: page.context[key] for key in ("tools", "moved") if page.context.get(key)}
    body = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\n{mark(*page.sources)}\n{body}---\n\n"


def settings(kb: KnowledgeBase, pages: list[Page]) -> dict[str, Any]:
    """Return the renderer's settings that come from content: name, address, menus, words."""
    by_id = {page.id: page for page in pages}
    menu = ["diagnose", "quick-guide", "faq", "messages", "about"]
    return {
        "site_name": kb.site.title,
        "site_url": kb.site.address,
        "site_description": kb.site.pages.home.summary,
        "theme": {"language": kb.site.language},
        "extra": {
            "menu": [_menu_item(by_id[id_]) for id_ in menu],
            "areas": [_menu_item(by_id[id_]) for id_ in parts(HOME, len(kb.areas))[0].of(list(kb.areas))],
            "help": f"{kb.site.help_area}/",
            "disclaimer": kb.site.disclaimer,
            "report": kb.site.report,
            "not_found": {
                "title": kb.site.pages.not_found.title,
                "intro": paragraphs(kb.site.pages.not_found.intro),
            },
            "words": tools.on_pages(kb.interface),
        },
    }


def _menu_item(page: Page) -> dict[str, str]:
    return {"name": page.name, "title": page.title, "address": page.address}


def settings_text(kb: KnowledgeBase, pages: list[Page]) -> str:
    """Return the settings as the YAML file that mkdocs.yml inherits."""
    body = yaml.safe_dump(settings(kb, pages), allow_unicode=True, sort_keys=False, width=110)
    return f"{mark('site.yml', 'interface.yml')}\n{body}"
