"""Removing and renaming: every place that names an entry is edited, or nothing is."""

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, SECOND, contents, edit, options, run, write
from kb.content.loader import load
from kb.dev import changes
from kb.dev.yaml_edit import YamlText
from kb.model.knowledge_base import KnowledgeBase
from kb.model.redirects import redirects
from kb.pages import published
from kb.paths import Folders
from kb.problems import ContentError


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """A copy of the second knowledge base, with the list of its addresses."""
    shutil.copytree(SECOND.parent, tmp_path, dirs_exist_ok=True)
    return with_addresses(tmp_path)


@pytest.fixture
def real(tmp_path: Path) -> Folders:
    """A copy of the real knowledge base, with the list of its addresses."""
    for name in ("content", "training"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return with_addresses(tmp_path)


def with_addresses(folder: Path) -> Folders:
    folders = Folders(folder / "content", folder / "docs", folder / "site")
    (file,) = published.files(published.current(load(folders.content)))
    write(folders.docs, {file.path: file.text})
    return folders


def loaded(folders: Folders) -> KnowledgeBase:
    return load(folders.content, published.read(folders.docs))


def refused(folders: Folders, ref: str) -> list[str]:
    """Return what removing an entry reports instead of writing anything."""
    before = contents(folders.content)
    with pytest.raises(ContentError) as caught:
        changes.remove(folders, ref)
    assert contents(folders.content) == before
    return [str(one).removeprefix(f"{folders.content}/") for one in caught.value.problems]


def test_a_question_goes_with_what_names_it_and_its_address_is_given_up(folders: Folders) -> None:
    changes.remove(folders, "messages/e1")
    assert "e1" not in (folders.content / "messages.yml").read_text()
    assert (folders.content / "site.yml").read_text().endswith("\n\ngone:\n  - messages/e1\n")
    assert loaded(folders).site.gone == ("messages/e1",)


def test_more_addresses_are_given_up_after_the_first(real: Folders) -> None:
    first, second, *_ = loaded(real).questions
    changes.remove(real, f"faq/{first.id}")
    changes.remove(real, f"faq/{second.id}")
    kb = loaded(real)
    assert kb.site.gone == (f"faq/{first.id}", f"faq/{second.id}")
    assert not {first.id, second.id} & {one.id for one in kb.questions}
    assert not (real.content.parent / f"training/faq/{first.id}.txt").exists()


def test_everything_else_keeps_its_bytes(real: Folders) -> None:
    question = loaded(real).questions[3]
    before = (real.content / "faq.yml").read_text()
    changes.remove(real, f"faq/{question.id}")
    head, _, rest = before.partition(f"- id: {question.id}\n")
    after = rest[rest.index("\n- id: ") + 1 :]
    assert (real.content / "faq.yml").read_text() == head + after


def test_a_step_goes_from_every_list(real: Folders) -> None:
    changes.remove(real, "account/sign-out-in")
    text = "".join(path.read_text() for path in real.content.rglob("*.yml"))
    assert re.findall(r"account/sign-out-in\b", text) == ["account/sign-out-in"]  # under gone
    loaded(real)


def test_what_a_person_must_decide_is_said_at_once(folders: Folders) -> None:
    edit(folders.content / "areas/power.yml", "title: Power", "title: Power\nwas: [mains]")
    assert [line.partition(": without")[0] for line in refused(folders, "power")] == [
        "messages.yml:18:10: list-empty",
        "symptoms.yml:6:10: list-empty",
    ]
    lines = refused(folders, "water")
    assert [line.split(": ")[:2] for line in lines] == [
        ["messages.yml:9:10", "list-empty"],
        ["site.yml:48:12", "reference"],
        ["symptoms.yml:11:10", "list-empty"],
    ]


def test_a_statement_is_not_left_without_its_only_source(folders: Folders) -> None:
    assert [line.split(": ")[0] for line in refused(folders, "about/kettle-manual")] == [
        "areas/power.yml:6:10",
        "areas/power.yml:15:14",
        "messages.yml:8:16",
        "regions.yml:15:16",
    ]
    changes.remove(folders, "about/forum-two")
    assert "forum-two" not in (folders.content / "areas/power.yml").read_text()
    assert loaded(folders).site.gone == ()


@pytest.mark.parametrize("area", ["account", "support"])
def test_removing_an_area_succeeds_or_says_everything_at_once(real: Folders, area: str) -> None:
    try:
        changes.remove(real, area)
    except ContentError as error:
        for ref in _entries_at(real, error):
            changes.remove(real, ref)
        other = next(id_ for id_ in loaded(real).areas if id_ != area)
        path = real.content / "site.yml"
        path.write_text(path.read_text().replace(f"help_area: {area}", f"help_area: {other}"))
        changes.remove(real, area)
    kb = loaded(real)
    assert area not in kb.areas
    assert area in kb.site.gone
    assert not (real.content.parent / f"training/{area}.txt").exists()


def _entries_at(folders: Folders, error: ContentError) -> set[str]:
    """Return the references of the entries that have the problems of an error."""
    pages = {"faq.yml": "faq", "messages.yml": "messages", "symptoms.yml": "diagnose"}
    found = set()
    for problem in error.problems:
        name = problem.file.removeprefix(f"{folders.content}/")
        if name in pages:
            lines = (folders.content / name).read_text().splitlines()[: problem.line]
            id_ = next(line for line in reversed(lines) if line.startswith("- id: "))
            found.add(f"{pages[name]}/{id_.removeprefix('- id: ')}")
    return found


def test_content_with_problems_is_not_changed(folders: Folders) -> None:
    edit(folders.content / "faq.yml", "areas: [power, water]", "areas: [powder]")
    assert "powder" in refused(folders, "messages/e1")[0]


def test_an_unknown_entry_is_reported_with_the_one_that_is_meant(folders: Folders) -> None:
    assert 'did you mean "faq/why-cold"?' in refused(folders, "faq/why-cool")[0]
    assert 'did you mean "about/forum-one"?' in refused(folders, "forum-one")[0]


@pytest.mark.parametrize(
    ("ref", "new", "now"),
    [
        ("faq/why-cold", "why-not-hot", "faq/why-not-hot"),
        ("messages/e1", "messages/e2", "messages/e2"),
        ("diagnose/slow", "late", "diagnose/late"),
        ("power/plug-in", "socket", "power/socket"),
        ("power/fuse", "water/fuse", "water/fuse"),
        ("water", "lime", "lime"),
    ],
)
def test_a_renamed_entry_keeps_its_address(folders: Folders, ref: str, new: str, now: str) -> None:
    phrases = folders.content.parent / f"training/{ref}.txt"
    before = phrases.read_text() if phrases.exists() else ""
    changes.rename(folders, ref, new)
    kb = loaded(folders)
    found = redirects(kb)
    old = ref.partition("/")[2]
    assert (
        found.pages.get(ref) == now
        or old in found.anchors.get(now, ())
        or (old, now) in found.notes.get("power", ())
    )
    assert not phrases.exists()
    assert not before or (folders.content.parent / f"training/{now}.txt").read_text() == before


def test_a_renamed_source_is_cited_by_its_new_id(folders: Folders) -> None:
    changes.rename(folders, "about/forum-two", "thread-two")
    assert loaded(folders).areas["power"].steps[0].how_we_know[0].sources == ("forum-one", "thread-two")


def test_renaming_back_and_forth_leaves_one_former_address(folders: Folders) -> None:
    changes.rename(folders, "faq/why-cold", "why-not-hot")
    changes.rename(folders, "faq/why-not-hot", "why-cold")
    assert loaded(folders).questions[0].was == ("faq/why-not-hot",)


@pytest.mark.parametrize("new", ["water", "con", "Power", "faq"])
def test_an_area_gets_no_id_that_is_taken_or_impossible(folders: Folders, new: str) -> None:
    with pytest.raises(ContentError, match="cannot be the id of the area"):
        changes.rename(folders, "power", new)


def test_every_area_and_step_of_the_real_content_can_be_renamed(real: Folders) -> None:
    for id_ in list(loaded(real).areas)[:2]:
        changes.rename(real, id_, f"{id_}-two")
    for ref in [ref for ref, _ in loaded(real).steps()][:3]:
        changes.rename(real, ref, f"{ref}-two")
    loaded(real)


def test_the_commands_say_what_they_did(folders: Folders) -> None:
    done = run("rename", "faq/why-cold", "why-not-hot", *options(folders))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"edited {folders.content}/faq.yml" in done.stdout
    done = run("remove", "faq/nothing", *options(folders))
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing was written" in done.stderr


@pytest.mark.parametrize(
    ("text", "indexes", "after"),
    [
        ("[a, b, c]", {0}, "[b, c]"),
        ("[a, b, c]", {1}, "[a, c]"),
        ("[a, b, c]", {1, 2}, "[a]"),
        ("[a, b, c, d]", {0, 2}, "[b, d]"),
        ("[a, b,\n c]", {1}, "[a,\n c]"),
        ("[a,\n b,\n c]", {1}, "[a,\n c]"),
        ("[a, 'b, c']", {0}, "['b, c']"),
        ("- a\n- b\n- c\n", {1}, "- a\n- c\n"),
        ("- a\n\n# about b\n- b\n\n- c\n", {0}, "# about b\n- b\n\n- c\n"),
        ("- a\n\n- b\n\n- c\n", {1, 2}, "- a\n"),
        ("- a\n- b: |\n    one\n\n    two\n- c\n", {1}, "- a\n- c\n"),
    ],
)
def test_items_are_deleted_in_place(text: str, indexes: set[int], after: str) -> None:
    file = YamlText(text)
    file.delete_items(file.root, indexes)
    assert file.result() == after


@pytest.mark.parametrize(
    ("text", "indexes", "after"),
    [
        ("a: 1\nb:\n  - 2\nc: 3\n", {1}, "a: 1\nc: 3\n"),
        ("a: 1\r\nb: 2\r\n", {1}, "a: 1\r\n"),
        ("{a: 1, b: 2}\n", {0}, "{b: 2}\n"),
    ],
)
def test_keys_are_deleted_in_place(text: str, indexes: set[int], after: str) -> None:
    file = YamlText(text)
    file.delete_keys(file.root, indexes)
    assert file.result() == after


def test_positions_in_the_result_lead_back() -> None:
    file = YamlText("- a\n- b\n- c: d\n")
    file.delete_items(file.root, {1})
    assert file.original(2, 3) == (3, 3)


def test_a_refused_new_id_is_reported_at_its_place_and_training_phrases_stay(real: Folders) -> None:
    first, second, *_ = [one for one in loaded(real).questions if (ROOT / f"training/faq/{one.id}.txt").exists()]
    before = contents(real.content.parent)
    with pytest.raises(ContentError, match=rf'faq\.yml:\d+:\d+: id-duplicate: the id "{first.id}" is taken'):
        changes.rename(real, f"faq/{second.id}", first.id)
    assert contents(real.content.parent) == before
