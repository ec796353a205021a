"""A new content folder that builds at once, with one entry of each kind to replace."""

import re
from datetime import UTC, datetime
from pathlib import Path

from kb.dev import schema
from kb.generated import replace_file
from kb.paths import ROOT, FolderError

TEMPLATE = Path(__file__).with_suffix("")
"""The folder with the content to copy."""


def create(folder: Path) -> None:
    """Write a new content folder. Raises FolderError when it exists and contains anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderError(f"{folder} already exists: name a folder that does not, or an empty one")
    today = datetime.now(UTC).date().isoformat()
    for path in sorted(TEMPLATE.rglob("*.yml")):
        target = folder / path.relative_to(TEMPLATE)
        text = re.sub(r"(?m)^( *reviewed:) .*$", rf"\1 {today}", path.read_text(encoding="utf-8"))
        kind = "area" if path.parent != TEMPLATE else path.stem
        replace_file(target, (schema.modeline(kind, target) + text).encode())


def next_steps(content: Path) -> str:
    """Return what to do with a new content folder."""
    build = "make build"
    if content.resolve() != (ROOT / "content").resolve():
        docs, site = (content.with_name(f"{content.resolve().name}-{part}") for part in ("docs", "site"))
        build = f'.venv/bin/python scripts/build.py build --content "{content}" --docs "{docs}" --site "{site}"'
    return (
        f"{content} is ready to build: {build}\n"
        "Next, edit:\n"
        "  site.yml              title, address, report; then the words of each page\n"
        "  areas/first-area.yml  an area and its steps; the file name is its id, which other files refer to\n"
        "  symptoms.yml, faq.yml, messages.yml, sources.yml, evidence.yml, regions.yml\n"
        "You can add: interface.yml, search.yml, assets/favicon.svg, assets/social-card.png, root/.\n"
        "schemas/README.md explains every key."
    )
