"""Addresses that only stand in for the real ones until a site goes live."""

import re
from collections.abc import Iterator

from kb.model.knowledge_base import KnowledgeBase
from kb.rules.draft import Finding

_PLACEHOLDER = re.compile(
    r"^(?i:(?:https://|mailto:[^@]*@)(?:[^/:?#]*\.)?(?:example(?:\.com|\.net|\.org)?|invalid|test))(?=[/:?#]|$)"
    r"|/(?:OWNER|NAME|REPOSITORY)(?=[/?#]|$)|//OWNER\.",
    re.ASCII,
)
"""Host names that nobody can own (RFC 2606), and the words that the guide uses where names belong."""


EXPECTED = {
    "address": "expected where the site is hosted",
    "report": "expected where reports really go",
    "repository": "expected the real repository",
}
"""By the key in site.yml."""


def placeholders(kb: KnowledgeBase) -> Iterator[Finding]:
    """Yield the site's own addresses that nobody has replaced yet."""
    for key, expected in EXPECTED.items():
        value = getattr(kb.site, key)
        if value and _PLACEHOLDER.search(value):
            hint = "set it before you publish; hosting/README.md says how"
            yield Finding("site.yml", (key,), "site-placeholder", f"{value} is a placeholder", expected, hint)
