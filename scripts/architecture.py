"""Architecture: the modules and what they import → the picture and the list in ARCHITECTURE.md."""

from __future__ import annotations

import ast
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from kb.folders import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PAGE = ROOT / "ARCHITECTURE.md"

GENERATED = re.compile(r"(?<=<!-- made by `make architecture` -->\n).*(?=<!-- end -->)", re.DOTALL)
"""The part of the page that is made here."""


class Module(NamedTuple):
    """A module of scripts/kb: its step of the way, as its first line says, and what it needs when it runs."""

    name: str
    step: str
    does: str
    needs: frozenset[str]


def modules(folder: Path) -> list[Module]:
    """Return every module of a package, by name."""
    return [_module(path) for path in sorted(folder.glob("*.py")) if path.stem != "__init__"]


def _module(path: Path) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    first = (ast.get_docstring(tree) or "").split("\n")[0]
    step = re.split(r"[,:]", first, maxsplit=1)[0]
    return Module(path.stem, step, first.partition(": ")[2], frozenset(_imports(tree)))


def _imports(tree: ast.AST) -> Iterator[str]:
    """Yield the modules of the package that are imported, but for those that only types need."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.ImportFrom) and node.module == "kb":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kb."):
            yield str(node.module).removeprefix("kb.")
        yield from _imports(node)


def steps(found: list[Module]) -> dict[str, set[str]]:
    """Return which other steps each step needs."""
    step_of = {module.name: module.step for module in found}
    needs: dict[str, set[str]] = {module.step: set() for module in found}
    for module in found:
        needs[module.step] |= {step_of[name] for name in module.needs} - {module.step}
    return needs


def reach(needs: Mapping[str, set[str]], step: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """Return every step that a step needs, directly or not. Raises ValueError when two need each other."""
    if step in seen:
        raise ValueError(f"{step} needs itself, by way of {', '.join(sorted(seen))}")
    return needs[step].union(*(reach(needs, other, seen | {step}) for other in needs[step]))


def text(found: list[Module]) -> str:
    """Return the picture (Mermaid; an arrow that another way says already is left out) and the list of modules."""
    needs = steps(found)
    drawn = {
        step: direct - set().union(*(reach(needs, other) for other in direct)) for step, direct in needs.items()
    }
    nodes = [
        f'  {_id(step)}["<b>{step}</b><br>{" · ".join(module.name for module in found if module.step == step)}"]'
        for step in sorted(needs)
    ]
    arrows = [f"  {_id(step)} --> {_id(other)}" for step in sorted(drawn) for other in sorted(drawn[step])]
    rows = [f"| `scripts/kb/{module.name}.py` | {module.step} | {module.does} |" for module in found]
    return (
        "\n```mermaid\nflowchart TD\n" + "\n".join([*nodes, *arrows]) + "\n```\n\n"
        "| module | step | what it does |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n\n"
    )


def _id(step: str) -> str:
    return step.lower().replace(" ", "-")


def fresh() -> str:
    """Return the page as it should be now."""
    made = text(modules(ROOT / "scripts" / "kb"))
    return GENERATED.sub(lambda _: made, PAGE.read_text(encoding="utf-8"))


def main() -> int:
    """Write the page."""
    PAGE.write_text(fresh(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
