"""Training: what the search learns from, and that it is not judged by what it has seen."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from conftest import ROOT, write
from kb.model.knowledge_base import KnowledgeBase
from kb.problems import ContentError
from kb.search import index, training
from kb.search.records import records

LABELED = sorted((ROOT / "tests" / "relevance").glob("*.jsonl"))


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("'", "")))


@pytest.mark.parametrize("path", LABELED, ids=lambda path: path.stem)
def test_no_labeled_query_is_in_training_or_content(path: Path, kb: KnowledgeBase) -> None:
    seen = {_words(phrase) for some in training.load(ROOT / "training").phrases.values() for phrase in some}
    seen |= {_words(text) for record in records(kb) for text in (record.title, *record.also, *record.asked)}
    queries = [json.loads(line)["q"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert [query for query in queries if _words(query) in seen] == []


def test_no_phrase_is_there_twice() -> None:
    phrases = training.load(ROOT / "training").phrases
    counts = Counter(_words(phrase) for some in phrases.values() for phrase in some)
    assert [phrase for phrase, count in counts.items() if count > 1] == []


def test_comments_and_empty_lines_are_no_phrases(tmp_path: Path) -> None:
    account = "# What owners type\n\nforgot it \n  lost it\n"
    texts = {"account.txt": account, "faq/why.txt": "# nothing yet\n", "real-words.txt": "world\n"}
    found = training.load(write(tmp_path, {**texts, "README.md": "no phrases\n"}))
    assert dict(found.phrases) == {"account": ("forgot it", "lost it")}
    assert found.real_words == ("world",)


def test_without_a_folder_there_is_no_classifier(tmp_path: Path, kb: KnowledgeBase) -> None:
    found = training.load(tmp_path / "none")
    assert index.search_data(kb, found).classifier is None


def test_a_file_about_nothing_on_the_site_is_reported(kb: KnowledgeBase) -> None:
    with pytest.raises(ContentError, match=r'training/acount\.txt:1:1: .*no "acount" \(did you mean "account"'):
        index.search_data(kb, training.Training({"acount": ("forgot it",)}))
