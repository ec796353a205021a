"""The loader: good folders load; each bad folder reports exactly its problems, at the exact positions."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, NoReturn

import pytest

from conftest import FIXTURES, SECOND, edit
from kb.content import loader
from kb.content.loader import load
from kb.content.parser import read_bytes
from kb.problems import ContentError
from kb.rules.draft import Finding

if TYPE_CHECKING:
    from pathlib import Path

    from kb.model.knowledge_base import KnowledgeBase

BAD = sorted((FIXTURES / "bad").iterdir())
LINE = re.compile(r"content/(\S+:\d+:\d+: [\w-]+): (.+); (expected .+); (.+)")
"""A problem: position and rule, what is wrong, what is expected, hint."""


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the second knowledge base's content, in the current folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SECOND, tmp_path / "content")
    return tmp_path / "content"


def problems_in(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("case", BAD, ids=lambda path: path.name)
def test_bad_content_is_reported_at_its_position(case: Path, content: Path) -> None:
    shutil.copytree(case, content, dirs_exist_ok=True)
    (content / "expected.txt").unlink()
    lines = problems_in(content)
    found = [match[1] for line in lines if (match := LINE.fullmatch(line))]
    assert found == (case / "expected.txt").read_text().splitlines(), "\n".join(lines)
    assert len(found) == len(lines)


def test_good_content_becomes_records_in_the_order_of_the_site(second: KnowledgeBase) -> None:
    assert list(second.areas) == ["power", "water"]
    assert [ref for ref, _ in second.steps()] == ["power/plug-in", "power/fuse", "water/descale"]
    assert second.latest_review.isoformat() == "2026-11-02"


def test_all_problems_of_all_files_are_reported_at_once_in_order(content: Path) -> None:
    for name in ("areas/water.yml", "areas/power.yml"):
        (content / name).write_text((content / name).read_text() + "\nnonsense: 1\n")
    (content / "faq.yml").write_text((content / "faq.yml").read_text() + "- id: x\n")
    lines = problems_in(content)
    assert {line.split(":")[0] for line in lines} == {
        "content/areas/power.yml",
        "content/areas/water.yml",
        "content/faq.yml",
    }
    assert [line.split(":")[0] for line in lines] == sorted(line.split(":")[0] for line in lines)


def test_an_invalid_entry_still_counts_as_existing_for_references(content: Path) -> None:
    edit(content / "areas/water.yml", "    how: Boil vinegar and water, half and half.\n", "")
    (line,) = problems_in(content)
    assert "key-missing" in line


def test_a_file_that_cannot_be_parsed_causes_no_other_problems(content: Path) -> None:
    (content / "sources.yml").write_text("- id: [\n")
    (line,) = problems_in(content)
    assert "content/sources.yml:1:8: yaml-syntax" in line


def test_findings_of_a_rule_get_the_position_of_their_value(content: Path) -> None:
    findings = [
        Finding("site.yml", ("language",), "two", *"abc"),
        Finding("faq.yml", (0, "reviewed"), "one", *"abc"),
    ]
    one, two = loader.locate(content, findings)
    assert (one.file, one.line, one.column) == ("content/faq.yml", 9, 13)
    assert (two.file, two.line, two.column) == ("content/site.yml", 3, 11)


def test_a_file_that_may_not_be_read_is_reported(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    def refuse(path: Path) -> bytes:
        return refused() if path.name == "faq.yml" else read_bytes(path)

    def refused() -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(loader, "read_bytes", refuse)
    (line,) = problems_in(content)
    assert line.startswith("content/faq.yml:1:1: content-unreadable: this cannot be read: Permission denied;")
