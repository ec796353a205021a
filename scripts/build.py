"""The one entry point; `build.py --help` lists the commands, `build.py COMMAND --help` describes each."""

import sys

if __name__ == "__main__":
    try:
        from kb import cli

        status = cli.main(sys.argv[1:], __doc__)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        status = 130
    sys.exit(status)
