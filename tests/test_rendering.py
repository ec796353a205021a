"""Rendering: many processes make the same site as one, and tell the same faults."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, SECOND, contents
from kb import remembered
from measure.grow import grow

if TYPE_CHECKING:
    from pathlib import Path

TIMES = 6
"""So many times the second knowledge base has more pages than one process renders alone."""

BUILD = f"""
import sys
from functools import partial
from pathlib import Path
sys.path.insert(0, {str(ROOT / "scripts")!r})
from kb import house, processes, rendering
from kb.folders import Folders
from kb.site import SiteError
processors, rendered = int(sys.argv[1]), rendering._rendered
processes.processors = lambda: processors
rendering._rendered = lambda *arguments: print("in processes") or rendered(*arguments)
try:
    house.build(Folders(*map(Path, sys.argv[2:])))
except SiteError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "content"
    grow(SECOND, folder, TIMES)
    return folder


def build(processors: int, content: Path, docs: Path, site: Path) -> list[str]:
    """Build on so many processors; return what was told, the first line whether processes did it."""
    command = [sys.executable, "-c", BUILD, str(processors), str(content), str(docs), str(site)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def test_many_processes_make_the_same_site_as_one(content: Path, tmp_path: Path) -> None:
    alone, many = tmp_path / "alone", tmp_path / "many"
    assert build(1, content, alone / "docs", alone / "site") == []
    assert build(3, content, many / "docs", many / "site") == ["in processes"]
    assert contents(alone) == contents(many)


def test_a_dead_link_is_told_once_and_as_ever(content: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "by-hand.md").write_text("# By hand\n\n[dead](nowhere.md) [also](faq.md#nothing)\n")
    first, *told = build(2, content, docs, tmp_path / "site")
    assert first == "in processes"
    assert told == build(1, content, docs, tmp_path / "site")
    assert len(told) == 2
    assert "nowhere.md" in told[0]
    assert "#nothing" in told[1]


def test_what_is_remembered_is_made_once_and_never_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "FOLDER", tmp_path / "cache")
    made: list[str] = []

    def make(word: str) -> list[str]:
        made.append(word)
        return [word]

    for word in ("a", "a", "b", "a"):
        assert remembered.remembered("words", "", (word,), partial(make, word)) == [word]
    assert made == ["a", "b", "a"]
    [file] = (tmp_path / "cache").iterdir()
    file.write_text("no JSON")
    assert remembered.remembered("words", "", ("a",), lambda: make("a")) == ["a"]
    monkeypatch.setattr(remembered, "FOLDER", file)  # where nothing can be kept
    assert remembered.remembered("words", "", ("a",), lambda: make("a")) == ["a"]
    assert len(made) == 5
