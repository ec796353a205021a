"""Validation: what the models report becomes a problem with its position, what is expected, and a hint."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from kb.content import validation
from kb.content.parser import parse
from kb.model.record import Day, Record
from kb.model.text import Line, Slug, StepRef, Text
from kb.problems import MAX_PROBLEMS, Problem, did_you_mean


class Step(Record):
    """A part of a record."""

    id: Slug
    """Its id."""
    how: Text
    """What to do."""
    when: Line | None = None
    """When to do it."""
    who: Literal["you", "dealer"] = "you"
    """Who does it."""
    see: tuple[StepRef, ...] = ()
    """Other steps."""


class Area(Record):
    """A record with every kind of value."""

    title: Line
    """Title of the page."""
    summary: Line
    """One sentence for cards.

    More about it."""
    reviewed: Day
    """Day of the last review."""
    by_region: bool = False
    """Whether it differs by region."""
    steps: tuple[Step, ...] = Field(min_length=1)
    """What to do, in order."""
    guide: Step | None = None
    """A step of its own."""


AREA = """\
title: Power
summary: Whether there is any.
reviewed: 2026-11-01
steps:
  - id: plug-in
    how: Choose one that works.
guide: {id: plug, how: Try another}
"""


def problems(text: str) -> list[Problem]:
    """Return the problems of a file."""
    tree = parse("a.yml", text.encode())
    found: list[Problem] = []
    try:
        TypeAdapter(Area).validate_python(tree.data)
    except ValidationError as error:
        found = validation.problems("a.yml", tree, Area, error, ())
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
    assert unknown.expected.startswith("expected one of title, summary, reviewed")


def test_keys_of_an_optional_record_are_known_too() -> None:
    found = {problem.rule: problem for problem in problems(AREA.replace("how: Try", "howe: Try"))}
    assert found["key-unknown"].expected == "expected one of id, how, when, who, see"
    assert found["key-missing"].expected == "expected how: What to do"


def test_a_converted_text_is_to_be_quoted_and_a_converted_id_renamed() -> None:
    text, id_ = only(AREA.replace("title: Power", "title: 1.10")), only(AREA.replace("id: plug-in", "id: 12"))
    assert (text.rule, text.hint) == ("yaml-conversion", 'put it in quotation marks: "1.10"')
    assert (id_.rule, id_.hint) == ("yaml-conversion", "write lowercase words joined by hyphens")


def test_an_invalid_value_repeats_what_the_field_is_for() -> None:
    problem = only(AREA.replace("title: Power", "title: <b>Power</b>"))
    assert problem.rule == "text-html"
    assert problem.expected == "expected title: Title of the page"
    assert "(found '<b')" in problem.hint


def test_a_list_of_wrong_items_is_not_also_reported_as_too_short() -> None:
    assert [one.rule for one in problems(AREA.replace("id: plug-in", "id: Plug In"))] == ["id-slug"]


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
