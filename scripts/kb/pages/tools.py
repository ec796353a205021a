"""The tools on pages, and the words that each loads when a reader starts to use it."""

import json
from collections.abc import Iterator

from kb.generated import File, mark
from kb.model.entries import Area
from kb.model.interface import Interface
from kb.model.knowledge_base import KnowledgeBase

FOLDER = "data/tools"
"""The folder of the tools' words, in the docs folder."""

ON_PAGE = ("label", "button", "hint", "failed")
"""The words of a tool that are on the page before it is loaded."""


def used_in(area: Area) -> tuple[str, ...]:
    """Return the tools on an area's page."""
    return tuple(step.tool for step in area.steps if step.tool)


def files(kb: KnowledgeBase) -> Iterator[File]:
    """Yield the file of words of each tool that is on a page."""
    for tool in sorted({tool for area in kb.areas.values() for tool in used_in(area)}):
        words: dict[str, str] = getattr(kb.interface, tool).model_dump()
        later = {name: text for name, text in words.items() if name not in ON_PAGE}
        text = json.dumps({"generated": mark("interface.yml"), **later}, ensure_ascii=False, indent=1)
        yield File(f"{FOLDER}/{tool}.json", text + "\n")


def words_on_pages(interface: Interface) -> dict[str, object]:
    """Return the interface's words without those that tools load later."""
    words: dict[str, object] = interface.model_dump(exclude={"vin"})
    if interface.vin:
        words["vin"] = {name: getattr(interface.vin, name) for name in ON_PAGE}
    return words
