"""Processes: work in forks comes out as if it were done here, and no fork outlives what made it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from conftest import HEEDING, ROOT
from kb import processes
from kb.processes import Standby, beside, shared

TOOLS = f"""
import os, signal, sys, time
sys.path.insert(0, {str(ROOT / "scripts")!r})
from kb import processes
from kb.processes import Standby, beside, shared
processes.processors = lambda: 2
"""


PYTHON = [*HEEDING, sys.executable, "-c"]


@pytest.fixture(params=[1, 2], ids=["one processor", "two"])
def processors(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Give the number of processors that there seem to be."""
    count = int(request.param)
    monkeypatch.setattr(processes, "can_fork", lambda: count > 1)
    monkeypatch.setattr(processes, "processors", lambda: count)
    return count


def failing() -> None:
    raise FileNotFoundError(2, "gone", "somewhere")


@pytest.mark.usefixtures("processors")
def test_a_call_beside_returns_and_raises_as_ever() -> None:
    with beside(lambda: 6 * 7) as result:
        assert result() == 42
    with beside(failing) as nothing, pytest.raises(FileNotFoundError, match="somewhere"):
        nothing()


def test_the_call_that_is_stood_by_for_is_made_elsewhere_if_that_helps(processors: int) -> None:
    with Standby(lambda *given: (os.getpid(), given)) as fork, fork.call("a", 1) as result:
        number, given = result()
    assert given == ("a", 1)
    assert (number == os.getpid()) == (processors == 1)


@pytest.mark.parametrize("count", [0, 3, 2 * processes.SHARE + 7])
def test_shares_hold_every_item_once(processors: int, count: int) -> None:
    shares = shared(sorted, range(count))
    assert sorted(number for share in shares for number in share) == [*range(count)]
    assert (len(shares) > 1) == (processors > 1 and count > processes.SHARE)


def test_a_failure_in_a_share_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: True)

    def check(numbers: object) -> None:
        failing()

    with pytest.raises(FileNotFoundError, match="somewhere"):
        shared(check, range(2 * processes.SHARE))


def test_a_fork_that_is_killed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    with (
        beside(lambda: os.kill(os.getpid(), signal.SIGKILL)) as nothing,
        pytest.raises(ChildProcessError, match="has been ended"),
    ):
        nothing()


def test_an_exception_that_cannot_be_copied_is_told_with_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: True)

    class OddError(Exception):
        def __init__(self, one: str, other: str) -> None:
            super().__init__(one + other)

    def odd() -> None:
        raise OddError("what is ", "wrong")

    with beside(odd) as nothing, pytest.raises(RuntimeError, match="OddError: what is wrong"):
        nothing()


@pytest.mark.parametrize("room", [0, 1, 2])
def test_where_there_is_room_for_few_processes_the_work_is_done_all_the_same(
    monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    fork = os.fork
    made: list[int] = []

    def limited() -> int:
        if len(made) == room:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        made.append(0)
        return fork()

    monkeypatch.setattr(processes, "can_fork", lambda: True)
    monkeypatch.setattr(processes, "processors", lambda: 3)
    monkeypatch.setattr(os, "fork", limited)
    assert processes.spread(str, range(9)) == [str(number) for number in range(9)]
    del made[:]
    with beside(lambda: 42) as result:
        assert result() == 42


def test_an_interrupt_ends_the_forks_at_once(tmp_path: Path) -> None:
    code = f"""
def work(numbers):
    open({str(tmp_path)!r} + f"/{{os.getpid()}}", "w").close()
    time.sleep(60)
try:
    shared(work, range(2 * processes.SHARE))
except KeyboardInterrupt:
    print("stopped")
"""
    process = subprocess.Popen([*PYTHON, TOOLS + code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while len([*tmp_path.iterdir()]) < 2:
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20) == ("stopped\n", "")
    assert not any(runs(int(path.name)) for path in tmp_path.iterdir())


def test_an_interrupt_amid_a_fork_is_neither_lost_nor_leaves_it(tmp_path: Path) -> None:
    code = f"""
os.register_at_fork(before=lambda: signal.raise_signal(signal.SIGINT))
def ready():
    open({str(tmp_path)!r} + f"/{{os.getpid()}}", "w").close()
try:
    Standby(print, ready)
except KeyboardInterrupt:
    print("stopped")
"""
    done = subprocess.run([*PYTHON, TOOLS + code], capture_output=True, text=True, timeout=20, check=True)
    assert (done.stdout, done.stderr) == ("stopped\n", "")
    assert not any(runs(int(path.name)) for path in tmp_path.iterdir())


FORKS = {
    "one that stands by": "with Standby(print, ready=work): time.sleep(60)",
    "one that calls": "with beside(work) as result: result()",
    "those that share": "shared(lambda numbers: work(), range(2 * processes.SHARE))",
}


@pytest.mark.parametrize("name", FORKS)
def test_no_fork_outlives_what_made_it(name: str, tmp_path: Path) -> None:
    work = f"""
def work():
    open({str(tmp_path)!r} + f"/{{os.getpid()}}", "w").close()
    time.sleep(60)
"""
    process = subprocess.Popen([sys.executable, "-c", TOOLS + work + FORKS[name]])
    while not (forks := [int(path.name) for path in tmp_path.iterdir()]):
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    end = time.monotonic() + 10
    while any(map(runs, forks)):
        assert time.monotonic() < end
        time.sleep(0.01)


def runs(number: int) -> bool:
    """Return whether a process is there, and no zombie that only waits to be heard of."""
    with suppress(FileNotFoundError):
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
