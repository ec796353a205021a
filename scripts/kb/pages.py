"""Pages: KnowledgeBase → every generated file of the docs folder, as text. Pure; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from kb import export, search, tools
from kb.lookup import Link, questions_by_area, steps_of_others, symptoms_by_area
from kb.markdown import paragraphs
from kb.moves import moves
from kb.places import HOME, MORE_AREAS, parts
from kb.write import SETTINGS, mark
from kb.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kb.model import Area, KnowledgeBase, Message, PageText, Question
    from kb.places import Part

SYMPTOMS_ON_HOME = 12
"""How many symptoms the home page offers before it leads to all of them."""


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


def files(kb: KnowledgeBase, pages: list[Page]) -> list[File]:
    """Return every generated file, written anew."""
    return [*written(kb, pages), *searched(kb)]


def written(kb: KnowledgeBase, pages: list[Page]) -> list[File]:
    """Return what the renderer needs, written anew: all but the files of the search, which take long."""
    return [*pages_by(Writer(), kb, pages), *_linked(kb, pages)]


def pages_by(writer: Writer, kb: KnowledgeBase, pages: list[Page]) -> list[File]:
    """Return the pages as a writer writes them, and the renderer's settings."""
    texts = writer.texts(kb, pages)
    return [
        *(File(f"{id_}.md", text) for id_, text in texts.items()),
        File(SETTINGS, settings_text(kb, pages)),
    ]


def searched(kb: KnowledgeBase) -> list[File]:
    """Return the files of the search."""
    return [File(*file) for file in search.files(kb)]


def data(kb: KnowledgeBase, pages: list[Page]) -> list[File]:
    """Return the files of data: of the search, of the tools, for machines."""
    return [*searched(kb), *_linked(kb, pages)]


def _linked(kb: KnowledgeBase, pages: list[Page]) -> list[File]:
    """Return the files of data that pages link to."""
    return [File(*file) for file in (*tools.files(kb), *export.files(kb, pages))]


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
