"""Hosting: a real nginx with hosting/nginx.conf sends every file as it should, and nothing else."""

from __future__ import annotations

import gzip
import http.client
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

import load
import nginx
import release
from conftest import ROOT
from test_site import ADDRESSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

PREFIX = "/help/"


class Answer(NamedTuple):
    """What a server answers."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


def ask(address: str, path: str = "", **headers: str) -> Answer:
    """Send one request, its path as it is written."""
    parts = urlsplit(address)
    assert parts.hostname
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path if path.startswith("/") else parts.path + path, headers=sent)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return Answer(answer.status, answer.headers, body)


@pytest.fixture(scope="module")
def released(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a release of the real site, a secret beside it, and another one in hidden files."""
    to = tmp_path_factory.mktemp("released")
    made = release.release(site / "some/repo", to, 5)
    (to / "secret.txt").write_text("secret")
    (made / "site/.git").mkdir()
    (made / "site/.git/config").write_text("secret")
    (made / "site/.well-known").mkdir()
    (made / "site/.well-known/proof.txt").write_text("proof")
    return to


@pytest.fixture(scope="module", params=["/", PREFIX], ids=["root", "sub-path"])
def address(request: pytest.FixtureRequest, released: Path) -> Iterator[str]:
    """Give the address of the released site, at the root of a host and below a path."""
    with nginx.serving(released / "current/site", request.param) as address:
        yield address


def files(folder: Path) -> list[str]:
    """Return the paths of the site's own files."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if path != "_headers" and not path.endswith(".gz"))


def declared(rules: str, path: str) -> dict[str, str]:
    """Return the headers that a _headers file gives a path."""
    headers: dict[str, str] = {}
    matches = False
    for line in rules.splitlines():
        if line.startswith("/"):
            pattern = re.sub(r":\w+", "[^/]+", re.escape(line).replace(r"\*", ".*").replace(r"\:", ":"))
            matches = re.fullmatch(pattern, path) is not None
        elif matches:
            name, _, value = line.strip().partition(": ")
            assert name not in headers, "hosts would join the two values"
            headers[name] = value
    return headers


def test_every_file_is_sent_whole_with_the_headers_of_the_headers_file(site: Path, address: str) -> None:
    root = site / "some/repo"
    rules = (root / "_headers").read_text()
    for path in files(root):
        answer = ask(address, path, Accept_Encoding="gzip")
        wanted = {"Cache-Control": "no-cache", **declared(rules, f"/{path}")}
        assert answer.status == 200, path
        assert {name: answer.headers.get_all(name) for name in wanted} == {n: [v] for n, v in wanted.items()}, path
        packed = answer.headers["Content-Encoding"] == "gzip"
        assert packed == (not path.endswith(".png")), path
        assert (gzip.decompress(answer.body) if packed else answer.body) == (root / path).read_bytes(), path


def test_files_that_never_change_are_those_with_a_hash_in_their_names(site: Path) -> None:
    root = site / "some/repo"
    rules = (root / "_headers").read_text()
    kept = [path for path in files(root) if "immutable" in declared(rules, f"/{path}").get("Cache-Control", "")]
    assert {Path(path).suffix for path in kept} == {".css", ".js", ".json"}
    assert kept == [path for path in files(root) if re.search(r"\.[0-9a-f]{8}\.", path)]
    assert kept == [path for path in files(root) if release.HASHED.fullmatch(path)]


@pytest.mark.parametrize(
    ("path", "kind"),
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
def test_every_kind_of_file_says_what_it_is(address: str, path: str, kind: str) -> None:
    answer = ask(address, path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)


def test_a_reader_that_unpacks_nothing_gets_plain_files(address: str) -> None:
    answer = ask(address, "faq/", Accept_Encoding="identity")
    assert answer.headers["Content-Encoding"] is None
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert b"<h1" in answer.body


def test_a_folder_without_packed_copies_is_packed_on_the_way(site: Path) -> None:
    with nginx.serving(site / "some/repo") as address:
        answer = ask(address, "faq/", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == (site / "some/repo/faq/index.html").read_bytes()


def test_a_page_that_did_not_change_is_not_sent_again(address: str) -> None:
    first = ask(address, "faq/", Accept_Encoding="gzip")
    again = ask(address, "faq/", Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    ["no/such/page/", "faq/no.html", "assets/site.00000000.css", "_headers", ".git/config", ".git/", "no.md"],
)
def test_a_missing_or_hidden_address_answers_404_with_the_site_s_own_page(
    site: Path, address: str, path: str
) -> None:
    answer = ask(address, path)
    assert answer.status == 404
    assert answer.body == (site / "some/repo/404.html").read_bytes()
    wanted = {**declared((site / "some/repo/_headers").read_text(), "/any"), "Cache-Control": "no-cache"}
    assert {name: answer.headers[name] for name in wanted} == wanted


@pytest.mark.parametrize("path", ["assets/", "assets/icons/", "data/", "assets", "data"])
def test_no_folder_is_listed(address: str, path: str) -> None:
    answer = ask(address, path)
    assert answer.status == (404 if path.endswith("/") else 301)
    assert b"knowledge-base" not in answer.body
    assert b"favicon.svg<" not in answer.body


def test_a_page_without_its_last_slash_leads_to_the_page_whatever_the_host(address: str) -> None:
    answer = ask(address, "faq", Host="help.example:8443")
    assert answer.status == 301
    assert answer.headers["Location"] == urlsplit(address).path + "faq/"


def test_below_a_path_nothing_else_of_the_host_is_the_site(released: Path) -> None:
    with nginx.serving(released / "current/site", PREFIX) as address:
        for path in ("/", "/faq/", "/help-not/", "/sw.js", "/helpfaq/"):
            assert ask(address, path).status == 404, path


@pytest.mark.parametrize(
    "up", ["..", "%2e%2e", ".%2e", "%2E.", "..%2f..", "..%5c..", "..;", "..%00", "%c0%ae%c0%ae"]
)
def test_no_path_leads_out_of_the_site(address: str, up: str) -> None:
    outside = {1: "SHA256SUMS", 3: "secret.txt", 10: "etc/passwd"}  # by how many folders above the site
    for climbs, goal in outside.items():
        for start in ("", "assets/icons/../../", "faq/", "/", f"/help{up}/", "/assets" + up, f"//{up}/"):
            path = start + f"{up}/" * climbs + goal
            answer = ask(address, path)
            assert answer.status in {400, 404}, path
            assert not re.search(rb"secret|root:|[0-9a-f]{64}", answer.body), path


def test_a_reader_s_browser_finds_nothing_forbidden_in_it(released: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
    with nginx.serving(released / "current/site", PREFIX) as address:
        page.goto(address + "account/")
        page.locator("input[type=search]").fill("reset my password")
        page.locator("a.kb-search__result").first.wait_for()
        while not page.evaluate("navigator.serviceWorker.controller !== null"):
            page.wait_for_timeout(200)
        context.set_offline(offline=True)
        page.goto(address + "faq/")
        expect(page.locator("h1")).to_be_visible()
    context.close()
    assert faults == []


def test_what_the_readme_tells_hosts_to_write_is_what_was_tested() -> None:
    text = (ROOT / "hosting/README.md").read_text()
    for prefix in ("/", PREFIX):
        host = nginx.HOST.format(prefix=prefix, folder="/srv/help/current/site", conf="/srv/help/nginx.conf")
        assert host in text.replace("\n    ", "\n"), host


def test_a_wrong_configuration_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = tmp_path / "wrong.conf"
    wrong.write_text("no_such_directive on;\n")
    monkeypatch.setattr(nginx, "CONF", wrong)
    with pytest.raises(nginx.NginxError, match="no_such_directive"), nginx.serving(tmp_path):
        pass


def test_without_nginx_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(nginx.NginxError, match="install Debian's package nginx"), nginx.serving(tmp_path):
        pass


def test_a_first_view_is_weighed_by_what_is_sent(released: Path, site: Path) -> None:
    with nginx.serving(released / "current/site") as address:
        views = load.first_views(address, site / "some/repo")
    assert len(views) == len(ADDRESSES)
    assert all(3_000 < view < 22 * 1024 for view in views.values()), views  # 20 KB, and this server's headers
