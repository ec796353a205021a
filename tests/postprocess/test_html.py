"""Changes to the theme's HTML: each does its work, or fails loudly when the theme's markup has changed."""

import pytest

from kb.postprocess import html
from kb.problems import BuildError

PAGE = """\
<head><meta charset="utf-8"><link rel="stylesheet" href="../assets/css/site.css"></head>
<body><input class="md-toggle" type="checkbox"><label class="md-overlay" for="__drawer"></label>
<div data-md-component="announce"> </div><p>Text</p>
<div class="md-dialog" data-md-component="dialog"><div class="md-dialog__inner"></div></div>
<script src="../assets/js/site.js"></script></body>
"""


def test_html_is_inserted_after_the_character_set() -> None:
    assert '<meta charset="utf-8"><meta name="x"><link' in html.insert_in_head(PAGE, '<meta name="x">')


def test_the_theme_s_controls_are_removed_and_the_rest_stays() -> None:
    page = html.without_theme_controls(PAGE)
    for part in ("md-toggle", "md-overlay", "announce", "md-dialog"):
        assert part not in page
    assert "<p>Text</p>" in page


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<link href="../assets/css/site.css">', '<link href="../assets/site.1.css">'),
        ('<script src="../assets/js/site.js">', '<script src="../assets/site.2.js">'),
        ('<script src="assets/js/site.js">', '<script src="assets/site.2.js">'),
        ('<script src="/some/repo/assets/js/site.js">', '<script src="/some/repo/assets/site.2.js">'),
        ('<form data-script="../assets/js/site.js">', '<form data-script="../assets/site.2.js">'),
        (
            '<a href="../assets/js/site.js" data-words="assets/js/site.js">',
            '<a href="../assets/site.2.js" data-words="assets/site.2.js">',
        ),
        ("<p>../assets/js/site.js</p>", "<p>../assets/js/site.js</p>"),
        ('<a href="https://a.example/assets/js/site.js">', '<a href="https://a.example/assets/js/site.js">'),
    ],
)
def test_only_references_to_the_site_s_own_files_are_renamed(before: str, after: str) -> None:
    renamed = {"assets/css/site.css": "assets/site.1.css", "assets/js/site.js": "assets/site.2.js"}
    assert after in html.relink(PAGE + before, renamed)


@pytest.mark.parametrize(
    ("old", "change"),
    [
        ('<meta charset="utf-8">', lambda page: html.insert_in_head(page, "x")),
        ("md-toggle", html.without_theme_controls),
        ("md-overlay", html.without_theme_controls),
        ("announce", html.without_theme_controls),
        ("md-dialog", html.without_theme_controls),
    ],
)
def test_changed_markup_of_the_theme_is_an_error_that_says_what_to_adapt(old: str, change: object) -> None:
    assert callable(change)
    with pytest.raises(BuildError, match="adapt"):
        change(PAGE.replace(old, "changed"))


def test_minifying_never_turns_an_escaped_reference_into_a_sign() -> None:
    assert "&amp;#60;" in html.minify("<p>&amp;&#35;60;</p>")
