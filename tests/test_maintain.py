"""Maintenance commands: the link checker, the local copy, and what the measurements rely on."""

import http.server
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import SECOND, run
from maintain import build_times, links, local_copy
from maintain.links import State


class Handler(http.server.BaseHTTPRequestHandler):
    """Responds with the status that the path names; a redirect leads to /200."""

    def do_GET(self) -> None:
        """Respond with the requested status."""
        self.send_response(int(self.path[1:]))
        self.send_header("Location", "/200")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """The URL of a server that responds with the requested status."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, State.OK),
        (302, State.OK),
        (404, State.GONE),
        (410, State.GONE),
        (403, State.UNKNOWN),
        (429, State.UNKNOWN),
        (503, State.UNKNOWN),
    ],
)
def test_only_a_definite_answer_makes_a_link_gone(host: str, status: int, state: State) -> None:
    assert links.check(f"{host}{status}") is state


def test_a_host_that_does_not_answer_is_not_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "TIMEOUT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert links.check(address) is State.UNKNOWN
    assert links.check(address) is State.UNKNOWN  # connection refused


@pytest.mark.parametrize(("statuses", "exit_status"), [((200, 403), 0), ((200, 404), 1), ((403, 403), 1)])
def test_the_link_checker_fails_when_a_source_is_gone_or_no_host_answers(
    host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], statuses: tuple[int, ...], exit_status: int
) -> None:
    file = tmp_path / "sources.yml"
    entries = [f"- id: source-{n}\n  address: {host}{status}\n" for n, status in enumerate(statuses)]
    file.write_text("".join([*entries, "- id: manual\n  locator: page 3\n"]))
    assert links.main([str(file)]) == exit_status
    printed = capsys.readouterr().out
    assert all((f"source-{n}: {host}" in printed) == (status != 200) for n, status in enumerate(statuses))


def test_a_local_copy_can_be_read_from_a_disk(site: Path, tmp_path: Path, page: Page) -> None:
    local_copy.copy(site / "some/repo", tmp_path / "copy")
    page.goto((tmp_path / "copy/index.html").as_uri())
    page.locator("article a[href*='account']").first.click()
    page.wait_for_url("**/account/index.html")
    evidence = page.locator(".kb-step details", has=page.locator(".kb-see a[href*='phone/']")).first
    evidence.locator("summary").click()
    evidence.locator(".kb-see a[href*='phone/']").click()
    page.wait_for_url("**/phone/index.html#*")
    expect(page.locator(":target")).to_be_visible()
    expect(page.locator("body")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    relative = page.eval_on_selector_all("a[href^='.']", "links => links.map(link => link.href)")
    assert relative
    assert all("/index.html" in link for link in relative)


def test_multiplied_content_builds(tmp_path: Path) -> None:
    build_times.multiply(SECOND, tmp_path / "content", 3)
    built = run("build", *(f"--{name}={tmp_path / name}" for name in ("content", "docs", "site")))
    assert built.returncode == 0, built.stderr
    assert {path.name for path in (tmp_path / "site").glob("water*")} == {"water", "water-2", "water-3"}
