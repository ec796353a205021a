"""Hosting: nginx with the documented configuration serves every file with the right headers, and nothing else."""

import gzip
import http.client
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

import nginx
import reader
from conftest import NewPage, write

PREFIX = "/help/"


class Response(NamedTuple):
    """An HTTP response."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


def get(address: str, path: str = "", **headers: str) -> Response:
    """Send one GET request without normalizing its path."""
    parts = urlsplit(address)
    assert parts.hostname
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path if path.startswith("/") else parts.path + path, headers=named)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return Response(response.status, response.headers, body)


def publish(site: Path, host: Path, version: str) -> None:
    """Publish a built site as a new folder of the host, with the documented commands."""
    (commands,) = nginx.documented("sh")
    commands = commands.replace("/srv/help", str(host)).replace("cp -r site", f"cp -r '{site}'")
    commands = commands.replace("$(date +%Y%m%d-%H%M%S)", version)
    subprocess.run(["sh", "-euc", commands], check=True)


@pytest.fixture(scope="module")
def root(site: Path) -> Path:
    """The built site."""
    return site / "some/repo"


@pytest.fixture(scope="module")
def published(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published site: hidden files in it, and a file next to it that must not be served."""
    host = tmp_path_factory.mktemp("host")
    publish(root, host, "1")
    (host / "secret.txt").write_text("secret")
    return write(host / "current", {".git/config": "secret", ".well-known/proof.txt": "proof"})


@pytest.fixture(scope="module", params=["/", PREFIX], ids=["root", "path"])
def address(request: pytest.FixtureRequest, published: Path) -> Iterator[str]:
    """The URL of the published site, at the root of a host and below a path."""
    with nginx.serve(published, request.param) as address:
        yield address


def files(folder: Path) -> list[str]:
    """Return the paths of all files that readers can request."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if path != "_headers")


def declared(root: Path, path: str) -> dict[str, str]:
    """Return the headers that the _headers file declares for a path."""
    headers: dict[str, str] = {}
    matches = False
    for line in (root / "_headers").read_text().splitlines():
        if line.startswith("/"):
            pattern = re.sub(r":\w+", "[^/]+", re.escape(line).replace(r"\*", ".*").replace(r"\:", ":"))
            matches = re.fullmatch(pattern, path) is not None
        elif matches:
            name, _, value = line.strip().partition(": ")
            assert name not in headers, "hosts would join the two values"
            headers[name] = value
    return headers


def test_every_file_is_served_unchanged_with_the_headers_of_the_headers_file(root: Path, address: str) -> None:
    for path in files(root):
        response = get(address, path, Accept_Encoding="gzip")
        expected = {"Cache-Control": "no-cache", **declared(root, f"/{path}")}
        assert response.status == 200, path
        assert {name: response.headers.get_all(name) for name in expected} == {
            name: [value] for name, value in expected.items()
        }, path
        compressed = response.headers["Content-Encoding"] == "gzip"
        assert compressed or path.endswith((".png", ".gz")) or len(response.body) < 256, path
        assert (gzip.decompress(response.body) if compressed else response.body) == (root / path).read_bytes(), (
            path
        )


def test_exactly_the_files_with_a_hash_in_their_names_are_immutable(root: Path) -> None:
    immutable = [
        path for path in files(root) if "immutable" in declared(root, f"/{path}").get("Cache-Control", "")
    ]
    assert {Path(path).suffix for path in immutable} == {".css", ".js", ".json"}
    assert immutable == [path for path in files(root) if re.search(r"\.[0-9a-f]{8}\.", path)]


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("", "text/html; charset=utf-8"),
        ("faq/", "text/html; charset=utf-8"),
        ("sw.js", "application/javascript; charset=utf-8"),
        ("faq/index.md", "text/markdown; charset=utf-8"),
        ("llms.txt", "text/plain; charset=utf-8"),
        ("data/knowledge-base.json", "application/json; charset=utf-8"),
        ("assets/icons/favicon.svg", "image/svg+xml; charset=utf-8"),
        (".well-known/proof.txt", "text/plain; charset=utf-8"),
    ],
)
def test_content_types(address: str, path: str, content_type: str) -> None:
    response = get(address, path)
    assert (response.status, response.headers["Content-Type"]) == (200, content_type)


def test_clients_without_gzip_get_plain_files(address: str) -> None:
    response = get(address, "faq/", Accept_Encoding="identity")
    assert response.headers["Content-Encoding"] is None
    assert response.headers["Vary"] == "Accept-Encoding"
    assert b"<h1" in response.body


def test_an_unchanged_page_is_not_sent_again(address: str) -> None:
    first = get(address, "faq/", Accept_Encoding="gzip")
    second = get(address, "faq/", Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])
    assert (second.status, second.body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    ["no/such/page/", "faq/no.html", "assets/site.00000000.css", "_headers", ".git/config", ".git/", "no.md"],
)
def test_missing_and_hidden_files_get_the_404_page(root: Path, address: str, path: str) -> None:
    response = get(address, path)
    assert response.status == 404
    assert response.body == (root / "404.html").read_bytes()
    expected = declared(root, "/any") | {"Cache-Control": "no-cache"}
    assert {name: response.headers[name] for name in expected} == expected


@pytest.mark.parametrize("path", ["assets/", "assets/icons/", "data/", "assets", "data"])
def test_folders_are_not_listed(address: str, path: str) -> None:
    response = get(address, path)
    assert response.status == (404 if path.endswith("/") else 301)
    assert b"knowledge-base" not in response.body
    assert b"favicon.svg<" not in response.body


def test_a_page_without_its_trailing_slash_redirects_on_any_host(address: str) -> None:
    response = get(address, "faq", Host="help.example:8443")
    assert response.status == 301
    assert response.headers["Location"] == urlsplit(address).path + "faq/"


def test_below_a_path_the_path_without_its_slash_redirects(published: Path) -> None:
    with nginx.serve(published, PREFIX) as address:
        for query in ("", "?q=vpn"):
            response = get(address, f"/help{query}", Host="help.example:8443")
            assert (response.status, response.headers["Location"]) == (301, f"/help/{query}")


def test_below_a_path_the_rest_of_the_host_is_not_the_site(published: Path) -> None:
    with nginx.serve(published, PREFIX) as address:
        for path in ("/", "/faq/", "/help-not/", "/sw.js", "/helpfaq/"):
            assert get(address, path).status == 404, path


@pytest.mark.parametrize(
    "up", ["..", "%2e%2e", ".%2e", "%2E.", "..%2f..", "..%5c..", "..;", "..%00", "%c0%ae%c0%ae"]
)
def test_no_path_escapes_the_site(address: str, up: str) -> None:
    for levels, target in {1: "secret.txt", 10: "etc/passwd"}.items():
        for start in ("", "assets/icons/../../", "faq/", "/", f"/help{up}/", "/assets" + up, f"//{up}/"):
            path = start + f"{up}/" * levels + target
            response = get(address, path)
            assert response.status in {400, 404}, path
            assert not re.search(rb"secret|root:", response.body), path


def test_a_browser_reports_no_error_online_and_offline(published: Path, new_page: NewPage) -> None:
    page = new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("response", lambda response: errors.append(response.url) if response.status >= 400 else None)
    with nginx.serve(published, PREFIX) as address:
        reader.stop_clock(page)
        reader.open_stopped(page, address + "account/")
        reader.search(page, "reset my password")
        page.clock.run_for(reader.IDLE)
        page.clock.resume()
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.context.set_offline(offline=True)
        page.goto(address + "faq/")
        expect(page.locator("h1")).to_be_visible()
    assert errors == []


def test_publishing_again_replaces_the_site_and_keeps_the_previous_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir(mode=0o700)
    for version in ("first", "second"):
        (site / "index.html").write_text(version)
        publish(site, tmp_path, version)
        assert (tmp_path / "current/index.html").read_text() == version
    assert (tmp_path / "first/index.html").read_text() == "first"
    assert (tmp_path / "current").resolve().stat().st_mode & 0o005 == 0o005, "the web server cannot read it"
