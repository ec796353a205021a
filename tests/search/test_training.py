"""Training: what the search learns from, and that it is not judged by what it has seen."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kb.content import loader
from kb.paths import ROOT
from kb.problems import ContentError
from kb.search import index, training
from kb.search.records import records

if TYPE_CHECKING:
    from pathlib import Path

    from kb.model.knowledge_base import KnowledgeBase

LABELED = sorted((ROOT / "tests" / "relevance").glob("*.jsonl"))


@pytest.fixture(scope="module")
def content() -> KnowledgeBase:
    """Give this site's content."""
    return loader.load(ROOT / "content")


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("'", "")))


@pytest.mark.parametrize("path", LABELED, ids=lambda path: path.stem)
def test_no_labeled_query_is_in_training_or_content(path: Path, content: KnowledgeBase) -> None:
    seen = {_words(phrase) for some in training.load(ROOT / "training").phrases.values() for phrase in some}
    seen |= {_words(text) for record in records(content) for text in (record.title, *record.also, *record.asked)}
    queries = [json.loads(line)["q"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert [query for query in queries if _words(query) in seen] == []


def test_no_phrase_is_there_twice() -> None:
    phrases = training.load(ROOT / "training").phrases
    counts = Counter(_words(phrase) for some in phrases.values() for phrase in some)
    assert [phrase for phrase, count in counts.items() if count > 1] == []


def test_comments_and_empty_lines_are_no_phrases(tmp_path: Path) -> None:
    (tmp_path / "faq").mkdir()
    (tmp_path / "account.txt").write_text("# What owners type\n\nforgot it \n  lost it\n")
    (tmp_path / "faq" / "why.txt").write_text("# nothing yet\n")
    (tmp_path / "real-words.txt").write_text("world\n")
    (tmp_path / "README.md").write_text("no phrases\n")
    found = training.load(tmp_path)
    assert dict(found.phrases) == {"account": ("forgot it", "lost it")}
    assert found.real_words == ("world",)


def test_without_a_folder_there_is_no_classifier(tmp_path: Path, content: KnowledgeBase) -> None:
    found = training.load(tmp_path / "none")
    assert index.search_data(content, found).classifier is None


def test_a_file_about_nothing_on_the_site_is_reported(content: KnowledgeBase) -> None:
    with pytest.raises(ContentError, match=r'training/acount\.txt:1:1: .*no "acount" \(did you mean "account"'):
        index.search_data(content, training.Training({"acount": ("forgot it",)}))
