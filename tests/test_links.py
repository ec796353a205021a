"""Links: what is gone is told apart from what only does not answer a program."""

from __future__ import annotations

import http.server
import socket
import threading
from typing import TYPE_CHECKING

import pytest

import links
from links import State

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Answers(http.server.BaseHTTPRequestHandler):
    """Answers with the number that an address ends with; 302 leads to 200."""

    def do_GET(self) -> None:
        self.send_response(int(self.path[1:]))
        self.send_header("Location", "/200")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """Give the address of a host that answers what it is asked to answer."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("200", State.THERE),
        ("302", State.THERE),
        ("404", State.GONE),
        ("410", State.GONE),
        ("403", State.UNKNOWN),
        ("429", State.UNKNOWN),
        ("503", State.UNKNOWN),
    ],
)
def test_an_answer_tells_what_became_of_an_address(host: str, answer: str, state: State) -> None:
    assert links.state(host + answer) is state


def test_a_host_that_does_not_answer_is_not_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert links.state(address) is State.UNKNOWN
    assert links.state(address) is State.UNKNOWN  # nobody listens there any more


@pytest.mark.parametrize(("states", "status"), [(["200", "403"], 0), (["200", "404"], 1), (["403", "403"], 1)])
def test_the_command_fails_when_a_source_is_gone_or_when_nothing_can_be_told(
    host: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], states: list[str], status: int
) -> None:
    class Source:
        def __init__(self, answer: str) -> None:
            self.id, self.address = f"source-{answer}", host + answer

    class Known:
        sources = tuple(map(Source, states))

    monkeypatch.setattr(links, "read", lambda _: Known)
    assert links.main() == status
    told = capsys.readouterr().out
    assert all(f"source-{answer}: {host}" in told for answer in states if answer != "200")
