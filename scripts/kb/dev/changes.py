"""Removing and renaming entries: every place that names one is edited, or nothing is."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

import yaml

from kb.content import loader, validation
from kb.content.files import list_files, type_of
from kb.content.parser import read_bytes
from kb.dev.yaml_edit import YamlText, values
from kb.generated import replace_file
from kb.model.knowledge_base import KnowledgeBase
from kb.model.redirects import former
from kb.model.routes import file_of
from kb.pages import published
from kb.paths import Folders
from kb.problems import ContentError, KeyPath, Problem, did_you_mean
from kb.rules.draft import FORMER, KIND_OF
from kb.rules.references import can_be_area

ABOUT = "about"
"""The page of the sources."""

REFERENCES = {key for key, kind in KIND_OF.items() if kind in {"area", "step", "source"}}
"""Keys under which entries name others that can be removed or renamed."""


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
    if change.is_area:
        change.rename_area(new)
    elif not slash or page == change.page:
        new = f"{change.page}/{anchor if slash else new}"
        change.rename_entry(new)
    else:
        change.move_step(new)
    change.rename_references(new)
    return change.carry_out(new)


class _Change:
    """The edits of one command in every file of a content folder, before anything is written."""

    def __init__(self, folders: Folders, ref: str) -> None:
        self.content, self.phrases = folders.content, folders.phrases
        self.published = published.read(folders.docs)
        self.kb = loader.load(self.content, self.published)
        _refuse_unknown(self.kb, ref)
        self.ref = ref  # of the entry to change: `faq/question`, `area/step`, `area`, `about/source`
        self.page, _, self.anchor = ref.partition("/")
        self.is_area = not self.anchor
        self.file = "sources.yml" if self.page == ABOUT else file_of(self.page)
        names = list_files(self.content, "").names
        self.files = {name: YamlText(read_bytes(self.content / name).decode("utf-8-sig")) for name in names}
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def delete_entry(self) -> None:
        """Delete the entry itself: a file, or an item of a list."""
        if self.is_area:
            del self.files[self.file]
            return
        file, node, n = self._item()
        line = file.comment_above(file.start(node, n))
        if line is not None:
            self.notes.append(f"{self._shown(self.file)}:{line}: delete this comment if it is about {self.ref}")
        self._delete_items(self.file, node, {n})

    def _item(self) -> tuple[YamlText, yaml.SequenceNode, int]:
        """Return the file and the list that the entry is in, and its index there."""
        file = self.files[self.file]
        node = values(file.root).get("steps", file.root)
        return file, node, [values(item)["id"].value for item in node.value].index(self.anchor)

    def _includes(self, ref: str) -> bool:
        """Return whether a reference is that of the entry or of a step of the area."""
        return ref == self.ref or ref.startswith(f"{self.ref}/")

    def delete_references(self) -> None:
        """Delete every reference to the entry from lists."""
        for name, file in self.files.items():
            for path, mapping in file.mappings():
                keys = enumerate(values(mapping).items())
                empty = {n for n, (key, value) in keys if self._drop_items(name, (*path, key), value)}
                if empty:
                    file.delete_keys(mapping, empty)

    def _drop_items(self, name: str, path: KeyPath, node: yaml.Node) -> bool:
        """Delete what names the entry from a list; return whether its key must go, as nothing would be left."""
        if not isinstance(node, yaml.SequenceNode) or not (named := self._named_in(path[-1], node)):
            return False
        is_optional = path[-1] != "sources" and not validation.is_required(type_of(name), path)
        if is_optional and len(named) == len(node.value):
            return True
        self._delete_items(name, node, named)
        return False

    def _named_in(self, key: str | int, node: yaml.SequenceNode) -> set[int]:
        """Return the indexes of the items of a list that name the entry."""
        if key == FORMER:
            area = self.kb.areas.get(self.ref)
            pages = {self.ref, *area.was} if area else set()
            return {n for n, item in enumerate(node.value) if item.value.partition("/")[0] in pages}
        return {n for n, (_, ref) in enumerate(_references(key, node)) if self._includes(ref)}

    def _delete_items(self, name: str, node: yaml.SequenceNode, indexes: set[int]) -> None:
        """Delete items from a list; report a problem if nothing would be left."""
        if len(indexes) < len(node.value):
            self.files[name].delete_items(node, indexes)
            return
        self.files[name].replace(node, " []")  # only to find other problems; indented more than its key
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        wrong = f"without {self.ref} this list would be empty"
        hint = "add another one first, or remove the entry that has the list"
        self.problems.append(
            Problem(self._shown(name), line, column, "list-empty", wrong, "expected at least one item", hint)
        )

    def give_up(self) -> None:
        """Add the entry's addresses, present and former, to those that are given up."""
        if self.page == ABOUT:
            return
        old = [old for old, new in former(self.kb) if self._includes(new) and not self._includes(old)]
        refs = [ref for ref in (self.ref, *old) if ref not in self.kb.site.gone]
        file = self.files["site.yml"]
        if gone := values(file.root).get("gone"):
            for ref in refs:
                file.add_item(gone, ref)
        else:
            file.append(["", "gone:", *(f"  - {ref}" for ref in refs)])

    def rename_area(self, new: str) -> None:
        """Give the entry, an area, another id."""
        if not can_be_area(new) or os.path.lexists(self.content / f"areas/{new}.yml"):
            raise ContentError([self._refused(f'"{new}" cannot be the id of the area', "choose another one")])
        file = self.files[f"areas/{new}.yml"] = self.files.pop(self.file)
        self._add_was(file, file.root, new)

    def rename_entry(self, new: str) -> None:
        """Give the entry, an entry of a list, another id."""
        file, node, n = self._item()
        self._rename(file, node.value[n], new)

    def move_step(self, new: str) -> None:
        """Move the entry, a step, to the end of another area."""
        page = new.partition("/")[0]
        if page not in self.kb.areas or self.page not in self.kb.areas:
            raise ContentError([self._refused(f'there is no area "{page}"', "only steps move, to another area")])
        file, node, n = self._item()
        other = self.files[file_of(page)]
        step = YamlText("\n".join(file.lines_of(node.value[n])))
        self._rename(step, step.root, new)
        other.add_block(values(other.root)["steps"], step.result().splitlines())
        self._delete_items(self.file, node, {n})

    def _rename(self, file: YamlText, entry: yaml.MappingNode, new: str) -> None:
        """Give the entry, an entry of a list in a file, its new id and its former reference."""
        file.replace(values(entry)["id"], new.partition("/")[2])
        if self.page != ABOUT:
            self._add_was(file, entry, new)

    def _add_was(self, file: YamlText, entry: yaml.MappingNode, new: str) -> None:
        """Add the entry's reference to its former ones, of which `new` is none any more."""
        keys = values(entry)
        was = keys.get(FORMER)
        again = next((item for item in was.value if item.value == new), None) if was else None
        if again:
            file.replace(again, self.ref)
        elif was:
            file.add_item(was, self.ref)
        else:
            after = list(keys).index("id") if "id" in keys else 0
            file.add_key(entry, after, f"{FORMER}: [{self.ref}]")

    def rename_references(self, new: str) -> None:
        """Replace references to the entry in lists, and the area that helps."""
        for file in self.files.values():
            for key, node in chain.from_iterable(values(mapping).items() for _, mapping in file.mappings()):
                for item, ref in _references(key, node):
                    if self._includes(ref):
                        file.replace(item, (new + ref.removeprefix(self.ref)).removeprefix(f"{ABOUT}/"))

    def carry_out(self, new: str = "") -> list[str]:
        """Write the edited files if they are a knowledge base; else raise ContentError. Return what was done.

        The phrases that train the search for the entry are those of the reference `new` now, or deleted with it.
        """
        written = {self.content / name: file.result().encode() for name, file in self.files.items() if file.edits}
        if problems := [*self.problems, *self._problems_of(written)]:
            raise ContentError(problems)
        deleted = [self.content / self.file] if self.is_area else []
        phrases = self.phrases / f"{self.ref}.txt"
        if phrases.is_file():
            deleted.append(phrases)
            if new:
                written[self.phrases / f"{new}.txt"] = phrases.read_bytes()
        for path, data in written.items():
            replace_file(path, data)
        for path in deleted:
            path.unlink()
        done = [f"edited {path}" for path in sorted(map(loader.display_path, written))]
        return [*done, *(f"deleted {path}" for path in sorted(map(loader.display_path, deleted))), *self.notes]

    def _problems_of(self, written: Mapping[Path, bytes]) -> list[Problem]:
        """Return the problems of the edited content, at their places in the present one."""
        with tempfile.TemporaryDirectory(prefix="changing-") as folder:
            copy = Path(folder) / "content"
            shutil.copytree(self.content, copy)
            if self.is_area:
                (copy / self.file).unlink()
            for path, data in written.items():
                (copy / path.relative_to(self.content)).write_bytes(data)
            try:
                loader.load(copy, self.published)
            except ContentError as error:
                root = f"{loader.display_path(copy)}/"
                found = [one for one in error.problems if one.rule != "list-empty"]
                return [self._placed(one, one.file.removeprefix(root)) for one in found]
        return []

    def _placed(self, problem: Problem, name: str) -> Problem:
        """Return a problem of an edited file at its place in the present one."""
        line, column = problem.line, problem.column
        if name in self.files:
            line, column = self.files[name].original(line, column)
        present = name if (self.content / name).exists() else self.file  # an area that gets another id
        return replace(problem, file=self._shown(present), line=line, column=column)

    def _refused(self, wrong: str, hint: str) -> Problem:
        return Problem(self._shown(self.file), 1, 1, "id-slug", wrong, "expected a free id", hint)

    def _shown(self, name: str) -> str:
        return f"{loader.display_path(self.content)}/{name}"


def _refuse_unknown(kb: KnowledgeBase, ref: str) -> None:
    """Raise ContentError if there is no entry with a reference."""
    known = {*dict(kb.entries()), *(f"{ABOUT}/{source.id}" for source in kb.sources)}
    if ref not in known:
        near = did_you_mean(ref, known) or did_you_mean(f"about/{ref}", known)
        wrong, expected = f'there is no entry "{ref}"{near}', "expected the reference of an entry"
        hint = "write area, area/step, faq/id, messages/id, diagnose/id or about/id"
        raise ContentError([Problem(ref, 1, 1, "reference", wrong, expected, hint)])


def _references(key: str | int, node: yaml.Node) -> list[tuple[yaml.ScalarNode, str]]:
    """Return what the value of a key names that can be removed or renamed, each with its reference."""
    if key == "help_area":
        items = [node]
    elif key in REFERENCES and isinstance(node, yaml.SequenceNode):
        items = node.value
    else:
        items = []
    page = f"{ABOUT}/" if key == "sources" else ""
    return [(item, page + item.value) for item in items if isinstance(item, yaml.ScalarNode)]
