"""Words are never lost: what YAML would silently drop from a text or change in it is a problem with a hint.

Further cases are the folders comment-* and text-* in tests/fixtures/bad.
"""

import pytest

from kb.content.parser import parse
from kb.problems import MAX_PROBLEMS


def problems(text: str) -> list[tuple[int, int, str]]:
    return [(one.line, one.column, one.rule) for one in parse("a.yml", text.encode()).problems]


@pytest.mark.parametrize(
    "text",
    [
        "# first\na: one\n\n# second\nb: two\n",
        "a:\n  # first\n  - one\n  # - two\nb: three\n# last\n",
        "- a: one\n  # b: two\n- a: three\n",
        "a: one\n# flush with the key\nb: two\n",
        "a: >-\n  #3 is a text\n  # and so is this\n",
        "a: \"one #3\" # after a quotation mark\nb: 'two #4' # too\n",
        "a: [one, two] # after a bracket\nb: {c: three} # too\n",
        "a: one#3\nb: https://a.example/#c\n",
        'a: "one \\"two\\" \\\\ \\u00e9"\n',
        "a: one\n  two - three\n",
        "a: 'one\n  # two'\n",
    ],
)
def test_comments_that_cannot_be_part_of_a_text_are_allowed(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: is error\t#3 normal?\n", 1, 13),
        ("- #3 is it?\n- b\n", 1, 2),
        ("a: is it #3\n  normal?\n", 1, 10),
        ("a: [one,\n  # two\n  three]\n", 2, 3),
        ("a: true # note\n", 1, 9),
        ("a: # note\n  - one\n", 1, 4),
        ("a: one\r\n  # two\r\nb: three\r\n", 2, 3),
    ],
)
def test_a_comment_that_may_be_part_of_a_text_is_a_problem(text: str, line: int, column: int) -> None:
    assert problems(text) == [(line, column, "text-comment")]


def test_a_syntax_error_elsewhere_is_reported_too() -> None:
    rules = [rule for *_, rule in problems("a: one #2\nb: c: d\n")]
    assert rules == ["text-comment", "yaml-syntax"]


def test_very_many_comments_are_reported_in_time() -> None:
    found = problems("a: one # two\n" * 20_000)
    assert len([rule for *_, rule in found if rule == "text-comment"]) <= MAX_PROBLEMS + 1
