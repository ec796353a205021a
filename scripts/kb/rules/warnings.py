"""What is probably a mistake in valid content: reported, but it doesn't stop a build."""

from collections.abc import Iterator
from itertools import chain

from kb.model.knowledge_base import KnowledgeBase
from kb.problems import KeyPath
from kb.rules.draft import Finding, references


def check(kb: KnowledgeBase) -> Iterator[Finding]:
    """Yield what every rule for warnings finds."""
    yield from same_titles(kb)
    yield from uncited_sources(kb)


def same_titles(kb: KnowledgeBase) -> Iterator[Finding]:
    """Yield the entries of a kind that readers cannot tell from an earlier one."""
    titles: list[tuple[str, str, KeyPath, str]] = [
        *(("question", "faq.yml", (n, "question"), one.question) for n, one in enumerate(kb.questions)),
        *(("message", "messages.yml", (n, "shows"), one.shows) for n, one in enumerate(kb.messages)),
        *(("symptom", "symptoms.yml", (n, "title"), one.title) for n, one in enumerate(kb.symptoms)),
        *(
            ("source", "sources.yml", (n, "address"), one.address)
            for n, one in enumerate(kb.sources)
            if one.address
        ),
        *(
            ("step", f"areas/{id_}.yml", ("steps", n, "title"), step.title)
            for id_, area in kb.areas.items()
            for n, step in enumerate(area.steps)
        ),
    ]
    seen: set[tuple[str, str]] = set()
    for what, file, path, title in titles:
        key = what, " ".join(title.casefold().split())
        if key in seen:
            wrong, expected = f"another {what} has the same words", f"expected each {what} once"
            yield Finding(file, path, f"{what}-twice", wrong, expected, "merge the two, or say how they differ")
        seen.add(key)


def uncited_sources(kb: KnowledgeBase) -> Iterator[Finding]:
    """Yield the sources that no entry cites."""
    records = (*kb.areas.values(), kb.questions, kb.messages, kb.symptoms, kb.regions, kb.site)
    lists = chain.from_iterable(references("", record) for record in records)
    cited = {id_ for one in lists if one.key == "sources" for id_ in one.refs}
    for n, source in enumerate(kb.sources):
        if source.id not in cited:
            wrong, expected = f'nobody cites the source "{source.id}"', "expected it under `sources` somewhere"
            yield Finding("sources.yml", (n, "id"), "source-uncited", wrong, expected, "cite it, or delete it")
