"""The loader: good folders load; each bad folder reports exactly its problems, at the exact positions."""

import re
import shutil
from pathlib import Path

import pytest

from conftest import FIXTURES, edit
from kb.content import loader
from kb.content.loader import load
from kb.content.parser import read_bytes
from kb.model.knowledge_base import KnowledgeBase
from kb.problems import ContentError
from kb.rules.draft import Finding

BAD = sorted((FIXTURES / "bad").iterdir())
LINE = re.compile(r"content/(\S+:\d+:\d+: [\w-]+): .+; expected .+; .+")
"""A problem: position and rule, what is wrong, what is expected, hint."""


@pytest.fixture
def content(content: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the second knowledge base's content, in the current folder."""
    monkeypatch.chdir(content.parent)
    return content


def problems_in(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("case", BAD, ids=lambda path: path.name)
def test_bad_content_is_reported_at_its_position(case: Path, content: Path) -> None:
    """A line of expected.txt has the position and rule of a problem, and after ` | ` words that it contains."""
    shutil.copytree(case, content, dirs_exist_ok=True)
    expected = [line.split(" | ") for line in (content / "expected.txt").read_text().splitlines()]
    (content / "expected.txt").unlink()
    lines = problems_in(content)
    found = [match[1] for line in lines if (match := LINE.fullmatch(line))]
    assert found == [place for place, *_ in expected], "\n".join(lines)
    assert len(found) == len(lines)
    for line, (_, *words) in zip(lines, expected, strict=True):
        assert [one for one in words if one not in line] == [], line


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
        if path.name == "faq.yml":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(loader, "read_bytes", refuse)
    (line,) = problems_in(content)
    assert line.startswith("content/faq.yml:1:1: content-unreadable: this cannot be read: Permission denied;")
