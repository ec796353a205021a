"""Rules for the words of the search."""

from collections.abc import Iterator

from kb.rules.draft import Draft, Finding
from kb.search.tokenizer import key_of

SEARCHED = ("en",)
"""Languages whose words the search reduces to stems."""


def language(draft: Draft) -> Iterator[Finding]:
    """The search knows the word forms of the site's language."""
    if draft.site and draft.site.language not in SEARCHED:
        wrong = f'the search does not know the word forms of "{draft.site.language}"'
        hint = f"write {SEARCHED[0]}; another language needs a stemmer in the tokenizer and in the browser"
        yield Finding("site.yml", ("language",), "language", wrong, f"expected {' or '.join(SEARCHED)}", hint)


def synonym_groups(draft: Draft) -> Iterator[Finding]:
    """No word of the search has two meanings."""
    seen: dict[str, int] = {}
    for n, group in enumerate(draft.search.synonyms if draft.search else ()):
        for m, word in enumerate(group):
            if "|" in word or not key_of(word):
                wrong, expected = f'"{word}" cannot be searched for', "expected letters and digits"
                hint = "write words, without |"
                yield Finding("search.yml", ("synonyms", n, m), "synonym-sign", wrong, expected, hint)
            elif seen.setdefault(key_of(word), n) != n:
                expected, hint = "expected each word in one group", "delete one of the two"
                wrong = f'"{word}" is in two groups, or reads like a word of another group'
                yield Finding("search.yml", ("synonyms", n, m), "synonym-twice", wrong, expected, hint)
