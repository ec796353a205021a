"""Successor: the pages → the site as Zensical renders it, beside MkDocs. It needs a network: it is no test.

Prints every difference in pages, links, anchors and text. None of them fails: they are what to look at before
a change of renderer.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from datetime import UTC, datetime
from pathlib import Path

from kb import site
from kb.folders import ROOT
from measure import compare

VERSION = "0.0.73"
"""The version that DECISIONS.md speaks of."""


def project(folder: Path) -> Path:
    """Copy what a renderer needs, and nothing else, into a folder; return it."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def zensical(work: Path) -> Path:
    """Install Zensical into a folder of its own; return its program. Raises CalledProcessError."""
    venv.create(work, with_pip=True)
    pip = str(work / "bin" / "pip")
    subprocess.run(  # noqa: S603
        [pip, "install", "--quiet", "--disable-pip-version-check", f"zensical=={VERSION}"], check=True
    )
    return work / "bin" / "zensical"


def main() -> int:
    """Render twice and compare; return 1 only when one of the two cannot render."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        ours, theirs = project(work / "ours"), project(work / "theirs")
        site.build(ours, datetime.now(UTC).date())
        try:
            program = zensical(work / "venv")
            subprocess.run([program, "build"], cwd=theirs, check=True)  # noqa: S603
        except subprocess.CalledProcessError as error:
            print(f"Zensical {VERSION} does not build this: {error}", file=sys.stderr)
            return 1
        one, other = compare.load(ours / "site"), compare.load(theirs / "site")
    found = list(compare.differences(one, other))
    print(*found, sep="\n")
    print(f"Zensical {VERSION}: {len(found)} differences from MkDocs on {len(one)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
