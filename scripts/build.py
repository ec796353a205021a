"""The one entry point; `build.py --help` lists the commands, `build.py COMMAND --help` describes each."""

from __future__ import annotations

import sys


def main() -> int:
    """Run a command; Ctrl-C at any moment, also while modules load, is one line."""
    interrupts: list[int] = []

    def interrupt(number: int, _frame: object) -> None:
        interrupts.append(number)  # libraries turn a KeyboardInterrupt into errors of their own
        raise KeyboardInterrupt

    try:
        import signal  # noqa: PLC0415  (even the imports can be interrupted)

        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, interrupt)
        sys.unraisablehook = _interrupt_again
        from kb import cli  # noqa: PLC0415

        status = cli.main(sys.argv[1:], __doc__)
    except BaseException as error:
        if not (interrupts or isinstance(error, KeyboardInterrupt)):
            raise
        interrupts.append(0)
        status = 130
    _ignore_interrupts()
    if status and interrupts:
        print("stopped", file=sys.stderr)
    return 130 if status and interrupts else status


def _interrupt_again(unraisable: object) -> None:
    """Interrupt once more when Ctrl-C hit a callback of Python itself, which would swallow it."""
    import _thread  # noqa: PLC0415
    import threading  # noqa: PLC0415

    if getattr(unraisable, "exc_type", None) is KeyboardInterrupt:
        threading.Timer(0.01, _thread.interrupt_main).start()
    else:
        sys.__unraisablehook__(unraisable)  # type: ignore[arg-type]


def _ignore_interrupts() -> None:
    import signal  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    raise SystemExit(main())
