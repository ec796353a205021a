"""Ctrl-C: one line and status 130, and nothing is written."""

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, SECOND

PROGRAM = """
import runpy, sys
sys.path.insert(0, {scripts!r})
def interrupt(*_): raise KeyboardInterrupt
import {module} as module
module.{function} = interrupt
sys.argv = ["build.py", "build", "--content", {content!r}, "--docs", {docs!r}, "--site", {site!r}]
runpy.run_path({script!r}, run_name="__main__")
"""
"""Runs build.py as if Ctrl-C was pressed when it calls a function."""


@pytest.mark.parametrize(
    ("module", "function"),
    [("kb.cli", "main"), ("kb.content.loader", "load"), ("kb.site.renderer", "render"), ("kb.generated", "write")],
)
def test_ctrl_c_is_one_line_and_nothing_is_written(tmp_path: Path, module: str, function: str) -> None:
    script = ROOT / "scripts/build.py"
    docs, site = tmp_path / "docs", tmp_path / "site"
    program = PROGRAM.format(
        module=module,
        function=function,
        scripts=str(script.parent),
        script=str(script),
        content=str(SECOND),
        docs=str(docs),
        site=str(site),
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 130
    assert done.stderr.splitlines()[-1] == "stopped"
    assert "Traceback" not in done.stderr
    assert not docs.exists()
    assert not site.exists()
    assert list(tmp_path.iterdir()) == []
