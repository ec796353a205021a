"""The folders of a knowledge base: which ones a build may use, and how a new site replaces the old one."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from filecmp import cmp
from pathlib import Path

from kb.generated import is_generated

ROOT = Path(__file__).parent.parent.parent
"""The repository."""

SCHEMAS = ROOT / "schemas"
"""What `build.py schema` writes."""

PROTECTED = ("scripts", "overrides", "tests", "schemas", ".git")
"""Parts of the repository that nothing may be built into."""

STAGING = ".building-"
"""Prefix of the folder in which a site is built, next to the site's own."""

ABANDONED = 86400
"""Seconds after which a temporary folder that nobody has changed belongs to no running build or server."""


class FolderError(Exception):
    """The folders cannot be used as given. The text says why."""


@dataclass(frozen=True)
class Folders:
    """Where the content comes from and where pages and site go."""

    content: Path = ROOT / "content"
    docs: Path = ROOT / "docs"
    site: Path = ROOT / "site"
    training: Path | None = None
    """Training phrases of the search, if not in the usual folder."""

    @property
    def phrases(self) -> Path:
        """The folder of training phrases: next to `content` it is `training`, next to `other` `other-training`."""
        content = self.content.resolve()
        return self.training or content.with_name(
            "training" if content.name == "content" else f"{content.name}-training"
        )


def check_folders(folders: Folders) -> None:
    """Raise FolderError when a build would overwrite what it did not write, or read its own output."""
    given = {"content": folders.content, "docs": folders.docs, "site": folders.site}
    real = {name: Path(os.path.realpath(path)) for name, path in given.items()}
    for one, other in (("docs", "content"), ("site", "content"), ("site", "docs")):
        if _overlap(real[one], real[other]):
            raise FolderError(f"the {one} and {other} folders must not overlap: {given[one]}, {given[other]}")
    for name in ("docs", "site"):
        _check_output(name, given[name], real[name])
    data = real["site"] / "data" / "knowledge-base.json"  # every site that was built here has it
    if real["site"].is_dir() and any(real["site"].iterdir()) and not (data.is_file() and is_generated(data)):
        raise FolderError(
            f"{given['site']} contains files that no build has written: empty it, or choose another site folder"
        )


def _check_output(name: str, given: Path, real: Path) -> None:
    refusal = f"{given} cannot be the {name} folder"
    if given.is_symlink() and not real.exists():
        raise FolderError(f"{refusal}: it is a broken link")
    if ROOT.is_relative_to(real) or any(_overlap(real, ROOT / part) for part in PROTECTED):
        raise FolderError(f"{refusal}: it is part of this project")
    if real.exists() and not real.is_dir():
        raise FolderError(f"{refusal}: it is a file")


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


@contextmanager
def temporary_folder(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """Yield an empty folder, and remove it; also remove those with this prefix of killed processes."""
    parent = parent or Path(tempfile.gettempdir())
    parent.mkdir(parents=True, exist_ok=True)
    for folder in parent.glob(f"{prefix}*"):
        with suppress(OSError):  # it has vanished since, or is another user's
            if folder.stat().st_mtime < time.time() - ABANDONED:
                shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=parent, prefix=prefix, ignore_cleanup_errors=True) as name:
        yield Path(name)


def replace_folder(new: Path, target: Path, staging: Path) -> None:
    """Move the folder `new` to `target`, unless both contain the same bytes. The old one goes to `staging`.

    Web servers may read the result, whatever the umask.
    """
    _make_readable(new)
    target = target.resolve()
    if target.exists():
        if _same(new, target):
            _make_readable(target)
            return
        target.rename(staging / "replaced")
    new.rename(target)


def _make_readable(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _same(one: Path, other: Path) -> bool:
    names = _files(one)
    return names == _files(other) and all(cmp(one / name, other / name, shallow=False) for name in names)


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
