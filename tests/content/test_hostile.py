"""Hostile content: whatever is in a content folder, it loads or its problems are reported; never a crash."""

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings

from conftest import SECOND
from content.mutations import mutated
from kb.content.loader import load
from kb.pages import render
from kb.problems import MAX_PROBLEMS, ContentError
from kb.search import index

FUZZ = int(os.environ.get("FUZZ", "1"))
"""How many times as many examples as usual; `make fuzz` sets it."""

SEED = int(os.environ.get("SEED", "0"))

pytestmark = pytest.mark.fuzz

LINE = re.compile(r"(\S.*):(\d+):(\d+): ([a-z-]+): ([^;].*); (expected .+); (.+)")

FILES = {path.relative_to(SECOND).as_posix(): path.read_bytes() for path in sorted(SECOND.rglob("*.yml"))}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the second knowledge base; whoever changes it restores it."""
    return shutil.copytree(SECOND, tmp_path_factory.mktemp("second") / "content")


@contextlib.contextmanager
def replaced(folder: Path, name: str, raw: bytes) -> Iterator[None]:
    """Replace the bytes of a file for a while."""
    path = folder / name
    before = path.read_bytes()
    path.write_bytes(raw)
    try:
        yield
    finally:
        path.write_bytes(before)


def problems_in(folder: Path) -> list[str]:
    """Load a content folder and generate its files; return its problems, each checked for form and position."""
    try:
        kb = load(folder)
    except ContentError as error:
        lines = [str(problem) for problem in error.problems]
        assert lines
        for line in lines:
            assert_has_position(line)
        return lines
    names = [file.path for file in (*render.files(kb, render.plan(kb)), *index.files(kb))]
    assert len(names) == len(set(names))
    return []


def assert_has_position(line: str) -> None:
    """Fail unless a problem is complete, and its line and column are in its file."""
    match = LINE.fullmatch(line)
    assert match, line
    path = Path(match[1])
    text = path.read_bytes().decode("utf-8-sig", "replace") if path.is_file() else ""
    lines = re.split("\r\n|\r|\n", text)
    assert int(match[2]) <= len(lines), line
    assert int(match[3]) <= len(lines[int(match[2]) - 1]) + 1, line


@seed(SEED)
@settings(
    max_examples=100 * FUZZ, database=None, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck)
)
@given(change=mutated(FILES))
def test_any_mutated_file_loads_or_its_problems_are_reported(content: Path, change: tuple[str, bytes]) -> None:
    with replaced(content, *change):
        problems_in(content)


def _bomb() -> str:
    names = [f"n{n}" for n in range(40)]
    lines = [f"{name}: &{name} [{', '.join([f'*{names[n]}'] * 9)}]" for n, name in enumerate(names[1:])]
    return "n0: &n0 x\n" + "\n".join(lines)


FLOODS = {
    "an alias bomb": ("areas/water.yml", _bomb()),
    "aliases": ("faq.yml", "- *a\n" * 20_000),
    "brackets": ("areas/water.yml", "[" * 1_000_000),
    "mappings in a line": ("areas/water.yml", "title: " + "{a: " * 200_000),
    "nesting": ("areas/water.yml", "\n".join(" " * n + "a:" for n in range(1300))),
    "lists in lists": ("areas/water.yml", "- " * 500_000),
    "a long text": ("areas/water.yml", f"title: {'x' * 1_000_000}"),
    "a long key": ("areas/water.yml", f"? {'x' * 1_000_000}\n: a"),
    "a long id": ("faq.yml", f"- id: {'a-' * 450_000}a"),
    "a long address": ("sources.yml", f"- address: https://{'a.' * 450_000}"),
    "quotation marks": ("areas/water.yml", 'a: "' * 20_000),
    "joiners": ("areas/water.yml", f"title: '{chr(0x200D) * 340_000}'"),
    "line separators": ("faq.yml", "\u2028" * 340_000),
    "control characters": ("faq.yml", "".join(map(chr, range(0x80, 0xA0))) * 10_000),
    "unknown keys": ("areas/water.yml", "".join(f"key{n}: 1\n" for n in range(3_000))),
    "the same key": ("areas/water.yml", "a: 1\n" * 20_000),
    "wrong items": ("faq.yml", "- x\n" * 5_000),
    "empty items": ("faq.yml", "-\n" * 5_000),
    "the same id": ("faq.yml", "- {id: a}\n" * 5_000),
    "unknown areas": (
        "site.yml",
        FILES["site.yml"].decode().replace("  - water\n", "".join(f"  - water{n}\n" for n in range(5_000)), 1),
    ),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_answered_with_few_short_problems(content: Path, name: str) -> None:
    file, text = FLOODS[name]
    with replaced(content, file, text.encode()):
        lines = problems_in(content)
    assert 0 < len(lines) <= 2 * MAX_PROBLEMS + 10
    assert max(map(len, lines)) < 2000
