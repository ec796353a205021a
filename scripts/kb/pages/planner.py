"""KnowledgeBase → every page of the site, ready for its template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.model.entries import YOU
from kb.model.redirects import redirects
from kb.model.routes import HOME
from kb.pages import tools
from kb.pages.contexts import (
    AboutContext,
    AreaContext,
    DiagnoseContext,
    FaqContext,
    HomeContext,
    Link,
    MessageGroup,
    MessagesContext,
    MovedContext,
    QuestionGroup,
    QuickGuideContext,
    SourceGroup,
    SymptomGroup,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model.knowledge_base import KnowledgeBase
    from kb.model.site import PageText
    from kb.pages.contexts import Context

MESSAGE_KINDS = ("text", "behavior", "light")
"""The kinds of message, in the order of their groups on the page."""

FIRST_CHECKS = 3
"""A symptom is listed on the area pages of this many of its first checks."""


@dataclass(frozen=True)
class Page:
    """A page before rendering."""

    id: str
    """File name in docs/ without `.md`; also its address, except for `index`."""
    template: str
    sources: tuple[str, ...]
    """Files of the content folder that it is made from."""
    title: str
    name: str
    """Short name for menus."""
    summary: str
    context: Context
    tools: tuple[str, ...] = ()
    """Tools on the page."""
    moved: str = ""
    """For the page at an area's former address: the area's id."""

    @property
    def address(self) -> str:
        """Path from the site's root, without a leading slash."""
        return "" if self.id == HOME else f"{self.id}/"


def plan(kb: KnowledgeBase) -> list[Page]:
    """Return every page of the site, in the order of the menus."""
    return [_home(kb), *_areas(kb), *_moved(kb), *_lists(kb)]


def _home(kb: KnowledgeBase) -> Page:
    text = kb.site.pages.home
    context = HomeContext(text.title, text, _symptom_groups(kb, common=True), kb.areas)
    return _page(HOME, text, context, "areas/*.yml", "symptoms.yml")


def _lists(kb: KnowledgeBase) -> Iterator[Page]:
    """Yield the pages that are made from entries of other files."""
    texts = kb.site.pages
    text = texts.diagnose
    common, others = _symptom_groups(kb, common=True), _symptom_groups(kb, common=False)
    yield _page("diagnose", text, DiagnoseContext(text.title, text, kb.symptoms, common, others), "symptoms.yml")
    text = texts.quick_guide
    guide = QuickGuideContext(text.title, text, kb.areas, kb.regions, kb.latest_review)
    yield _page("quick-guide", text, guide, "areas/*.yml", "regions.yml")
    text = texts.faq
    yield _page("faq", text, FaqContext(text.title, text, _question_groups(kb)), "faq.yml")
    text = texts.messages
    tool_messages = tuple(message for message in kb.messages if message.only_in_tools)
    messages = MessagesContext(text.title, text, _message_groups(kb), tool_messages)
    yield _page("messages", text, messages, "messages.yml")
    text = texts.about
    yield _page("about", text, AboutContext(text.title, text, _source_groups(kb)), "sources.yml", "evidence.yml")


def _symptom_groups(kb: KnowledgeBase, *, common: bool) -> tuple[SymptomGroup, ...]:
    """Return the symptoms that are on the home page, or the others, in their groups."""
    groups = (
        SymptomGroup(
            group.title,
            tuple(one for one in kb.symptoms if (one.group, one.common) == (group.id, common)),
        )
        for group in kb.site.symptom_groups
    )
    return tuple(group for group in groups if group.symptoms)


def _question_groups(kb: KnowledgeBase) -> tuple[QuestionGroup, ...]:
    """Return the questions grouped by their first area."""
    groups = (
        QuestionGroup(area.name, f"about-{id_}", tuple(one for one in kb.questions if one.areas[0] == id_))
        for id_, area in kb.areas.items()
    )
    return tuple(group for group in groups if group.questions)


def _message_groups(kb: KnowledgeBase) -> tuple[MessageGroup, ...]:
    """Return the messages grouped by kind, without those that only outside tools show."""
    groups = (
        MessageGroup(
            getattr(kb.interface.message_kinds, kind),
            f"kind-{kind}",
            tuple(one for one in kb.messages if one.kind == kind and not one.only_in_tools),
        )
        for kind in MESSAGE_KINDS
    )
    return tuple(group for group in groups if group.messages)


def _source_groups(kb: KnowledgeBase) -> tuple[SourceGroup, ...]:
    """Return the sources grouped by their evidence label, in alphabetical order."""
    sources = sorted(kb.sources, key=lambda source: (source.publisher, source.title))
    return tuple(
        SourceGroup(label, tuple(source for source in sources if source.kind == label.id))
        for label in kb.evidence.labels
    )


def _page(id_: str, text: PageText, context: Context, *sources: str) -> Page:
    template = "home" if id_ == HOME else id_
    return Page(id_, template, ("site.yml", *sources), text.title, text.name, text.summary, context)


def _areas(kb: KnowledgeBase) -> Iterator[Page]:
    """Yield the page of each area."""
    others = steps_of_others(kb)
    links = [None, *(Link(area.title, f"{id_}.md") for id_, area in kb.areas.items()), None]
    for rank, (id_, area) in enumerate(kb.areas.items(), 1):
        context = AreaContext(
            id_,
            area,
            rank,
            len(kb.areas),
            previous=links[rank - 1],
            next=links[rank + 1],
            questions=tuple(one for one in kb.questions if id_ in one.areas),
            symptoms=tuple(
                one for one in kb.symptoms if id_ in {ref.partition("/")[0] for ref in one.steps[:FIRST_CHECKS]}
            ),
            others_steps=others if id_ == kb.site.help_area else (),
        )
        yield Page(
            id_, "area", (f"areas/{id_}.yml",), area.title, area.name, area.summary, context, tools.used_in(area)
        )


def steps_of_others(kb: KnowledgeBase) -> tuple[str, ...]:
    """Return the references of the steps that someone other than the reader carries out."""
    return tuple(ref for ref, step in kb.steps() if step.who != YOU)


def _moved(kb: KnowledgeBase) -> Iterator[Page]:
    """Yield a page for each former address of an area."""
    for old, id_ in redirects(kb).pages.items():
        area = kb.areas[id_]
        title = f"{kb.interface.moved} {area.title}"
        context = MovedContext(title, Link(area.title, f"{id_}.md"))
        yield Page(old, "moved", (f"areas/{id_}.yml",), title, area.name, area.summary, context, moved=id_)
