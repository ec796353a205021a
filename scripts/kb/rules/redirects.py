"""Rules for redirects: a former address leads to exactly one entry."""

from collections.abc import Iterator

from kb.model.routes import LIST_FILES
from kb.rules.draft import FORMER, Draft, Finding
from kb.rules.references import ON_AREA, ON_EVERY_PAGE, RESERVED_PAGES, entry_refs


def former_addresses(draft: Draft) -> Iterator[Finding]:
    """A former address is not in use, belongs to one entry, and is on a page that can redirect from it."""
    former = [one for one in draft.references if one.key == FORMER]
    pages = {*draft.ids["area"], *LIST_FILES, *(one.ref for one in former if "/" not in one.ref)}
    taken = entry_refs(draft) | RESERVED_PAGES
    seen: set[str] = set()
    for file, path, _, ref in former:
        page, _, anchor = ref.partition("/")
        if ref in taken or anchor in ON_EVERY_PAGE | ON_AREA:
            yield Finding(file, path, "was-taken", f'"{ref}" is in use', "expected a former id", "delete it")
        elif ref in seen:
            yield Finding(file, path, "was-twice", f'"{ref}" is here twice', "expected it once", "delete one")
        elif page not in pages:
            expected = "expected a former reference, such as area/step"
            yield Finding(file, path, "was-nowhere", f'there is no page "{page}"', expected, "correct it")
        seen.add(ref)
