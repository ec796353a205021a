"""The command line: each command is a function that takes the parsed options and returns the exit status."""

import argparse
import io
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from kb import pipeline
from kb.content.loader import display_path, load
from kb.dev import changes, new_base, scaffold, schema
from kb.generated import replace_file
from kb.pages import flowchart
from kb.paths import SCHEMAS, FolderError, Folders
from kb.problems import BuildError, ContentError
from kb.rules.placeholders import placeholders


def build(options: argparse.Namespace) -> int:
    """Build the pages and the site."""
    start = time.perf_counter()
    print("Building pages and site …", file=sys.stderr)
    result = pipeline.build(_folders(options))
    for warning in result.warnings:
        print(warning, file=sys.stderr)
    seconds = time.perf_counter() - start
    if keys := [str(finding.path[0]) for finding in placeholders(result.kb)]:
        where = f"{display_path(options.content)}/site.yml"
        what = f"{' and '.join(keys)} {'is a placeholder' if len(keys) == 1 else 'are placeholders'}"
        print(f"{where}: {what}; before you publish, read hosting/README.md", file=sys.stderr)
    print(
        f"{result.pages} pages ({result.written} files written, {result.removed} removed) in {seconds:.1f} s: "
        f"open {options.site}/index.html, or run `make serve`"
    )
    return 0


def check(options: argparse.Namespace) -> int:
    """Validate the content, report stale pages, old reviews and placeholders. Writes nothing."""
    report = pipeline.check(_folders(options), options.today)
    for text in (*report.stale, *report.warnings, *report.aging, *report.placeholders):
        print(text, file=sys.stderr)
    if report.stale:
        print(f"{_count(report.stale, 'stale file')}: run `scripts/build.py build`", file=sys.stderr)
        return 1
    if (options.strict or options.live) and report.placeholders:
        print(f"{_count(report.placeholders, 'placeholder')}: the site cannot go live", file=sys.stderr)
        return 1
    if options.strict and report.outdated:
        print(_count(report.outdated, "outdated review"), file=sys.stderr)
        return 1
    if options.strict and report.warnings:
        print(_count(report.warnings, "warning"), file=sys.stderr)
        return 1
    kb = report.kb
    print(
        f"good: {len(kb.areas)} areas, {len(kb.questions)} questions, {len(kb.messages)} messages, "
        f"{len(kb.sources)} sources; every page is fresh"
    )
    return 0


def _count(items: Sequence[object], noun: str) -> str:
    return f"{len(items)} {noun}{'' if len(items) == 1 else 's'}"


def serve(options: argparse.Namespace) -> int:
    """Build, serve on this machine, build again on every change."""
    from kb.dev import live_site, server  # noqa: PLC0415  (slow to import; the other commands do without)

    try:
        server.serve(_folders(options), options.port)
    except live_site.PortError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def new(options: argparse.Namespace) -> int:
    """Add an entry with placeholders to fill in: area, question, message, symptom or source."""
    path = scaffold.add(options.content, options.kind, options.id)
    print(f"{path}: now replace every line that says FILL IN, then run `scripts/build.py check`")
    return 0


def remove(options: argparse.Namespace) -> int:
    """Delete an entry, every reference to it, and give up its address. Writes nothing if that leaves a problem."""
    return _print_changes(changes.remove(_folders(options), options.ref))


def rename(options: argparse.Namespace) -> int:
    """Give an entry another id, or move a step to another area; its old address keeps working."""
    return _print_changes(changes.rename(_folders(options), options.ref, options.new))


def _print_changes(done: list[str]) -> int:
    print(*done, sep="\n")
    print("Look at the changes with `git diff`, then run `scripts/build.py build`")
    return 0


def start_base(options: argparse.Namespace) -> int:
    """Write a new content folder that builds at once, and say what to edit next."""
    new_base.create(options.folder)
    print(new_base.next_steps(options.folder))
    return 0


def write_schema(options: argparse.Namespace) -> int:
    """Write the JSON Schemas and the field reference from the models."""
    for file in schema.files():
        replace_file(options.schemas / file.path, file.text.encode())
    print(f"{options.schemas} is up to date")
    return 0


def draw_map(options: argparse.Namespace) -> int:
    """Print which checks each symptom leads to, in order, as a Mermaid flowchart."""
    print(flowchart.draw(load(options.content)), end="")
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": build,
    "check": check,
    "serve": serve,
    "new": new,
    "remove": remove,
    "rename": rename,
    "new-base": start_base,
    "schema": write_schema,
    "map": draw_map,
}


def main(arguments: Sequence[str], description: str | None) -> int:
    """Run one command; return the exit status: 0 good, 1 something is wrong with content or files, 2 usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Unicode is no reason to fail
    options = _parser(description).parse_args(arguments)
    try:
        return int(options.run(options))
    except ContentError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        print(f"{_count(error.problems, 'problem')}; nothing was written", file=sys.stderr)
    except BuildError as error:
        lines = str(error).splitlines()
        if len(lines) > 1:
            lines.append(_count(lines, "error"))
        print(*lines, sep="\n", end="; nothing was written\n", file=sys.stderr)
    except FolderError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or 'this machine'}: {error.strerror}; the site was not replaced", file=sys.stderr)
    return 1


def _parser(description: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description=description)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        sub = commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        sub.set_defaults(run=command)
        if command is start_base:
            sub.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that does not exist yet")
            continue
        _add_folders(sub)
        if command is check:
            live = "fail while the site's address, mail or repository is a placeholder"
            sub.add_argument("--live", action="store_true", help=live)
            help_ = (
                f"{live}, something is probably a mistake, or a review is older than {pipeline.FAIL_AFTER} days"
            )
            sub.add_argument("--strict", action="store_true", help=help_)
            today = datetime.now(UTC).date()
            sub.add_argument("--today", type=date.fromisoformat, default=today, help=argparse.SUPPRESS)
        elif command is serve:
            sub.add_argument("--port", type=_port, default=8000, help="port on this machine (default: 8000)")
        elif command is new:
            sub.add_argument("kind", choices=scaffold.KINDS)
            sub.add_argument("id", help="lowercase words joined by hyphens")
        elif command in (remove, rename):
            help_ = "area, area/step, faq/id, messages/id, diagnose/id or about/id (a source)"
            sub.add_argument("ref", help=help_)
            if command is rename:
                sub.add_argument("new", help="the new id; area/id for a step that moves to another area")
        elif command is write_schema:
            sub.add_argument("--schemas", type=Path, default=SCHEMAS, metavar="FOLDER")
    return parser


def _add_folders(parser: argparse.ArgumentParser) -> None:
    defaults = Folders()
    for folder in ("content", "docs", "site"):
        parser.add_argument(
            f"--{folder}",
            type=Path,
            default=getattr(defaults, folder),
            metavar="FOLDER",
            help=f"the {folder} folder (default: the repository's own)",
        )
    help_ = "training phrases of the search (default: training/ next to content/, if it exists)"
    parser.add_argument("--training", type=Path, metavar="FOLDER", help=help_)


def _folders(options: argparse.Namespace) -> Folders:
    return Folders(options.content, options.docs, options.site, options.training)


def _port(text: str) -> int:
    """Return a port number. Raises ValueError, which argparse reports, when it is none."""
    port = int(text)
    if not 0 < port < 1 << 16:
        raise ValueError(text)
    return port
