"""Purging styles: what can match a page, now or after a change by a reader or script, stays."""

from __future__ import annotations

import pytest
import tinycss2

from kb.postprocess import purge_css

PAGE = '<body><p class="a" id="x"><b></b></p><div class="made"><i open></i></div></body>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (".a{color:red}.gone{color:red}", ".a{color:red}"),
        ("#x b,#y{left:0}", "#x b{left:0}"),
        (":root{--u:1;--v:2}p{w:var(--u)}", ":root{--u:1;}p{w:var(--u)}"),
        (".a:hover::before,p+div:focus{r:1}", ".a:hover::before,p+div:focus{r:1}"),
        ("@media print{.a{top:1px}.gone{top:1px}}", "@media print{.a{top:1px}}"),
        ("i[open]{t:1}i[hidden]{t:2}i[lang]{t:3}", "i[open]{t:1}i[hidden]{t:2}"),
    ],
)
def test_only_rules_that_can_match_stay(before: str, after: str) -> None:
    assert purge_css.purge([before], [PAGE]) == after


@pytest.mark.parametrize(
    ("selector", "loose"),
    [(".a:hover > b", ".a>b"), ("[hidden]", "*"), (".k > :last-child", ".k>:last-child"), ("a [open]  > b", "a>b")],
)
def test_a_selector_is_loosened_to_what_the_build_decides(selector: str, loose: str) -> None:
    assert purge_css.loosen(tinycss2.parse_component_value_list(selector)) == loose
