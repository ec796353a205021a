"""The one entry point: build | check | serve | new | schema. `build.py COMMAND --help` tells more."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from kb import house
from kb.problems import ContentError
from kb.site import SiteError


def build(options: argparse.Namespace) -> int:
    """Build the pages and the site."""
    begun = time.perf_counter()
    print("Building pages and site …", file=sys.stderr)
    counts = house.build(_folders(options))
    took = time.perf_counter() - begun
    print(f"{counts.pages} pages ({counts.written} files written, {counts.removed} removed) in {took:.1f} s: "
          f"open {options.site}/index.html, or run `make serve`")
    return 0


def check(options: argparse.Namespace) -> int:
    """Validate the content and report pages that are not what it makes. Writes nothing."""
    kb, stale = house.check(_folders(options))
    for diff in stale:
        print(diff, file=sys.stderr)
    if stale:
        print(f"{len(stale)} generated files are stale: run `scripts/build.py build`", file=sys.stderr)
        return 1
    print(f"good: {len(kb.areas)} areas, {len(kb.questions)} questions, {len(kb.messages)} messages, "
          f"{len(kb.sources)} sources; every page is fresh")
    return 0


def _folders(options: argparse.Namespace) -> house.Folders:
    return house.Folders(options.content, options.docs, options.site)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (build, check):
        sub = commands.add_parser(command.__name__, help=command.__doc__, description=command.__doc__)
        sub.set_defaults(run=command)
        defaults = house.Folders()
        for name in ("content", "docs", "site"):
            sub.add_argument(f"--{name}", type=Path, default=getattr(defaults, name), metavar="FOLDER",
                             help=f"the {name} folder (default: the repository's own)")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status: 0 good, 1 something is wrong with the content or the pages."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ContentError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count > 1 else ''}; nothing was written", file=sys.stderr)
    except SiteError as error:
        print(f"{error}\nthe pages cannot be rendered; nothing was written", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
