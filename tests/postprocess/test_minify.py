"""Minifying: comments and needless white space go; what pages, styles and scripts do stays."""

import pytest

from kb.postprocess import minify


def test_html_keeps_what_other_tools_and_selectors_rely_on() -> None:
    page = minify.html('<!doctype html><html><body>\n  <!-- x -->  <p class="a">a  b</p>\n</body></html>')
    assert page == '<!doctype html><html><body><p class="a">a b</p></body></html>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("/* x */ .a > b { color : red ; }\n", ".a>b{color:red}"),
        ("@media print { .a { top: 0.50em; } }", "@media print{.a{top:.5em}}"),
        (":root { --gap: 1rem } .a { margin: var(--gap) }", ":root{--gap:1rem}.a{margin:var(--gap)}"),
        ('a::after { content: " (" attr(href) ")" }', 'a::after{content:" (" attr(href)")"}'),
    ],
)
def test_a_stylesheet_keeps_its_rules(before: str, after: str) -> None:
    assert minify.css(before) == after


def test_a_script_keeps_what_it_does() -> None:
    script = "// a comment\nfunction add(first, second) { return first + second; }\nadd(1, 2);\n"
    assert minify.javascript(script) == "function add(e,t){return e+t}add(1,2)"
