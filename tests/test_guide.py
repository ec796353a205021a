"""Guide: every recipe of CONTRIBUTING.md, carried out on a copy; every path and command on a page is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import architecture
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDE = (ROOT / "CONTRIBUTING.md").read_text()
PAGES = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "DECISIONS.md", "hosting/README.md")
PARTS = ("content", "docs", "overrides", "scripts", "schemas", "Makefile", "mkdocs.yml", "requirements.lock")


class Block(NamedTuple):
    """A fenced block of a recipe, with the prose up to the next one."""

    kind: str
    text: str
    after: str


def blocks(title: str) -> list[Block]:
    """Return the fenced blocks of a section of the guide; without a title those of its beginning."""
    section = (
        re.split(r"(?m)^## ", GUIDE)[0]
        if not title
        else GUIDE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    )
    assert section, f'CONTRIBUTING.md has no section "{title}"'
    return [Block(*found) for found in re.findall(r"(?ms)^```(\w+)\n(.*?)^```\n(.*?)(?=^```|\Z)", section)]


def promises(title: str) -> list[tuple[str, str]]:
    """Return what a recipe says that a file holds when it is done."""
    prose = " ".join(block.after.replace("\n", " ") for block in blocks(title))
    return re.findall(r"`(docs/[^`]+)` holds `([^`]+)`", prose)


RECIPES = re.findall(r"(?m)^## ((?:Change an|Add an?) .+)$", GUIDE)
"""Recipes that change content, in the order in which they build on each other."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the repository in which make finds everything installed."""
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in PARTS:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy2)(ROOT / name, folder / name)
    (folder / ".venv").mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (folder / ".venv" / name).symlink_to(Path(sys.prefix) / name)
    for name in ("runtime", "development"):
        (folder / ".venv" / name).touch()
    return folder


def shell(copy: Path, commands: str) -> subprocess.CompletedProcess[str]:
    """Run the commands of a block as a maintainer would."""
    return subprocess.run(
        ["sh", "-eu", "-c", commands],
        cwd=copy,
        env=os.environ | {"MAKEFLAGS": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def write_entry(copy: Path, text: str) -> None:
    """Put a recipe's YAML in place of the scaffold."""
    head, _, entry = text.partition("\n")
    path = copy / head.removeprefix("# ")
    written = path.read_text()
    id_ = entry.split("\n")[0]
    start = written.rindex(f"{id_}\n") if id_.startswith("- id: ") else written.index("\n") + 1
    assert "FILL IN" in written[start:], f"{path} holds no scaffold"
    path.write_text(written[:start] + entry)


def apply(path: Path, diff: str) -> None:
    """Take the lines of a diff out of a file and put the others in."""
    lines = [(line[:1], line[1:]) for line in diff.splitlines()]
    old = "".join(f"{line}\n" for sign, line in lines if sign in " -")
    new = "".join(f"{line}\n" for sign, line in lines if sign in " +")
    text = path.read_text()
    assert text.count(old) == 1, (
        f"{path.name} does not hold these lines once; show others in CONTRIBUTING.md:\n{old}"
    )
    path.write_text(text.replace(old, new))


def carry_out(copy: Path) -> None:
    """Follow every recipe that changes content, then do what each ends with."""
    for title in RECIPES:
        for kind, text, after in blocks(title):
            if kind == "sh":
                made = shell(copy, text)
                assert made.returncode == 0, made.stderr
                assert "FILL IN" in made.stdout
            elif kind == "yaml":
                write_entry(copy, text)
            else:
                place = re.match(r"\nThat was in `(\S+)`\.", after)
                assert place, f'a diff under "{title}" does not say where: {after[:80]}'
                apply(copy / place[1], text)
    (end,) = (block.text for block in blocks("") if block.kind == "sh")
    ended = shell(copy, end)
    assert ended.returncode == 0, ended.stderr
    assert "generated files are stale" in ended.stderr, "check did not name the pages that will change"
    assert "every page is fresh" in ended.stdout


def test_the_guide_has_a_recipe_for_everything_that_people_add() -> None:
    from kb.scaffold import LISTS

    assert {"area", *LISTS} == {title.split()[-1] for title in RECIPES if title.startswith("Add")}


def test_every_recipe_does_what_it_promises(copy: Path) -> None:
    carry_out(copy)
    for title in RECIPES:
        promised = promises(title)
        assert promised, f'"{title}" promises nothing'
        for name, held in promised:
            before = ROOT / name
            assert not before.exists() or held not in before.read_text(), f"{name} held {held} before"
            assert held in (copy / name).read_text(), f"{title}: {name} does not hold {held}"
    assert 'id="change-fob-battery"' in (copy / "site/key-fob/index.html").read_text()
    assert "Not for the app, as far as anybody tells." in (copy / "site/faq/index.html").read_text()


def test_reviewing_works_as_the_guide_says(copy: Path) -> None:
    (command,) = (block.text for block in blocks("Review evidence"))
    faq = copy / "content/faq.yml"
    fresh = re.sub(r"(?m)^  reviewed: .*", f"  reviewed: {datetime.now(UTC).date()}", faq.read_text())
    faq.write_text(fresh.replace("reviewed:", "reviewed: 2020-01-01 #", 1))
    shell(copy, f"{sys.executable} scripts/build.py build")
    told = shell(copy, command)
    assert told.returncode == 1
    line = faq.read_text().split("reviewed: 2020-01-01")[0].count("\n") + 1
    assert re.search(rf"faq\.yml:{line}:\d+: review-old: .*set `reviewed` to today", told.stderr)
    faq.write_text(fresh)
    assert "faq.yml" not in "".join(re.findall(r".*review-old.*", shell(copy, command).stderr))


def test_the_schemas_are_written_as_the_guide_says(copy: Path) -> None:
    (command,) = (block.text for block in blocks("Change the models"))
    for path in (copy / "schemas").iterdir():
        path.write_text("old")
    made = shell(copy, command)
    assert made.returncode == 0, made.stderr
    for path in (ROOT / "schemas").iterdir():
        assert (copy / "schemas" / path.name).read_text() == path.read_text()


def test_a_release_goes_out_and_back_as_the_guide_says(copy: Path, tmp_path: Path) -> None:
    (block,) = (block.text for block in blocks("Release"))
    release, rollback = block.replace("/srv/help", str(tmp_path / "help")).splitlines()
    page = tmp_path / "help/current/site/about/index.html"
    site = copy / "content/site.yml"
    first = site.read_text()
    for title in ("How we know", "How we know it"):
        site.write_text(first.replace("title: How we know", f"title: {title}", 1))
        made = shell(copy, release)
        assert made.returncode == 0, made.stderr
        assert f"<title>{title} –" in page.read_text()
    assert shell(copy, rollback).returncode == 0
    assert "<title>How we know –" in page.read_text()


def test_updating_names_commands_that_make_knows_how_to_run() -> None:
    (block,) = (block.text for block in blocks("Update dependencies"))
    for line in block.splitlines():
        command = line.partition("#")[0].strip()
        told = shell(ROOT, command.replace("make ", "make --dry-run --always-make ", 1))
        assert told.returncode == 0, told.stderr
        for script in re.findall(r"scripts/[\w./-]+", told.stdout):
            assert (ROOT / script).exists(), script


def commands(text: str) -> Iterator[str]:
    """Yield the target of every `make` command in code on a page."""
    for fenced, inline in re.findall(r"(?ms)^```sh\n(.*?)^```|`([^`\n]+)`", text):
        yield from re.findall(r"(?m)^make ([a-z-]+)", fenced or inline)


@pytest.mark.parametrize("name", PAGES)
def test_every_command_on_a_page_is_there(name: str) -> None:
    targets = set(re.findall(r"(?m)^([a-z-]+):.*##", (ROOT / "Makefile").read_text()))
    named = set(commands((ROOT / name).read_text()))
    assert named <= targets
    assert named or name == "ARCHITECTURE.md"


@pytest.mark.parametrize("name", PAGES)
def test_every_path_on_a_page_is_there(name: str) -> None:
    text = (ROOT / name).read_text()
    prose = re.sub(r"(?ms)^```.*?^```", "", text)
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", prose)
    tops = "|".join(re.escape(path.name) for path in ROOT.iterdir() if path.is_dir() and path.name != "site")
    tree = re.findall(r"(?m)^    ((?:[\w.-]+/)+[\w.-]*|[A-Z]+(?:\.md)?)(?=\s)", prose)
    named = re.findall(rf"`((?:{tops})/[\w./-]*)`", prose)
    for path in linked:
        assert (ROOT / name).parent.joinpath(path).exists(), path
    made = {path for title in RECIPES for path, _ in promises(title)}
    for path in {*tree, *named} - made:
        if not path.startswith(("site", ".venv")):
            assert (ROOT / path).exists(), path
    assert linked


def test_the_readme_names_every_folder() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    folders = {line.split("/")[0] for line in tracked.splitlines() if "/" in line and not line.startswith(".")}
    tree = (ROOT / "README.md").read_text().partition("\n## The tree\n")[2].partition("\n## ")[0]
    assert all(f"    {folder}/" in tree for folder in folders), folders


def test_make_help_lists_every_command() -> None:
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    phony = re.findall(r"(?m)^\.PHONY: (.*)$", (ROOT / "Makefile").read_text())
    assert {line.split()[1] for line in listed.splitlines()} == set(" ".join(phony).split())


def test_the_picture_shows_the_modules_as_they_are() -> None:
    assert architecture.PAGE.read_text() == architecture.fresh(), "run `make architecture`"


def test_no_two_steps_need_each_other(tmp_path: Path) -> None:
    needs = architecture.steps(architecture.modules(ROOT / "scripts" / "kb"))
    assert all(step not in architecture.reach(needs, step) for step in needs)
    assert {"Read", "Pages", "Site", "Finish"} <= architecture.reach(needs, "House")
    (tmp_path / "one.py").write_text('"""One: a."""\nfrom kb import two\n')
    (tmp_path / "two.py").write_text('"""Two: b."""\ndef late():\n    from kb.one import a\n')
    circle = architecture.steps(architecture.modules(tmp_path))
    with pytest.raises(ValueError, match="needs itself"):
        architecture.reach(circle, "One")
