"""Problems: one printable line each, with a suggestion only for a near miss. What they say: tests/fixtures/bad."""

from kb.problems import Problem, did_you_mean


def test_a_problem_is_one_line_that_a_terminal_can_show() -> None:
    line = str(Problem("a.yml", 1, 2, "rule", "bad \x1b[31m\n", "expected " + "x" * 1000, "fix it"))
    assert line.startswith("a.yml:1:2: rule: bad \\x1b[31m\\n; expected xxx")
    assert line.endswith("…; fix it")
    assert len(line) < 400


def test_only_a_word_that_is_close_is_suggested() -> None:
    assert did_you_mean("sumary", ["summary", "steps"]) == ' (did you mean "summary"?)'
    assert did_you_mean("zzz", ["summary", "steps"]) == ""
    assert did_you_mean("x" * 1000, ["x" * 999]) == ""
