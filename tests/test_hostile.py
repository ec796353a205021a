"""Read, hostile: whatever a content folder holds, it is read or its problems are told; never a crash or a hang."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from conftest import ROOT, SECOND
from kb import content, pages, structured, yaml_tree
from kb.listing import FILES
from kb.problems import MANY, ContentError
from kb.read import read
from mutations import mutated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.tree import Tree

FUZZ = int(os.environ.get("FUZZ", "0"))
"""How many times as many examples as usual, and random ones; `make fuzz` sets it."""

LINE = re.compile(r"^(\S.*):(\d+):(\d+): ([a-z-]+): ([^;].*); (wanted .+); (.+)$")


def hostile(examples: int) -> settings:
    """Return how many examples are tried, and how long one may take."""
    return settings(
        max_examples=examples * max(FUZZ, 1),
        derandomize=not FUZZ,
        database=None,
        deadline=timedelta(seconds=20),
        suppress_health_check=list(HealthCheck),
    )


def texts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yml"))}


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the second knowledge base; who changes it, puts it back."""
    return shutil.copytree(SECOND, tmp_path_factory.mktemp("second") / "content")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the real content; who changes it, puts it back."""
    return shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("real") / "content")


@contextlib.contextmanager
def changed(folder: Path, name: str, raw: bytes) -> Iterator[None]:
    """Put other bytes in a file for a while."""
    path = folder / name
    before = path.read_bytes()
    path.write_bytes(raw)
    try:
        yield
    finally:
        path.write_bytes(before)


def found_in(folder: Path) -> list[str]:
    """Read a content folder and render its pages; return its problems, each checked for form and place."""
    try:
        kb = read(folder)
    except ContentError as error:
        lines = [str(problem) for problem in error.problems]
    else:
        planned = pages.plan(kb)
        names = [file.path for file in pages.files(kb, planned)]
        assert len(names) == len(set(names))
        for page in planned:
            structured.data(kb, page)
        return []
    assert lines
    written: dict[str, list[str]] = {}
    for line in lines:
        match = LINE.match(line)
        assert match, line
        file, at, column = match[1], int(match[2]), int(match[3])
        if file not in written:
            written[file] = lines_of(Path(file))
        assert at <= len(written[file]), line
        assert column <= len(written[file][at - 1]) + 1, line
    return lines


def lines_of(path: Path) -> list[str]:
    """Return the lines of a file as editors count them; one where there is no file."""
    text = path.read_bytes().decode("utf-8-sig", "replace") if path.is_file() else ""
    return re.split("\r\n|\r|\n", text)


@hostile(60)
@given(change=mutated(texts(SECOND)))
def test_any_mutated_file_is_read_or_its_problems_told(second: Path, change: tuple[str, bytes]) -> None:
    with changed(second, *change):
        found_in(second)


@hostile(5)
@given(change=mutated(texts(ROOT / "content")))
def test_any_mutated_file_of_the_real_content_too(real: Path, change: tuple[str, bytes]) -> None:
    with changed(real, *change):
        found_in(real)


LISTS = {name: raw for name, raw in texts(ROOT / "content").items() if name in {"faq.yml", "messages.yml"}}


@hostile(40)
@given(change=mutated(LISTS))
def test_a_mutated_list_is_read_as_if_it_had_not_been_read_before(change: tuple[str, bytes]) -> None:
    name, raw = change
    content.content("before", name, LISTS[name], FILES[name])
    after = content.content("before", name, raw, FILES[name])
    anew = content._read("before/" + name, raw, FILES[name])
    assert (after.data, after.record, after.problems) == anew


def test_what_only_the_whole_list_tells_is_told_after_an_edit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = LISTS["faq.yml"]
    entries = content._entries(raw)
    ended = b"".join([*entries[:2], b"...\n", *entries[2:]])
    content.content("before", "faq.yml", raw, FILES["faq.yml"])
    assert content.content("before", "faq.yml", ended, FILES["faq.yml"]).problems[0].rule == "yaml-syntax"
    content.content("before", "faq.yml", raw, FILES["faq.yml"])
    for module in ("kb.content", "kb.yaml_errors"):
        monkeypatch.setattr(f"{module}.MAX_BYTES", len(raw))
    longer = raw.replace(b"  answer: ", b"  answer: Well. ", 1) + b"# longer\n"
    assert content.content("before", "faq.yml", longer, FILES["faq.yml"]).problems[0].rule == "file-size"


@pytest.mark.parametrize(
    ("first", "last"),
    [(0, 1), (0, 0), (3, 5), (4, 4), (-1, None)],
    ids=["first", "new", "some", "one new", "last"],
)
def test_only_the_changed_entries_of_a_list_are_read(
    monkeypatch: pytest.MonkeyPatch, first: int, last: int | None
) -> None:
    head, *entries = content._entries(LISTS["faq.yml"])
    content.content("before", "faq.yml", LISTS["faq.yml"], FILES["faq.yml"])
    entry = re.sub(rb"id: \S+", b"id: another", entries[0])
    raw = head + b"".join(
        [*entries[:first], entry, *entries[last:]] if last is not None else [*entries[:-1], entry]
    )
    anew = content._read("before/faq.yml", raw, FILES["faq.yml"])
    seen: list[bytes] = []

    def noted(file: str, part: bytes) -> Tree:
        seen.append(part)
        return yaml_tree.parse(file, part)

    monkeypatch.setattr(content, "parse", noted)
    after = content.content("before", "faq.yml", raw, FILES["faq.yml"])
    assert (after.data, after.record, after.problems) == anew
    assert seen
    assert sum(map(len, seen)) <= len(entry) + len(entries[0]) + len(entries[4])


def _aliases() -> str:
    names = [f"n{n}" for n in range(40)]
    bomb = [f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in itertools.pairwise(names)]
    return "n0: &n0 x\n" + "\n".join(bomb)


FLOODS = {
    "alias-bomb": ("areas/water.yml", _aliases()),
    "aliases": ("faq.yml", "- *a\n" * 200_000),
    "anchors": ("faq.yml", "- &a x\n" * 130_000),
    "brackets": ("areas/water.yml", "[" * 1_000_000),
    "mappings-in-a-line": ("areas/water.yml", "title: " + "{a: " * 200_000),
    "nesting": ("areas/water.yml", "\n".join(" " * n + "a:" for n in range(1300))),
    "list-in-list": ("areas/water.yml", "- " * 500_000),
    "long-text": ("areas/water.yml", f"title: {'x' * 1_000_000}"),
    "long-key": ("areas/water.yml", f"? {'x' * 1_000_000}\n: a"),
    "long-id": ("faq.yml", f"- id: {'a-' * 450_000}a"),
    "long-address": ("sources.yml", f"- address: https://{'a.' * 450_000}"),
    "quotes": ("areas/water.yml", 'a: "' * 200_000),
    "blank": ("areas/water.yml", 'title: "' + " \n" * 400_000 + "x"),
    "joiners": ("areas/water.yml", f"title: '{chr(0x200D) * 340_000}'"),
    "separators": ("faq.yml", "\u2028" * 340_000),
    "controls": ("faq.yml", "".join(map(chr, range(0x80, 0xA0))) * 10_000),
    "keys": ("areas/water.yml", "".join(f"key{n}: 1\n" for n in range(30_000))),
    "too-many-keys": ("areas/water.yml", "".join(f"key{n}: 1\n" for n in range(60_000))),
    "same-key": ("areas/water.yml", "a: 1\n" * 200_000),
    "items": ("faq.yml", "- x\n" * 45_000),
    "nothings": ("faq.yml", "-\n" * 45_000),
    "mappings": ("faq.yml", "- {}\n" * 45_000),
    "mappings-without-end": ("faq.yml", "- {}\n" * 60_000),
    "same-id": ("faq.yml", "- {id: a}\n" * 20_000),
    "entries": ("asked/kitchen.yml", "".join(f"x{n}/y: [q{n}]\n" for n in range(20_000))),
    "ids-named": (
        "site.yml",
        (SECOND / "site.yml")
        .read_text()
        .replace("  - water\n", "".join(f"  - water{n}\n" for n in range(20_000)), 1),
    ),
}


def test_what_is_read_of_a_list_has_an_end_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the real bound is met only by files that take seconds to read, a smaller one stands in for it."""
    monkeypatch.setattr(yaml_tree, "MAX_VALUES", 1000)
    tree = yaml_tree.parse("long.yml", b"- {}\n" * 1001)
    assert [str(problem).split(";")[0] for problem in tree.problems] == [
        "long.yml:1000:3: file-size: the file holds more than 1,000 values"
    ]
    assert yaml_tree.parse("long.yml", b"- {}\n" * 999).problems == []


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", FLOODS)
def test_floods_end_soon_with_few_problems(second: Path, name: str) -> None:
    file, text = FLOODS[name]
    with changed(second, file, text.encode()):
        lines = found_in(second)
    assert 0 < len(lines) <= 2 * MANY + 10
    assert max(map(len, lines)) < 2000
