"""Text: which strings the model accepts, and what it says about the ones that it does not."""

from __future__ import annotations

import re
from typing import Annotated, LiteralString, NamedTuple

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError


class Ban(NamedTuple):
    """A pattern that no text may contain: `rule` names it, the rest goes into the problem."""

    rule: LiteralString
    pattern: re.Pattern[str]
    wrong: str
    cure: str


PLACEHOLDER = "FILL IN:"
"""How the text of a scaffold begins until somebody writes it."""

_INVISIBLE = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
)

BANS = (
    Ban(
        "text-placeholder",
        re.compile(f"^{PLACEHOLDER}"),
        "the placeholder has not been filled in",
        "write the text that it describes",
    ),
    Ban(
        "text-invisible",
        re.compile(f"[{_INVISIBLE}]"),
        "the text holds a control or invisible character",
        "delete that character",
    ),
    Ban(
        "text-html",
        re.compile(r"<[A-Za-z/!?]|&(?:[A-Za-z]\w*|#\w+);"),
        "the text holds HTML",
        "write the words only; the templates do the layout",
    ),
    Ban(
        "text-template",
        re.compile(r"\{[{%#]|[}%#]\}"),
        "the text holds template syntax",
        "write the words themselves",
    ),
    Ban(
        "text-heading",
        re.compile(r"^ {0,3}(?:#{1,6}(?:\s|$)|(?:=+|-{2,})\s*$)", re.MULTILINE),
        "the text holds a heading",
        "make it an entry of its own, or drop the mark",
    ),
    Ban(
        "text-table",
        re.compile(r"^\s*\|.*\|\s*$|\|\s*:?-{2,}", re.MULTILINE),
        "the text holds a table",
        "write sentences; tables are made from entries",
    ),
    Ban("text-code", re.compile(r"```|~~~"), "the text holds a code block", "write the words only"),
    Ban(
        "text-link",
        re.compile(r"\]\(|\]\["),
        "the text holds a Markdown link",
        "name steps under `steps`, sources under `sources`",
    ),
)


def _plain(text: str) -> str:
    """Return the text, trimmed; raise for each kind of markup that does not belong in content."""
    if not text.strip():
        raise PydanticCustomError("text-empty", "the text is empty", {"cure": "write it, or delete the key"})
    for ban in BANS:
        if found := ban.pattern.search(text):
            shown = ascii(found.group().strip()) if found.group().strip() else "it"
            context = {"wrong": ban.wrong, "cure": f"{ban.cure} (found {shown})"}
            raise PydanticCustomError(ban.rule, "{wrong}", context)
    return text.strip()


def _one_line(text: str) -> str:
    if "\n" in text:
        raise PydanticCustomError(
            "text-line", "the text has a line break", {"cure": "put it on one line, or fold it with >-"}
        )
    return text


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", text):
        made = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-0123456789") or "short-name"
        raise PydanticCustomError("id-slug", "the id is no slug", {"cure": f'write "{made}"'})
    return text


def _address(text: str) -> str:
    if not re.fullmatch(
        r"https://[^\s<>\"'\\]+\.[^\s<>\"'\\]+|tel:\+?[0-9-]+|mailto:[^\s<>\"'\\@]+@[^\s<>\"'\\@]+", text
    ):
        raise PydanticCustomError(
            "address-scheme",
            "the address is not one that the site may link to",
            {"cure": "write https://…, tel:+1… or mailto:name@host"},
        )
    return text


Text = Annotated[str, AfterValidator(_plain)]
"""Plain words, one or more paragraphs (each line break starts a new one); no markup of any kind."""

Line = Annotated[str, AfterValidator(_plain), AfterValidator(_one_line)]
"""Plain words without a line break."""

Slug = Annotated[str, AfterValidator(_slug), StringConstraints(max_length=60)]
"""An id or a reference to one: lower-case words joined by hyphens."""

StepRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$")]
"""A step by its area and id: `area/step`."""

EntryRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)?$")]
"""A page by its id, or an entry by its page and id: `area`, `area/step`, `faq/question`."""

Address = Annotated[str, AfterValidator(_address)]
"""An https, tel or mailto address."""
