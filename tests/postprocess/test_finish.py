"""The finished site: hashed names, service worker, policy, JSON-LD and plain copies fit together."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from conftest import ROOT, write
from kb.model.knowledge_base import KnowledgeBase
from kb.pages import render
from kb.paths import Folders
from kb.postprocess import fingerprint, json_ld, security, service_worker
from kb.problems import BuildError

WORKER = 'const V = "{version}", F = ["{files}"], P = "{pages}"; go(V, F, P);'

HASHED = re.compile(r"assets/[\w-]+\.([0-9a-f]{8})\.(?:css|json|js)")


@pytest.fixture(scope="module")
def finished(built_once: Folders) -> Path:
    return built_once.site


def test_styles_scripts_and_data_are_named_after_their_content(finished: Path) -> None:
    names = [path for path in (finished / "assets").iterdir() if path.is_file()]
    assert len(names) >= 5
    for path in names:
        match = HASHED.fullmatch(f"assets/{path.name}")
        assert match, path
        assert match[1] == hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def test_the_sources_of_what_pages_load_are_not_published(finished: Path) -> None:
    assert [folder for folder in fingerprint.SOURCES if (finished / folder).exists()] == []


def test_every_file_that_a_page_or_script_names_is_there(finished: Path) -> None:
    pages = [path.read_text() for path in finished.rglob("*.html")]
    assert all("<style>" in page and "{" in page.partition("<style>")[2][:200] for page in pages)
    named = {match[0] for page in pages for match in HASHED.finditer(page)}
    scripts = [path.read_text() for path in (finished / "assets").glob("*.js")]
    loaded = {f"assets/{name}" for script in scripts for name in re.findall(r'"\./([^"]+\.js)"', script)}
    assert named
    assert loaded
    assert [path for path in named | loaded if not (finished / path).is_file()] == []


def test_every_script_of_ours_is_published_in_some_bundle(site: Path) -> None:
    entries = {f"{name.removesuffix('.js')}" for name in (*fingerprint.STARTING, *fingerprint.LATER)}
    entries |= {name.removesuffix(".js") for name in fingerprint.TOOLS.values()}
    published = {path.name.split(".")[0] for path in (site / "some/repo/assets").glob("*.js")}
    assert published == entries


def test_each_style_of_ours_is_in_some_page_or_loaded_by_one() -> None:
    folder = ROOT / "docs/assets/css"
    sheets = [*folder.glob("pages/*.css"), folder / "later.css"]
    parts = {
        (sheet.parent / name).resolve()
        for sheet in sheets
        for name in fingerprint._IMPORT.findall(sheet.read_text())
    }
    loaded = {
        folder / name for name in ("later.css", "guided-check.css", "call-sheet.css", "search.css", "vin.css")
    }
    assert parts | loaded == {*folder.glob("*.css")}


def test_the_service_worker_lists_every_file_that_readers_need(tmp_path: Path) -> None:
    names = ("index.html", "faq/index.html", "faq/index.md", "404.html", "assets/a.js", "sitemap.xml")
    write(tmp_path, {name: name for name in names})
    pages = {"index.html": "home", "faq/index.html": "faq", "404.html": "missing", "503.html": "offline"}
    bundle = service_worker.write_pages(tmp_path, {"home": "a{top:0}"}, pages)
    service_worker.write(tmp_path, WORKER, bundle)
    assert json.loads(re.findall(r"\[.*?\]", (tmp_path / "sw.js").read_text())[0]) == ["assets/a.js", bundle]
    assert json.loads((tmp_path / bundle).read_text()) == {
        "styles": {"home": "a{top:0}"},
        "pages": {"./": "home", "faq/": "faq", "503.html": "offline"},
    }


def test_the_service_worker_has_another_version_when_any_file_changes(tmp_path: Path) -> None:
    texts = []
    for content in ("one", "two", "one"):
        write(tmp_path, {"assets/a.js": content})
        service_worker.write(tmp_path, WORKER, "assets/offline.json")
        texts.append((tmp_path / "sw.js").read_text())
    assert texts[0] == texts[2] != texts[1]


@pytest.mark.parametrize(
    "source",
    ['go("{version}", "{pages}")', 'go(["{files}"], "{pages}")', WORKER.replace('"{pages}"', '"{version}"')],
)
def test_a_service_worker_without_its_placeholders_is_refused(tmp_path: Path, source: str) -> None:
    with pytest.raises(BuildError, match="once"):
        service_worker.write(tmp_path, source, "assets/offline.json")


def test_the_policy_allows_the_style_and_script_of_every_page_by_their_hashes(finished: Path) -> None:
    for path in finished.rglob("*.html"):
        page = path.read_text()
        for name in ("style", "script"):
            (text,) = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"{name}-src 'self' 'sha256-{digest}';" in page
        assert "unsafe-inline" not in page


def test_the_policy_allows_nothing_else_inline_and_nothing_from_elsewhere() -> None:
    assert security.POLICY["default-src"] == "'none'"
    assert {source for value in security.POLICY.values() for source in value.split()} <= {"'none'", "'self'"}


def test_hosts_get_what_pages_cannot_declare_and_may_cache_only_hashed_files_for_long(finished: Path) -> None:
    rules = dict(re.findall(r"^(/\S+)\n((?:  .+\n)+)", (finished / "_headers").read_text(), re.MULTILINE))
    assert "Content-Security-Policy: frame-ancestors 'none'" in rules["/*"]
    assert [path for path, lines in rules.items() if "immutable" in lines] == ["/assets/:file"]
    assert "no-cache" in rules["/sw.js"]


def test_json_ld_describes_each_kind_of_page(second: KnowledgeBase) -> None:
    graphs = {page.id: json_ld.data(second, page)["@graph"] for page in render.plan(second)}
    assert graphs["index"][0]["url"] == "https://kettle.example/help/"
    trail = [item["item"] for item in graphs["messages"][0]["itemListElement"]]
    assert trail == ["https://kettle.example/help/", "https://kettle.example/help/messages/"]
