"""Rendering: planned pages → generated files, each marked with its source."""

import json
from dataclasses import replace
from datetime import date

import pytest
import yaml

from kb.generated import MARK
from kb.model.knowledge_base import KnowledgeBase
from kb.pages import flowchart, render, settings, tools
from kb.pages.templates import environment


def files(kb: KnowledgeBase) -> dict[str, str]:
    return {file.path: file.text for file in render.files(kb, render.plan(kb))}


def test_every_file_says_in_its_first_lines_what_it_is_generated_from(second: KnowledgeBase) -> None:
    for path, text in files(second).items():
        assert any(MARK.search(line) for line in text.splitlines()[:3]), path
    assert "# Generated from content/site.yml, content/faq.yml by" in files(second)["faq.md"]


def test_a_page_begins_with_its_title_and_description(second: KnowledgeBase) -> None:
    matter = yaml.safe_load(files(second)["power.md"].split("---\n")[1])
    assert matter == {"title": "Power", "description": "Whether the kettle gets any power at all.", "kind": "area"}


def test_settings_come_from_content(second: KnowledgeBase) -> None:
    found = yaml.safe_load(settings.file(second, render.plan(second)).text)
    assert (found["site_name"], found["site_url"]) == ("Kettle help", "https://kettle.example/help/")
    assert found["theme"]["language"] == "en"
    assert [item["address"] for item in found["extra"]["menu"]] == [
        *("diagnose/", "quick-guide/", "faq/", "messages/", "about/")
    ]
    assert found["extra"]["areas"][0] == {"name": "Power", "title": "Power", "address": "power/"}
    assert found["extra"]["words"]["menu"] == "Menu"


def test_a_template_that_forgets_something_still_escapes(second: KnowledgeBase) -> None:
    template = environment(second).from_string("{{ text }} {{ 3 }} {{ ref | step }}")
    assert template.render(text="*a* <b>", ref="power/fuse").startswith("&#42;a&#42; &lt;b> 3 ")


def test_a_template_cannot_use_what_is_not_there(second: KnowledgeBase) -> None:
    with pytest.raises(Exception, match="'missing' is undefined"):
        environment(second).from_string("{{ missing }}").render()


def test_steps_of_others_are_those_that_are_not_the_reader_s(second: KnowledgeBase) -> None:
    template = environment(second).from_string("{{ refs | of_others | join }}")
    assert template.render(refs=["power/plug-in", "power/fuse", "water/descale"]) == "power/fuse"


@pytest.mark.parametrize(
    ("language", "day"), [("en", "March 4, 2026"), ("de", "4. März 2026"), ("pt-BR", "4 de março de 2026")]
)
def test_a_date_is_written_as_in_the_site_s_language(second: KnowledgeBase, language: str, day: str) -> None:
    site = second.site.model_copy(update={"language": language})
    assert environment(replace(second, site=site)).filters["day"](date(2026, 3, 4)) == day


def test_a_tool_s_words_are_split_between_its_page_and_its_file(kb: KnowledgeBase) -> None:
    assert kb.interface.vin
    (file,) = tools.files(kb)
    on_page = tools.words_on_pages(kb.interface)["vin"]
    assert isinstance(on_page, dict)
    later = json.loads(file.text)
    assert {*on_page} == {*tools.ON_PAGE}
    assert {*on_page, *later} - {"generated"} == {*kb.interface.vin.model_dump()}
    assert set(on_page).isdisjoint(later)


def test_without_a_tool_there_are_no_words_of_one(second: KnowledgeBase) -> None:
    assert list(tools.files(second)) == []
    assert "vin" not in tools.words_on_pages(second.interface)


def test_the_flowchart_has_every_symptom_step_and_check(second: KnowledgeBase) -> None:
    drawn = flowchart.draw(second)
    assert '  stays-cold(["It stays cold"])\n' in drawn
    assert '  power/plug-in["Put the plug into another socket"]\n' in drawn
    assert "  stays-cold -->|2| power/fuse\n" in drawn


def test_the_flowchart_quotes_titles(second: KnowledgeBase) -> None:
    symptom = second.symptoms[0].model_copy(update={"title": 'Says "#1"'})
    assert '(["Says #quot;#35;1#quot;"])' in flowchart.draw(replace(second, symptoms=(symptom,)))
