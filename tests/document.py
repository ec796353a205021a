"""An HTML page as tests read it: its elements with their attributes and texts."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Element:
    """An element, and the text directly in it."""

    tag: str
    attributes: dict[str, str]
    text: str = field(default="")


class Document(HTMLParser):
    """The elements of a page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element."""
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Add text to the element that began last."""
        if self.elements:
            self.elements[-1].text += data

    def all(self, tag: str) -> list[Element]:
        """Return every element of a kind."""
        return [one for one in self.elements if one.tag == tag]

    def values(self, attribute: str, tag: str = "") -> list[str]:
        """Return every value of an attribute, of all elements or those of a kind."""
        found = (one for one in self.elements if tag in ("", one.tag))
        return [one.attributes[attribute] for one in found if attribute in one.attributes]

    def shown(self) -> list[str]:
        """Return what readers see or hear: the text of the page, and every value of an attribute."""
        text = "".join(one.text for one in self.elements if one.tag not in {"title", "script", "style"})
        return [text, *(value for one in self.elements for value in one.attributes.values())]

    def json_ld(self) -> Any:
        """Return the data of the page's one block of JSON-LD."""
        (script,) = (one for one in self.all("script") if one.attributes.get("type") == "application/ld+json")
        return json.loads(script.text)

    def meta(self, name: str) -> str:
        """Return the content of the meta element with this name."""
        (found,) = (one for one in self.all("meta") if name in one.attributes.values())
        return found.attributes["content"]
