"""The table of rules."""

from collections.abc import Callable, Iterator

from kb.rules import pages, published, redirects, references, search
from kb.rules.draft import Draft, Finding

RULES: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    references.unique_ids,
    references.anchors,
    references.area_order,
    references.file_names,
    references.existing,
    references.no_duplicates,
    references.evidence_labels,
    pages.titles,
    search.language,
    pages.source_locations,
    references.reachable_steps,
    search.synonym_groups,
    pages.tools,
    redirects.former_addresses,
    published.published,
    published.given_up,
)
