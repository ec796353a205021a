"""Rules for ids: each is unique, has an anchor of its own, and exists when another entry refers to it."""

from collections.abc import Iterable, Iterator

from kb.model.entries import YOU
from kb.model.routes import ENTRY_FILES, MENU
from kb.model.site import FINDABLE, Pages
from kb.model.text import is_slug
from kb.problems import KeyPath, did_you_mean
from kb.rules.draft import FORMER, KIND_OF, Draft, Finding, repeated
from kb.search.training import OFF_TOPIC

_PAGES = {name.replace("_", "-") for name in Pages.model_fields}
RESERVED_PAGES = {"assets", "data", "search", "404", "503", "index", *MENU, *_PAGES, OFF_TOPIC}
"""Ids of an area that would overwrite another page, folder or file of search data."""

RESERVED_ON_WINDOWS = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""File names that belong to devices there, whatever the suffix."""

ON_EVERY_PAGE = {"top", "content", "search", "search-results", "region", "region-note"}
"""Anchors of the templates on every page."""

ON_AREA = {
    "checklist",
    "steps",
    "why",
    "questions",
    "symptoms",
    "regions",
    "call-sheet",
    "what-was-tried",
    "whom-to-call",
}
"""Anchors of the sections of an area's page."""

ON_ABOUT = {"labels", "sources"}
"""Anchors of the sections of the about page."""


def _taken(file: str, path: KeyPath, what: str, hint: str = "rename one of the two") -> Finding:
    return Finding(file, path, "id-duplicate", what, "expected a unique id", hint)


def unique_ids(draft: Draft) -> Iterator[Finding]:
    """Every id is in its list once."""
    for file, path, ids in _id_lists(draft):
        for n, id_ in repeated(ids):
            yield _taken(file, (*path, n, "id"), f'the id "{id_}" is taken')


def _id_lists(draft: Draft) -> Iterator[tuple[str, KeyPath, list[str]]]:
    for kind, file in ENTRY_FILES.items():
        yield file, (), _ids(getattr(draft, f"{kind}s"))
    yield "evidence.yml", ("labels",), _ids(draft.evidence.labels if draft.evidence else ())
    yield "site.yml", ("about",), _ids(draft.site.about if draft.site else ())
    yield "site.yml", ("roles",), _ids(draft.site.roles if draft.site else ())
    for id_, area in draft.areas.items():
        yield f"areas/{id_}.yml", ("steps",), _ids(area.steps if area else ())


def _ids(entries: Iterable[object]) -> list[str]:
    """Return the ids of entries; an invalid entry gets one that no other has."""
    return [str(getattr(entry, "id", f"?{n}")) for n, entry in enumerate(entries)]


def anchors(draft: Draft) -> Iterator[Finding]:
    """No entry has the anchor of another part of its page, and no role the name of the reader."""
    labels = _ids(draft.evidence.labels if draft.evidence else ())
    regional = {f"areas/{id_}.yml" for id_, area in draft.areas.items() if area and area.by_region}
    for file, path, ids in _id_lists(draft):
        taken = dict.fromkeys(ON_EVERY_PAGE, "is also the anchor of a part of every page")
        taken |= dict.fromkeys(_sections(draft, file), "is also the anchor of a section of the page")
        taken |= dict.fromkeys(labels if file == "sources.yml" else (), "is also the anchor of an evidence label")
        taken |= dict.fromkeys(draft.ids["region"] if file in regional else (), "is also the anchor of the region")
        taken |= {YOU: "means the reader"} if path == ("roles",) else {}
        for n, id_ in enumerate(ids):
            if id_ in taken:
                yield _taken(file, (*path, n, "id"), f'the id "{id_}" {taken[id_]}', "choose another id")


def _sections(draft: Draft, file: str) -> Iterable[str]:
    """Return the anchors of the sections of the page that shows the entries of a file."""
    if file.startswith("areas/") or file == "regions.yml":
        return ON_AREA
    if file in {"evidence.yml", "sources.yml"}:
        return {*ON_ABOUT, *_ids(draft.site.about if draft.site else ())}
    return ON_ABOUT if file == "site.yml" else ()


def area_order(draft: Draft) -> Iterator[Finding]:
    """The site's order lists every area once."""
    if not draft.site:
        return
    for n, id_ in repeated(draft.site.areas):
        if id_ in draft.areas:
            wrong, expected = f'the area "{id_}" is in the order twice', "expected it once"
            yield Finding("site.yml", ("areas", n), "id-duplicate", wrong, expected, "delete one of the two")
    for id_ in draft.areas:
        if id_ not in draft.site.areas and can_be_area(id_):
            wrong, expected = f'the area "{id_}" is on no page', "expected every area in the site's order"
            hint = f"add `- {id_}` under `areas:` in site.yml"
            yield Finding(f"areas/{id_}.yml", (), "area-unplaced", wrong, expected, hint)


def can_be_area(id_: str) -> bool:
    """Return whether a name can be the address of an area."""
    return is_slug(id_) and id_ not in RESERVED_PAGES | RESERVED_ON_WINDOWS


def file_names(draft: Draft) -> Iterator[Finding]:
    """An area's file name is a slug and no address of another page; every system can store every file."""
    for id_ in draft.areas:
        if id_ in RESERVED_ON_WINDOWS:
            yield _reserved(f"areas/{id_}.yml", (), id_)
        elif not can_be_area(id_):
            wrong = f'"{id_}" cannot be the address of an area'
            expected = "expected lowercase words joined by hyphens that no other page uses"
            yield Finding(f"areas/{id_}.yml", (), "id-slug", wrong, expected, "rename the file")

    for file, path, key, ref in draft.references:
        if key == FORMER and ref in RESERVED_ON_WINDOWS:
            yield _reserved(file, path, ref)


def _reserved(file: str, path: KeyPath, name: str) -> Finding:
    wrong = f'not every system can store a file named "{name}"'
    expected = "expected lowercase words joined by hyphens, other than a Windows device name"
    return Finding(file, path, "file-name", wrong, expected, "choose another name")


def _dangling(file: str, path: KeyPath, what: str, name: str, known: Iterable[str]) -> Finding:
    near = did_you_mean(name, known)
    article = "an" if what[0] in "aeiou" else "a"
    wrong, expected = f'there is no {what} "{name}"{near}', f"expected the id of {article} {what}"
    return Finding(file, path, "reference", wrong, expected, f"correct the id, or add the {what}")


def existing(draft: Draft) -> Iterator[Finding]:
    """Every id that an entry refers to exists."""
    known = {key: set(draft.ids[kind]) for key, kind in KIND_OF.items()}
    for file, path, key, name in draft.references:
        if key != FORMER and name not in known[key] and not draft.may_exist(KIND_OF[key], name):
            yield _dangling(file, path, KIND_OF[key], name, known[key])


def no_duplicates(draft: Draft) -> Iterator[Finding]:
    """No entry refers to the same id twice, and no step to itself."""
    found = [one for one in draft.references if (one.file, one.key) != ("site.yml", "areas")]
    for n, (file, _, name) in repeated((one.file, one.path[:-1], one.ref) for one in found):
        wrong, expected = f'"{name}" is here twice', "expected each id once"
        yield Finding(file, found[n].path, "reference-twice", wrong, expected, "delete one of the two")
    for id_, area in draft.areas.items():
        for n, step in enumerate(area.steps if area else ()):
            own = f"{id_}/{step.id}"
            if own in step.see:
                path, wrong = ("steps", n, "see", step.see.index(own)), "the step refers to itself"
                expected, hint = "expected other steps", "delete it"
                yield Finding(f"areas/{id_}.yml", path, "reference-self", wrong, expected, hint)


def evidence_labels(draft: Draft) -> Iterator[Finding]:
    """Every kind of source is a label, and no label leads to one that leads further."""
    labels = draft.ids["evidence label"]
    for n, source in enumerate(draft.sources):
        if source and source.kind not in labels and not draft.may_exist("evidence label", source.kind):
            yield _dangling("sources.yml", (n, "kind"), "evidence label", source.kind, labels)
    found = draft.evidence.labels if draft.evidence else ()
    several = {label.id for label in found if label.several}
    for n, label in enumerate(found):
        if label.several in several:
            expected, hint = "expected a label without it", "choose another label, or delete the key"
            wrong = f'the label "{label.several}" has the key `several` itself'
            yield Finding("evidence.yml", ("labels", n, "several"), "label-chain", wrong, expected, hint)


def reachable_steps(draft: Draft) -> Iterator[Finding]:
    """Every step is a check of some symptom, so that the guided check leads to it."""
    if None in draft.symptoms or "symptoms.yml" in draft.unread:
        return
    reached = {ref for symptom in draft.symptoms if symptom for ref in symptom.steps}
    placed = {id_: area for id_, area in draft.areas.items() if draft.site and id_ in draft.site.areas}
    for id_, area in placed.items():
        for n, step in enumerate(area.steps if area else ()):
            if f"{id_}/{step.id}" not in reached:
                wrong = f'no symptom leads to the step "{step.id}"'
                expected = "expected it among the checks of at least one"
                hint = f"add {id_}/{step.id} to the steps of a symptom in symptoms.yml"
                yield Finding(f"areas/{id_}.yml", ("steps", n, "id"), "step-unreached", wrong, expected, hint)


def entry_refs(draft: Draft) -> set[str]:
    """Return the reference of everything that owners can ask for."""
    return {
        *(page.replace("_", "-") for page in FINDABLE),
        *draft.ids["area"],
        *draft.ids["step"],
        *(f"faq/{id_}" for id_ in draft.ids["question"]),
        *(f"messages/{id_}" for id_ in draft.ids["message"]),
        *(f"diagnose/{id_}" for id_ in draft.ids["symptom"]),
    }
