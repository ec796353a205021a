"""Check that the addresses in sources.yml still exist. Needs network access, so it is not a test."""

import argparse
import socket
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from http import HTTPStatus
from pathlib import Path

import yaml

TIMEOUT = 30.0
WORKERS = 8


class State(Enum):
    """The result of a check."""

    OK = "ok"
    GONE = "gone"
    UNKNOWN = "unknown: the host blocks scripts or does not answer right now"


def check(address: str) -> State:
    """Request an address. Only 404, 410 and a host name that no longer exists count as gone."""
    request = urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0 (link check)"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310  (the content allows https only)
            return State.OK
    except urllib.error.HTTPError as error:
        return State.GONE if error.code in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE} else State.UNKNOWN
    except urllib.error.URLError as error:
        no_such_host = isinstance(error.reason, socket.gaierror) and error.reason.errno == socket.EAI_NONAME
        return State.GONE if no_such_host else State.UNKNOWN
    except OSError:
        return State.UNKNOWN


def main(arguments: list[str] | None = None) -> int:
    """Print every address that is not OK; return 1 when one is gone or none could be reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=Path("content/sources.yml"))
    sources = yaml.safe_load(parser.parse_args(arguments).file.read_text(encoding="utf-8"))
    addresses = {source["id"]: source["address"] for source in sources if source.get("address")}
    with ThreadPoolExecutor(WORKERS) as pool:
        states = list(pool.map(check, addresses.values()))
    for (id_, address), state in zip(addresses.items(), states, strict=True):
        if state is not State.OK:
            print(f"{id_}: {address}: {state.value}")
    print(", ".join(f"{states.count(state)} {state.name.lower()}" for state in State))
    return int(State.GONE in states or State.OK not in states)


if __name__ == "__main__":
    sys.exit(main())
