"""What is wrong with the theme's overrides before any page is rendered: syntax, and names that nobody defines."""

from collections.abc import Iterator
from pathlib import Path

import jinja2
from jinja2 import meta, nodes
from mkdocs.utils.templates import TemplateContext

from kb import template_errors

CONTEXT = frozenset({*TemplateContext.__annotations__, "lang"})
"""What MkDocs and the theme define for every template. Jinja would print any other name as nothing at all."""

REQUIRED = ("main.html", "404.html")
"""Without these, the theme's own would be used in silence."""

ICONS = ".icons/"
"""What overrides include from the theme; everything else that they include is an override."""


def errors(folder: Path, env: jinja2.Environment) -> Iterator[str]:
    """Yield each error in the templates of a folder, as `overrides/file:line: why`."""
    yield from (
        f"{folder.name}/{name}: this template is missing" for name in REQUIRED if not (folder / name).is_file()
    )
    trees: dict[Path, nodes.Template] = {}
    undeclared: dict[Path, set[str]] = {}
    for path in sorted(folder.rglob("*.html")):
        try:
            trees[path] = env.parse(path.read_text(encoding="utf-8"), filename=str(path))
            undeclared[path] = meta.find_undeclared_variables(trees[path])
        except jinja2.TemplateSyntaxError as error:
            error.filename = error.filename or str(path)
            yield str(template_errors.located(error, folder, folder.name))
    defined = {name.name for tree in trees.values() for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    for path, tree in trees.items():
        for line, why in (*_missing(folder, tree), *_undefined(tree, undeclared.get(path, set()) - defined)):
            yield f"{folder.name}/{path.relative_to(folder).as_posix()}:{line}: {why}"


def _missing(folder: Path, tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield the line of each include that leads to no override, and why that is an error."""
    for include in tree.find_all(nodes.Include):
        name = include.template.value if isinstance(include.template, nodes.Const) else ""
        if name and not name.startswith(ICONS) and not (folder / name).is_file():
            yield include.lineno, f'there is no template "{name}"'


def _undefined(tree: nodes.Template, undeclared: set[str]) -> Iterator[tuple[int, str]]:
    """Yield the first line of each name that nobody defines, and why that is an error."""
    unknown = undeclared - CONTEXT
    for name in tree.find_all(nodes.Name):
        if name.name in unknown:
            unknown.remove(name.name)
            yield name.lineno, f"'{name.name}' is undefined"
