"""Rules for what is on pages: their titles, tools, and sources that readers can find."""

from collections.abc import Iterator

from kb.model.interface import TOOLS
from kb.problems import did_you_mean
from kb.rules.draft import Draft, Finding


def titles(draft: Draft) -> Iterator[Finding]:
    """No two pages have the same title."""
    pages = draft.site.pages if draft.site else ()
    seen = {page.title.lower(): f"site.yml ({name})" for name, page in pages}
    for id_, area in draft.areas.items():
        if not area:
            continue
        first = seen.setdefault(area.title.lower(), f"areas/{id_}.yml")
        if first != f"areas/{id_}.yml":
            wrong, expected = f"{first} has the same title", "expected a unique title for each page"
            hint = "reword one of the two"
            yield Finding(f"areas/{id_}.yml", ("title",), "title-duplicate", wrong, expected, hint)


def source_locations(draft: Draft) -> Iterator[Finding]:
    """A source has an address or says where else it is found."""
    for n, source in enumerate(draft.sources):
        if source and not source.address and not source.locator:
            wrong, hint = f'the source "{source.id}" cannot be found by a reader', "add one of them"
            yield Finding("sources.yml", (n,), "source-place", wrong, "expected `address` or `locator`", hint)


def tools(draft: Draft) -> Iterator[Finding]:
    """A tool has its words, and is on a page once."""
    for id_, area in draft.areas.items():
        used = [(n, step.tool) for n, step in enumerate(area.steps if area else ()) if step.tool]
        for rank, (n, tool) in enumerate(used):
            place = (f"areas/{id_}.yml", ("steps", n, "tool"), "tool")
            if tool not in TOOLS:
                expected, hint = f"expected {' or '.join(TOOLS)}", "correct the name, or delete the key"
                yield Finding(*place, f'there is no tool "{tool}"{did_you_mean(tool, TOOLS)}', expected, hint)
            elif draft.interface and not getattr(draft.interface, tool):
                wrong, expected = f'the tool "{tool}" has no words', f"expected `{tool}` in interface.yml"
                yield Finding(*place, wrong, expected, f"write all of it; see `{tool}` in the field reference")
            elif tool in [other for _, other in used[:rank]]:
                wrong, expected = f'the tool "{tool}" is already on this page', "expected it once per page"
                yield Finding(*place, wrong, expected, "keep it at the step where it helps most")
