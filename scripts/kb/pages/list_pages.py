"""The pages that are made from entries of other files: home, guided check, quick guide, FAQ, messages, about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from kb.model.entries import EvidenceLabel, Message, Question, Source, Symptom
from kb.model.knowledge_base import KnowledgeBase
from kb.model.routes import HOME
from kb.model.site import PageText
from kb.pages.page import Context, Page

MESSAGE_KINDS = ("text", "behavior", "light")
"""The kinds of message, in the order of their groups on the page."""

T = TypeVar("T")


@dataclass(frozen=True)
class Group(Generic[T]):
    """Entries under a heading."""

    title: str
    entries: tuple[T, ...]
    anchor: str = ""


@dataclass(frozen=True)
class SourceGroup:
    """An evidence label with the sources of its kind."""

    label: EvidenceLabel
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class ListContext(Context):
    """For all of these pages: the words of the page itself."""

    text: PageText


@dataclass(frozen=True)
class HomeContext(ListContext):
    """For home.md.j2."""

    common: tuple[Group[Symptom], ...]


@dataclass(frozen=True)
class DiagnoseContext(ListContext):
    """For diagnose.md.j2."""

    common: tuple[Group[Symptom], ...]
    """The symptoms that are on the home page, too."""
    others: tuple[Group[Symptom], ...]


@dataclass(frozen=True)
class QuickGuideContext(ListContext):
    """For quick-guide.md.j2."""


@dataclass(frozen=True)
class FaqContext(ListContext):
    """For faq.md.j2."""

    groups: tuple[Group[Question], ...]


@dataclass(frozen=True)
class MessagesContext(ListContext):
    """For messages.md.j2."""

    groups: tuple[Group[Message], ...]
    tool_messages: tuple[Message, ...]
    """Those that only outside tools show."""


@dataclass(frozen=True)
class AboutContext(ListContext):
    """For about.md.j2."""

    groups: tuple[SourceGroup, ...]


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    """Yield the home page and then the others, in the order of the menu."""
    texts = kb.site.pages
    common, others = _symptoms(kb, common=True), _symptoms(kb, common=False)
    tool_messages = tuple(message for message in kb.messages if message.only_in_tools)
    yield _page(HOME, HomeContext(texts.home, common), "areas/*.yml", "symptoms.yml")
    yield _page("diagnose", DiagnoseContext(texts.diagnose, common, others), "symptoms.yml")
    yield _page("quick-guide", QuickGuideContext(texts.quick_guide), "areas/*.yml", "regions.yml")
    yield _page("faq", FaqContext(texts.faq, _questions(kb)), "faq.yml")
    yield _page("messages", MessagesContext(texts.messages, _messages(kb), tool_messages), "messages.yml")
    yield _page("about", AboutContext(texts.about, _sources(kb)), "sources.yml", "evidence.yml")


def _page(id_: str, context: ListContext, *sources: str) -> Page:
    text = context.text
    template = "home" if id_ == HOME else id_
    return Page(id_, template, ("site.yml", *sources), text.title, text.name, text.summary, context)


def _symptoms(kb: KnowledgeBase, *, common: bool) -> tuple[Group[Symptom], ...]:
    """Return the symptoms that are on the home page, or the others, in their groups."""
    return _filled(
        Group(group.title, tuple(one for one in kb.symptoms if (one.group, one.common) == (group.id, common)))
        for group in kb.site.symptom_groups
    )


def _questions(kb: KnowledgeBase) -> tuple[Group[Question], ...]:
    """Return the questions grouped by their first area."""
    return _filled(
        Group(area.name, tuple(one for one in kb.questions if one.areas[0] == id_), f"about-{id_}")
        for id_, area in kb.areas.items()
    )


def _messages(kb: KnowledgeBase) -> tuple[Group[Message], ...]:
    """Return the messages grouped by kind, without those that only outside tools show."""
    titles = kb.interface.message_kinds
    shown = [message for message in kb.messages if not message.only_in_tools]
    return _filled(
        Group(getattr(titles, kind), tuple(one for one in shown if one.kind == kind), f"kind-{kind}")
        for kind in MESSAGE_KINDS
    )


def _filled(groups: Iterable[Group[T]]) -> tuple[Group[T], ...]:
    """Return the groups that are not empty."""
    return tuple(group for group in groups if group.entries)


def _sources(kb: KnowledgeBase) -> tuple[SourceGroup, ...]:
    """Return the sources grouped by their evidence label, in alphabetical order."""
    sources = sorted(kb.sources, key=lambda source: (source.publisher, source.title))
    return tuple(
        SourceGroup(label, tuple(source for source in sources if source.kind == label.id))
        for label in kb.evidence.labels
    )
