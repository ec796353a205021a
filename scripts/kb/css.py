"""Finish, styles: the theme's stylesheet and ours → one with only what the built pages and scripts can use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STATES = frozenset({"html", "body", "root"})
"""Types that every page has, and names of pseudo-classes that stand for one."""


@dataclass(frozen=True)
class Names:
    """Every name by which a selector can meet the pages."""

    types: frozenset[str]
    classes: frozenset[str]
    ids: frozenset[str]
    attributes: frozenset[str]


class _Collector(HTMLParser):
    """Collects the names of one page's elements."""

    def __init__(self) -> None:
        super().__init__()
        self.types: set[str] = set()
        self.classes: set[str] = set()
        self.ids: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        self.types.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "class":
                self.classes |= set((value or "").split())
            if name == "id":
                self.ids.add(value or "")


def names(pages: Iterable[str], scripts: Iterable[str]) -> Names:
    """Return the names that pages hold, and those that scripts may add: every word of a script might be one."""
    collector = _Collector()
    for page in pages:
        collector.feed(page)
    added = {word for script in scripts for word in re.findall(r"[A-Za-z][\w-]*", script)}
    parts = {f"kb-search__{part}" for part in ("because", "title", "short")}  # built from a template in search.js
    return Names(
        frozenset(collector.types | added) | STATES,
        frozenset(collector.classes | added | parts),
        frozenset(collector.ids | added),
        frozenset(collector.attributes | added | {f"data-{word}" for word in added}),
    )


def reduce(sheets: Sequence[str], used: Names) -> str:
    """Return one stylesheet with the rules whose selectors can match, and the variables that these use."""
    rules = [rule for sheet in sheets for rule in _keep(_parse(sheet), used)]
    while True:
        text = "".join(rules)
        wanted = set(re.findall(r"var\(\s*(--[\w-]+)", text))
        lean = [kept for rule in rules if (kept := _without_variables(rule, wanted))]
        if lean == rules:
            return text
        rules = lean


def _parse(sheet: str) -> list[Any]:
    return list(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))


def _keep(rules: list[Any], used: Names) -> list[str]:
    """Return the text of each rule that can match, those of conditional groups with their condition."""
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [s for s in _split(rule.prelude) if _can_match(s, used)]
            if selectors:
                prelude = ",".join(tinycss2.serialize(_trim(selector)) for selector in selectors)
                kept.append(f"{prelude}{{{_declarations(rule.content)}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports"}:
            inner = _keep(list(tinycss2.parse_rule_list(rule.content, True, True)), used)  # noqa: FBT003
            condition = tinycss2.serialize(_trim(rule.prelude))
            kept += [f"@{rule.lower_at_keyword} {condition}{{{text}}}" for text in inner]
    return kept


def _declarations(content: list[Any]) -> str:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return ";".join(_declaration(one) for one in found if one.type == "declaration")


def _declaration(one: Any) -> str:
    value = re.sub(r"\s+", " ", tinycss2.serialize(_trim(one.value)))
    if not re.search("[\"'/]", value):  # strings and addresses stay as they are
        value = re.sub(r"(?<![\d.\w#-])0\.(?=\d)", ".", value.replace(", ", ","))
    return f"{one.name}:{value}{'!important' if one.important else ''}"


def _split(prelude: list[Any]) -> list[list[Any]]:
    """Return the selectors of a list."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _trim(tokens: list[Any]) -> list[Any]:
    kept = [token for token in tokens if token.type != "comment"]
    while kept and kept[0].type == "whitespace":
        kept.pop(0)
    while kept and kept[-1].type == "whitespace":
        kept.pop()
    return kept


def _can_match(selector: list[Any], used: Names) -> bool:
    """Return whether every name of a selector is on some page. What is inside `:not()` may be absent."""
    before = ""
    for token in selector:
        if not _is_used(token, before, used):
            return False
        before = token.value if token.type == "literal" else ""
    return True


def _is_used(token: Any, before: str, used: Names) -> bool:
    """Return whether one token of a selector, after the sign `before`, can be met on some page."""
    match token.type:
        case "ident" if before == ".":
            return token.value in used.classes
        case "ident" if before != ":":
            return token.lower_value in used.types
        case "hash":
            return token.value in used.ids
        case "[] block":
            name = next((part.value for part in token.content if part.type == "ident"), "")
            return not name or name in used.attributes
        case "function" if token.lower_name in {"is", "where"}:
            return any(_can_match(_trim(part), used) for part in _split(token.arguments))
    return True


def _without_variables(rule: str, wanted: set[str]) -> str:
    """Return a rule without the custom properties that nothing uses; empty when nothing is left."""
    lean = re.sub(r"(?<=[{;])(--[\w-]+):(?:[^;{}\"']|\"[^\"]*\"|'[^']*')*(?:;|(?=\}))",
                  lambda m: m[0] if m[1] in wanted else "", rule)  # fmt: skip
    return "" if re.search(r"\{\s*\}", lean) else lean
