"""Rules for published addresses: each leads somewhere, or has been given up knowingly."""

from collections.abc import Iterator

from kb.model.routes import LIST_FILES, file_of
from kb.problems import KeyPath
from kb.rules.draft import FORMER, Draft, Finding
from kb.rules.references import RESERVED_PAGES, entry_refs


def published(draft: Draft) -> Iterator[Finding]:
    """Every published address belongs to an entry, is a former address, or has been given up."""
    if not draft.site:
        return
    alive = entry_refs(draft) | set(draft.ids["former address"])
    given_up = set(draft.site.gone)
    renamed = _renamed_areas(draft)
    for ref in sorted(draft.published - alive - given_up):
        page, _, anchor = ref.partition("/")
        now = renamed.get(page, page)
        if f"{now}/{anchor}" in alive or page in given_up or _may_exist(draft, now, anchor):
            continue
        yield Finding(
            *_place(now, anchor),
            "address-gone",
            f'the address "{ref}" was published and is gone',
            "expected every published address to lead somewhere",
            f"write `was: [{ref}]` at the {'entry' if anchor else 'area'} that replaces it; to give it up, "
            f"add `- {ref}` under `gone:` in site.yml",
        )


def _renamed_areas(draft: Draft) -> dict[str, str]:
    """Return the id of each area by its former ids."""
    return {
        ref: file.removeprefix("areas/").removesuffix(".yml")
        for file, path, _, ref in draft.references
        if path[:-1] == (FORMER,) and file.startswith("areas/")
    }


def _may_exist(draft: Draft, page: str, anchor: str) -> bool:
    """Return whether an address may be in a file that could not be read, or goes with that of its area."""
    area_is_gone = bool(anchor) and page not in LIST_FILES and page not in draft.ids["area"]
    return not draft.areas or file_of(page) in draft.unread or area_is_gone


def _place(page: str, anchor: str) -> tuple[str, KeyPath]:
    if page in LIST_FILES:
        return file_of(page), ()
    return (file_of(page), ("steps",)) if anchor else ("site.yml", ("areas",))


def given_up(draft: Draft) -> Iterator[Finding]:
    """What is given up does not exist, and is listed once."""
    alive = entry_refs(draft) | set(draft.ids["former address"]) | RESERVED_PAGES
    seen: set[str] = set()
    for n, ref in enumerate(draft.site.gone if draft.site else ()):
        if ref in alive or ref in seen:
            wrong = f'"{ref}" is here twice' if ref in seen else f'the address "{ref}" is given up, but exists'
            expected = "expected addresses that lead nowhere, each once"
            yield Finding("site.yml", ("gone", n), "gone-exists", wrong, expected, "delete it here")
        seen.add(ref)
