"""The one entry point: build | check | serve | new | new-base | schema | map. `COMMAND --help` describes each."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    try:
        from kb import cli

        sys.exit(cli.main(sys.argv[1:], __doc__))
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)
