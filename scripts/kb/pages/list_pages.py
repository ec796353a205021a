"""The pages that are made from entries of other files: home, guided check, quick guide, FAQ, messages, about."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from kb.model.entries import Message, Question, Source, Symptom
from kb.model.knowledge_base import KnowledgeBase
from kb.model.routes import HOME
from kb.model.site import PageText
from kb.pages.page import Context, Page

T = TypeVar("T")


@dataclass(frozen=True)
class Group(Generic[T]):
    """Entries under a heading."""

    title: str
    entries: tuple[T, ...]
    anchor: str


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

    sources: tuple[Source, ...]
    """In alphabetical order."""


def pages(kb: KnowledgeBase) -> Iterator[Page]:
    """Yield the home page and then the others, in the order of the menu."""
    texts = kb.site.pages
    symptom_groups = {group.id: group.title for group in kb.site.symptom_groups}
    common = _grouped([one for one in kb.symptoms if one.common], lambda one: one.group, symptom_groups)
    others = _grouped([one for one in kb.symptoms if not one.common], lambda one: one.group, symptom_groups)
    areas = {id_: area.name for id_, area in kb.areas.items()}
    questions = _grouped(kb.questions, lambda one: one.areas[0], areas, "about-")
    shown = [one for one in kb.messages if not one.only_in_tools]
    messages = _grouped(shown, lambda one: one.kind, vars(kb.interface.message_kinds), "kind-")
    tool_messages = tuple(one for one in kb.messages if one.only_in_tools)
    sources = tuple(sorted(kb.sources, key=lambda one: (one.publisher, one.title)))
    yield _page(HOME, HomeContext(texts.home, common), "areas/*.yml", "symptoms.yml")
    yield _page("diagnose", DiagnoseContext(texts.diagnose, common, others), "symptoms.yml")
    yield _page("quick-guide", QuickGuideContext(texts.quick_guide), "areas/*.yml", "regions.yml")
    yield _page("faq", FaqContext(texts.faq, questions), "faq.yml")
    yield _page("messages", MessagesContext(texts.messages, messages, tool_messages), "messages.yml")
    yield _page("about", AboutContext(texts.about, sources), "sources.yml", "evidence.yml")


def _page(id_: str, context: ListContext, *sources: str) -> Page:
    text = context.text
    template = "home" if id_ == HOME else id_
    return Page(id_, template, ("site.yml", *sources), text.title, text.name, text.summary, context)


def _grouped(
    entries: Iterable[T], group_of: Callable[[T], str], titles: Mapping[str, str], prefix: str = ""
) -> tuple[Group[T], ...]:
    """Return entries under the titles of their groups, in the order of the titles, without empty groups."""
    members: defaultdict[str, list[T]] = defaultdict(list)
    for entry in entries:
        members[group_of(entry)].append(entry)
    return tuple(
        Group(title, tuple(members[id_]), f"{prefix}{id_}") for id_, title in titles.items() if id_ in members
    )
