"""The repository's documents: recipes of CONTRIBUTING.md work; paths and commands that pages name exist."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT
from kb.dev.scaffold import KINDS
from kb.model.text import PLACEHOLDER

GUIDE = (ROOT / "CONTRIBUTING.md").read_text()
PAGES = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "DECISIONS.md", "hosting/README.md")
RECIPES = re.findall(r"(?m)^## ((?:Change an|Add an?|Rename an?|Move an?|Delete an?) .+)$", GUIDE)
"""Titles of the recipes that change content, in the order in which they build on each other."""

OPTIONAL = (".venv/", "content/root/")
"""Folders that are not in every clone."""

MAKE_TARGETS = set(re.findall(r"(?m)^([a-z-]+):.*##", (ROOT / "Makefile").read_text()))


class Block(NamedTuple):
    """A fenced block: `sh` is to be run; `yaml FILE` replaces a scaffold in a file, `diff FILE` changes lines."""

    kind: str
    file: str
    text: str


def blocks(title: str) -> list[Block]:
    """Return the fenced blocks of a recipe."""
    section = GUIDE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return [Block(*found) for found in re.findall(r"(?ms)^```(\w+) ?(\S*)\n(.*?)^```$", section)]


def expectations(title: str) -> list[tuple[str, str]]:
    """Return what a recipe promises: a file, and a text that it contains afterward."""
    section = GUIDE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return re.findall(r"<!-- expect (\S+): (.+?) -->", section)


def run(copy: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the guide in a copy of the repository."""
    command = command.replace(".venv/bin/python", sys.executable)
    return subprocess.run(["sh", "-eu", "-c", command], cwd=copy, capture_output=True, text=True, check=False)


def replace_scaffold(path: Path, entry: str) -> None:
    """Write an entry in place of the scaffold at the end of a file."""
    text = path.read_text()
    first = entry.partition("\n")[0]
    start = text.rindex(f"{first}\n") if first.startswith("- id: ") else text.index("\n") + 1
    assert PLACEHOLDER in text[start:], f"{path} has no scaffold"
    path.write_text(text[:start] + entry)


def apply_diff(path: Path, diff: str) -> None:
    lines = [(line[:1], line[1:]) for line in diff.splitlines()]
    old = "".join(f"{line}\n" for sign, line in lines if sign in " -")
    new = "".join(f"{line}\n" for sign, line in lines if sign in " +")
    text = path.read_text() if path.exists() else ""
    assert text.count(old) == 1 or not old, f"{path.name} does not have these lines once:\n{old}"
    path.write_text(text.replace(old, new) if old else text + new)


def carry_out(copy: Path, block: Block) -> None:
    if block.kind == "sh":
        done = run(copy, block.text)
        assert done.returncode == 0, done.stderr
    elif block.kind == "yaml":
        replace_scaffold(copy / block.file, block.text)
    else:
        assert block.kind == "diff"
        apply_diff(copy / block.file, block.text)


def test_there_is_a_recipe_for_everything_that_people_add() -> None:
    assert {*KINDS} == {title.split()[-1] for title in RECIPES if title.startswith("Add")}


def test_there_are_recipes_to_rename_move_and_delete() -> None:
    assert {f"{what} a question, a step or an area" for what in ("Rename", "Move", "Delete")} <= {*RECIPES}


def test_the_recipes_do_what_they_promise(tmp_path: Path) -> None:
    for name in ("content", "training", "docs", "overrides", "schemas", "scripts"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for title in RECIPES:
        assert blocks(title), title
        for block in blocks(title):
            carry_out(tmp_path, block)
        expected = expectations(title)
        if any(file.startswith("docs/") for file, _ in expected) or title == RECIPES[-1]:
            built = run(tmp_path, ".venv/bin/python scripts/build.py build")
            assert built.returncode == 0, built.stderr
        for file, text in expected:
            assert text in (tmp_path / file).read_text(), f"{title}: {file} does not contain {text}"
    checked = run(tmp_path, ".venv/bin/python scripts/build.py check")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("name", PAGES)
def test_every_make_command_on_a_page_exists(name: str) -> None:
    code = re.findall(r"(?ms)^```sh\n(.*?)^```|`([^`\n]+)`", (ROOT / name).read_text())
    named = {target for fenced, inline in code for target in re.findall(r"(?m)^make ([a-z-]+)", fenced or inline)}
    assert named <= MAKE_TARGETS


@pytest.mark.parametrize("name", PAGES)
def test_every_path_on_a_page_exists(name: str) -> None:
    prose = re.sub(r"(?ms)^```.*?^```", "", (ROOT / name).read_text())
    folders = "|".join(re.escape(path.name) for path in ROOT.iterdir() if path.is_dir() and path.name != "site")
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", prose)
    named = re.findall(rf"`((?:{folders})/[\w./-]*)`", prose)
    assert [path for path in linked if not (ROOT / name).parent.joinpath(path).exists()] == []
    assert [path for path in named if not path.startswith(OPTIONAL) and not (ROOT / path).exists()] == []


def test_only_content_names_the_subject() -> None:
    kinds = {".py", ".j2", ".html", ".js", ".css", ".svg"}
    paths = [path for folder in ("scripts", "overrides", "docs/assets") for path in (ROOT / folder).rglob("*")]
    texts = {path: path.read_text().lower() for path in paths if path.suffix in kinds}
    assert [path for path, text in texts.items() if "toyota" in text] == []
