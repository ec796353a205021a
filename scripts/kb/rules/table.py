"""The table of rules."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kb.problems import MAX_PROBLEMS, TOO_MANY
from kb.rules import pages, published, redirects, references, search
from kb.rules.draft import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kb.rules.draft import Draft

RULES: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    references.unique_ids,
    references.anchors,
    references.area_order,
    references.file_names,
    references.existing,
    references.no_duplicates,
    references.evidence_labels,
    references.roles,
    pages.titles,
    references.symptom_groups,
    search.language,
    pages.source_locations,
    references.reachable_steps,
    search.synonym_groups,
    pages.tools,
    redirects.former_addresses,
    published.published,
    published.given_up,
)


def check(draft: Draft) -> list[Finding]:
    """Return what every rule finds, up to MAX_PROBLEMS for each."""
    return [finding for rule in RULES for finding in _limited(rule(draft))]


def _limited(findings: Iterator[Finding]) -> list[Finding]:
    found = list(islice(findings, MAX_PROBLEMS + 1))
    return [*found[:MAX_PROBLEMS], *(Finding(one.file, one.path, *TOO_MANY) for one in found[MAX_PROBLEMS:])]
