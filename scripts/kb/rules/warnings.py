"""What is probably a mistake in valid content: reported, but it doesn't stop a build."""

from collections.abc import Iterator

from kb.model.knowledge_base import KnowledgeBase
from kb.model.routes import ENTRY_FILES
from kb.problems import KeyPath
from kb.rules.draft import Finding, references, repeated

TITLES = {"question": "question", "message": "shows", "symptom": "title", "source": "address"}
"""The key by which readers tell entries of a kind apart."""


def check(kb: KnowledgeBase) -> Iterator[Finding]:
    """Yield what every rule for warnings finds."""
    yield from same_titles(kb)
    yield from uncited_sources(kb)


def same_titles(kb: KnowledgeBase) -> Iterator[Finding]:
    """Yield the entries of a kind that readers cannot tell from an earlier one."""
    titles: list[tuple[str, str, KeyPath, str]] = [
        (kind, ENTRY_FILES[kind], (n, key), getattr(entry, key))
        for kind, key in TITLES.items()
        for n, entry in enumerate(getattr(kb, f"{kind}s"))
        if getattr(entry, key)
    ]
    for id_, area in kb.areas.items():
        for n, step in enumerate(area.steps):
            titles.append(("step", f"areas/{id_}.yml", ("steps", n, "title"), step.title))
    for n, (kind, _) in repeated((kind, " ".join(title.casefold().split())) for kind, _, _, title in titles):
        _, file, path, _ = titles[n]
        wrong, expected = f"another {kind} has the same words", f"expected each {kind} once"
        yield Finding(file, path, f"{kind}-twice", wrong, expected, "merge the two, or say how they differ")


def uncited_sources(kb: KnowledgeBase) -> Iterator[Finding]:
    """Yield the sources that no entry cites."""
    records = (*kb.areas.values(), kb.questions, kb.messages, kb.symptoms, kb.regions, kb.site)
    cited = {one.ref for record in records for one in references("", record) if one.key == "sources"}
    for n, source in enumerate(kb.sources):
        if source.id not in cited:
            wrong, expected = f'nobody cites the source "{source.id}"', "expected it under `sources` somewhere"
            yield Finding("sources.yml", (n, "id"), "source-uncited", wrong, expected, "cite it, or delete it")
