"""The theme's stylesheet and ours → one with only the rules that can match the built pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import tinycss2
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STRUCTURAL = frozenset(
    ["first-child", "last-child", "only-child", "first-of-type", "last-of-type", "root", "is", "where"]
)
"""Pseudo-classes that depend on the built page alone. All others may change while it is open."""

CHANGING = re.compile("hidden|open|aria-.*|data-(?:scheme|printing|now)")
"""Attributes that readers and scripts change."""

COMBINATORS = frozenset(">+~")


class Rule(NamedTuple):
    """One rule of a stylesheet, ready to be matched against pages."""

    selectors: tuple[tuple[str, str], ...]
    """Each selector as written, and loosened."""
    declarations: str
    conditions: tuple[str, ...]
    """The `@media` and `@supports` around it, from the outside."""


def purge(sheets: Sequence[str], pages: Sequence[str]) -> str:
    """Return one stylesheet with the rules that can match the pages, and the variables that these use.

    `pages` are whole HTML texts; what scripts add to pages must be in one of them.
    """
    rules = _parse(sheets)
    selectors = {loose for rule in rules for _, loose in rule.selectors}
    used = _used(selectors, pages)
    return _without_variables([text for rule in rules if (text := _text(rule, used))])


def minify(sheet: str) -> str:
    """Return a whole stylesheet without comments and needless white space."""
    return "".join(_text(rule, {loose for _, loose in rule.selectors}) for rule in _parse([sheet]))


def _used(selectors: set[str], pages: Sequence[str]) -> set[str]:
    """Return the selectors that match some element. Each page is searched only for those not found before."""
    forms = {text: [(plain, _names(plain)) for plain in _plain(text)] for text in selectors}
    known = {name for found in forms.values() for _, names in found for name in names}
    present = [known.intersection(_WORD.findall(page)) for page in pages]
    somewhere = set().union(*present)
    missing = {text for text, found in forms.items() if any(names <= somewhere for _, names in found)}
    used: set[str] = set()
    for page, here in zip(pages, present, strict=True):
        tree = LexborHTMLParser(page)
        found = {
            text
            for text in missing
            if any(names <= here and tree.css_matches(plain) for plain, names in forms[text])
        }
        missing -= found
        used |= found
    return used


_WORD = re.compile(r"[\w-]+")


def _plain(selector: str) -> Iterator[str]:
    """Yield selectors without `:is()` that together match at least as much: the engine misses elements with it."""
    match = re.search(r":(?:is|where)\(([^()]*)\)", selector)
    if not match:
        yield selector
        return
    before, after = selector[: match.start()], selector[match.end() :]
    for part in match[1].split(","):
        compound = re.split("[ >+~]", part)[-1]
        joins = bool(re.search(r"[\w\])]$", before)) and bool(re.match(r"[\w*]", compound))
        yield from _plain(before + ("" if joins else compound) + after)


def _names(selector: str) -> set[str]:
    """Return the types, classes and ids that must be in a page for the selector to match."""
    outside = re.sub(r"\(.*\)|\[[^]]*\]|:[\w-]+", "", selector)
    return set(re.findall(r"[\w-]+", outside))


def _parse(sheets: Sequence[str]) -> list[Rule]:
    parsed = (tinycss2.parse_stylesheet(one, skip_comments=True, skip_whitespace=True) for one in sheets)
    return [rule for nodes in parsed for rule in _rules(nodes, ())]


def _rules(nodes: Sequence[Any], conditions: tuple[str, ...]) -> Iterator[Rule]:
    """Yield the rules of a stylesheet, also those in conditional groups. Other at-rules are left out."""
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = [_trim(selector) for selector in _split(node.prelude)]
            pairs = tuple((tinycss2.serialize(selector), loosen(selector)) for selector in selectors)
            yield Rule(pairs, _declarations(node.content), conditions)
        elif node.type == "at-rule" and node.lower_at_keyword in {"media", "supports"}:
            condition = f"@{node.lower_at_keyword} {tinycss2.serialize(_trim(node.prelude))}"
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inner, (*conditions, condition))


def loosen(selector: Sequence[Any]) -> str:
    """Return a selector without states, pseudo-elements and changing attributes: what the built page decides."""
    text = ""
    colons = 0
    for token in selector:
        if token == ":":  # noqa: S105  (a token of CSS)
            colons += 1
            continue
        if token.type == "whitespace" or (token.type == "literal" and token.value in COMBINATORS):
            text = _combined(text, tinycss2.serialize([token]).strip() or " ")
        elif colons == 1:
            text += _pseudo_class(token)
        elif not colons and not _changes(token):
            text += tinycss2.serialize([token])
        colons = 0
    return _combined(text, "")


def _combined(text: str, combinator: str) -> str:
    """Return a selector with a combinator at its end; an empty compound means any element."""
    if combinator and text[-1:] in COMBINATORS | {" "}:
        return text[:-1] + (combinator if combinator != " " else text[-1])
    return text + ("*" if text[-1:] in COMBINATORS | {"", " "} else "") + combinator


def _pseudo_class(token: Any) -> str:
    """Return a pseudo-class that the built page decides, else nothing; `:not()` may match at any time."""
    if token.lower_name not in STRUCTURAL if token.type == "function" else token.lower_value not in STRUCTURAL:
        return ""
    if token.type == "ident":
        return f":{token.value}"
    return f":{token.name}({','.join(loosen(_trim(part)) for part in _split(token.arguments))})"


def _changes(token: Any) -> bool:
    """Return whether a token is an attribute that readers and scripts change."""
    if token.type != "[] block":
        return False
    return bool(CHANGING.fullmatch(next(part.value for part in token.content if part.type == "ident")))


def _split(prelude: Sequence[Any]) -> list[list[Any]]:
    """Return the selectors of a list."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":  # noqa: S105  (a token of CSS)
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _trim(tokens: Sequence[Any]) -> list[Any]:
    kept = [token for token in tokens if token.type != "comment"]
    while kept and kept[0].type == "whitespace":
        kept.pop(0)
    while kept and kept[-1].type == "whitespace":
        kept.pop()
    return kept


def _declarations(content: Sequence[Any]) -> str:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return ";".join(_declaration(one) for one in found if one.type == "declaration")


def _declaration(one: Any) -> str:
    value = re.sub(r"\s+", " ", tinycss2.serialize(_trim(one.value)))
    if not re.search("[\"'/]", value):  # strings and addresses stay as they are
        value = re.sub(r"(?<![\d.\w#-])0\.(?=\d)", ".", value.replace(", ", ","))
    return f"{one.name}:{value}{'!important' if one.important else ''}"


def _text(rule: Rule, used: set[str]) -> str:
    """Return a rule with the selectors that are used; empty when none is."""
    selectors = ",".join(text for text, loose in rule.selectors if loose in used)
    if not selectors or not rule.declarations:
        return ""
    text = f"{selectors}{{{rule.declarations}}}"
    for condition in reversed(rule.conditions):
        text = f"{condition}{{{text}}}"
    return text


def _without_variables(rules: list[str]) -> str:
    """Return the rules without the custom properties that nothing uses, and without what is empty then."""
    while True:
        used_names = set(re.findall(r"var\(\s*(--[\w-]+)", "".join(rules)))
        left = [text for rule in rules if (text := _without(rule, used_names))]
        if left == rules:
            return "".join(rules)
        rules = left


def _without(rule: str, used_names: set[str]) -> str:
    text = re.sub(r"(?<=[{;])(--[\w-]+):(?:[^;{}\"']|\"[^\"]*\"|'[^']*')*(?:;|(?=\}))",
                  lambda m: m[0] if m[1] in used_names else "", rule)  # fmt: skip
    return "" if re.search(r"\{\s*\}", text) else text
