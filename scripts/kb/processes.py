"""Processes: work that others need not wait for → done beside them in forks, which hold all that is needed."""

from __future__ import annotations

import ctypes
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Item = TypeVar("Item")
T = TypeVar("T")


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


def can_fork() -> bool:
    """Return whether forks help: there is a processor for them, and no thread that they would not take along."""
    return processors() > 1 and threading.active_count() == 1


def pool(workers: int, begin: Callable[..., None], *held: Any) -> ProcessPoolExecutor:
    """Return forks of this process, in each of which `begin` is called with what it is to hold."""
    return ProcessPoolExecutor(workers, get_context("fork"), initializer=_begin, initargs=(begin, *held))


def _begin(begin: Callable[..., None], *held: Any) -> None:
    _follow_parent()
    begin(*held)


def _follow_parent() -> None:
    """Leave interrupts to what made this fork; have it killed when that ends, where the system can (prctl(2))."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = getattr(ctypes.CDLL(None), "prctl", None)
    set_signal = 1  # PR_SET_PDEATHSIG
    if control:
        control(set_signal, signal.SIGKILL)


FEW = 50
"""Items for which it does not pay to start forks."""


def shared(call: Callable[[Sequence[Item]], T], items: Sequence[Item]) -> list[T]:
    """Return what a call makes of many items: of a share in each of several forks; of few, all at once."""
    if len(items) <= FEW or not can_fork():
        return [call(items)]
    count = processors()
    shares = [items[n::count] for n in range(count)]
    with pool(count, _Shares.begin, call, shares) as forks:
        return list(forks.map(_Shares.made, range(count)))


class _Shares:
    """What a fork holds that makes something of a share."""

    call: Callable[[Sequence[Any]], Any]
    shares: list[Sequence[Any]]

    @classmethod
    def begin(cls, call: Callable[[Sequence[Any]], Any], shares: list[Sequence[Any]]) -> None:
        cls.call, cls.shares = staticmethod(call), shares

    @classmethod
    def made(cls, number: int) -> Any:
        return cls.call(cls.shares[number])


class Standby(Generic[T]):
    """A fork that gets ready for one call while its parent does something else, and makes it beside that too.

    Arguments and result are copied. Where forks do not help, the call is made when its result is wanted.
    """

    def __init__(self, call: Callable[..., T], ready: Callable[[], None] = lambda: None) -> None:
        self._call = call
        self._fork: ForkProcess | None = None
        if can_fork():
            context = get_context("fork")
            self._pipe, theirs = context.Pipe()
            self._fork = context.Process(target=_stand_by, args=(theirs, call, ready))
            self._fork.start()
            theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    @contextmanager
    def call(self, *arguments: Any) -> Iterator[Callable[[], T]]:
        """Make the call; yield what waits for its result, or raises what it raises. Then the fork is ended."""
        if not self._fork:
            yield partial(self._call, *arguments)
            return
        self._pipe.send(arguments)
        try:
            yield self._result
        finally:
            self._end()

    def _result(self) -> T:
        try:
            result, error = self._pipe.recv()
        except EOFError:
            raise ChildProcessError(None, "a process that was needed has been ended") from None
        if error:
            raise error
        return result  # type: ignore[no-any-return]

    def _end(self) -> None:
        """End the fork, whatever it is doing."""
        if self._fork:
            self._fork.kill()
            self._fork.join()


@contextmanager
def beside(call: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Begin a call in a fork; yield what waits for its result, or raises what it raises."""
    with Standby(call) as fork, fork.call() as result:
        yield result


def _stand_by(parent: Connection, call: Callable[..., Any], ready: Callable[[], None]) -> None:
    """Get ready, make one call, and send back its result and the exception that it raised."""
    _follow_parent()
    ready()
    try:
        parent.send((call(*parent.recv()), None))
    except Exception as error:
        parent.send((None, error))
