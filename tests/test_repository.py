"""The repository's own files: pre-commit hooks, editor settings, issue forms and licenses."""

import fnmatch
import json
import re
import subprocess
from typing import Any

import pytest
import yaml

from conftest import ROOT
from kb import pipeline
from kb.paths import Folders

HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
FORMS = {path.stem: yaml.safe_load(path.read_text()) for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")}
SITE = yaml.safe_load((ROOT / "content/site.yml").read_text())
MESSAGES = json.loads((ROOT / "schemas/messages.schema.json").read_text())["$defs"]
SOURCES = json.loads((ROOT / "schemas/sources.schema.json").read_text())["$defs"]
COPYRIGHT_HOLDER = "the Remote Connect help authors"


def test_hooks_download_nothing() -> None:
    assert [repo["repo"] for repo in HOOKS] == ["local"]
    assert all(hook["language"] == "system" for hook in HOOKS[0]["hooks"])


@pytest.mark.parametrize("hook", HOOKS[0]["hooks"], ids=lambda hook: hook["id"])
def test_a_hook_passes(hook: dict[str, Any]) -> None:
    program, *arguments = hook["entry"].split()
    assert (ROOT / program).exists(), f"{program} is missing: run `make lint`"
    done = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_editors_know_the_schema_of_every_content_file() -> None:
    schemas = json.loads((ROOT / ".vscode/settings.json").read_text())["yaml.schemas"]
    for path in sorted((ROOT / "content").rglob("*.yml")):
        name = f"/{path.relative_to(ROOT)}"
        (schema,) = [schema for schema, pattern in schemas.items() if fnmatch.fnmatch(name, pattern)]
        comment, _, modeline = path.read_text().splitlines()[0].partition("=")
        assert comment == "# yaml-language-server: $schema"
        assert (path.parent / modeline).resolve() == (ROOT / schema).resolve()
        assert (ROOT / schema).is_file()


def fields(form: str) -> dict[str, dict[str, Any]]:
    """Return the fields of an issue form by id."""
    return {field["id"]: field for field in FORMS[form]["body"] if "id" in field}


@pytest.mark.parametrize(("form", "record"), [("answer-wrong", "Statement"), ("message-missing", "Message")])
def test_an_issue_form_asks_for_fields_of_the_model(form: str, record: str) -> None:
    properties = {
        *MESSAGES[record]["properties"],
        *MESSAGES["Scope"]["properties"],
        *SOURCES["Source"]["properties"],
    }
    assert set(fields(form)) - {"entry"} <= properties
    assert {"regions", "models", "address", "date"} <= set(fields(form)), "the form must ask for scope and source"


def test_issue_forms_repeat_nothing_of_the_content() -> None:
    names = [region["name"] for region in yaml.safe_load((ROOT / "content/regions.yml").read_text())]
    for path in (ROOT / ".github").rglob("*.yml"):
        text = path.read_text()
        for word in (SITE["address"], SITE["report"].removeprefix("mailto:"), SITE["title"], *names):
            assert word not in text, path


def test_issue_forms_offer_the_values_of_the_model() -> None:
    kinds = fields("message-missing")["kind"]["attributes"]["options"]
    assert kinds == MESSAGES["Message"]["properties"]["kind"]["enum"]
    required = {id_ for id_, field in fields("message-missing").items() if field.get("validations")}
    assert required == {"shows", "kind", "where"}


@pytest.mark.parametrize(
    ("report", "link"),
    [
        ("mailto:a@b.example", "mailto:a@b.example?subject=water/descale"),
        (
            "https://github.com/a/b/issues/new",
            "https://github.com/a/b/issues/new?template=answer-wrong.yml&amp;title=water/descale&amp;entry=water/descale",
        ),
        ("https://form.example/x", "https://form.example/x"),
        ("tel:+1-555", "tel:+1-555"),
    ],
)
def test_feedback_links_name_their_entry(folders: Folders, report: str, link: str) -> None:
    site = folders.content / "site.yml"
    site.write_text(re.sub("(?m)^report: .*", f"report: {report}", site.read_text()))
    pipeline.build(folders)
    page = (folders.site / "water/index.html").read_text()
    assert link in {quoted or bare for quoted, bare in re.findall(r'href=(?:"([^"]+)"|([^\s>]+))', page)}


def test_the_issue_form_of_feedback_links_has_a_field_for_the_entry() -> None:
    assert "entry" in fields("answer-wrong")


def test_every_step_answer_and_message_has_a_feedback_link() -> None:
    addresses = json.loads((ROOT / "docs/data/knowledge-base.json").read_text())["addresses"]
    pages = {page: (ROOT / f"docs/{page}.md").read_text() for page in (*SITE["areas"], "faq", "messages")}
    entries = [ref for ref in addresses if "/" in ref and ref.partition("/")[0] in pages]
    assert len(entries) > 50
    for ref in entries:
        assert pages[ref.partition("/")[0]].count(f"]({SITE['report']}?subject={ref})") == 1, ref


def test_both_licenses_are_complete_and_named() -> None:
    code, content = ((ROOT / name).read_text() for name in ("LICENSE", "LICENSE-CONTENT"))
    assert code.startswith("MIT License")
    assert "Section 8 -- Interpretation" in content
    readme = (ROOT / "README.md").read_text()
    assert "(LICENSE)" in readme
    assert "(LICENSE-CONTENT)" in readme
    about = " ".join(section["text"] for section in SITE["about"])
    assert "CC BY 4.0" in about
    assert all(COPYRIGHT_HOLDER in text for text in (code, content, about))
