"""Workshop: hooks run, editors know the schemas, issue forms ask for what the models hold, licences are named."""

from __future__ import annotations

import fnmatch
import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
import yaml
from playwright.sync_api import expect

import carry
from conftest import ROOT, run
from kb import model, report
from kb.places import places

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from kb.folders import Folders
    from kb.model import KnowledgeBase

HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
FORMS = {
    path.stem: yaml.safe_load(path.read_text())
    for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")
    if path.stem != "config"
}
HOLDER = "the Remote Connect help authors"


def test_hooks_download_nothing() -> None:
    assert [repo["repo"] for repo in HOOKS] == ["local"]
    assert all(hook["language"] == "system" for hook in HOOKS[0]["hooks"])


@pytest.mark.parametrize("hook", HOOKS[0]["hooks"], ids=lambda hook: hook["id"])
def test_a_hook_runs(hook: dict[str, Any]) -> None:
    program, *arguments = hook["entry"].split()
    assert (ROOT / program).exists(), f"{program} is not there: run `make lint`"
    told = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_every_content_file_has_its_schema_in_the_editor() -> None:
    schemas = json.loads((ROOT / ".vscode/settings.json").read_text())["yaml.schemas"]
    assert {Path(path).name for path in schemas} == {path.name for path in (ROOT / "schemas").glob("*.json")}
    for path in sorted((ROOT / "content").rglob("*.yml")):
        name = f"/{path.relative_to(ROOT)}"
        (found,) = [schema for schema, pattern in schemas.items() if fnmatch.fnmatch(name, pattern)]
        modeline = path.read_text().splitlines()[0].partition("$schema=")[2]
        assert (path.parent / modeline).resolve() == (ROOT / found).resolve()


def fields(form: str) -> dict[str, dict[str, Any]]:
    """Return the fields of an issue form by id."""
    return {field["id"]: field for field in FORMS[form]["body"] if "id" in field}


@pytest.mark.parametrize(
    ("form", "record"), [("answer-wrong", model.Statement), ("message-missing", model.Message)]
)
def test_an_issue_form_asks_for_what_the_models_hold(form: str, record: type[model.Record]) -> None:
    known = {*record.model_fields, *model.Scope.model_fields, *model.Source.model_fields}
    assert set(fields(form)) - {"entry"} <= known
    assert {"regions", "cars", "address", "date"} <= set(fields(form)), "scope or source is not asked for"


def test_issue_forms_offer_what_content_knows(kb: KnowledgeBase) -> None:
    for form in FORMS:
        options = fields(form)["regions"]["attributes"]["options"]
        assert options == [region.name for region in kb.regions]
    kinds = fields("message-missing")["kind"]["attributes"]["options"]
    assert kinds == list(get_args(model.Message.model_fields["kind"].annotation))
    required = {id_ for id_, field in fields("message-missing").items() if field.get("validations")}
    assert required == {"shows", "kind", "where"}
    config = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/config.yml").read_text())
    assert config["contact_links"][0]["url"] == kb.site.address


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("mailto:a@b.example", "mailto:a@b.example?subject=water/descale"),
        (
            "https://github.com/a/b/issues/new",
            "https://github.com/a/b/issues/new?template=answer-wrong.yml&title=water/descale&entry=water/descale",
        ),
        ("https://form.example/x", "https://form.example/x"),
        ("tel:+1-555", "tel:+1-555"),
    ],
)
def test_a_report_names_its_entry(address: str, wanted: str) -> None:
    assert report.link(address, "water/descale") == wanted


def test_the_form_that_reports_open_is_there_and_takes_the_entry() -> None:
    assert (ROOT / ".github/ISSUE_TEMPLATE" / report.FORM).is_file()
    assert "entry" in fields(report.FORM.removesuffix(".yml"))


def test_every_step_answer_and_message_asks_whether_it_helped(kb: KnowledgeBase) -> None:
    asked = "".join((ROOT / "docs" / f"{page}.md").read_text() for page in (*kb.areas, "faq", "messages"))
    for ref in places(kb):
        page, _, entry = ref.partition("/")
        if entry and page in (*kb.areas, "faq", "messages"):
            assert asked.count(f"]({report.link(kb.site.report, ref)})") == 1, ref


def test_an_issue_address_reaches_the_site_unharmed(folders: Folders) -> None:
    site = folders.content / "site.yml"
    lines = site.read_text().splitlines()
    changed = ["report: https://github.com/a/b/issues/new" if x.startswith("report:") else x for x in lines]
    site.write_text("\n".join(changed) + "\n")
    built = run("build", "--content", folders.content, "--docs", folders.docs, "--site", folders.site)
    assert built.returncode == 0, built.stderr
    wanted = "issues/new?template=answer-wrong.yml&amp;title=water/descale&amp;entry=water/descale"
    assert wanted in (folders.site / "water/index.html").read_text()


def test_both_licences_are_whole_and_named(kb: KnowledgeBase) -> None:
    code, words = ((ROOT / name).read_text() for name in ("LICENSE", "LICENSE-CONTENT"))
    assert code.startswith("MIT License")
    assert "Section 8 -- Interpretation" in words
    assert HOLDER in code
    assert HOLDER in words
    readme = (ROOT / "README.md").read_text()
    assert "(LICENSE)" in readme
    assert "(LICENSE-CONTENT)" in readme
    about = " ".join(section.text for section in kb.site.about)
    assert HOLDER in about
    assert "CC BY 4.0" in about


def test_a_carried_copy_reads_from_a_disk(site: Path, tmp_path: Path, browser: Browser) -> None:
    assert carry.carry(site / "some/repo", tmp_path / "copy") > 10
    context = browser.new_context()
    page = context.new_page()
    page.goto((tmp_path / "copy/index.html").as_uri())
    page.locator("article a[href*='account']").first.click()
    assert page.url.endswith("/account/index.html")
    page.locator(".kb-step .kb-see a[href*='phone/']").first.click()
    assert "/phone/index.html#" in page.url
    expect(page.locator(":target")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"
    links = page.eval_on_selector_all("a[href^='.']", "all => all.map(a => a.href)")
    assert links
    assert all("/index.html" in link for link in links)
    context.close()
