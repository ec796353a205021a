"""Records: KnowledgeBase → what a search can find. Only this module knows the fields of the content model."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kb.model.entries import Step
from kb.model.knowledge_base import KnowledgeBase
from kb.model.site import FINDABLE

Kind = Literal["step", "question", "message", "symptom", "area", "page"]

SHORT = 80
"""Most characters of the text under a result's title."""


@dataclass(frozen=True)
class Record:
    """One thing that a search can find."""

    kind: Kind
    ref: str
    """Its reference in content, such as `area/step` or `faq/question`."""
    title: str
    text: str
    """Its open text; a result shows the beginning under the title."""
    topics: tuple[str, ...]
    """References of the topics that it answers, the closest first."""
    also: tuple[str, ...] = ()
    """Other exact words or codes that the app or the car shows for it."""
    asked: tuple[str, ...] = ()
    """Other words people use for it."""
    body: str = ""
    """The rest of its open text."""

    @property
    def short(self) -> str:
        """What a result shows under the title."""
        return shorten(self.text)


def records(kb: KnowledgeBase) -> Iterator[Record]:
    """Yield everything that a search can find."""
    for id_, area in kb.areas.items():
        for step in area.steps:
            yield Record(
                "step", f"{id_}/{step.id}", step.title, step.how, (id_,), asked=step.asked_as, body=_rest(step)
            )
        yield Record("area", id_, area.title, area.summary, (id_,), asked=area.asked_as)
    for q in kb.questions:
        ref = f"faq/{q.id}"
        yield Record("question", ref, q.question, q.short, (ref, *q.areas), asked=q.asked_as, body=q.do or "")
    for m in kb.messages:
        ref, topics = f"messages/{m.id}", _areas(m.steps)
        yield Record("message", ref, m.shows, m.short, topics, also=m.also_shows, asked=m.asked_as, body=m.where)
    for s in kb.symptoms:
        yield Record("symptom", f"diagnose/{s.id}", s.title, s.short, _areas(s.steps), asked=s.asked_as)
    for name in FINDABLE:
        page, ref = getattr(kb.site.pages, name), name.replace("_", "-")
        yield Record("page", ref, page.title, page.summary, (ref,), asked=page.asked_as)


def _areas(steps: Iterable[str]) -> tuple[str, ...]:
    """Return the areas of the first two steps."""
    return tuple(dict.fromkeys(step.partition("/")[0] for step in [*steps][:2]))


def _rest(step: Step) -> str:
    """Return the open text of a step that is not in its title or its `how`."""
    ways = (f"{way.name}: {way.how}" for way in step.ways)
    return " ".join([step.when or "", step.caution or "", *ways])


def shorten(text: str) -> str:
    """Return the beginning of a text: whole sentences where they fit, and enough to say what to do."""
    if len(text) <= SHORT:
        return text
    ends = [match.end() for match in re.finditer(r"[.:?](?=\s)", text[:SHORT])]
    if ends and ends[-1] >= SHORT / 2:
        return text[: ends[-1]]
    whole = text[:SHORT].rpartition(" ")[0] or text[:SHORT]  # some languages have no spaces
    return whole.rstrip(",;:.") + " …"
