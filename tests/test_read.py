"""Read: good folders load; each bad folder reports exactly its problems, at the exact places."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from conftest import FIXTURES, SECOND
from kb.problems import ContentError
from kb.read import read

if TYPE_CHECKING:
    from pathlib import Path

BAD = sorted(path for path in (FIXTURES / "bad").iterdir())
ROUGH = re.compile(r"^content/(\S+:\d+:\d+: [\w-]+): (.+); (.+); (.+)$")


def problems_of(folder: Path) -> list[str]:
    """Return the problems of a content folder, as if it stood in the current one."""
    with pytest.raises(ContentError) as caught:
        read(folder)
    return [str(problem).replace(f"{folder}/", "content/") for problem in caught.value.problems]


@pytest.mark.parametrize("case", BAD, ids=lambda path: path.name)
def test_bad_content_is_reported_where_it_is(case: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(SECOND, content)
    shutil.copytree(case, content, dirs_exist_ok=True)
    (content / "expected.txt").unlink()
    lines = problems_of(content)
    found = [match[1] for line in lines if (match := ROUGH.match(line))]
    assert len(found) == len(lines), f"not every line names place, rule, fault, wish and cure: {lines}"
    assert found == (case / "expected.txt").read_text().splitlines(), "\n".join(lines)


def test_all_problems_of_all_files_are_shown_at_once(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(SECOND, content)
    for name in ("areas/water.yml", "areas/power.yml", "faq.yml"):
        path = content / name
        path.write_text(path.read_text() + "\nnonsense: 1\n" if "areas" in name else "- id: x\n")
    lines = problems_of(content)
    assert {line.split(":")[0] for line in lines} == {
        "content/areas/water.yml",
        "content/areas/power.yml",
        "content/asked/kitchen.yml",
        "content/faq.yml",
    }
    assert lines == sorted(lines)


@pytest.mark.parametrize(("wrong", "near"), [("sumary", "summary"), ("step", "steps"), ("reviewd", "reviewed")])
def test_near_misses_are_recognized(wrong: str, near: str, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(SECOND, content)
    path = content / "areas/water.yml"
    path.write_text(path.read_text().replace(f"{near}:", f"{wrong}:", 1))
    assert any(f'did you mean "{near}"?' in line for line in problems_of(content))


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    assert "content-missing" in problems_of(tmp_path / "nowhere")[0]


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    assert all("content-missing" in line for line in problems_of(tmp_path))


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("")
    assert "is a file" in problems_of(tmp_path / "content")[0]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(SECOND, content)
    path = content / "areas/water.yml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(content) == read(SECOND)
