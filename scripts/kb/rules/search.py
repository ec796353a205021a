"""Rules for the words of the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.rules.draft import Finding
from kb.search.tokenizer import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.rules.draft import Draft

SEARCHED = ("en",)
"""Languages whose words the search reduces to stems."""


def language(draft: Draft) -> Iterator[Finding]:
    """The search knows the word forms of the site's language."""
    if draft.site and draft.site.language not in SEARCHED:
        yield Finding(
            "site.yml",
            ("language",),
            "language",
            f'the search does not know the word forms of "{draft.site.language}"',
            f"expected {' or '.join(SEARCHED)}",
            f"write {SEARCHED[0]}; another language needs a stemmer in the tokenizer and in the browser",
        )


def synonym_groups(draft: Draft) -> Iterator[Finding]:
    """No word of the search has two meanings."""
    seen: dict[str, int] = {}
    for n, group in enumerate(draft.search.synonyms if draft.search else ()):
        for m, word in enumerate(group):
            if "|" in word or not key_of(word):
                yield Finding(
                    "search.yml",
                    ("synonyms", n, m),
                    "synonym-sign",
                    f'"{word}" cannot be searched for',
                    "expected letters and digits",
                    "write words, without |",
                )
            elif seen.setdefault(key_of(word), n) != n:
                yield Finding(
                    "search.yml",
                    ("synonyms", n, m),
                    "synonym-twice",
                    f'"{word}" is in two groups, or reads like a word of another group',
                    "expected each word in one group",
                    "delete one of the two",
                )
