"""Validation: what the models report becomes a problem with its position, what is expected, and a hint."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from kb.content import validation
from kb.content.parser import parse
from kb.model.entries import Area, Source
from kb.problems import MAX_PROBLEMS, Problem, did_you_mean

AREA = """\
title: Power
name: Power
summary: Whether there is any.
icon: power-plug
reviewed: 2026-11-01
why:
  - text: It stays cold.
steps:
  - id: plug-in
    title: Try another socket
    how: Choose one that works.
quick_guide: {check: Plug, do: Try another}
"""


def problems(text: str, type_: Any = Area) -> list[Problem]:
    """Return the problems of a file."""
    tree = parse("a.yml", text.encode())
    found: list[Problem] = []
    try:
        TypeAdapter(type_).validate_python(tree.data)
    except ValidationError as error:
        found = validation.problems("a.yml", tree, type_, error, ())
    known = {(problem.line, problem.column) for problem in found}
    return [*found, *validation.empty_values("a.yml", tree, known)]


def only(text: str) -> Problem:
    (problem,) = problems(text)
    return problem


def test_a_valid_file_has_no_problems() -> None:
    assert problems(AREA) == []


def test_a_missing_key_says_what_belongs_there() -> None:
    problem = only(AREA.replace("summary: Whether there is any.\n", ""))
    assert (problem.rule, problem.wrong) == ("key-missing", 'the key "summary" is missing')
    assert problem.expected.startswith("expected summary: One sentence for cards")
    assert problem.hint == "add `summary:` here"


@pytest.mark.parametrize(("key", "meant"), [("sumary", "summary"), ("reviewd", "reviewed"), ("step", "steps")])
def test_an_unknown_key_suggests_the_one_that_is_meant(key: str, meant: str) -> None:
    found = problems(AREA.replace(f"{meant}:", f"{key}:", 1))
    unknown = next(problem for problem in found if problem.rule == "key-unknown")
    assert unknown.wrong == f'the key "{key}" is not known here (did you mean "{meant}"?)'
    assert unknown.expected.startswith("expected one of title, name, summary")


def test_a_key_like_no_other_suggests_nothing() -> None:
    assert only(f"{AREA}zzz: 1\n").wrong == 'the key "zzz" is not known here'


@pytest.mark.parametrize(
    ("old", "new", "position", "rule"),
    [
        ("title: Power", "title: [a]", (1, 8), "type-text"),
        ("why:\n  - text: It stays cold.", "why: words", (6, 6), "type-list"),
        ("quick_guide: {check: Plug, do: Try another}", "quick_guide: words", (12, 14), "type-mapping"),
        ("reviewed: 2026-11-01", "reviewed: soon", (5, 11), "type-date"),
        ("reviewed: 2026-11-01", "reviewed: 2026-11-1", (5, 11), "type-date"),
        ("reviewed: 2026-11-01", "reviewed: 1066-10-14", (5, 11), "date-year"),
        ("title: Power", "title: Power\nby_region: maybe", (2, 12), "type-switch"),
        ("why:\n  - text: It stays cold.", "why: []", (6, 6), "list-empty"),
        ("id: plug-in", "id: Plug In", (9, 9), "id-slug"),
        ("id: plug-in", "id: plug-in\n    who: nobody", (10, 10), "value-unknown"),
        ("id: plug-in", "id: plug-in\n    see: [plug]", (10, 11), "step-ref"),
    ],
)
def test_a_value_of_the_wrong_kind_is_reported_at_its_position(
    old: str, new: str, position: tuple[int, int], rule: str
) -> None:
    assert old in AREA
    problem = only(AREA.replace(old, new))
    assert ((problem.line, problem.column), problem.rule) == (position, rule)


def test_a_converted_text_is_to_be_quoted_and_a_converted_id_renamed() -> None:
    text, id_ = only(AREA.replace("title: Power", "title: 1.10")), only(AREA.replace("id: plug-in", "id: 12"))
    assert (text.rule, text.hint) == ("yaml-conversion", 'put it in quotation marks: "1.10"')
    assert (id_.rule, id_.hint) == ("yaml-conversion", "write lower-case words joined by hyphens")


@pytest.mark.parametrize("value", ["", " ~", " null"])
def test_a_key_without_a_value_is_reported_also_where_none_is_required(value: str) -> None:
    problem = only(AREA.replace("id: plug-in", f"id: plug-in\n    when:{value}"))
    assert (problem.line, problem.rule) == (10, "yaml-conversion")


def test_an_invalid_value_repeats_what_the_field_is_for() -> None:
    problem = only(AREA.replace("title: Power", "title: <b>Power</b>"))
    assert problem.rule == "text-html"
    assert problem.expected == "expected title: Title of the page"
    assert "(found '<b')" in problem.hint


def test_a_list_of_wrong_items_is_not_also_reported_as_too_short() -> None:
    assert [one.rule for one in problems("- {}\n", tuple[Source, ...])].count("list-empty") == 0


def test_problems_without_end_are_cut() -> None:
    found = problems(AREA + "".join(f"key{n}: 1\n" for n in range(MAX_PROBLEMS + 10)))
    assert len(found) == MAX_PROBLEMS + 1
    assert found[-1].rule == "too-many"


def test_a_problem_is_one_line_that_a_terminal_can_show() -> None:
    line = str(Problem("a.yml", 1, 2, "rule", "bad \x1b[31m\n", "expected " + "x" * 1000, "fix it"))
    assert line.startswith("a.yml:1:2: rule: bad \\x1b[31m\\n; expected xxx")
    assert line.endswith("…; fix it")
    assert len(line) < 400


def test_only_a_word_that_is_close_is_suggested() -> None:
    assert did_you_mean("sumary", ["summary", "steps"]) == ' (did you mean "summary"?)'
    assert did_you_mean("zzz", ["summary", "steps"]) == ""
    assert did_you_mean("x" * 1000, ["x" * 999]) == ""
