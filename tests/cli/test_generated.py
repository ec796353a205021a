"""Generated files: marked, compared with the docs folder, and written in one move."""

import stat
from pathlib import Path
from unittest.mock import Mock

import pytest

from kb.generated import DIFF_LINES, Changes, File, compare, diffs, is_generated, mark, replace_file, write
from kb.problems import ContentError


def page(name: str, words: str = "words") -> File:
    return File(name, f"---\n{mark('faq.yml')}\n---\n{words}\n")


def test_a_mark_names_its_sources_and_is_recognized_in_the_first_lines_only(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    for text, generated in (
        (f"---\n\n{mark('a.yml', 'b.yml')}\n", True),
        (f"---\n\n\n{mark('a.yml')}\n", False),
        ("# By hand\n", False),
        ("", False),
    ):
        path.write_text(text)
        assert is_generated(path) == generated, text
    assert "content/a.yml, content/b.yml" in mark("a.yml", "b.yml")


def test_new_changed_and_orphaned_files_are_changes_and_others_are_not(tmp_path: Path) -> None:
    same, changed, new = page("same.md"), page("changed.md"), page("data/new.json")
    for file in (same, page("changed.md", "old"), page("orphan.md"), page("data/x/orphan.json"), page("a.txt")):
        replace_file(tmp_path / file.path, file.text.encode())
    (tmp_path / "by-hand.md").write_text("# By hand\n")
    changes = compare(tmp_path, [same, changed, new])
    assert changes.written == (changed, new)
    assert changes.removed == (tmp_path / "data/x/orphan.json", tmp_path / "orphan.md")


@pytest.mark.parametrize("kind", ["by hand", "folder", "link", "broken link"])
def test_what_no_build_has_written_is_never_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.md"
    if kind == "by hand":
        path.write_text("# By hand\n")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "b.md")
        if kind == "link":
            (tmp_path / "b.md").write_text(page("b.md").text)
    with pytest.raises(ContentError) as caught:
        compare(tmp_path, [page("a.md")])
    (problem,) = caught.value.problems
    assert (problem.file, problem.rule) == (str(path), "page-taken")


def test_changes_are_shown_as_short_diffs(tmp_path: Path) -> None:
    replace_file(tmp_path / "a.md", page("a.md", "old").text.encode())
    replace_file(tmp_path / "b.md", page("b.md").text.encode())
    long = page("c.md", "\n".join(map(str, range(100))))
    one, two, three = diffs(tmp_path, compare(tmp_path, [page("a.md", "new"), long]))
    assert "-old\n+new" in one
    assert len(two.splitlines()) == DIFF_LINES + 1
    assert two.endswith("more lines")
    assert three.startswith(f"--- {tmp_path}/b.md")


def test_writing_makes_the_changes_and_removes_unfinished_files(tmp_path: Path) -> None:
    replace_file(tmp_path / "old.md", page("old.md").text.encode())
    (tmp_path / ".new-left.md").write_text("half")
    write(tmp_path, Changes((page("data/a.json"),), (tmp_path / "old.md",)))
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")] == ["data/a.json"]
    assert compare(tmp_path, [page("data/a.json")]) == Changes((), ())


def test_a_file_is_readable_for_a_web_server(tmp_path: Path) -> None:
    replace_file(tmp_path / "a.md", b"x")
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) & 0o444 == 0o444


def test_an_interrupted_write_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("old")
    monkeypatch.setattr("pathlib.Path.replace", Mock(side_effect=KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        replace_file(tmp_path / "a.md", b"new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.md", "old")]
