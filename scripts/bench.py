"""Measure the site: weight | growth | scale | edit. Prints numbers; fails over a budget."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kb.folders import ROOT
from measure import edit, growth, hosts, scale, weights

if TYPE_CHECKING:
    from collections.abc import Iterable


def weight(options: argparse.Namespace) -> int:
    """Print what every page, a first search and the offline copy cost, cold; fail over a budget."""
    with hosts.chromium() as browser:
        found = list(weights.weigh(options.site, browser))
    print(weights.table(found))
    return int(any(one.size > one.budget for one in found))


def grow(options: argparse.Namespace) -> int:
    """Print how the search fares with 1, 10, 100 and 1,000 times the content."""
    with hosts.chromium() as browser, tempfile.TemporaryDirectory() as work:
        results = (
            growth.measure(options.content, options.site, Path(work), times, browser) for times in options.times
        )
        return _tell(growth.table(results))


def build(options: argparse.Namespace) -> int:
    """Print how builds fare with 1, 10, 100 and 1,000 times the content, beside the stock theme."""
    with tempfile.TemporaryDirectory() as work:
        scale.prepare(options.content, Path(work))
        results = ((times, scale.measure(options.content, Path(work), times)) for times in options.times)
        return _tell(scale.table(results))


def serve(options: argparse.Namespace) -> int:
    """Print how long after an edit `serve` shows it, with 1, 10 and 100 times the content."""
    with tempfile.TemporaryDirectory() as work:
        results = (edit.measure(options.content, Path(work), times) for times in options.times)
        return _tell(edit.table(results))


def _tell(lines: Iterable[str]) -> int:
    """Print lines, each as soon as it is there; return the exit status."""
    for line in lines:
        print(line, flush=True)
    return 0


COMMANDS = {"weight": weight, "growth": grow, "scale": build, "edit": serve}


def main() -> int:
    """Run one command; return the exit status."""
    parser = argparse.ArgumentParser(prog="bench.py", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        sub = commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        sub.set_defaults(run=command)
        sub.add_argument("--content", type=Path, default=ROOT / "content", metavar="FOLDER")
        sub.add_argument("--site", type=Path, default=ROOT / "site", metavar="FOLDER", help="a built site")
        if command is not weight:
            most = 3 if command is serve else 4
            sub.add_argument("--times", type=int, nargs="+", default=[1, 10, 100, 1000][:most])
    options = parser.parse_args()
    try:
        return int(options.run(options))
    except hosts.BrowserMissingError as missing:
        print(missing, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
