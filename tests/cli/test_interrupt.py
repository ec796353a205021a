"""Ctrl-C: one line and status 130, whatever the command is doing."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = (
    "import runpy, signal, sys\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "print('ready', flush=True)\n"
    "sys.path.insert(0, {scripts!r})\n"
    "sys.argv = ['build.py', 'build', '--docs', {docs!r}, '--site', {site!r}]\n"
    "runpy.run_path({script!r}, run_name='__main__')\n"
)
"""Runs build.py in a process that says when Python itself has started, and accepts interrupts."""


@pytest.mark.parametrize("seconds", [0.1, 0.2, 0.4, 0.7, 1.0])
def test_ctrl_c_is_one_line_at_any_moment(tmp_path: Path, seconds: float) -> None:
    script = ROOT / "scripts/build.py"
    program = COMMAND.format(
        scripts=str(script.parent), script=str(script), docs=str(tmp_path / "docs"), site=str(tmp_path / "site")
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        lines = [line for line in process.stderr.read().splitlines() if not line.startswith("Building")]
        process.wait()
    if process.returncode:  # else it was done already
        assert (process.returncode, lines[-1:]) == (130, ["stopped"])
        assert not any("Traceback" in line for line in lines)
