"""Release: a built site → a folder that a web server serves, switched at once; and back again, with one command.

    TO/current → releases/0007-…      the one link that a switch replaces
    TO/releases/0007-…/site           what the web server serves, as TO/current/site
    TO/releases/0007-…/SHA256SUMS     the site's own files; `sha256sum -c` checks them
    TO/releases/0007-…/before         leads to the release that this one took over from

It needs Python and nothing else, so that it runs on the host too.
"""

from __future__ import annotations

import argparse
import fcntl
import gzip
import hashlib
import os
import re
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

NEEDED = ("index.html", "404.html", "sw.js", "_headers")
"""Files that every site has that was built for hosting."""

HASHED = re.compile(r"assets/[^/]+\.[0-9a-f]{8}\.(css|js|json)")
"""Paths of files whose names hold a hash of their content."""

PACKED = {".css", ".html", ".js", ".json", ".md", ".svg", ".txt", ".xml"}
"""Endings of the files that get a packed copy beside them."""

UNFINISHED = ".new-"
SUMS = "SHA256SUMS"


class ReleaseError(Exception):
    """Nothing was switched. The text says why."""


def release(site: Path, to: Path, keep: int) -> Path:
    """Make a release of a built site the current one; return its folder. The same site again changes nothing.

    The last `keep` releases stay. Raises ReleaseError when `site` holds no site that was built for hosting.
    """
    missing = [name for name in NEEDED if not (site / name).is_file()]
    if missing:
        raise ReleaseError(f"{site} holds no built site ({', '.join(missing)} missing): run `make build` first")
    found = sorted(path for path in site.rglob("*") if path.is_file())
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in found}
    sums = _sums(files)
    with _locked(to):
        old = _current(to)
        if old and (old / SUMS).read_text() == sums:
            return old
        new = _number(to, sums)
        making = new.with_name(f"{UNFINISHED}{new.name}")
        _fill(making, files, old)
        (making / SUMS).write_text(sums)
        _carry(to, making)
        if old:
            (making / "before").symlink_to(Path("..") / old.name)
        making.rename(new)
        _switch(to, new)
        _prune(to, keep)
    return new


def rollback(to: Path) -> Path:
    """Make the release before the current one current again; return its folder.

    Raises ReleaseError when there is none.
    """
    with _locked(to):
        old = _current(to)
        before = old / "before" if old else None
        if not old or not before or not before.is_dir():
            raise ReleaseError(f"{to} keeps no release before the current one")
        back = before.resolve()
        _carry(to, back)
        _switch(to, back)
    return back


@contextmanager
def _locked(to: Path) -> Iterator[None]:
    """Wait until no other release is under way, keep others waiting, clear what a killed one left."""
    (to / "releases").mkdir(parents=True, exist_ok=True)
    handle = os.open(to, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for folder in (to / "releases").glob(f"{UNFINISHED}*"):
            shutil.rmtree(folder)
        yield
    finally:
        os.close(handle)  # also gives the lock back


def _current(to: Path) -> Path | None:
    link = to / "current"
    return link.resolve() if link.is_dir() else None


def _sums(files: dict[str, bytes]) -> str:
    """Return the checksum of every file, in the form that sha256sum reads."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in files.items())


def _number(to: Path, sums: str) -> Path:
    """Return the folder of the next release. A number tells the order, also when a clock goes back."""
    numbers = [int(path.name.partition("-")[0]) for path in (to / "releases").glob("[0-9]*-*")]
    return to / "releases" / f"{max(numbers, default=0) + 1:04}-{hashlib.sha256(sums.encode()).hexdigest()[:12]}"


def _fill(making: Path, files: dict[str, bytes], old: Path | None) -> None:
    """Write the site's files, with a packed copy beside each text."""
    for path, data in files.items():
        target = making / "site" / path
        before = old / "site" / path if old else None
        target.parent.mkdir(parents=True, exist_ok=True)
        _put(target, data, before)
        if target.suffix in PACKED and f"{path}.gz" not in files:
            _put(_packed(target), gzip.compress(data, 9, mtime=0), before and _packed(before))


def _packed(path: Path) -> Path:
    return path.with_name(f"{path.name}.gz")


def _put(target: Path, data: bytes, before: Path | None) -> None:
    """Write a file. Servers tell versions by time and size: equal bytes keep their time, others get later."""
    if not before or not before.is_file():
        target.write_bytes(data)
    elif before.read_bytes() == data:
        _link(before, target)
    else:
        target.write_bytes(data)
        later = max(target.stat().st_mtime_ns, before.stat().st_mtime_ns + 10**9)
        os.utime(target, ns=(later, later))


def _link(old: Path, new: Path) -> None:
    """Let two names stand for one file, or copy it with its time where the disk cannot."""
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copy2(old, new)


def _carry(to: Path, target: Path) -> None:
    """Let `target` serve what pages of other releases, opened before the switch, have yet to load."""
    for sums in (to / "releases").glob(f"*/{SUMS}"):
        for line in sums.read_text().splitlines():
            path = line.partition("  ")[2]
            plain = sums.parent / "site" / path
            for old in (plain, _packed(plain)) if HASHED.fullmatch(path) else ():
                new = target / old.relative_to(sums.parent)
                if old.is_file() and not new.exists():
                    _link(old, new)


def _switch(to: Path, new: Path) -> None:
    """Let `current` lead to another release; there is no moment in which it leads nowhere."""
    fresh = to / f"{UNFINISHED}current"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(new.relative_to(to))
    fresh.replace(to / "current")


def _prune(to: Path, keep: int) -> None:
    """Remove all but the last `keep` releases, counted back from the current one."""
    kept: list[Path] = []
    at = _current(to)
    while at and len(kept) < keep:
        kept.append(at)
        before = at / "before"
        at = before.resolve() if before.is_dir() else None
    for folder in (to / "releases").iterdir():
        if folder.resolve() not in kept:
            shutil.rmtree(folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="release.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("command", choices=["release", "rollback"])
    parser.add_argument("to", type=_folder, metavar="TO", help="the folder that the web server serves from")
    parser.add_argument("--site", type=Path, default=ROOT / "site", metavar="FOLDER", help="the built site")
    parser.add_argument("--keep", type=_several, default=5, metavar="N", help="releases to keep (default: 5)")
    return parser


def _folder(text: str) -> Path:
    """Return a folder; none named must not mean the one we happen to be in."""
    if not text:
        raise argparse.ArgumentTypeError("name a folder, as in `make release TO=/srv/help`")
    return Path(text)


def _several(text: str) -> int:
    """Return how many releases to keep; with fewer than two there would be no way back."""
    count = int(text)
    if count < 2:
        raise ValueError(text)
    return count


def main(arguments: list[str] | None = None) -> int:
    """Release or roll back; return the exit status."""
    options = _parser().parse_args(arguments)
    to = options.to.resolve()
    os.umask(0o022)  # a web server is to read what is written here
    try:
        going = options.command == "release"
        now = release(options.site, to, options.keep) if going else rollback(to)
    except ReleaseError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or to}: {error.strerror}; nothing was switched", file=sys.stderr)
    else:
        print(f"{options.to}/current leads to {now.name}")
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
