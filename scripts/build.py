"""The one entry point: build | check | serve | new | schema | map. `build.py COMMAND --help` tells more."""

from __future__ import annotations

import gc
import io
import sys
from contextlib import nullcontext

from kb import site


def main() -> int:
    """Run the command that the arguments name; return the exit status."""
    # nearly all that a build makes lives to its end: looking for waste is in vain
    gc.set_threshold(100_000, 50, 50)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a narrow terminal is no reason to fail
    arguments = sys.argv[1:]
    try:
        with site.renderer() if arguments[:1] == ["build"] else nullcontext() as renderer:
            from kb import commands  # noqa: PLC0415  (slow to load: until it is, the renderer has been loaded too)

            return commands.run(arguments, __doc__, renderer)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130


if __name__ == "__main__":
    status = main()
    gc.freeze()  # what the build has made ends with it, and need not be looked through for waste
    sys.exit(status)
