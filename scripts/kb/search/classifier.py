"""Search, topics: how owners word things → how much each word tells about the topic of a question.

A multinomial naive Bayes classifier (Manning, Raghavan, Schütze, Introduction to Information Retrieval, chapter
13). It learns in one pass of counting, so it costs little to build, and the same examples always make the same
weights.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kb.search.tokenizer import Unit

SMOOTHING = 1
"""Added to each count, so that a word not seen with a topic does not rule it out."""

LEVELS = 2
"""Levels a nat: weights are rounded to halves, which the search would not miss."""

FEATURES, FEW_TOPICS, FEATURES_A_TOPIC = 620, 20, 4
"""How many words the browser gets, those that tell most: so many for few topics, and more for each further one."""

RARE = "?"
"""Stands in the weights for every word that is not among them. Questions of other subjects hold most of these."""

MOST_RARE = 3
"""How many rare words of one question count."""

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
GAPS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Topics:
    """What words tell: a topic scores its start, plus its step and the word's weight for each known word."""

    starts: tuple[float, ...]
    """Log of each topic's share of the examples, in nats."""
    steps: tuple[float, ...]
    """Log of the probability of a word that was not seen with the topic, in nats."""
    weights: Mapping[str, str]
    """By the id of a unit: a digit of base 36 for the level of each topic, in order; a small letter for as many
    topics without one as its place in the alphabet. `3b5` is level 3 for the first topic and 5 for the fourth. A
    level is 1 / LEVELS nat."""


def learn(examples: Sequence[tuple[int, Collection[Unit]]], topics: int) -> Topics:
    """Return what the examples tell; each is the number of its topic (below `topics`) and its units."""
    held = [(topic, {unit.id for unit in units}) for topic, units in examples]
    shares = Counter(topic for topic, _ in held)
    counts = _counts(held)
    kept = _most_telling(counts, shares)[: FEATURES + FEATURES_A_TOPIC * max(0, topics - FEW_TOPICS)]
    fillers = {unit.id for _, units in examples for unit in units if unit.filler}
    seen = {word: counts[word] for word in sorted(kept)} | {RARE: _rare(held, fillers.union(kept))}
    totals = Counter[int]()
    for uses in seen.values():
        totals.update(uses)
    everything = sum(shares.values()) or 1
    return Topics(
        tuple(_rounded(math.log((shares[n] or 1) / everything)) for n in range(topics)),
        tuple(_rounded(math.log(SMOOTHING / (totals[n] + SMOOTHING * len(seen)))) for n in range(topics)),
        {word: _levels(uses) for word, uses in seen.items()},
    )


def _counts(held: Iterable[tuple[int, set[str]]]) -> dict[str, dict[int, int]]:
    """Return in how many examples of each topic each word stands."""
    by_topic: defaultdict[int, list[set[str]]] = defaultdict(list)
    for topic, words in held:
        by_topic[topic].append(words)
    counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for topic, examples in by_topic.items():
        for word, uses in Counter(chain.from_iterable(examples)).items():
            counts[word][topic] = uses
    return counts


def _rare(held: Iterable[tuple[int, set[str]]], known: set[str]) -> defaultdict[int, int]:
    """Return how many rare words each topic's examples hold: those that are not known."""
    found: defaultdict[int, int] = defaultdict(int)
    for topic, words in held:
        found[topic] += min(len(words - known), MOST_RARE)
    return found


def _most_telling(counts: Mapping[str, Mapping[int, int]], shares: Counter[int]) -> list[str]:
    """Return the words, those with the most information about topics first."""
    everything = sum(shares.values())
    alone = {topic: math.log(everything / share) for topic, share in shares.items()}

    def information(word: str) -> float:
        """Return the nats by which the word's uses depart from what the topics' shares make expect."""
        seen = counts[word]
        if len(seen) == 1:  # as most words do at last, and it needs no new logarithm
            return sum([n * alone[topic] for topic, n in seen.items()])
        uses = sum(seen.values())
        return sum([n * math.log(n * everything / (uses * shares[topic])) for topic, n in seen.items()])

    return sorted(counts, key=lambda word: (-round(information(word), 6), word))


def _rounded(value: float) -> float:
    return round(value, 2)


def _levels(seen: Mapping[int, int]) -> str:
    """Return the levels of a word from how often it was seen with each topic."""
    text, next_ = "", 0
    for topic, uses in sorted(seen.items()):
        text += _gap(topic - next_) + _digit(uses)
        next_ = topic + 1
    return text


@cache
def _digit(uses: int) -> str:
    return DIGITS[round(LEVELS * math.log(1 + uses / SMOOTHING))]


def _gap(topics: int) -> str:
    """Return the letters for a number of topics without a level."""
    whole, rest = divmod(topics, len(GAPS))
    return GAPS[-1] * whole + (GAPS[rest - 1] if rest else "")
