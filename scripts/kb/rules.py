"""Rules: what must hold between entries. Each rule is one small function in the table at the end."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from kb.model import ELSEWHERE, Pages, Record
from kb.places import MORE_AREAS, MOST
from kb.problems import did_you_mean
from kb.words import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from kb import model
    from kb.tree import Path


class Finding(NamedTuple):
    """What a rule found, and where: a file of the content folder and the path of a value in it."""

    file: str
    path: Path
    rule: str
    wrong: str
    wanted: str
    cure: str
    in_key: bool = False
    """Whether it is about the key at `path`, not about its value."""


class Named(NamedTuple):
    """A list of ids that an entry names under a key."""

    file: str
    path: Path
    """That of the entry."""
    key: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """What could be read of a content folder. An entry that could not be read is None: places stay right."""

    site: model.Site | None
    interface: model.Interface | None
    search: model.Search | None
    evidence: model.Evidence | None
    areas: Mapping[str, model.Area | None]
    questions: tuple[model.Question | None, ...]
    messages: tuple[model.Message | None, ...]
    symptoms: tuple[model.Symptom | None, ...]
    regions: tuple[model.Region | None, ...]
    sources: tuple[model.Source | None, ...]
    asked: Mapping[str, model.Asked]
    named: Sequence[Named]
    """Every list of ids that entries name."""
    ids: Mapping[str, tuple[str, ...]]
    """Every id as written, also of entries that could not be read, by kind: `question`, `step` (`area/step`) …"""
    unread: frozenset[str]
    """Files of which nothing could be read, so that nobody knows which ids they hold."""

    def unknowable(self, kind: str, name: str) -> bool:
        """Return whether an id may stand in a file of which nothing could be read."""
        file = f"areas/{name.partition('/')[0]}.yml" if kind == "step" else FILE_OF.get(kind)
        return file in self.unread


FILE_OF = {"source": "sources.yml", "region": "regions.yml", "evidence label": "evidence.yml"}
"""Where the ids of a kind stand."""


RESERVED_PAGES = {"assets", "data", "search", "404", *MOST, *map(str, Pages.model_fields)}
"""Addresses and folders that an area's page would overwrite."""

LATER_PART = re.compile(rf"(?:{'|'.join((*MOST, MORE_AREAS))})-\d+")
"""Addresses of the further parts of long lists, which no area may have either."""

ON_EVERY_PAGE = {"top", "content", "search", "search-results"}
"""Anchors of the templates on every page."""

ON_AREA = {"checklist", "steps", "why", "questions", "symptoms", "regions"}
"""Anchors of the sections of an area's page."""

ON_ABOUT = {"labels", "sources"}
"""Anchors of the sections of the about page."""

SUGGESTIONS = 100
"""Findings of one rule after which it no longer looks for what was meant: that takes long, and nobody reads on."""


NAMING = {"areas": "area", "steps": "step", "see": "step", "sources": "source", "regions": "region"}
"""Keys under which entries name others, and the kind that they name."""


def named(file: str, record: object) -> list[Named]:
    """Return every list of ids that entries of a file name. Not the site's own order of areas."""
    return [one for one in _name_lists(file, record) if (one.file, one.key) != ("site.yml", "areas")]


def _name_lists(file: str, value: object, path: Path = ()) -> Iterator[Named]:
    """Yield every list of ids that `value` and the records in it name, however deep."""
    if isinstance(value, tuple):
        for n, item in enumerate(value):
            if isinstance(item, Record):
                yield from _name_lists(file, item, (*path, n))
    elif isinstance(value, Record):
        for key, inner in vars(value).items():
            first = inner[0] if isinstance(inner, tuple) and inner else inner
            if isinstance(first, Record):
                yield from _name_lists(file, inner, (*path, key))
            elif key in NAMING and isinstance(inner, tuple) and inner:
                yield Named(file, path, key, inner)


def _taken(file: str, path: Path, what: str, cure: str = "rename one of the two") -> Finding:
    return Finding(file, path, "id-duplicate", what, "wanted an id of its own", cure)


def unique_ids(draft: Draft) -> Iterator[Finding]:
    """Every id stands once in its list."""
    for file, path, ids in _id_lists(draft):
        seen: set[str] = set()
        for n, id_ in enumerate(ids):
            if id_ in seen:
                yield _taken(file, (*path, n, "id"), f'the id "{id_}" is taken')
            seen.add(id_)


def _id_lists(draft: Draft) -> Iterator[tuple[str, Path, list[str]]]:
    yield "faq.yml", (), _ids(draft.questions)
    yield "messages.yml", (), _ids(draft.messages)
    yield "symptoms.yml", (), _ids(draft.symptoms)
    yield "regions.yml", (), _ids(draft.regions)
    yield "sources.yml", (), _ids(draft.sources)
    yield "evidence.yml", ("labels",), _ids(draft.evidence.labels if draft.evidence else ())
    yield "site.yml", ("about",), _ids(draft.site.about if draft.site else ())
    for id_, area in draft.areas.items():
        yield f"areas/{id_}.yml", ("steps",), _ids(area.steps if area else ())


def _ids(entries: Iterable[object]) -> list[str]:
    """Return the ids of entries; one that could not be read has an id that no other has."""
    return [str(getattr(entry, "id", f"?{n}")) for n, entry in enumerate(entries)]


def anchors(draft: Draft) -> Iterator[Finding]:
    """No entry has the anchor of something else on its page."""
    regions = dict.fromkeys(draft.ids["region"], "the region")
    for file, path, ids in _id_lists(draft):
        taken = dict.fromkeys(ON_EVERY_PAGE, "a part of every page")
        if file.startswith("areas/"):
            area = draft.areas[file.removeprefix("areas/").removesuffix(".yml")]
            taken |= dict.fromkeys(ON_AREA, "a section of the page")
            taken |= regions if area and area.by_region else {}
        elif file in {"site.yml", "evidence.yml", "sources.yml"}:
            taken |= dict.fromkeys(ON_ABOUT, "a section of the page")
        elif file == "regions.yml":
            taken |= dict.fromkeys(ON_AREA, "a section of the page")
        if file in {"evidence.yml", "sources.yml"}:
            taken |= {section.id: "a section of the page" for section in (draft.site.about if draft.site else ())}
        if file == "sources.yml":
            taken |= {label.id: "an evidence label" for label in (draft.evidence.labels if draft.evidence else ())}
        for n, id_ in enumerate(ids):
            if id_ in taken:
                yield _taken(
                    file,
                    (*path, n, "id"),
                    f'the id "{id_}" is the anchor of {taken[id_]} too',
                    "choose another id",
                )


def area_order(draft: Draft) -> Iterator[Finding]:
    """The site's order names every area once, and nothing else."""
    if not draft.site:
        return
    counts = Counter(draft.site.areas)
    for n, id_ in enumerate(draft.site.areas):
        if id_ not in draft.areas:
            yield _dangling("site.yml", ("areas", n), "area", id_, draft.areas)
        elif counts[id_] > 1 and id_ in draft.site.areas[:n]:
            yield Finding(
                "site.yml",
                ("areas", n),
                "id-duplicate",
                f'the area "{id_}" is in the order twice',
                "wanted it once",
                "delete one of the two",
            )
    if draft.site.help_area not in draft.areas:
        yield _dangling("site.yml", ("help_area",), "area", draft.site.help_area, draft.areas)
    for id_ in draft.areas:
        if id_ not in counts:
            yield Finding(
                f"areas/{id_}.yml",
                (),
                "area-unplaced",
                f'the area "{id_}" is on no page',
                "wanted every area in the site's order",
                f"add `- {id_}` under `areas:` in site.yml",
            )


def area_names(draft: Draft) -> Iterator[Finding]:
    """An area's file name is a slug and no address of another page."""
    for id_ in draft.areas:
        reserved = id_ in RESERVED_PAGES or LATER_PART.fullmatch(id_)
        if reserved or not id_.replace("-", "").isalnum() or not id_.isascii() or id_ != id_.lower():
            yield Finding(
                f"areas/{id_}.yml",
                (),
                "id-slug",
                f'"{id_}" cannot be the address of an area',
                "wanted lower-case words joined by hyphens that no other page uses",
                "rename the file",
            )


def _dangling(file: str, path: Path, what: str, name: str, known: Iterable[str]) -> Finding:
    near = did_you_mean(name, known)
    article = "an" if what[0] in "aeiou" else "a"
    return Finding(
        file,
        path,
        "reference",
        f'there is no {what} "{name}"{near}',
        f"wanted the id of {article} {what}",
        f"correct the id, or add the {what}",
    )


def references(draft: Draft) -> Iterator[Finding]:
    """Every id that an entry names exists."""
    known = {key: set(draft.ids[kind]) for key, kind in NAMING.items()}
    found = 0
    for file, path, key, names in draft.named:
        if known[key].issuperset(names):
            continue
        for n, name in enumerate(names):
            if name not in known[key] and not draft.unknowable(NAMING[key], name):
                found += 1
                suggested = known[key] if found <= SUGGESTIONS else ()
                yield _dangling(file, (*path, key, n), NAMING[key], name, suggested)


def doubles(draft: Draft) -> Iterator[Finding]:
    """No entry names the same id twice, and no step names itself."""
    for file, path, key, names in draft.named:
        if len(set(names)) == len(names):
            continue
        for n, name in enumerate(names):
            if name in names[:n]:
                yield Finding(
                    file,
                    (*path, key, n),
                    "reference-twice",
                    f'"{name}" is named twice',
                    "wanted each once",
                    "delete one of the two",
                )
    for id_, area in draft.areas.items():
        for n, step in enumerate(area.steps if area else ()):
            if f"{id_}/{step.id}" in step.see:
                yield Finding(
                    f"areas/{id_}.yml",
                    ("steps", n, "see", step.see.index(f"{id_}/{step.id}")),
                    "reference-self",
                    "the step names itself",
                    "wanted other steps",
                    "delete it",
                )


def evidence_labels(draft: Draft) -> Iterator[Finding]:
    """Every evidence label that a source or the evidence itself names exists, and none leads back to itself."""
    labels = draft.ids["evidence label"]
    for n, source in enumerate(draft.sources):
        if source and source.kind not in labels and not draft.unknowable("evidence label", source.kind):
            yield _dangling("sources.yml", (n, "kind"), "evidence label", source.kind, labels)
    if not draft.evidence:
        return
    several = {label.id for label in draft.evidence.labels if label.several}
    for n, label in enumerate(draft.evidence.labels):
        if label.several and label.several not in labels:
            yield _dangling("evidence.yml", ("labels", n, "several"), "evidence label", label.several, labels)
        elif label.several in several:
            yield Finding(
                "evidence.yml",
                ("labels", n, "several"),
                "label-chain",
                f'"{label.several}" has a label for several of its own',
                "wanted a label that stands for itself",
                "name another label, or delete the key",
            )
    for key in ("unsourced", "unknown"):
        if (name := getattr(draft.evidence, key)) not in labels:
            yield _dangling("evidence.yml", (key,), "evidence label", name, labels)


def titles(draft: Draft) -> Iterator[Finding]:
    """No two pages have the same title."""
    pages = draft.site.pages if draft.site else None
    seen = (
        {getattr(pages, name).title.lower(): f"site.yml ({name})" for name in Pages.model_fields} if pages else {}
    )
    for id_, area in draft.areas.items():
        if not area:
            continue
        first = seen.setdefault(area.title.lower(), f"areas/{id_}.yml")
        if first != f"areas/{id_}.yml":
            yield Finding(
                f"areas/{id_}.yml",
                ("title",),
                "title-duplicate",
                f"{first} has the same title",
                "wanted a title of its own for each page",
                "reword one of the two",
            )


@cache
def known_icons() -> frozenset[str]:
    """Return the names of the theme's Material Design icons."""
    folder = files("material") / "templates" / ".icons" / "material"
    return frozenset(path.name.removesuffix(".svg") for path in folder.iterdir())


def icons(draft: Draft) -> Iterator[Finding]:
    """Every icon is one of the theme's."""
    for id_, area in draft.areas.items():
        if area and area.icon not in known_icons():
            yield Finding(
                f"areas/{id_}.yml",
                ("icon",),
                "icon-unknown",
                f'there is no icon "{area.icon}"{did_you_mean(area.icon, known_icons())}',
                "wanted the name of a Material Design icon",
                "choose one at https://pictogrammers.com/library/mdi/",
            )


def language(draft: Draft) -> Iterator[Finding]:
    """The theme has words in the site's language."""
    known = files("material") / "templates" / "partials" / "languages"
    if draft.site and not (known / f"{draft.site.language}.html").is_file():
        yield Finding(
            "site.yml",
            ("language",),
            "language",
            f'the theme has no words in "{draft.site.language}"',
            "wanted a language that Material for MkDocs knows",
            "choose another code, such as en or pt-BR",
        )


def synonym_groups(draft: Draft) -> Iterator[Finding]:
    """No word of the search means two things."""
    seen: dict[str, int] = {}
    for n, group in enumerate(draft.search.synonyms if draft.search else ()):
        for m, word in enumerate(group):
            if "|" in word or not key_of(word):
                yield Finding(
                    "search.yml",
                    ("synonyms", n, m),
                    "synonym-sign",
                    f'"{word}" cannot be searched for',
                    "wanted letters and digits",
                    "write words, without |",
                )
            elif seen.setdefault(key_of(word), n) != n:
                yield Finding(
                    "search.yml",
                    ("synonyms", n, m),
                    "synonym-twice",
                    f'"{word}" is in two groups, or reads like a word of another group',
                    "wanted each word in one group",
                    "delete one of the two",
                )


def source_places(draft: Draft) -> Iterator[Finding]:
    """A source has an address or says where else it is found."""
    for n, source in enumerate(draft.sources):
        if source and not source.address and not source.locator:
            yield Finding(
                "sources.yml",
                (n,),
                "source-place",
                f'the source "{source.id}" cannot be found by a reader',
                "wanted `address` or `locator`",
                "add one of them",
            )


def entry_refs(draft: Draft) -> set[str]:
    """Return the reference of everything that owners can ask for."""
    return {
        ELSEWHERE,
        *(page.replace("_", "-") for page in Pages.model_fields),
        *draft.ids["area"],
        *draft.ids["step"],
        *(f"faq/{id_}" for id_ in draft.ids["question"]),
        *(f"messages/{id_}" for id_ in draft.ids["message"]),
        *(f"diagnose/{id_}" for id_ in draft.ids["symptom"]),
    }


def asked(draft: Draft) -> Iterator[Finding]:
    """What owners ask belongs to an entry that exists, and to one only."""
    known = entry_refs(draft)
    seen: dict[str, str] = {}
    for name, entries in draft.asked.items():
        for ref, phrases in entries.items():
            if ref not in known and not draft.unread:
                yield _dangling(f"asked/{name}.yml", (ref,), "entry", ref, known)._replace(in_key=True)
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


def unreviewed(kb: model.KnowledgeBase, today: date, days: int) -> Iterator[Finding]:
    """Yield the areas, questions and messages that nobody has reviewed for more than `days` days."""
    for file, path, entry in _reviewed(kb):
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


def reviewed_later(kb: model.KnowledgeBase, today: date) -> Iterator[Finding]:
    """Yield the areas, questions and messages whose review lies in the future."""
    for file, path, entry in _reviewed(kb):
        if entry.reviewed > today:
            yield Finding(
                file,
                path,
                "review-future",
                f"{entry.reviewed} has not come yet",
                "wanted the day of the last review",
                "correct the date",
            )


def _reviewed(kb: model.KnowledgeBase) -> Iterator[tuple[str, Path, model.Area | model.Question | model.Message]]:
    yield from ((f"areas/{id_}.yml", ("reviewed",), area) for id_, area in kb.areas.items())
    yield from (("faq.yml", (n, "reviewed"), question) for n, question in enumerate(kb.questions))
    yield from (("messages.yml", (n, "reviewed"), message) for n, message in enumerate(kb.messages))


RULES: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    unique_ids,
    anchors,
    area_order,
    area_names,
    references,
    doubles,
    evidence_labels,
    titles,
    icons,
    language,
    source_places,
    synonym_groups,
    asked,
)


def check(draft: Draft) -> list[Finding]:
    """Return what every rule finds."""
    return [finding for rule in RULES for finding in rule(draft)]
