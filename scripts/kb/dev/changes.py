"""Removing and renaming entries: every place that names one is edited, or nothing is."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import yaml

from kb.content import loader, validation
from kb.content.files import type_of
from kb.content.parser import read_bytes
from kb.dev.yaml_edit import Pair, YamlText
from kb.generated import replace_file
from kb.model.knowledge_base import KnowledgeBase
from kb.model.redirects import former
from kb.model.routes import LIST_FILES, file_of
from kb.pages import published
from kb.paths import Folders
from kb.problems import ContentError, Problem, did_you_mean
from kb.rules.draft import FORMER, KIND_OF
from kb.rules.references import can_be_area

ABOUT = "about"
"""The page of the sources."""

LIST_PAGES = {*LIST_FILES, ABOUT}
"""The pages of entries that are in lists of their own, not in an area."""


class Target(NamedTuple):
    """An entry to change."""

    page: str
    anchor: str
    """Its id there; empty for an area."""

    @property
    def ref(self) -> str:
        """Its reference: `faq/question`, `area/step`, `area`, `about/source`."""
        return f"{self.page}/{self.anchor}" if self.anchor else self.page

    @property
    def file(self) -> str:
        """The file that it is in."""
        return "sources.yml" if self.page == ABOUT else file_of(self.page)

    def is_named(self, key: str, name: str) -> bool:
        """Return whether a name in the list under a key is this entry or a step of this area."""
        if key == "sources":
            return self.page == ABOUT and name == self.anchor
        if key == "areas":
            return name == self.ref
        return name == self.ref or (not self.anchor and name.startswith(f"{self.page}/"))


def remove(folders: Folders, ref: str) -> list[str]:
    """Delete an entry and every reference to it, and give up its address; return what was done.

    Raises ContentError with everything that a person must decide first, and then writes nothing.
    """
    change = _Change(folders, ref)
    change.delete_entry()
    change.delete_references()
    change.give_up()
    return change.carry_out()


def rename(folders: Folders, ref: str, new: str) -> list[str]:
    """Give an entry another id, or a step another area (`area/step`), and keep its address; return what was done.

    Raises ContentError with everything that a person must decide first, and then writes nothing.
    """
    change = _Change(folders, ref)
    page, slash, anchor = new.partition("/")
    if not change.target.anchor:
        change.rename_area(new)
    elif not slash or page == change.target.page:
        change.rename_entry(anchor if slash else new)
    else:
        change.move_step(Target(page, anchor))
    return change.carry_out()


class _Change:
    """The edits of one command in every file of a content folder, before anything is written."""

    def __init__(self, folders: Folders, ref: str) -> None:
        self.content = folders.content
        self.published = published.read(folders.docs)
        self.kb = loader.load(self.content, self.published)
        self.target = _find(self.kb, ref)
        paths = (path for path in sorted(self.content.rglob("*.yml")) if not path.name.startswith("."))
        names = (path.relative_to(self.content).as_posix() for path in paths)
        self.files = {name: YamlText(read_bytes(self.content / name).decode("utf-8-sig")) for name in names}
        self.phrases = folders.phrases
        self.moves: dict[Path, Path | None] = {}  # files that get another name, or none: they are deleted
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def delete_entry(self) -> None:
        """Delete the target itself: a file, or an item of a list."""
        name, target = self.target.file, self.target
        if not target.anchor:
            self.moves[self.content / name] = None
            return
        file = self.files[name]
        node, n = self._item(target)
        line = file.comment_above(file.text.rindex("-", 0, node.value[n].start_mark.index))
        if line is not None:
            self.notes.append(f"{self._shown(name)}:{line}: delete this comment if it is about {target.ref}")
        self._delete_item(name, node, n)

    def _item(self, target: Target) -> tuple[yaml.SequenceNode, int]:
        """Return the list that an entry is in, and its index there."""
        root = self.files[target.file].root
        is_step = target.page not in LIST_PAGES
        node = next(value for key, value in root.value if key.value == "steps") if is_step else root
        ids = [_id_of(item).value for item in node.value]
        return node, ids.index(target.anchor)

    def delete_references(self) -> None:
        """Delete every reference to the target from lists, and the phrases that train the search for it."""
        self._move_phrases(None)
        for name, file in self.files.items():
            if self.content / name in self.moves:
                continue
            for _, pairs in groupby(file.pairs(), lambda pair: id(pair.mapping)):
                empty = [pair for pair in pairs if (n := self._named_in(pair)) and self._drop_items(name, pair, n)]
                if empty:
                    file.delete_keys(empty[0].mapping, {pair.number for pair in empty})

    def _move_phrases(self, new: str | None) -> None:
        """Give the file of phrases for the target, an area or a question, the name of a new reference, or none."""
        path = self.phrases / f"{self.target.ref}.txt"
        if path.is_file():
            self.moves[path] = self.phrases / f"{new}.txt" if new else None

    def _named_in(self, pair: Pair) -> set[int]:
        """Return the indexes of the items of a list that name the target."""
        if pair.key not in {*KIND_OF, FORMER} or not isinstance(pair.value, yaml.SequenceNode):
            return set()
        names = [item.value if isinstance(item, yaml.ScalarNode) else "" for item in pair.value.value]
        if pair.key == FORMER:
            area = self.kb.areas.get(self.target.ref)
            pages = {self.target.ref, *area.was} if area else set()
            return {n for n, one in enumerate(names) if one.partition("/")[0] in pages}
        return {n for n, one in enumerate(names) if self.target.is_named(pair.key, one)}

    def _drop_items(self, name: str, pair: Pair, indexes: set[int]) -> bool:
        """Delete items from a list; return whether the key is to be deleted, as nothing would be left."""
        if len(indexes) < len(pair.value.value):
            self.files[name].delete_items(pair.value, indexes)
            return False
        if pair.key != "sources" and not validation.is_required(type_of(name), pair.path):
            return True
        self._would_be_empty(name, pair.value)
        self.files[name].empty(pair)
        return False

    def _delete_item(self, name: str, node: yaml.SequenceNode, n: int) -> None:
        if len(node.value) == 1:
            self._would_be_empty(name, node)
        else:
            self.files[name].delete_items(node, {n})

    def _would_be_empty(self, name: str, node: yaml.Node) -> None:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        wrong = f"without {self.target.ref} this list would be empty"
        hint = "add another one first, or remove the entry that has the list"
        self.problems.append(
            Problem(self._shown(name), line, column, "list-empty", wrong, "expected at least one item", hint)
        )

    def give_up(self) -> None:
        """Add the target's addresses, present and former, to those that are given up."""
        if self.target.page == ABOUT:
            return
        old = [ref for ref in _former_of(self.kb, self.target) if ref.partition("/")[0] != self.target.ref]
        refs = [ref for ref in (self.target.ref, *old) if ref not in self.kb.site.gone]
        file = self.files["site.yml"]
        pairs = {pair.key: pair for pair in file.pairs() if len(pair.path) == 1}
        if "gone" in pairs:
            for ref in refs:
                file.add_item(pairs["gone"].value, ref)
        else:
            file.append(["", "gone:", *(f"  - {ref}" for ref in refs)])

    def rename_area(self, new: str) -> None:
        """Give the target, an area, another id."""
        old, name = self.target.page, self.target.file
        if not can_be_area(new) or os.path.lexists(self.content / f"areas/{new}.yml"):
            raise ContentError([self._refused(f'"{new}" cannot be the id of the area', "choose another one")])
        self.moves[self.content / name] = self.content / f"areas/{new}.yml"
        self._rewrite({old: new, **{f"{old}/{step.id}": f"{new}/{step.id}" for step in self.kb.areas[old].steps}})
        _add_was(self.files[name], self.files[name].root, 0, old, new)

    def rename_entry(self, new: str) -> None:
        """Give the target, an entry of a list, another id."""
        node, n = self._item(self.target)
        file = self.files[self.target.file]
        file.replace(_id_of(node.value[n]), new)
        self._rewrite({self.target.ref: f"{self.target.page}/{new}"})
        if self.target.page != ABOUT:
            keys = [key.value for key, _ in node.value[n].value]
            _add_was(file, node.value[n], keys.index("id"), self.target.ref, f"{self.target.page}/{new}")

    def move_step(self, new: Target) -> None:
        """Move the target, a step, to the end of another area."""
        if new.page not in self.kb.areas or self.target.page not in self.kb.areas:
            raise ContentError(
                [self._refused(f'there is no area "{new.page}"', "only steps move, to another area")]
            )
        node, n = self._item(self.target)
        file, other = self.files[self.target.file], self.files[new.file]
        step = YamlText(file.newline.join(["- " + "\n  ".join(file.lines_of(node.value[n])), ""]))
        item = step.root.value[0]
        step.replace(_id_of(item), new.anchor)
        _add_was(step, item, [key.value for key, _ in item.value].index("id"), self.target.ref, new.ref)
        steps = next(value for key, value in other.root.value if key.value == "steps")
        other.add_block(steps, step.result())
        self._delete_item(self.target.file, node, n)
        self._rewrite({self.target.ref: new.ref})

    def _rewrite(self, names: dict[str, str]) -> None:
        """Replace references in lists, the area in site.yml that helps, and the name of the training phrases."""
        sources = {old.partition("/")[2]: new.partition("/")[2] for old, new in names.items()}
        self._move_phrases(names[self.target.ref])
        for file in self.files.values():
            for pair in list(file.pairs()):
                if pair.key == "help_area":
                    if pair.value.value in names:
                        file.replace(pair.value, names[pair.value.value])
                elif pair.key in KIND_OF and isinstance(pair.value, yaml.SequenceNode):
                    known = names if pair.key != "sources" else sources if self.target.page == ABOUT else {}
                    for item in pair.value.value:
                        if isinstance(item, yaml.ScalarNode) and item.value in known:
                            file.replace(item, known[item.value])

    def carry_out(self) -> list[str]:
        """Write the edited files if they are a knowledge base; else raise ContentError. Return what was done."""
        edited = {self.content / name: file.result().encode() for name, file in self.files.items() if file.edits}
        written = {path: data for path, data in edited.items() if path not in self.moves}
        written |= {new: edited.get(old) or old.read_bytes() for old, new in self.moves.items() if new}
        if problems := [*self.problems, *self._problems_of(written)]:
            raise ContentError(problems)
        for path, data in written.items():
            replace_file(path, data)
        for path in self.moves:
            path.unlink()
        done = [f"edited {path}" for path in sorted(map(loader.display_path, written))]
        return [*done, *(f"deleted {path}" for path in sorted(map(loader.display_path, self.moves))), *self.notes]

    def _problems_of(self, written: Mapping[Path, bytes]) -> list[Problem]:
        """Return the problems of the edited content, at their places in the present one."""
        with tempfile.TemporaryDirectory(prefix="changing-") as folder:
            copy = Path(folder) / "content"
            shutil.copytree(self.content, copy)
            for path in self.moves:
                if path.is_relative_to(self.content):
                    (copy / path.relative_to(self.content)).unlink()
            for path, data in written.items():
                if path.is_relative_to(self.content):
                    (copy / path.relative_to(self.content)).write_bytes(data)
            try:
                loader.load(copy, self.published)
            except ContentError as error:
                root = f"{loader.display_path(copy)}/"
                found = [replace(one, file=one.file.removeprefix(root)) for one in error.problems]
                return [self._placed(one) for one in found if one.rule != "list-empty"]
        return []

    def _placed(self, problem: Problem) -> Problem:
        """Return a problem of an edited file at its place in the present one."""
        old_names = {new: old.relative_to(self.content).as_posix() for old, new in self.moves.items() if new}
        name = old_names.get(self.content / problem.file, problem.file)
        line, column = problem.line, problem.column
        if name in self.files:
            line, column = self.files[name].original(line, column)
        return replace(problem, file=self._shown(name), line=line, column=column)

    def _refused(self, wrong: str, hint: str) -> Problem:
        return Problem(self._shown(self.target.file), 1, 1, "id-slug", wrong, "expected a free id", hint)

    def _shown(self, name: str) -> str:
        return f"{loader.display_path(self.content)}/{name}"


def _find(kb: KnowledgeBase, ref: str) -> Target:
    """Return the entry with a reference. Raises ContentError if there is none."""
    known = {*dict(kb.entries()), *(f"{ABOUT}/{source.id}" for source in kb.sources)}
    page, _, anchor = ref.partition("/")
    if ref in known:
        return Target(page, anchor)
    near = did_you_mean(ref, known) or did_you_mean(f"about/{ref}", known)
    wrong, expected = f'there is no entry "{ref}"{near}', "expected the reference of an entry"
    hint = "write area, area/step, faq/id, messages/id, diagnose/id or about/id"
    raise ContentError([Problem(ref, 1, 1, "reference", wrong, expected, hint)])


def _former_of(kb: KnowledgeBase, target: Target) -> list[str]:
    """Return the former references of an entry, and of an area's steps."""
    return [old for old, new in former(kb) if target.is_named(FORMER, new)]


def _id_of(item: yaml.MappingNode) -> yaml.ScalarNode:
    node: yaml.ScalarNode = next(value for key, value in item.value if key.value == "id")
    return node


def _add_was(file: YamlText, mapping: yaml.MappingNode, after: int, old: str, new: str) -> None:
    """Add a former reference to an entry, after the key with index `after`; `new` is no longer a former one."""
    pairs = [Pair((key.value,), mapping, n, key.value, value) for n, (key, value) in enumerate(mapping.value)]
    was = next((pair for pair in pairs if pair.key == FORMER), None)
    again = next((item for item in was.value.value if item.value == new), None) if was else None
    if again:
        file.replace(again, old)
    elif was:
        file.add_item(was.value, old)
    else:
        file.add_key(pairs[after], f"{FORMER}: [{old}]")
