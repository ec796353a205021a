"""Measure, grow: a content folder → one that holds it several times over, in other words of the same shape."""

from __future__ import annotations

import hashlib
import re
import shutil
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from kb.model import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LISTS = ("faq", "messages", "symptoms", "sources")
"""Files whose entries are copied, each copy under another id."""

REFERENCES = frozenset(["id", "sources", "areas", "steps", "see"])
"""Keys whose values name entries."""

FIXED = frozenset(
    ["kind", "icon", "who", "regions", "address", "locator", "date", "confirmed", "reviewed", "leads"]
)
"""Keys whose values are no words."""

ASKED_SHARE = 20
"""A copy has every so-many-th phrasing: nobody writes as many for each of a thousand areas."""

NAMES = frozenset(["title", "question", "shows"])
"""Keys whose values no two entries share: in a copy they hold its own word."""

SYLLABLES = tuple(a + b for a in "bdfgklmnprstvz" for b in "aeiou")


def grow(content: Path, to: Path, times: int) -> None:
    """Write a content folder to `to` (which must not exist) with `times` as many areas, entries and sources."""
    shutil.copytree(content, to)
    site = _load(content / "site.yml")
    asked = {path.stem: _load(path) for path in sorted((content / "asked").glob("*.yml"))}
    lists = {name: _load(content / f"{name}.yml") for name in LISTS}
    areas = {id_: _load(content / "areas" / f"{id_}.yml") for id_ in site["areas"]}
    for n in range(2, times + 1):
        for id_, area in areas.items():
            _save(to / "areas" / f"{id_}-{n}.yml", _area(area, n))
        for name, phrasings in asked.items():
            _save(to / "asked" / f"{name}-{n}.yml", _phrasings(phrasings, n))
    copies = range(2, times + 1)
    for name, entries in lists.items():
        _save(to / f"{name}.yml", [*entries, *(_reworded(one, n) for n in copies for one in entries)])
    ids = [*site["areas"], *(f"{id_}-{n}" for n in copies for id_ in areas)]
    _save(to / "site.yml", site | {"areas": ids})


class _Dumper(yaml.CSafeDumper):
    """Writes every value out."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def _save(path: Path, value: Any) -> None:
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    path.write_text(text, encoding="utf-8")


def _area(area: dict[str, Any], n: int) -> dict[str, Any]:
    """Return a copy of an area; its steps keep their ids, which are anchors on its own page."""
    copy = _reworded(area, n)
    for step, original in zip(copy["steps"], area["steps"], strict=True):
        step["id"] = original["id"]
    return dict(copy)


def _phrasings(entries: Mapping[str, list[str]], n: int) -> dict[str, list[str]]:
    """Return a share of the phrasings for a copy's entries, each with the copy's own word in it.

    Pages and other subjects have no copies.
    """
    return {
        _moved(ref, n): [
            f"{_other_words(one, n)} {_own_word(n)}" for one in phrases[n % ASKED_SHARE :: ASKED_SHARE]
        ]
        for ref, phrases in entries.items()
        if ref != ELSEWHERE and "/" in ref and len(phrases) > n % ASKED_SHARE
    }


def _reworded(value: Any, n: int, key: str = "") -> Any:
    """Return a copy of a part of content: references lead to the copy's own entries, texts are in other words."""
    if isinstance(value, dict):
        return {name: _reworded(part, n, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_reworded(part, n, key) for part in value]
    if not isinstance(value, str) or key in FIXED:
        return value
    if key in REFERENCES:
        return _moved(value, n)
    text = _other_words(value, n)
    return f"{text} {_own_word(n)}" if key in NAMES else text


def _moved(ref: str, n: int) -> str:
    """Return a reference to the copy of an entry: `account/x` → `account-2/x`, `faq/x` → `faq/x-2`."""
    first, slash, rest = ref.partition("/")
    return f"{first}/{rest}-{n}" if slash and first in PAGES else f"{first}-{n}{slash}{rest}"


PAGES = frozenset(["faq", "messages", "diagnose"])


def _other_words(text: str, n: int) -> str:
    return re.sub(r"[^\W\d_]{4,}", lambda match: _other_word(match[0], n), text)


@cache
def _other_word(word: str, n: int) -> str:
    """Return half of the words as they are, and for the others one of about the same length that no language has.

    Real texts grow so too: most of their words are old ones, and new subjects bring new ones.
    """
    seed = f"{n} {word.lower()}"
    if hashlib.blake2b(seed.encode(), digest_size=1).digest()[0] % 2:
        return word
    new = _new_word(seed, len(word))
    return new.capitalize() if word[0].isupper() else new


def _own_word(n: int) -> str:
    return _new_word(f"copy {n}", 6)


def _new_word(seed: str, length: int) -> str:
    digest = hashlib.blake2b(seed.encode()).digest()
    return "".join(SYLLABLES[byte % len(SYLLABLES)] for byte in digest[: length // 2])
