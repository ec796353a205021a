"""The renderer: MkDocs in strict mode, with every reason to refuse the pages at once."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT
from kb.paths import Folders
from kb.problems import BuildError
from kb.site.renderer import render

DAY = date(2026, 3, 4)


@pytest.fixture
def project(built_once: Folders, tmp_path: Path) -> Path:
    """What any host would render: settings, templates and the pages of the second knowledge base."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    shutil.copytree(built_once.docs, tmp_path / "docs")
    return tmp_path


def test_of_the_theme_only_what_the_overrides_add_is_copied(project: Path) -> None:
    render(project, DAY)
    assert (project / "site/assets/icons/favicon.svg").is_file()
    assert not (project / "site/assets/javascripts").exists()


def test_the_day_of_the_content_replaces_the_time_of_the_build(project: Path) -> None:
    render(project, DAY)
    assert "<lastmod>2026-03-04</lastmod>" in (project / "site/sitemap.xml").read_text()


def test_every_dead_link_and_anchor_is_reported_at_once(project: Path) -> None:
    (project / "docs/one.md").write_text("[a](nowhere.md) [b](power.md#nothing) [c](/absolute/) [d](#here)\n")
    (project / "docs/two.md").write_text("[e](data/nothing.json)\n")
    with pytest.raises(BuildError) as caught:
        render(project, DAY)
    lines = str(caught.value).splitlines()
    for page, target in (
        ("one.md", "nowhere.md"),
        ("one.md", "#nothing"),
        ("one.md", "/absolute/"),
        ("one.md", "#here"),
        ("two.md", "data/nothing.json"),
    ):
        assert any(page in line and target in line for line in lines), target


def test_one_failure_does_not_fail_the_next_build(project: Path) -> None:
    page = project / "docs/one.md"
    page.write_text("[a](nowhere.md)\n")
    with pytest.raises(BuildError):
        render(project, DAY)
    page.unlink()
    render(project, DAY)
