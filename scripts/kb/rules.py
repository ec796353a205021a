"""Rules: what must hold between entries. Each rule is one small function in the table at the end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kb.model import Cited, Record
from kb.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kb.model import KnowledgeBase
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
    sources = {source.id for source in kb.sources}
    regions = {region.id for region in kb.regions}
    labels = {label.id for label in kb.evidence.labels}
    for file, records in _files(kb):
        for path, record in _records(records):
            named: list[tuple[str, str, set[str], tuple[str, ...]]] = []
            if file not in {"site.yml"} or isinstance(record, Cited):
                named = [
                    ("areas", "area", set(kb.areas), getattr(record, "areas", ())),
                    (
                        "steps",
                        "step",
                        steps,
                        tuple(s for s in getattr(record, "steps", ()) if isinstance(s, str)),
                    ),
                    ("see", "step", steps, getattr(record, "see", ())),
                    ("sources", "source", sources, getattr(record, "sources", ())),
                    ("regions", "region", regions, getattr(record, "regions", ())),
                ]
            for key, what, known, names in named:
                for n, name in enumerate(names):
                    if name not in known:
                        yield _dangling(file, (*path, key, n), what, name, known)
    for n, source in enumerate(kb.sources):
        if source.kind not in labels:
            yield _dangling("sources.yml", (n, "kind"), "evidence label", source.kind, labels)
    if kb.evidence.unsourced not in labels:
        yield _dangling("evidence.yml", ("unsourced",), "evidence label", kb.evidence.unsourced, labels)


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


RULES: tuple[Callable[[KnowledgeBase], Iterator[Finding]], ...] = (
    unique_ids,
    area_order,
    area_names,
    references,
    source_places,
)


def check(kb: KnowledgeBase) -> list[Finding]:
    """Return what every rule finds."""
    return [finding for rule in RULES for finding in rule(kb)]
