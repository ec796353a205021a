"""The pipeline: a build writes what changed, keeps other files, and changes nothing when something is wrong."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT, contents, edit, second_in
from kb import pipeline
from kb.paths import STAGING, Folders
from kb.problems import BuildError, ContentError

TODAY = date(2026, 11, 20)


def snapshot(folders: Folders) -> dict[Path, tuple[bytes, int]]:
    """Return the bytes of every file of pages and site, and when it was written."""
    paths = (path for folder in (folders.docs, folders.site) for path in folder.rglob("*") if path.is_file())
    ours = (path for path in paths if not path.is_relative_to(folders.docs / "assets"))  # copied by every build
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in ours}


def test_a_first_build_makes_pages_and_site(folders: Folders) -> None:
    result = pipeline.build(folders)
    generated = [name for name in contents(folders.docs) if not name.startswith("assets/")]
    assert (result.pages, result.written, result.removed) == (8, len(generated), 0)
    assert (folders.site / "faq/index.html").is_file()
    assert sorted(path.name for path in folders.site.parent.iterdir()) == ["content", "docs", "site"]


def test_a_second_build_writes_nothing(built: Folders) -> None:
    before = snapshot(built)
    result = pipeline.build(built)
    assert (result.pages, result.written, result.removed) == (8, 0, 0)
    assert snapshot(built) == before


def test_a_change_writes_only_the_pages_that_it_changes(built: Folders) -> None:
    before = contents(built.docs)
    edit(built.content / "faq.yml", "reviewed: 2026-11-01", "reviewed: 2026-10-31")
    pipeline.build(built)
    changed = {name for name, data in contents(built.docs).items() if before.get(name) != data}
    assert changed == {"faq.md", "data/knowledge-base.json"}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """What a first build makes of the content after `change`."""
    folders = second_in(tmp_path_factory.mktemp("expected"))
    change(folders)
    pipeline.build(folders)
    return folders


def change(folders: Folders) -> None:
    edit(folders.content / "areas/water.yml", "title: Remove the lime", "title: Take the lime away")


def assert_builds(folders: Folders, expected: Folders) -> None:
    """Fail unless a build makes what it makes where nothing was before."""
    pipeline.build(folders)
    assert contents(folders.site) == contents(expected.site)
    assert contents(folders.docs) == contents(expected.docs)


def test_pages_without_a_source_are_removed_and_pages_by_hand_stay(built: Folders) -> None:
    by_hand = built.docs / "by-hand.md"
    by_hand.write_text("# Written by a person\n")
    (built.content / "areas/water.yml").unlink()
    edit(built.content / "site.yml", "  - water\n", "")
    edit(built.content / "site.yml", "help_area: water", "gone: [water]\nhelp_area: power")
    edit(built.content / "areas/power.yml", "why: ", "by_region: true\nwhy: ")
    edit(built.content / "faq.yml", "[power, water]", "[power]")
    edit(built.content / "faq.yml", ", water/descale", "")
    for name in ("messages.yml", "symptoms.yml"):
        edit(built.content / name, "water/descale", "power/fuse")
    assert pipeline.build(built).removed >= 1
    assert not (built.docs / "water.md").exists()
    assert not (built.site / "water").exists()
    assert by_hand.read_text() == "# Written by a person\n"
    assert (built.site / "by-hand/index.html").is_file()


def test_bad_content_changes_nothing(built: Folders) -> None:
    before = snapshot(built)
    edit(built.content / "faq.yml", "water/descale", "water/nothing")
    with pytest.raises(ContentError):
        pipeline.build(built)
    assert snapshot(built) == before


def test_bad_content_writes_nothing_at_all_the_first_time(folders: Folders) -> None:
    edit(folders.content / "faq.yml", "water/descale", "water/nothing")
    with pytest.raises(ContentError):
        pipeline.build(folders)
    assert sorted(path.name for path in folders.content.parent.iterdir()) == ["content"]


@pytest.mark.parametrize("link", ["power.md#no-such-anchor", "no-such-page.md", "/absolute/", "#nothing"])
def test_a_dead_link_or_anchor_stops_the_build_and_changes_nothing(built: Folders, link: str) -> None:
    (built.docs / "by-hand.md").write_text(f"# By hand\n\n[dead]({link})\n")
    before = snapshot(built)
    with pytest.raises(BuildError, match=r"by-hand\.md"):
        pipeline.build(built)
    assert snapshot(built) == before


def test_an_anchor_that_an_edit_takes_away_is_a_dead_link_of_other_pages(built: Folders) -> None:
    (built.docs / "by-hand.md").write_text("# By hand\n\n[cold](faq.md#why-cold)\n")
    pipeline.build(built)
    edit(built.content / "faq.yml", "why-cold", "so-cold")
    edit(built.content / "site.yml", "help_area:", "gone: [faq/why-cold]\nhelp_area:")
    (built.content.parent / "training" / "faq" / "why-cold.txt").unlink(missing_ok=True)
    with pytest.raises(BuildError, match=r"by-hand\.md.*why-cold"):
        pipeline.build(built)


def test_a_link_in_the_docs_folder_publishes_nothing_from_elsewhere(built: Folders, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (built.docs / "shown.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(ContentError, match="content-link"):
        pipeline.build(built)


KILLED = """
import os, sys
from pathlib import Path
from kb import pipeline
from kb.paths import Folders
owner, _, name = "pipeline.{step}".rpartition(".")
setattr(eval(owner, {{"pipeline": pipeline, **vars(pipeline)}}), name, lambda *_: os._exit(9))
pipeline.build(Folders(*map(Path, sys.argv[1:])))
"""
"""Builds, and dies where a step begins, as when the machine loses power."""


@pytest.mark.parametrize("step", ["renderer.render", "finish.finish", "generated.write", "replace_folder"])
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_is_right(
    built: Folders, expected: Folders, step: str
) -> None:
    site = contents(built.site)
    change(built)
    command = [sys.executable, "-c", KILLED.format(step=step), *map(str, (built.content, built.docs, built.site))]
    done = subprocess.run(command, env={"PYTHONPATH": str(ROOT / "scripts")}, capture_output=True, check=False)
    assert done.returncode == 9, done.stderr
    assert contents(built.site) == site
    assert any(path.name.startswith(STAGING) for path in built.site.parent.iterdir())
    assert_builds(built, expected)


def test_without_hosting_the_site_is_what_the_renderer_makes(folders: Folders) -> None:
    pipeline.build(folders, hosting=False)
    assert (folders.site / "faq/index.html").is_file()
    assert not (folders.site / "sw.js").exists()
    assert not (folders.site / "_headers").exists()


def test_check_reports_stale_pages_and_writes_nothing(built: Folders) -> None:
    edit(built.content / "faq.yml", "Why is it cold?", "Why so cold?")
    before = snapshot(built)
    report = pipeline.check(built, TODAY)
    assert re.search(r"(?m)^\+#+ Why so cold\? \{ #why-cold \}$", "\n".join(report.stale))
    assert snapshot(built) == before


@pytest.mark.parametrize(
    ("today", "aging", "outdated"), [("2027-06-01", 5, 0), ("2027-12-01", 5, 5), ("2026-10-01", 5, 0)]
)
def test_check_reports_old_and_future_reviews(built: Folders, today: str, aging: int, outdated: int) -> None:
    report = pipeline.check(built, date.fromisoformat(today))
    assert (len(report.aging), len(report.outdated)) == (aging, outdated)
    assert re.match(rf"{built.content}/areas/power\.yml:\d+:11: review-", str(report.aging[0]))
