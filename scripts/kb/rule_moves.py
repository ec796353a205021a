"""Rules, moves: an address that once was published leads to what took its place, and to that only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.draft import FORMER, Finding
from kb.rule_ids import ON_AREA, ON_EVERY_PAGE, RESERVED_PAGES, entry_refs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.draft import Draft


def former_addresses(draft: Draft) -> Iterator[Finding]:
    """A former address is nobody's now, was only one entry's, and lies on a page that can lead on from it."""
    named = [
        (file, (*path, key, n), ref)
        for file, path, key, refs in draft.named
        if key == FORMER
        for n, ref in enumerate(refs)
    ]
    pages = {*draft.ids["area"], "faq", "messages", "diagnose", *(ref for _, _, ref in named if "/" not in ref)}
    taken = entry_refs(draft) | RESERVED_PAGES
    seen: set[str] = set()
    for file, path, ref in named:
        page, _, anchor = ref.partition("/")
        if ref in taken or anchor in ON_EVERY_PAGE | ON_AREA:
            yield Finding(file, path, "was-taken", f'"{ref}" is in use', "wanted a former id", "leave it out")
        elif ref in seen:
            yield Finding(file, path, "was-twice", f'"{ref}" stands twice', "wanted it once", "leave one out")
        elif page not in pages:
            wanted = "wanted a former reference, such as area/step"
            yield Finding(file, path, "was-nowhere", f'there is no page "{page}"', wanted, "correct it")
        seen.add(ref)
