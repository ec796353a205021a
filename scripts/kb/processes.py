"""Processes: work that others need not wait for → done beside them in forks, which hold all that is needed."""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import threading
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
T = TypeVar("T")

SHARE = 25
"""Items for which it pays to start one more fork."""


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


def can_fork() -> bool:
    """Return whether forks help: there is a processor for them, and no thread that they would not take along."""
    return processors() > 1 and threading.active_count() == 1


class Fork(Generic[T]):
    """A copy of this process that makes calls, one at a time; it does not outlive this object's `with` block.

    Arguments and results are copied. Raises BlockingIOError when there is no room for another process.
    """

    def __init__(self, call: Callable[..., T], ready: Callable[[], None] = lambda: None) -> None:
        context = get_context("fork")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(self.pipe, theirs, os.getpid(), call, ready))
        try:
            with _uninterrupted():
                self._process.start()
                theirs.close()
        except KeyboardInterrupt:
            self.__exit__()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def start(self, *arguments: Any) -> None:
        """Begin a call."""
        with _told():
            self.pipe.send(arguments)

    def result(self) -> T:
        """Return what the call that was begun returns, or raise what it raises."""
        with _told():
            result, error = self.pipe.recv()
        if error:
            raise error
        return result  # type: ignore[no-any-return]


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put off interrupts to the end: one that comes while a process forks would be lost."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _told() -> Iterator[None]:
    """Raise ChildProcessError when the other side is no longer there: something has ended it."""
    try:
        yield
    except (EOFError, ConnectionError):
        raise ChildProcessError(None, "a process that was needed has been ended") from None


def _serve(
    parents: Connection, pipe: Connection, parent: int, call: Callable[..., Any], ready: Callable[[], None]
) -> None:
    """Get ready, and make calls as long as the parent is there."""
    _follow(parent)
    parents.close()  # else this end would never learn that the parent is gone
    with suppress(EOFError, ConnectionError):  # then the parent is gone
        ready()
        while True:
            pipe.send(_answer(call, pipe.recv()))


def _answer(call: Callable[..., T], arguments: tuple[Any, ...]) -> tuple[T | None, Exception | None]:
    """Return what a call returns, or the exception that it raises."""
    try:
        return call(*arguments), None
    except Exception as error:
        return None, _portable(error)


def _follow(parent: int) -> None:
    """Leave interrupts to the parent; be killed when it ends, where the system can do that (prctl(2))."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = getattr(ctypes.CDLL(None), "prctl", None)
    set_signal = 1  # PR_SET_PDEATHSIG
    if control:
        control(set_signal, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended before
        os._exit(1)


def _portable(error: Exception) -> Exception:
    """Return an exception as it is if it can be copied, else one with its text."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  (made right here)
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


class Standby(Generic[T]):
    """A fork that gets ready for a call while this process does something else.

    Where forks do not help, or there is no room for one, the call is made here.
    """

    def __init__(self, call: Callable[..., T], ready: Callable[[], None] = lambda: None) -> None:
        self._call = call
        self._fork: Fork[T] | None = None
        if can_fork():
            with suppress(BlockingIOError):
                self._fork = Fork(call, ready)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._fork:
            self._fork.__exit__()
            self._fork = None

    @contextmanager
    def call(self, *arguments: Any) -> Iterator[Callable[[], T]]:
        """Begin the call; yield what waits for its result, or raises what it raises. Then the fork is gone."""
        if not self._fork:
            yield partial(self._call, *arguments)
            return
        with self:
            self._fork.start(*arguments)
            yield self._fork.result


@contextmanager
def beside(call: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Begin a call in a fork; yield what waits for its result, or raises what it raises."""
    with Standby(call) as fork, fork.call() as result:
        yield result


def spread(call: Callable[[Item], T], items: Sequence[Item]) -> list[T]:
    """Return what a call makes of each item, in order; a fork on each processor takes one after another.

    Where there is no room for so many, fewer do it; if there is none, the calls are made here.
    """
    results: dict[int, T] = {}
    coming = iter(range(len(items)))
    with ExitStack() as running:
        idle: list[Fork[T]] = []
        for _ in range(min(processors(), len(items))):
            with suppress(BlockingIOError):
                idle.append(running.enter_context(Fork(lambda n: call(items[n]))))
        if not idle:
            return [*map(call, items)]
        busy: dict[Any, tuple[Fork[T], int]] = {}
        while True:
            for fork, number in zip(idle, coming, strict=False):
                fork.start(number)
                busy[fork.pipe] = fork, number
            if not busy:
                return [results[number] for number in range(len(items))]
            done = [busy.pop(pipe) for pipe in wait([*busy])]
            results |= {number: fork.result() for fork, number in done}
            idle = [fork for fork, _ in done]


def shared(call: Callable[[Sequence[Item]], T], items: Sequence[Item]) -> list[T]:
    """Return what a call makes of many items: of a share in each of several forks; of few, all at once."""
    count = min(processors(), len(items) // SHARE)
    if count < 2 or not can_fork():
        return [call(items)]
    return spread(call, [items[n::count] for n in range(count)])
