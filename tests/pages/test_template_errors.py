"""Errors in templates, styles and scripts: one line with file and line, and nothing is written."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, SECOND, contents

PARTS = ("scripts", "overrides", "schemas", "docs/assets", "mkdocs.yml")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with the second knowledge base."""
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        (tmp_path / name).parent.mkdir(exist_ok=True)
        copy(ROOT / name, tmp_path / name)
    shutil.copytree(SECOND, tmp_path / "content")
    return tmp_path


def build(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(project / "scripts/build.py"), "build"]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=project)


FAQ, HEADER, MAIN = "scripts/templates/faq.md.j2", "overrides/partials/header.html", "overrides/main.html"
SCRIPT, WORKER = "docs/assets/js/search.js", "docs/assets/js/worker.js"


@pytest.mark.parametrize(
    ("name", "added", "error"),
    [
        (FAQ, "{% if %}", f"{FAQ}:1: Expected an expression, got 'end of statement block'"),
        (FAQ, "{{ nosuch.x }}", f"{FAQ}:1: 'nosuch' is undefined"),
        (FAQ, '{% include "nosuch.j2" %}', f'{FAQ}:1: there is no template "nosuch.j2"'),
        (FAQ, "{{ 1 / 0 }}", f"{FAQ}:1: ZeroDivisionError: division by zero"),
        (HEADER, "{% if %}", f"{HEADER}:1: Expected an expression, got 'end of statement block'"),
        (HEADER, "{{ nosuch }}", f"{HEADER}:1: 'nosuch' is undefined"),
        (HEADER, "{{ page.x.y }}", f"{HEADER}:1: 'None' has no attribute 'x'"),
        (HEADER, '{% include "x.html" %}', f'{HEADER}:1: there is no template "x.html"'),
        (SCRIPT, "let = ;", f"{SCRIPT}:1: unexpected ; in expression"),
        (SCRIPT, 'import x from "./y.js";', f"{SCRIPT}: write imports as"),
        (WORKER, '"{version}"', f'{WORKER}: expected "{{version}}" once'),
    ],
)
def test_an_error_is_one_line_with_file_and_line(project: Path, name: str, added: str, error: str) -> None:
    (project / name).write_text(f"{added}\n{(project / name).read_text()}")
    before = contents(project / "docs")
    done = build(project)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("Building")]
    assert done.returncode == 1
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith(error)
    assert lines[0].endswith("; nothing was written")
    assert contents(project / "docs") == before
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    ("name", "error"),
    [
        (FAQ, f"{FAQ}: this template is missing"),
        ("scripts/templates/macros.md.j2", 'there is no template "macros.md.j2"'),
        (HEADER, 'there is no template "partials/header.html"'),
        (MAIN, f"{MAIN}: this template is missing"),
    ],
)
def test_a_missing_template_is_named(project: Path, name: str, error: str) -> None:
    (project / name).unlink()
    done = build(project)
    assert done.returncode == 1
    assert error in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()
