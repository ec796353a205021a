"""mkdocs.yml and the theme templates use only what a successor of MkDocs also supports."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml
from jinja2 import nodes

from conftest import ROOT

TEMPLATES = sorted((ROOT / "overrides").rglob("*.html"))

SUPPORTED = {"attr_list", "md_in_html", "tables", "toc", "pymdownx.emoji"}
"""Markdown extensions that Zensical renders too."""

OPTIONAL = ("page", "nav")
"""Variables that a renderer may leave undefined."""


def settings() -> dict[str, Any]:
    """Return mkdocs.yml, with names of Python objects as strings."""

    class Loader(yaml.SafeLoader):
        """Loads names of Python objects as strings."""

    Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", lambda _loader, suffix, _node: suffix)
    loaded: dict[str, Any] = yaml.load((ROOT / "mkdocs.yml").read_text(), Loader)  # noqa: S506  (a safe loader)
    return loaded


def test_the_settings_use_no_hooks_and_no_plugins() -> None:
    found = settings()
    assert found["plugins"] == []
    assert not {"hooks", "exclude_docs", "watch"} & found.keys()
    names = {
        name for item in found["markdown_extensions"] for name in (item if isinstance(item, dict) else [item])
    }
    assert names <= SUPPORTED


def dotted(node: nodes.Node) -> str:
    """Return a name such as `page.meta`; empty for anything else."""
    if isinstance(node, nodes.Name):
        return node.name
    inner = dotted(node.node) if isinstance(node, nodes.Getattr) else ""
    return f"{inner}.{node.attr}" if inner and isinstance(node, nodes.Getattr) else ""


def defined(test: nodes.Node) -> frozenset[str]:
    """Return the names that are defined when a condition is true."""
    if isinstance(test, nodes.And):
        return defined(test.left) | defined(test.right)
    return frozenset({dotted(test)})


def violations(node: nodes.Node, checked: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield every call of a Python method and every unguarded attribute of an optional variable."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        yield f"line {node.lineno}: calls the method {node.node.attr}"
    if isinstance(node, nodes.Getattr):
        owner = dotted(node.node)
        if owner.split(".")[0] in OPTIONAL and owner not in checked:
            yield f"line {node.lineno}: reads {owner}.{node.attr} without checking {owner}"
    for child in node.iter_child_nodes():
        yield from violations(child, checked | guards(node, child))


def guards(node: nodes.Node, child: nodes.Node) -> frozenset[str]:
    """Return the names that are defined wherever a child of an expression or block is evaluated."""
    if isinstance(node, nodes.And) and child is node.right:
        return defined(node.left)
    if isinstance(node, nodes.CondExpr) and child is node.expr1:
        return defined(node.test)
    if isinstance(node, nodes.If) and any(child is one for one in node.body):
        return defined(node.test)
    return frozenset()


def parse(text: str) -> nodes.Template:
    """Return a template's syntax tree."""
    return jinja2.Environment(autoescape=True).parse(text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "overrides")))
def test_a_template_calls_no_methods_and_guards_optional_variables(path: Path) -> None:
    assert list(violations(parse(path.read_text()))) == []


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
def test_the_template_rules(text: str, count: int) -> None:
    assert len(list(violations(parse(text)))) == count
