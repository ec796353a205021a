"""Links to entries: their titles, targets, former anchors, and the file in which each can be edited."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.model import routes
from kb.model.knowledge_base import KnowledgeBase
from kb.model.redirects import redirects


@dataclass(frozen=True)
class Link:
    """A link to another page or entry."""

    title: str
    target: str
    """As Markdown in docs/ writes it: `faq.md#why`."""


class Links:
    """The links of a knowledge base, by the reference of what they lead to."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._repository = kb.site.repository
        self._redirects = redirects(kb)
        self._titles = _titles(kb)

    def link(self, ref: str) -> Link:
        """Return the link to an entry."""
        return Link(self._titles[ref], target(ref))

    def former(self, ref: str) -> Sequence[str]:
        """Return the former anchors of an entry on its page."""
        return self._redirects.anchors.get(ref, ())

    def moved(self, page: str) -> list[tuple[str, Link]]:
        """Return the anchors on a page of entries that have moved to another, each with the link to it."""
        return [(anchor, self.link(ref)) for anchor, ref in self._redirects.notes.get(page, ())]

    def edit(self, ref: str) -> list[str]:
        """Return the address at which an entry's file can be edited, if the site names its repository."""
        file = routes.file_of(ref.partition("/")[0])
        return [f"{self._repository}/edit/main/content/{file}"] if self._repository else []


def target(ref: str) -> Markup:
    """Return the target of a link to an entry."""
    return Markup(routes.target(ref))  # noqa: S704  (ids contain nothing to escape)


def _titles(kb: KnowledgeBase) -> dict[str, str]:
    """Return the title of every area, step, question, message and symptom by its reference."""
    return {
        **{id_: area.title for id_, area in kb.areas.items()},
        **{ref: step.title for ref, step in kb.steps()},
        **{f"faq/{question.id}": question.question for question in kb.questions},
        **{f"messages/{message.id}": message.shows for message in kb.messages},
        **{f"diagnose/{symptom.id}": symptom.title for symptom in kb.symptoms},
    }
