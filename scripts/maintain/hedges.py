"""Count the open words of the content, and those in sentences that hedge or attribute."""

import re

from kb.content.loader import load
from kb.paths import Folders

HEDGE = re.compile(
    r"\b(?:may|might|perhaps|maybe|probably|possibly|reportedly|seems?|appears?|often|usually|commonly|generally|"
    r"likely|said|says|reports?|reported|claims?|according|one owner|owners? (?:say|report|found)|we found|"
    r"found nothing|not confirmed|unconfirmed|unclear|unknown|believed?|suggests?|could)\b",
    re.IGNORECASE,
)
"""Words that doubt a statement or say whose it is."""


def main() -> None:
    """Print every sentence that hedges, and the share of the open words in such sentences."""
    words = hedged = 0
    for ref, entry in load(Folders().content).entries():
        for sentence in (one for text in entry.open_texts() for one in re.split(r"(?<=[.!?])\s+", text)):
            count = len(sentence.split())
            words += count
            if HEDGE.search(sentence):
                hedged += count
                print(f"{ref}: {sentence}")
    print(f"{hedged} of {words} open words hedge or attribute: {hedged / words:.1%}")


if __name__ == "__main__":
    main()
