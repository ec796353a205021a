"""A new knowledge base builds at once, and says nothing of the subject of this one."""

import re
from pathlib import Path

from conftest import ROOT, contents, run

OURS = re.compile(r"toyota|\bcars?\b|\bvehicle|\bdealer|\bVIN\b|\bkettle", re.IGNORECASE)


def test_a_new_base_builds_at_once_and_is_nobodys_car(tmp_path: Path) -> None:
    folder = tmp_path / "new base"
    started = run("new-base", folder / "content")
    assert started.returncode == 0, started.stderr
    assert "site.yml" in started.stdout
    folders = [f"--content={folder / 'content'}", f"--docs={folder / 'docs'}"]
    built = run("build", *folders, f"--site={folder / 'site'}")
    assert built.returncode == 0, built.stderr
    assert run("check", *folders).returncode == 0
    for path, data in {**contents(folder / "docs"), **contents(folder / "site")}.items():
        if path.endswith((".html", ".md", ".json", ".txt", ".yml", ".svg")):
            found = OURS.search(data.decode())
            assert not found, f"{path}: {found}"
    page = (folder / "site/index.html").read_text()
    assert "og:image" not in page
    icon = (folder / "site/assets/icons/favicon.svg").read_bytes()
    assert icon == (ROOT / "overrides/assets/icons/favicon.svg").read_bytes()
    assert icon != (ROOT / "content/assets/favicon.svg").read_bytes()
    assert [path.name for path in (folder / "site/assets/icons").iterdir()] == ["favicon.svg"]


def test_a_new_base_finds_its_schemas_and_overwrites_nothing(tmp_path: Path) -> None:
    content = tmp_path / "content"
    run("new-base", content)
    run("new", "area", "second-area", "--content", content)
    for path in content.rglob("*.yml"):
        line = path.read_text().splitlines()[0]
        assert (path.parent / line.partition("$schema=")[2]).is_file(), path
    before = contents(content)
    again = run("new-base", content)
    assert again.returncode == 2
    assert len(again.stderr.splitlines()) == 1
    assert contents(content) == before
