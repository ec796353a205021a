"""Where everything is on the site: the page and anchor of each entry."""

from kb.model.knowledge_base import KnowledgeBase

HOME = "index"
"""The home page's file name in docs/, without `.md`."""

MENU = ("diagnose", "quick-guide", "faq", "messages", "about")
"""The pages that are made from entries of other files, in this order."""

ENTRY_FILES = {
    "question": "faq.yml",
    "message": "messages.yml",
    "symptom": "symptoms.yml",
    "region": "regions.yml",
    "source": "sources.yml",
}
"""The content file of each kind of entry that is written in a list; its plural is a key of KnowledgeBase."""

LIST_FILES = {
    "faq": ENTRY_FILES["question"],
    "messages": ENTRY_FILES["message"],
    "diagnose": ENTRY_FILES["symptom"],
}
"""The content file of each page that lists the entries of one kind."""


def file_of(page: str) -> str:
    """Return the content file of an area, or of the entries that a page lists."""
    return LIST_FILES.get(page, f"areas/{page}.yml")


def address(ref: str) -> str:
    """Return the path of a page or entry from the site's root, without a leading slash: `faq/#why`."""
    return ref.replace("/", "/#") if "/" in ref else f"{ref}/"


def target(ref: str) -> str:
    """Return the target of a link between pages in docs/: `faq.md#why`."""
    return ref.replace("/", ".md#") if "/" in ref else f"{ref}.md"


def references(kb: KnowledgeBase) -> list[str]:
    """Return the reference of every entry and page: `area`, `area/step`, `faq`, `faq/question`, `about/source`."""
    anchors = (*(source.id for source in kb.sources), *(label.id for label in kb.evidence.labels))
    return [*dict(kb.entries()), *MENU, *(f"about/{anchor}" for anchor in anchors)]
