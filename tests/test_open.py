"""Open: another renderer can take over: settings and templates use nothing that ends with this one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jinja2
import pytest
import yaml
from jinja2 import nodes

from conftest import ROOT
from measure import compare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEMPLATES = sorted((ROOT / "overrides").rglob("*.html"))

CARRIED_OVER = {"attr_list", "md_in_html", "tables", "toc", "pymdownx.emoji"}
"""Extensions that the successor renders too, as `make zensical` shows."""

MAYBE_MISSING = ("page", "nav")
"""What a renderer need not give to every template."""


def settings() -> dict[str, Any]:
    """Return mkdocs.yml, with names of Python objects as text."""

    class Loader(yaml.SafeLoader):
        """Reads names of Python objects as text."""

    Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", lambda _loader, suffix, _node: suffix)
    loaded: dict[str, Any] = yaml.load((ROOT / "mkdocs.yml").read_text(), Loader)  # noqa: S506  (a safe loader)
    return loaded


def test_the_settings_hold_no_hook_and_no_plugin() -> None:
    found = settings()
    assert found["plugins"] == []
    assert not {"hooks", "exclude_docs", "watch"} & found.keys()
    names = {
        name for item in found["markdown_extensions"] for name in (item if isinstance(item, dict) else [item])
    }
    assert names <= CARRIED_OVER


def dotted(node: nodes.Node) -> str:
    """Return a name such as `page.meta`; empty for anything else."""
    if isinstance(node, nodes.Name):
        return node.name
    inner = dotted(node.node) if isinstance(node, nodes.Getattr) else ""
    return f"{inner}.{node.attr}" if inner and isinstance(node, nodes.Getattr) else ""


def sure(test: nodes.Node) -> frozenset[str]:
    """Return the names that are there when a test holds."""
    if isinstance(test, nodes.And):
        return sure(test.left) | sure(test.right)
    return frozenset({dotted(test)})


def faults(node: nodes.Node, known: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield each call of a Python method, and each look into what may be missing without a guard."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        yield f"line {node.lineno}: calls the method {node.node.attr}"
    if isinstance(node, nodes.Getattr):
        owner = dotted(node.node)
        if owner.split(".")[0] in MAYBE_MISSING and owner not in known:
            yield f"line {node.lineno}: reads {owner}.{node.attr} without asking for {owner}"
    for child in node.iter_child_nodes():
        yield from faults(child, known | guards(node, child))


def guards(node: nodes.Node, child: nodes.Node) -> frozenset[str]:
    """Return the names that are there whenever a part of an expression or block is come to."""
    if isinstance(node, nodes.And) and child is node.right:
        return sure(node.left)
    if isinstance(node, nodes.CondExpr) and child is node.expr1:
        return sure(node.test)
    if isinstance(node, nodes.If) and any(child is one for one in node.body):
        return sure(node.test)
    return frozenset()


def parse(text: str) -> nodes.Template:
    """Return a template's syntax tree."""
    return jinja2.Environment(autoescape=True).parse(text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "overrides")))
def test_a_template_stands_on_its_own(path: Path) -> None:
    assert list(faults(parse(path.read_text()))) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("{{ page.title }}", 1),
        ("{{ page and page.title }}", 0),
        ("{{ page and page.meta.title }}", 1),
        ("{% if page and page.meta %}{{ page.meta.title }}{% else %}{{ page.url }}{% endif %}", 1),
        ("{{ page.url if page else '' }}", 0),
        ("{{ title.upper() }}", 1),
    ],
)
def test_the_rules_see_what_they_are_for(text: str, count: int) -> None:
    assert len(list(faults(parse(text)))) == count


def test_the_comparison_tells_pages_links_anchors_and_words(tmp_path: Path) -> None:
    for name, body in (("one", '<a href="../b/">x y</a><i id="k"></i>'), ("two", '<a href="/c/">x z</a><i></i>')):
        page = tmp_path / name / "a/index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"<article>{body}</article>")
    (tmp_path / "two/404.html").write_text("<article></article>")
    one, two = compare.load(tmp_path / "one"), compare.load(tmp_path / "two")
    assert list(compare.differences(one, one)) == []
    assert list(compare.differences(one, two)) == [
        "/404.html: only the second has this page",
        "/a/: only the first has the link /b/",
        "/a/: only the second has the link /c/",
        "/a/: only the first has the anchor k",
        "/a/: the text parts: 'x y', 'x z'",
    ]
