"""Rules: what must hold between entries. Each rule is one small function in the table at the end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kb.model import ELSEWHERE, Record
from kb.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from kb.model import Area, KnowledgeBase, Message, Question
    from kb.yaml_tree import Path


class Finding(NamedTuple):
    """What a rule found, and where: a file of the content folder and the path of a value in it."""

    file: str
    path: Path
    rule: str
    wrong: str
    wanted: str
    cure: str


RESERVED = {"assets", "about", "data", "diagnose", "faq", "messages", "quick-guide", "search", "404", "index"}
"""Addresses and folders that an area's page would overwrite."""


def _files(kb: KnowledgeBase) -> Iterator[tuple[str, object]]:
    """Yield each file's name with its records."""
    yield "site.yml", kb.site
    yield "sources.yml", kb.sources
    yield "regions.yml", kb.regions
    yield "faq.yml", kb.questions
    yield "messages.yml", kb.messages
    yield "symptoms.yml", kb.symptoms
    for id_, area in kb.areas.items():
        yield f"areas/{id_}.yml", area


def _records(value: object, path: Path = ()) -> Iterator[tuple[Path, Record]]:
    """Yield every record in `value`, however deep, with its path."""
    if isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from _records(item, (*path, n))
    elif isinstance(value, Record):
        yield path, value
        for name in type(value).model_fields:
            yield from _records(getattr(value, name), (*path, name))


def _dangling(file: str, path: Path, what: str, name: str, known: Iterable[str]) -> Finding:
    known = list(known)
    return Finding(
        file,
        path,
        "reference",
        f'there is no {what} "{name}"{did_you_mean(name, known)}',
        f"wanted the id of a {what}",
        f"correct the id, or add the {what}",
    )


def unique_ids(kb: KnowledgeBase) -> Iterator[Finding]:
    """Every id stands once in its list."""
    lists: list[tuple[str, Path, list[str]]] = [
        ("faq.yml", (), [q.id for q in kb.questions]),
        ("messages.yml", (), [m.id for m in kb.messages]),
        ("symptoms.yml", (), [s.id for s in kb.symptoms]),
        ("regions.yml", (), [r.id for r in kb.regions]),
        ("sources.yml", (), [s.id for s in kb.sources]),
        ("evidence.yml", ("labels",), [label.id for label in kb.evidence.labels]),
        ("site.yml", ("about",), [s.id for s in kb.site.about]),
        *((f"areas/{id_}.yml", ("steps",), [s.id for s in area.steps]) for id_, area in kb.areas.items()),
    ]
    for file, path, ids in lists:
        seen: set[str] = set()
        for n, id_ in enumerate(ids):
            if id_ in seen:
                yield Finding(
                    file,
                    (*path, n, "id"),
                    "id-duplicate",
                    f'the id "{id_}" is taken',
                    "wanted an id of its own",
                    "rename one of the two",
                )
            seen.add(id_)


def area_order(kb: KnowledgeBase) -> Iterator[Finding]:
    """The site's order names every area once, and nothing else."""
    counts = Counter(kb.site.areas)
    for n, id_ in enumerate(kb.site.areas):
        if id_ not in kb.areas:
            yield _dangling("site.yml", ("areas", n), "area", id_, kb.areas)
        elif counts[id_] > 1 and id_ in kb.site.areas[:n]:
            yield Finding(
                "site.yml",
                ("areas", n),
                "id-duplicate",
                f'the area "{id_}" is in the order twice',
                "wanted it once",
                "delete one of the two",
            )
    if kb.site.help_area not in kb.areas:
        yield _dangling("site.yml", ("help_area",), "area", kb.site.help_area, kb.areas)
    for id_ in kb.areas:
        if id_ not in counts:
            yield Finding(
                f"areas/{id_}.yml",
                (),
                "area-unplaced",
                f'the area "{id_}" is on no page',
                "wanted every area in the site's order",
                f"add `- {id_}` under `areas:` in site.yml",
            )


def area_names(kb: KnowledgeBase) -> Iterator[Finding]:
    """An area's file name is a slug and no address of another page."""
    for id_ in kb.areas:
        if id_ in RESERVED or not id_.replace("-", "").isalnum() or id_ != id_.lower():
            yield Finding(
                f"areas/{id_}.yml",
                (),
                "id-slug",
                f'"{id_}" cannot be the address of an area',
                "wanted lower-case words joined by hyphens that no other page uses",
                "rename the file",
            )


def references(kb: KnowledgeBase) -> Iterator[Finding]:
    """Every id that an entry names exists."""
    steps = {f"{id_}/{step.id}" for id_, area in kb.areas.items() for step in area.steps}
    known = {
        "areas": ("area", set(kb.areas)),
        "steps": ("step", steps),
        "see": ("step", steps),
        "sources": ("source", {source.id for source in kb.sources}),
        "regions": ("region", {region.id for region in kb.regions}),
    }
    for file, records in _files(kb):
        for path, record in _records(records):
            for key, (what, ids) in known.items():
                for n, name in enumerate(getattr(record, key, ())):
                    if isinstance(name, str) and name not in ids and (file, key) != ("site.yml", "areas"):
                        yield _dangling(file, (*path, key, n), what, name, ids)


def evidence_labels(kb: KnowledgeBase) -> Iterator[Finding]:
    """Every evidence label that a source or the evidence itself names exists."""
    labels = {label.id for label in kb.evidence.labels}
    for n, source in enumerate(kb.sources):
        if source.kind not in labels:
            yield _dangling("sources.yml", (n, "kind"), "evidence label", source.kind, labels)
    for n, label in enumerate(kb.evidence.labels):
        if label.several and label.several not in labels:
            yield _dangling("evidence.yml", ("labels", n, "several"), "evidence label", label.several, labels)
    for key in ("unsourced", "unknown"):
        if (name := getattr(kb.evidence, key)) not in labels:
            yield _dangling("evidence.yml", (key,), "evidence label", name, labels)


def synonym_groups(kb: KnowledgeBase) -> Iterator[Finding]:
    """No word of the search means two things."""
    seen: set[str] = set()
    for n, group in enumerate(kb.search.synonyms):
        for m, word in enumerate(group):
            if word in seen:
                yield Finding(
                    "search.yml",
                    ("synonyms", n, m),
                    "synonym-twice",
                    f'"{word}" is in two groups',
                    "wanted each word in one group",
                    "delete one of the two",
                )
            seen.add(word)


def entry_refs(kb: KnowledgeBase) -> set[str]:
    """Return the reference of everything that owners can ask for."""
    return {
        ELSEWHERE,
        *(page.replace("_", "-") for page in type(kb.site.pages).model_fields),
        *kb.areas,
        *(f"{id_}/{step.id}" for id_, area in kb.areas.items() for step in area.steps),
        *(f"faq/{question.id}" for question in kb.questions),
        *(f"messages/{message.id}" for message in kb.messages),
        *(f"diagnose/{symptom.id}" for symptom in kb.symptoms),
    }


def asked(kb: KnowledgeBase) -> Iterator[Finding]:
    """What owners ask belongs to an entry that exists, and to one only."""
    known = entry_refs(kb)
    seen: dict[str, str] = {}
    for name, entries in kb.asked.items():
        for ref, phrases in entries.items():
            if ref not in known:
                yield _dangling(f"asked/{name}.yml", (ref,), "entry", ref, known)
            for n, phrase in enumerate(phrases):
                if (first := seen.setdefault(phrase.lower(), ref)) != ref:
                    yield Finding(
                        f"asked/{name}.yml",
                        (ref, n),
                        "asked-twice",
                        f'"{first}" has the same words',
                        "wanted words that tell one entry from another",
                        "keep them where they fit better",
                    )


def source_places(kb: KnowledgeBase) -> Iterator[Finding]:
    """A source has an address or says where else it is found."""
    for n, source in enumerate(kb.sources):
        if not source.address and not source.locator:
            yield Finding(
                "sources.yml",
                (n,),
                "source-place",
                f'the source "{source.id}" cannot be found by a reader',
                "wanted `address` or `locator`",
                "add one of them",
            )


def unreviewed(kb: KnowledgeBase, today: date, days: int) -> Iterator[Finding]:
    """Yield the areas, questions and messages that nobody has reviewed for more than `days` days."""
    entries: list[tuple[str, Path, Area | Question | Message]] = [
        *((f"areas/{id_}.yml", ("reviewed",), area) for id_, area in kb.areas.items()),
        *(("faq.yml", (n, "reviewed"), question) for n, question in enumerate(kb.questions)),
        *(("messages.yml", (n, "reviewed"), message) for n, message in enumerate(kb.messages)),
    ]
    for file, path, entry in entries:
        age = (today - entry.reviewed).days
        if age > days:
            yield Finding(
                file,
                path,
                "review-old",
                f"the last review is {age} days ago",
                f"wanted at most {days} days",
                "check the entry against its sources, then set `reviewed` to today",
            )


RULES: tuple[Callable[[KnowledgeBase], Iterator[Finding]], ...] = (
    unique_ids,
    area_order,
    area_names,
    references,
    evidence_labels,
    source_places,
    synonym_groups,
    asked,
)


def check(kb: KnowledgeBase) -> list[Finding]:
    """Return what every rule finds."""
    return [finding for rule in RULES for finding in rule(kb)]
