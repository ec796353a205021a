"""Links: the addresses of all sources → those that are gone. It needs a network: run weekly, it is no test."""

from __future__ import annotations

import socket
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from http import HTTPStatus

from kb.folders import Folders
from kb.read import read

PATIENCE = 30.0
AT_ONCE = 8
GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


class State(Enum):
    """What became of an address."""

    THERE = "there"
    GONE = "gone"
    UNKNOWN = "cannot be told: the host lets no program in, or does not answer now"


def state(address: str) -> State:
    """Ask for an address; only a host that says so, or is no more, makes it gone."""
    request = urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0 (link check)"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310  (content allows https only)
            return State.THERE
    except urllib.error.HTTPError as error:
        return State.GONE if error.code in GONE else State.UNKNOWN
    except urllib.error.URLError as error:
        nameless = isinstance(error.reason, socket.gaierror) and error.reason.errno == socket.EAI_NONAME
        return State.GONE if nameless else State.UNKNOWN
    except OSError:
        return State.UNKNOWN


def main() -> int:
    """Tell which sources are not there; return the exit status: 1 when one is gone."""
    sources = [(source.id, source.address) for source in read(Folders().content).sources if source.address]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        states = list(pool.map(state, (address for _, address in sources)))
    for (id_, address), found in zip(sources, states, strict=True):
        if found is not State.THERE:
            print(f"{id_}: {address}: {found.value}")
    print(", ".join(f"{states.count(kind)} {kind.name.lower()}" for kind in State))
    return 1 if State.GONE in states or State.THERE not in states else 0


if __name__ == "__main__":
    sys.exit(main())
