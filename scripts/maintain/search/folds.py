"""Folds: training phrases → search data that was trained without some of them, and those phrases as queries.

    python -m maintain.search.folds OUT

Writes OUT/0.json … and OUT/0.jsonl …: every phrase is in the queries of exactly one fold, whose data was trained
without it. constants.mjs chooses constants with these, so that no phrase is judged by a model that has seen it.
"""

import argparse
import hashlib
import json
from dataclasses import replace
from pathlib import Path

from kb.content import loader
from kb.paths import ROOT
from kb.search import index, training
from kb.search.format import dumps

FOLDS = 5


def fold_of(phrase: str) -> int:
    """Return the fold of a phrase: always the same one, whatever else is in the training set."""
    return hashlib.sha256(phrase.lower().encode()).digest()[0] % FOLDS


def main() -> None:
    """Write the folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    kb, whole = loader.load(ROOT / "content"), training.load(ROOT / "training")
    for fold in range(FOLDS):
        seen = {
            topic: tuple(phrase for phrase in some if fold_of(phrase) != fold)
            for topic, some in whole.phrases.items()
        }
        (out / f"{fold}.json").write_text(
            dumps(index.search_data(kb, replace(whole, phrases=seen))), encoding="utf-8"
        )
        queries = [
            {"q": phrase, "kind": topic, "want": [] if topic == training.OFF_TOPIC else [topic]}
            for topic, some in whole.phrases.items()
            for phrase in some
            if fold_of(phrase) == fold
        ]
        lines = "".join(json.dumps(query, ensure_ascii=False) + "\n" for query in queries)
        (out / f"{fold}.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
