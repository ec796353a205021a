"""House: building writes what changed, keeps what is not ours, and leaves all alone when something is wrong."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, SECOND, run
from kb import house, schema, write
from kb.problems import ContentError
from kb.site import SiteError

if TYPE_CHECKING:
    from kb.folders import Folders


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(p.relative_to(folder)): (p.read_bytes(), p.stat().st_mtime_ns)
        for p in folder.rglob("*")
        if p.is_file()
    }


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_second_build_writes_nothing(folders: Folders) -> None:
    assert house.build(folders).written > 0
    before = snapshot(folders.docs) | snapshot(folders.site)
    assert house.build(folders) == house.Counts(8, 0, 0)
    assert snapshot(folders.docs) | snapshot(folders.site) == before


def test_a_change_writes_only_what_it_changes(folders: Folders) -> None:
    house.build(folders)
    before = snapshot(folders.docs)
    edit(folders.content / "faq.yml", "Usually it has no power.", "Usually the plug is out.")
    assert house.build(folders).written == 4
    changed = {name for name, state in snapshot(folders.docs).items() if before[name] != state}
    search = {"data/search/words.json", "data/search/power.json"}
    assert changed == {"faq.md", "data/knowledge-base.json", *search}


def test_pages_that_lost_their_source_go_and_other_files_stay(folders: Folders) -> None:
    house.build(folders)
    by_hand = folders.docs / "by-hand.md"
    by_hand.write_text("# Written by a person\n")
    content = folders.content
    (content / "areas/water.yml").unlink()
    edit(content / "site.yml", "  - water\n", "")
    edit(content / "site.yml", "help_area: water", "help_area: power")
    edit(content / "faq.yml", "[power, water]", "[power]")
    edit(content / "faq.yml", ", water/descale", "")
    edit(content / "messages.yml", "water/descale", "power/fuse")
    edit(content / "symptoms.yml", "water/descale", "power/fuse")
    assert house.build(folders).removed == 2
    assert not (folders.docs / "data/search/water.json").exists()
    assert not (folders.docs / "water.md").exists()
    assert not (folders.site / "water").exists()
    assert by_hand.read_text() == "# Written by a person\n"
    assert (folders.site / "by-hand/index.html").is_file()


def test_bad_content_leaves_everything_as_it_was(folders: Folders) -> None:
    house.build(folders)
    before = snapshot(folders.docs) | snapshot(folders.site)
    edit(folders.content / "faq.yml", "water/descale", "water/nothing")
    with pytest.raises(ContentError):
        house.build(folders)
    assert snapshot(folders.docs) | snapshot(folders.site) == before


@pytest.mark.parametrize("link", ["power.md#no-such-anchor", "no-such-page.md", "/absolute/", "#nothing"])
def test_a_dead_link_stops_the_build_and_leaves_everything_as_it_was(folders: Folders, link: str) -> None:
    house.build(folders)
    (folders.docs / "by-hand.md").write_text(f"# By hand\n\n[dead]({link})\n")
    before = snapshot(folders.docs) | snapshot(folders.site)
    with pytest.raises(SiteError, match=r"by-hand\.md"):
        house.build(folders)
    assert snapshot(folders.docs) | snapshot(folders.site) == before


def test_check_reports_stale_pages_and_writes_nothing(folders: Folders) -> None:
    house.build(folders)
    edit(folders.content / "faq.yml", "Why is it cold?", "Why so cold?")
    before = snapshot(folders.docs)
    told = run("check", "--content", folders.content, "--docs", folders.docs)
    assert told.returncode == 1
    assert "+## Why so cold? { #why-cold }" in told.stderr
    assert snapshot(folders.docs) == before


def test_the_committed_pages_are_fresh() -> None:
    told = run("check")
    assert told.returncode == 0, told.stderr


def test_the_committed_schemas_are_fresh() -> None:
    for file in schema.files():
        assert (ROOT / "schemas" / file.path).read_text() == file.text, f"{file.path} is stale: run `make schema`"


def test_every_content_file_names_its_schema() -> None:
    for path in sorted((ROOT / "content").rglob("*.yml")):
        first = path.read_text().splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), path
        assert (path.parent / first.partition("=")[2]).resolve().is_file(), path


def test_every_page_says_where_it_comes_from(folders: Folders) -> None:
    house.build(folders)
    for path in folders.docs.glob("*.md"):
        assert write.is_generated(path), path


def test_the_command_line_builds_and_says_so_in_one_line(tmp_path: Path) -> None:
    done = run("build", "--content", SECOND, "--docs", tmp_path / "docs", "--site", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert "8 pages" in done.stdout


def test_the_command_line_shows_problems_and_fails(folders: Folders) -> None:
    edit(folders.content / "areas/water.yml", "title:", "titel:")
    done = run("build", "--content", folders.content, "--docs", folders.docs, "--site", folders.site)
    assert done.returncode == 1
    assert (
        'content/areas/water.yml:1:1: key-unknown: the key "titel" is not known here (did you mean "title"?)'
        in done.stderr
    )
    assert not folders.docs.exists()
    assert not folders.site.exists()


@pytest.mark.parametrize("kind", ["area", "question", "message", "symptom", "source"])
def test_a_scaffold_fails_until_it_is_filled(folders: Folders, kind: str) -> None:
    fill = {
        '"FILL IN: Areas that list': "power",
        '"FILL IN: Steps': "power/fuse",
        '"FILL IN: The checks': "power/fuse",
        '"FILL IN: What to do, in order': "power/fuse",
        '"FILL IN: Anchor': "made-up",
        '"FILL IN: Name of a Material': "kettle",
        '"FILL IN: Id of an evidence': "official",
        '"FILL IN: Whether `shows`': "text",
        "\"FILL IN: Whether 'shows'": "text",
    }
    made = run("new", kind, "made-up", "--content", folders.content)
    assert made.returncode == 0, made.stderr
    assert run("check", "--content", folders.content, "--docs", folders.docs).returncode == 1
    path = Path(made.stdout.split(":")[0])
    lines = path.read_text().splitlines()
    for n, line in enumerate(lines):
        if "FILL IN" in line:
            value = next((value for start, value in fill.items() if start in line), "Some words")
            lines[n] = line.partition('"FILL IN')[0] + value
    if kind == "area":
        edit(folders.content / "symptoms.yml", "[water/descale]", "[water/descale, made-up/made-up]")
    if kind == "source":
        lines.append("  locator: A shelf")
    path.write_text("\n".join(lines) + "\n")
    if kind == "area":
        edit(folders.content / "symptoms.yml", "power/fuse", "power/fuse, made-up/made-up")
    built = run("build", "--content", folders.content, "--docs", folders.docs, "--site", folders.site)
    assert built.returncode == 0, built.stderr


def test_a_scaffold_does_not_overwrite(folders: Folders) -> None:
    before = snapshot(folders.content)
    for kind, id_ in (("area", "water"), ("area", "faq"), ("question", "why-cold"), ("area", "Not A Slug")):
        assert run("new", kind, id_, "--content", folders.content).returncode == 1
    assert snapshot(folders.content) == before


def test_a_scaffold_goes_only_where_it_can_be_read_again(folders: Folders) -> None:
    faq, site = folders.content / "faq.yml", folders.content / "site.yml"
    faq.write_text("[]\n")
    edit(site, "areas:\n  - power\n  - water\n", "areas: [power, water]\n")
    before = snapshot(folders.content)
    for kind, place in (("area", "site.yml:4:8"), ("question", "faq.yml:1:1")):
        told = run("new", kind, "made-up", "--content", folders.content)
        assert told.returncode == 1
        assert f"{place}: list-style" in told.stderr
    assert run("new", "area", "made-up", "--content", folders.content / "nowhere").returncode == 1
    assert snapshot(folders.content) == before


class _Attributes(HTMLParser):
    """Collects the names of a page's attributes, and the texts of its labels."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.labels: set[str | None] = set()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {name for name, _ in attrs}
        self.labels |= {value for name, value in attrs if name == "aria-label"}


def test_words_cannot_leave_the_place_that_a_page_gives_them(folders: Folders) -> None:
    nasty = """It's " onmouseover=alert(1) x=" & :tea: *x* {: #y}"""
    written = "'" + nasty.replace("'", "''") + "'"
    edit(folders.content / "faq.yml", "Why is it cold?", written)
    edit(folders.content / "areas/power.yml", "title: Power", f"title: {written}")
    edit(folders.content / "areas/power.yml", "title: Put the plug into another socket", f"title: {written}")
    path = folders.content / "interface.yml"
    path.write_text(
        re.sub(r"(?m)^(  )?(report|menu|see|questions|dealer|scheme): .*", rf"\1\2: {written}", path.read_text())
    )
    house.build(folders)
    for page in folders.site.rglob("*.html"):
        found = _Attributes()
        found.feed(page.read_text())
        assert not found.names & {"onmouseover", "x", "#y}"}, page
        assert nasty in found.labels, page


def test_nothing_but_content_knows_the_subject() -> None:
    for folder in ("scripts", "overrides", "docs/assets"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in {".py", ".j2", ".html", ".js", ".css", ".svg"}:
                assert "toyota" not in path.read_text().lower(), path


def test_any_host_builds_the_same_pages(tmp_path: Path) -> None:
    project = tmp_path / "clone"
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    build(load_config(str(project / "mkdocs.yml")))
    assert (project / "site/account/index.html").is_file()


@pytest.mark.parametrize(
    ("today", "strict", "status"),
    [("2026-11-20", 0, 0), ("2027-06-01", 1, 0), ("2027-12-01", 0, 0), ("2027-12-01", 1, 1)],
)
def test_old_reviews_are_told_and_fail_only_in_strict_mode(
    folders: Folders, today: str, strict: int, status: int
) -> None:
    house.build(folders)
    told = run(
        "check", "--content", folders.content, "--docs", folders.docs, "--today", today, *["--strict"] * strict
    )
    assert told.returncode == status, told.stderr
    warned = "content/areas/water.yml:5:11: review-old" in told.stderr
    assert warned == (today != "2026-11-20")


def test_everything_is_there_as_data_that_fits_its_schema(folders: Folders) -> None:
    import json

    import jsonschema

    house.build(folders)
    data = json.loads((folders.site / "data/knowledge-base.json").read_text())
    jsonschema.validate(data, json.loads((folders.site / "data/knowledge-base.schema.json").read_text()))
    assert data["areas"]["power"]["steps"][0]["id"] == "plug-in"
    index = (folders.site / "llms.txt").read_text()
    for name in ("power/", "faq/", ""):
        assert f"https://kettle.example/help/{name}index.md" in index
        page = (folders.site / name / "index.md").read_text()
        assert page.startswith(("# ", "Area"))
        assert "<div" not in page
        assert "{ #" not in page


def test_tests_wait_by_functions_as_pages_let_no_text_be_run() -> None:
    """The pages' policy forbids `eval`, which a wait for a plain expression needs from its second look on."""
    for path in [*(ROOT / "tests").glob("*.py"), *(ROOT / "scripts").rglob("*.py")]:
        waits = re.findall(r"\bwait_for_function\(\s*(f?\".*)", path.read_text())
        assert [wait for wait in waits if "=>" not in wait] == [], path


def test_files_that_people_read_have_fewer_than_300_lines() -> None:
    kinds = (
        "scripts/**/*.py",
        "scripts/**/*.j2",
        "docs/assets/js/*.js",
        "docs/assets/css/*.css",
        "overrides/**/*.html",
    )
    paths = [path for kind in kinds for path in ROOT.glob(kind)]
    assert paths
    assert [path for path in paths if len(path.read_text().splitlines()) >= 300] == []
