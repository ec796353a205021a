"""The kinds of text that the models accept, and what they report about other strings."""

import re
import unicodedata
from typing import Annotated, LiteralString, NamedTuple

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError


class Ban(NamedTuple):
    """A pattern that no text may contain: `rule` names it, the rest goes into the problem."""

    rule: LiteralString
    pattern: re.Pattern[str]
    wrong: str
    hint: str


PLACEHOLDER = "FILL IN:"
"""Prefix of a scaffold's texts until somebody writes them."""

LONGEST_TEXT, LONGEST_LINE, LONGEST_ID = 3000, 400, 60
"""In characters. No worried reader would read more, and longer texts slow down the renderer."""

BANS = (
    Ban(
        "text-placeholder",
        re.compile(PLACEHOLDER),
        "the placeholder has not been filled in",
        "write the text that it describes",
    ),
    Ban(
        "text-html",
        re.compile(r"<[A-Za-z/!?]|&(?:[A-Za-z]\w*|#\w+);"),
        "the text contains HTML",
        "write the words only; the templates do the layout",
    ),
    Ban(
        "text-template",
        re.compile(r"\{[{%#]|[}%#]\}"),
        "the text contains template syntax",
        "write the words themselves",
    ),
    Ban(
        "text-heading",
        re.compile(r"^ {0,3}(?:#{1,6}(?:\s|$)|(?:=+|-{2,})\s*$)", re.MULTILINE),
        "the text contains a heading",
        "make it an entry of its own, or delete the mark",
    ),
    Ban(
        "text-table",
        re.compile(r"^\s*\|.*\|\s*$|\|\s*:?-{2,}", re.MULTILINE),
        "the text contains a table",
        "write sentences; tables are made from entries",
    ),
    Ban("text-code", re.compile(r"```|~~~"), "the text contains a code block", "write the words only"),
    Ban(
        "text-link",
        re.compile(r"\]\(|\]\["),
        "the text contains a Markdown link",
        "name steps under `steps`, sources under `sources`",
    ),
)

ORDINARY = re.compile(rf"(?!.*{PLACEHOLDER})[A-Za-zÀ-ɏ0-9“‘(][A-Za-zÀ-ɏ0-9 .,;:!?'’‘“”()/+%–—…€$-]*")
"""Texts in which nothing but the length can be wrong. Nearly every text is one, and this is ten times faster."""

_JOINERS = "\u200c\u200d"
"""They join letters in some scripts, and parts of emoji; elsewhere they are invisible noise."""

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0")
"""Blank characters that Unicode counts as letters, marks or symbols."""


def invisible(text: str) -> str:
    """Return the first character that a reader cannot see and that should not be there, or an empty string."""
    if text.replace("\n", "").isprintable() and _BLANK.isdisjoint(text):
        return ""
    for n, char in enumerate(text):
        if char in _JOINERS:
            around = text[n - 1 : n] + text[n + 1 : n + 2]
            if len(around) == 2 and not any(c.isspace() or c in _JOINERS for c in around):
                continue
        elif char in " \n" or not _is_invisible(char):
            continue
        return char
    return ""


def _is_invisible(char: str) -> bool:
    """Return whether a character is a control, format or private one, a line separator, or unassigned."""
    code = ord(char)
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return noncharacter or char in _BLANK or unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


def _plain(text: str) -> str:
    """Return the text, trimmed; raise for each kind of markup that does not belong in content."""
    if ORDINARY.fullmatch(text) and len(text) <= LONGEST_TEXT:
        return text.strip()
    if char := invisible(text):
        refuse(
            "text-invisible",
            "the text contains a control or invisible character",
            f"delete {character_name(char)}",
        )
    if not any(unicodedata.category(char)[0] in "LNPS" for char in text):
        refuse("text-empty", "the text is empty", "write it, or delete the key")
    if len(text) > LONGEST_TEXT:
        refuse("text-long", f"the text has {len(text):,} characters", f"shorten it to {LONGEST_TEXT:,}")
    for ban in BANS:
        if found := ban.pattern.search(text):
            excerpt = ascii(found[0].strip())
            refuse(ban.rule, ban.wrong, f"{ban.hint} (found {excerpt})" if found[0].strip() else ban.hint)
    return text.strip()


def refuse(rule: LiteralString, wrong: str, hint: str, expected: str = "") -> None:
    """Raise the error by which a model refuses a value. Without `expected`, problems say what the key is for."""
    raise PydanticCustomError(rule, "{wrong}", {"wrong": wrong, "hint": hint, "expected": expected})


def character_name(char: str) -> str:
    """Return a character's code and Unicode name: `U+200B ZERO WIDTH SPACE`."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()


def _line(text: str) -> str:
    text = _plain(text)
    if "\n" in text:
        refuse("text-line", "the text has a line break", "put it on one line, or fold it with >-")
    if len(text) > LONGEST_LINE:
        refuse("text-long", f"the text has {len(text):,} characters", f"shorten it to {LONGEST_LINE}")
    return text


_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Return whether a text can be an id."""
    return len(text) <= LONGEST_ID and bool(_SLUG.fullmatch(text))


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        slug = re.sub(r"[^a-z0-9]+", "-", text[:LONGEST_ID].lower()).strip("-0123456789")
        refuse(
            "id-slug",
            "the id is not a valid slug",
            f'write "{slug}"' if slug else "write lowercase words and hyphens",
        )
    if len(text) > LONGEST_ID:
        refuse("id-slug", f"the id has {len(text)} characters", f"shorten it to {LONGEST_ID}")
    return text


def _language(text: str) -> str:
    try:
        known = re.fullmatch(r"[a-z]{2,3}(?:-[A-Z]{2})?", text) and Locale.parse(text, sep="-")
    except (UnknownLocaleError, ValueError):
        known = None
    if not known:
        refuse("language", "the language is unknown", "write a code such as en")
    return text


Text = Annotated[str, AfterValidator(_plain)]
"""Plain words, one or more paragraphs (each line break starts a new one); no markup of any kind."""

Line = Annotated[str, AfterValidator(_line)]
"""Plain words without a line break."""

Slug = Annotated[str, AfterValidator(_slug)]
"""An id or a reference to one: lowercase words joined by hyphens."""

StepRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$")]
"""A step by its area and id: `area/step`."""

EntryRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)?$")]
"""A page by its id, or an entry by its page and id: `area`, `area/step`, `faq/question`."""

Language = Annotated[str, AfterValidator(_language)]
"""A language code, as in HTML."""
