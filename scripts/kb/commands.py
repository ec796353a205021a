"""Commands: what a maintainer can do, each a function with its options; what went wrong is told in plain lines."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kb import export, house, scaffold, schema, write
from kb.folders import ROOT, FolderError, Folders
from kb.problems import ContentError
from kb.read import read
from kb.site import SiteError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kb.processes import Standby


def build(options: argparse.Namespace) -> int:
    """Build the pages and the site."""
    begun = time.perf_counter()
    print("Building pages and site …", file=sys.stderr)
    counts = house.build(_folders(options), renderer=options.renderer)
    took = time.perf_counter() - begun
    print(
        f"{counts.pages} pages ({counts.written} files written, {counts.removed} removed) in {took:.1f} s: "
        f"open {options.site}/index.html, or run `make serve`"
    )
    return 0


def check(options: argparse.Namespace) -> int:
    """Validate the content, report stale pages and old reviews. Writes nothing."""
    report = house.check(_folders(options), options.today)
    for text in (*report.stale, *report.aging):
        print(text, file=sys.stderr)
    if report.stale:
        print(f"{len(report.stale)} generated files are stale: run `scripts/build.py build`", file=sys.stderr)
        return 1
    if options.strict and report.outdated:
        print(f"{len(report.outdated)} entries are out of date", file=sys.stderr)
        return 1
    kb = report.kb
    print(
        f"good: {len(kb.areas)} areas, {len(kb.questions)} questions, {len(kb.messages)} messages, "
        f"{len(kb.sources)} sources; every page is fresh"
    )
    return 0


def serve(options: argparse.Namespace) -> int:
    """Build, serve on this machine, build again on every change."""
    from kb import serve as server  # noqa: PLC0415  (loads the renderer, which the other commands do without)

    server.serve(_folders(options), options.port)
    return 0


def new(options: argparse.Namespace) -> int:
    """Add an entry with placeholders to fill in: area, question, message, symptom or source."""
    path = scaffold.add(options.content, options.kind, options.id)
    print(f"{path}: now replace every line that says FILL IN, then run `scripts/build.py check`")
    return 0


def write_schema(options: argparse.Namespace) -> int:
    """Write the JSON Schema and the field reference from the models."""
    for file in schema.files():
        write.replace(options.schemas / file.path, file.text.encode())
    print(f"{options.schemas} is up to date")
    return 0


def draw(options: argparse.Namespace) -> int:
    """Draw which checks each symptom leads to, in order, as a Mermaid flowchart on the standard output."""
    print(export.flowchart(read(options.content)), end="")
    return 0


def _folders(options: argparse.Namespace) -> Folders:
    return Folders(options.content, options.docs, options.site)


def _port(text: str) -> int:
    """Return a port that can be served on; argparse tells the reader when there is none."""
    port = int(text)
    if not 0 < port < 1 << 16:
        raise ValueError(text)
    return port


def _parser(about: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description=about)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    defaults = Folders()
    for name, command in COMMANDS.items():
        sub = commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        sub.set_defaults(run=command)
        for folder in ("content", "docs", "site"):
            sub.add_argument(
                f"--{folder}",
                type=Path,
                default=getattr(defaults, folder),
                metavar="FOLDER",
                help=f"the {folder} folder (default: the repository's own)",
            )
        if command is check:
            sub.add_argument(
                "--strict", action="store_true", help=f"fail on reviews older than {house.FAIL_AFTER} days"
            )
            sub.add_argument(
                "--today", type=date.fromisoformat, default=datetime.now(UTC).date(), help=argparse.SUPPRESS
            )
        if command is serve:
            sub.add_argument("--port", type=_port, default=8000, help="port on this machine (default: 8000)")
        if command is new:
            sub.add_argument("kind", choices=["area", *scaffold.LISTS])
            sub.add_argument("id", help="lower-case words joined by hyphens")
        if command is write_schema:
            sub.add_argument("--schemas", type=Path, default=ROOT / "schemas", metavar="FOLDER")
    return parser


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": build,
    "check": check,
    "serve": serve,
    "new": new,
    "schema": write_schema,
    "map": draw,
}


def run(arguments: Sequence[str], about: str | None, renderer: Standby[None] | None) -> int:
    """Run one command; return the exit status: 0 good, 1 something is wrong with content or files, 2 usage.

    `about` is what the help says of all commands. `renderer` is one that has been started for `build`.
    """
    options = _parser(about).parse_args(arguments)
    options.renderer = renderer
    try:
        return int(options.run(options))
    except ContentError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count > 1 else ''}; nothing was written", file=sys.stderr)
    except SiteError as error:
        print(f"{error}\nthe pages cannot be rendered; nothing was written", file=sys.stderr)
    except FolderError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or 'this machine'}: {error.strerror}; nothing was replaced", file=sys.stderr)
    return 1
