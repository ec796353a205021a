"""Measure, edit: how long after an edit of one file `serve` shows it, with so many times the content."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kb.folders import ROOT
from kb.read import read
from measure import hosts
from measure.grow import grow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

NEW = "Erewhon"
"""A word that no knowledge base holds."""

BEGINNING = 24
"""Characters of a text that stand on one line of its file."""

EVERY = 0.02
"""Seconds between two looks at the page."""

REST = 1.0
"""Seconds between two edits, so that the second finds nothing else going on."""

PATIENCE = 3600.0


@dataclass(frozen=True)
class Edit:
    """How long it took until an edit was shown."""

    times: int
    start: float
    """Seconds until the first build was served."""
    area: float
    """Seconds from an edit of a step, in a small file, until its page shows it."""
    question: float
    """The same of a question, in the file of all questions."""


def measure(content: Path, work: Path, times: int) -> Edit:
    """Serve so many times the content, edit it and wait for the pages. Writes in `work` only."""
    grown = work / f"content-{times}"
    grow(content, grown, times)
    kb = read(grown)
    area, step = next((id_, area.steps[0]) for id_, area in kb.areas.items())
    begun = time.perf_counter()
    with _served(grown, work / f"docs-{times}", urlsplit(kb.site.address).path) as address:
        start = time.perf_counter() - begun
        area_took = _edit(grown / "areas" / f"{area}.yml", step.how[:BEGINNING], f"{address}{area}/")
        _wait(lambda: NEW.encode() in _page(f"{address}data/knowledge-base.json"))  # data may come later
        time.sleep(REST)
        question_took = _edit(grown / "faq.yml", kb.questions[0].short[:BEGINNING], f"{address}faq/")
        return Edit(times, start, area_took, question_took)


def _edit(file: Path, words: str, address: str) -> float:
    """Put a new word before these in a file; return the seconds until the page shows it."""
    text = file.read_text(encoding="utf-8")
    if words not in text:
        raise ValueError(f"{file} does not hold “{words}” on one line")
    begun = time.perf_counter()
    file.write_text(text.replace(words, f"{NEW} {words}", 1), encoding="utf-8")
    _wait(lambda: NEW.encode() in _page(address))
    return time.perf_counter() - begun


@contextmanager
def _served(content: Path, docs: Path, path: str) -> Iterator[str]:
    """Serve a content folder as a person would; yield the address of its home page."""
    port = hosts.free_port()
    command = [sys.executable, str(ROOT / "scripts/build.py"), "serve", "--port", str(port)]
    command += ["--content", str(content), "--docs", str(docs)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            address = f"http://127.0.0.1:{port}{path}"
            _wait(lambda: process.poll() is not None or _page(address) != b"")
            if process.poll() is not None:
                raise OSError(process.returncode, "serve has ended", str(content))
            yield address
        finally:
            process.send_signal(signal.SIGINT)  # so that it tidies up


def _page(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310  (our own server)
            return bytes(answer.read())
    except OSError:
        return b""


def _wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(EVERY)


COLUMNS = ("times", "start s", "area s", "question s")


def table(results: Iterable[Edit]) -> Iterator[str]:
    """Yield the results as lines of text, each as soon as it is there."""
    yield "".join(f"{name:>12}" for name in COLUMNS)
    for one in results:
        yield f"{one.times:>12,}{one.start:>12.1f}{one.area:>12.2f}{one.question:>12.2f}"
