"""Pages, tools: which tools the pages hold, and the words that each loads when a reader goes for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kb.write import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import Area, Interface, KnowledgeBase

FOLDER = "data/tools"
"""Where the words of the tools stand, in the docs folder."""

ON_PAGE = ("label", "button", "hint", "failed")
"""The words of a tool that are on the page before it is loaded."""


def of(area: Area) -> list[str]:
    """Return the tools on an area's page."""
    return [step.tool for step in area.steps if step.tool]


def files(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield path and text of the words of each tool that a page holds."""
    for tool in sorted({tool for area in kb.areas.values() for tool in of(area)}):
        words = _words(kb.interface, tool)
        later = {name: text for name, text in words.items() if name not in ON_PAGE}
        text = json.dumps({"generated": mark("interface.yml"), **later}, ensure_ascii=False, indent=1)
        yield f"{FOLDER}/{tool}.json", text + "\n"


def on_pages(interface: Interface) -> dict[str, object]:
    """Return the interface's words without those that tools load later."""
    words: dict[str, object] = interface.model_dump(exclude={"vin"})
    if interface.vin:
        words["vin"] = {name: getattr(interface.vin, name) for name in ON_PAGE}
    return words


def _words(interface: Interface, tool: str) -> dict[str, str]:
    words: dict[str, str] = getattr(interface, tool).model_dump()
    return words
