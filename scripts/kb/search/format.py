"""Format: the file that the browser loads for a search. This is its one schema.

The typedefs in engine.js and classifier.js repeat it; a test compares them, and checks the built file against it.
"""

from pydantic import BaseModel, ConfigDict

from kb.generated import dense_json


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EntryData(_Part):
    """One thing that a search can find. In the file it is a list of these values, in this order, to save bytes."""

    kind: str
    """`step`, `question`, `message`, `symptom`, `area` or `page`."""
    url: str
    """Path from the site's root: `faq/#why`."""
    title: str
    short: str
    """What a result shows under the title."""
    also: str
    """Other exact words or codes shown for it, separated by `|`."""
    asked: str
    """Other words people use for it, separated by `|`."""
    body: str
    """Words of the rest of its text that are in none of the fields above."""
    topics: tuple[int, ...]
    """Numbers of the topics that it answers, the closest first."""


class ClassifierData(_Part):
    """A naive Bayes classifier. A topic's score is its prior, and for each word `unseen` plus the word's level."""

    topics: tuple[str, ...]
    """The topics, by number. The one called `off-topic` is what the site does not answer."""
    priors: tuple[float, ...]
    unseen: tuple[float, ...]
    words: str
    """Words separated by blanks: one form of each stem; `=n` is the n-th group of synonyms, `#` any other number,
    `?` any other word."""
    levels: str
    """One line per word. A digit of base 36 for each topic in order; a small letter skips as many topics as its
    place in the alphabet. `3b5` is level 3 for the first topic and 5 for the fourth. A level is half a nat."""


class SearchData(_Part):
    """The whole file."""

    generated: str
    """Says which program wrote the file."""
    synonyms: tuple[str, ...]
    """Groups of words and phrases that mean the same, separated by `|`."""
    stop_words: str
    """Words that carry no subject, separated by blanks."""
    real_words: str
    """Bloom filter of the stems of common words that look like misspellings of known ones but are not."""
    words: dict[str, str]
    """The interface's words for results, by name: `one`, `many`, `corrected`, `instead`, and kinds of entry."""
    classifier: ClassifierData | None
    entries: tuple[EntryData, ...]


def dumps(data: SearchData) -> str:
    """Return the file's text, with one line per entry so that a change of content changes few lines."""
    fields = data.model_dump()
    entries = ",\n".join(dense_json([*entry.values()]) for entry in fields.pop("entries"))
    lines = [f"{dense_json(key)}:{dense_json(value)}" for key, value in fields.items()]
    return "{" + ",\n".join([*lines, f'"entries":[\n{entries}\n]']) + "}\n"
