"""Where readers report whether an entry helped: a mail or an issue form that names the entry."""

from urllib.parse import urlencode

FORM = "answer-wrong.yml"
"""The issue form, in .github/ISSUE_TEMPLATE."""

ISSUES = "/issues/new"
"""Suffix of an address that accepts a form with its fields filled in."""


def link(address: str, entry: str) -> str:
    """Return the address with an entry's reference filled in.

    A mail gets it as its subject, an issue form as its title and in its field `entry`. Any other address,
    such as a phone number or another host's form, stays as it is.
    """
    if address.startswith("mailto:"):
        return f"{address}?{urlencode({'subject': entry}, safe='/')}"
    if address.startswith("https:") and address.endswith(ISSUES):
        return f"{address}?{urlencode({'template': FORM, 'title': entry, 'entry': entry}, safe='/')}"
    return address
