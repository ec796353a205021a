"""Classifier: training phrases → how much each word says about the topic of a query.

A multinomial naive Bayes classifier (Manning, Raghavan, Schütze, Introduction to Information Retrieval, chapter
13). Training is one pass of counting, so the build does it every time, and the same phrases always make the same
weights.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

SMOOTHING = 0.3
"""Added to each count, so that a word that was never seen with a topic does not rule it out."""

LEVELS_PER_NAT = 2
"""Weights are rounded to halves of a nat; finer ones make no difference in the tests."""

MOST_WORDS = 650
"""How many words the browser gets: those that say most about topics."""

RARE, NUMBER = "?", "#"
"""The features of every word that is not among them, and of every number of three digits or more that is not."""

MOST_RARE = 3
"""How many rare words of one phrase or query count."""

DIGITS = 3
"""Least digits of such a number."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_GAPS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Example:
    """A training phrase: the number of its topic and the ids of its units."""

    topic: int
    ids: frozenset[str]


@dataclass(frozen=True)
class Model:
    """Log probabilities in nats: a topic scores its prior, and for each known word its `unseen` and the level."""

    priors: tuple[float, ...]
    """Log of each topic's share of the phrases."""
    unseen: tuple[float, ...]
    """Log probability of a word that was never seen with the topic."""
    levels: Mapping[str, str]
    """By unit id, how much more likely the word is with each topic than if it had never been seen with it."""


def train(examples: Sequence[Example], topics: int, stop_words: Collection[str]) -> Model:
    """Return the model of these examples, whose topics are numbers below `topics`."""
    sizes = Counter(example.topic for example in examples)
    counts = _counts(examples)
    chosen = sorted(_most_informative(counts, sizes)[:MOST_WORDS])
    kept = {word: counts[word] for word in chosen}
    kept |= _rare(examples, {*chosen, *stop_words})
    totals = Counter[int]()
    for uses in kept.values():
        totals.update(uses)
    everything = len(examples) or 1
    return Model(
        tuple(round(math.log((sizes[n] or SMOOTHING) / everything), 2) for n in range(topics)),
        tuple(round(math.log(SMOOTHING / (totals[n] + SMOOTHING * len(kept))), 2) for n in range(topics)),
        {word: _encoded(uses) for word, uses in kept.items()},
    )


def _counts(examples: Sequence[Example]) -> dict[str, Counter[int]]:
    """Return how many examples of each topic contain each word."""
    counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for example in examples:
        for word in example.ids:
            counts[word][example.topic] += 1
    return counts


def _rare(examples: Sequence[Example], known: Collection[str]) -> dict[str, Counter[int]]:
    """Return how many rare words and numbers the examples of each topic contain."""
    found = {RARE: Counter[int](), NUMBER: Counter[int]()}
    for example in examples:
        unknown = example.ids.difference(known)
        numbers = sum(word.isdigit() and len(word) >= DIGITS for word in unknown)
        found[NUMBER][example.topic] += min(numbers, 1)
        found[RARE][example.topic] += min(len(unknown) - numbers, MOST_RARE)
    return found


def _most_informative(counts: Mapping[str, Counter[int]], sizes: Mapping[int, int]) -> list[str]:
    """Return the words, those first whose use differs most from what the sizes of the topics suggest (in nats)."""
    everything = sum(sizes.values())

    def information(word: str) -> float:
        uses = counts[word].total()
        return sum(n * math.log(n * everything / (uses * sizes[topic])) for topic, n in counts[word].items())

    return sorted(counts, key=lambda word: (-round(information(word), 6), word))


def _encoded(uses: Mapping[int, int]) -> str:
    """Return levels as the browser's file has them (see format.py)."""
    text, next_ = "", 0
    for topic, count in sorted(uses.items()):
        if count:
            gap, next_ = topic - next_, topic + 1
            level = round(LEVELS_PER_NAT * math.log(1 + count / SMOOTHING))
            text += (_GAPS[gap - 1] if gap else "") + _DIGITS[min(level, len(_DIGITS) - 1)]
    return text
