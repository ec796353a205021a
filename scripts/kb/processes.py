"""Processes: work that others need not wait for → done beside them in forks, which hold all that is needed."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


def can_fork() -> bool:
    """Return whether forks help: there is a processor for them, and no thread that they would not take along."""
    return processors() > 1 and threading.active_count() == 1


def pool(workers: int, begin: Callable[..., None], *held: Any) -> ProcessPoolExecutor:
    """Return forks of this process, in each of which `begin` is called with what it is to hold."""
    return ProcessPoolExecutor(workers, get_context("fork"), initializer=begin, initargs=held)


@contextmanager
def beside(call: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Begin a call in a fork; yield what waits for its result, and raises what it raises."""
    if not can_fork():
        yield call
        return
    with pool(1, _Call.begin, call) as fork:
        yield fork.submit(_Call.result).result


class _Call:
    """What a fork holds that makes one call."""

    call: Callable[[], Any]

    @classmethod
    def begin(cls, call: Callable[[], Any]) -> None:
        cls.call = staticmethod(call)

    @classmethod
    def result(cls) -> Any:
        return cls.call()
