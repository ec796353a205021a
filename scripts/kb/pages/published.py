"""The list of every address ever published: a committed file that only grows, so that no address is lost."""

import json
from collections.abc import Set as AbstractSet
from pathlib import Path

from kb.generated import File, mark
from kb.model.knowledge_base import KnowledgeBase
from kb.model.redirects import former
from kb.problems import ContentError, Problem

PATH = "data/addresses.json"


def read(docs: Path) -> frozenset[str]:
    """Return the references in the list of a docs folder: none if there is no list yet.

    Raises ContentError when the file is not such a list.
    """
    path = docs / PATH
    if not path.is_file():
        return frozenset()
    try:
        refs = json.loads(path.read_text(encoding="utf-8"))["addresses"]
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise _unreadable(path, getattr(error, "lineno", 1)) from error
    if not (isinstance(refs, list) and all(isinstance(ref, str) for ref in refs)):
        raise _unreadable(path, 1)
    return frozenset(refs)


def _unreadable(path: Path, line: int) -> ContentError:
    wrong, expected = "the list of published addresses cannot be read", "expected the file as a build wrote it"
    hint = "after a merge, keep the lines from both versions; otherwise, restore the file from Git"
    return ContentError([Problem(str(path), line, 1, "addresses-unreadable", wrong, expected, hint)])


def current(kb: KnowledgeBase) -> frozenset[str]:
    """Return the references of a knowledge base that belong in the list, former ones included."""
    return frozenset(dict(kb.entries()) | dict(former(kb)))


def files(refs: AbstractSet[str]) -> list[File]:
    """Return the list of some references as a generated file, or none for no reference."""
    note = "Every address ever published. A build adds to this list; never delete a line."
    text = json.dumps({"generated": mark(""), "note": note, "addresses": sorted(refs)}, indent=1)
    return [File(PATH, f"{text}\n")] if refs else []
