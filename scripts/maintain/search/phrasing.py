"""Phrasing: what one more training phrase, or one less, changes.

    python -m maintain.search.phrasing TOPIC "PHRASE"

Trains once as training/ is and once with the phrase added (or left out, if it is there), and prints how the search
answers the phrase each time, and which labeled queries are answered better or worse. TOPIC is the name of a
training file without its suffix: `account`, `faq/weak-signal`, `off-topic`. Nothing is written.
"""

import argparse
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from kb.content import loader
from kb.paths import ROOT
from kb.search import index, training
from kb.search.format import dumps

COMPARE = Path(__file__).with_name("compare.mjs")


def main() -> int:
    """Run the command; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topic")
    parser.add_argument("phrase")
    options = parser.parse_args()
    kb, before = loader.load(ROOT / "content"), training.load(ROOT / "training")
    phrases = before.phrases.get(options.topic)
    if phrases is None:
        print(f"There is no {options.topic}; topics are: {', '.join(before.phrases)}", file=sys.stderr)
        return 2
    is_there = options.phrase in phrases
    changed = tuple(one for one in phrases if one != options.phrase) if is_there else (*phrases, options.phrase)
    after = replace(before, phrases={**before.phrases, options.topic: changed})
    print(f"{'without' if is_there else 'with'} it, for {options.topic}:")
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, learned_from in (("before", before), ("after", after)):
            path = Path(folder, f"{name}.json")
            path.write_text(dumps(index.search_data(kb, learned_from)), encoding="utf-8")
            paths.append(path)
        queries = sorted((ROOT / "tests" / "relevance").glob("*.jsonl"))
        command = ["node", COMPARE, *paths, options.phrase, *queries]
        return subprocess.run(command, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
