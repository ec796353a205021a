"""Index: the file that the browser searches."""

import json
import re

import pytest
from pydantic import BaseModel, ValidationError

from kb.content import loader
from kb.paths import ROOT
from kb.search import classifier, format, index, records, training  # noqa: A004

SITE = index.search_data(loader.load(ROOT / "content"), training.load(ROOT / "training"))


def loads(text: str) -> format.SearchData:
    """Return the data of a file; raise ValidationError when it does not have the format."""
    fields = json.loads(text)
    names = format.EntryData.model_fields
    entries = [dict(zip(names, values, strict=True)) for values in fields["entries"]]
    return format.SearchData.model_validate({**fields, "entries": entries})


def test_the_file_has_the_documented_format() -> None:
    assert loads(format.dumps(SITE)) == SITE


def test_another_format_is_refused() -> None:
    with pytest.raises(ValidationError):
        loads(format.dumps(SITE).replace('"stop_words"', '"fillers"'))


@pytest.mark.parametrize(
    ("record", "file"),
    [(format.EntryData, "engine.js"), (format.SearchData, "engine.js"), (format.ClassifierData, "classifier.js")],
)
def test_the_browser_documents_the_same_fields(record: type[BaseModel], file: str) -> None:
    text = (ROOT / "docs/assets/js" / file).read_text(encoding="utf-8")
    match = re.search(rf"@typedef \{{object\}} {record.__name__} (.*?)(?:@typedef|\*/)", text, re.DOTALL)
    assert match
    fields = re.findall(r"@property \{.*\} (\w+)", match[1])
    assert fields == [name for name in record.model_fields if name != "generated"]


def test_every_word_of_the_classifier_has_levels() -> None:
    assert SITE.classifier
    words, levels = SITE.classifier.words.split(" "), SITE.classifier.levels.split("\n")
    assert len(words) == len(levels) == len(set(words))


def test_every_entry_is_there_once_with_what_a_result_shows() -> None:
    urls = [entry.url for entry in SITE.entries]
    assert len(urls) == len(set(urls))
    for entry in SITE.entries:
        assert entry.title
        assert entry.short
        assert len(entry.short) <= records.SHORT + 2


def test_a_text_is_shortened_at_a_sentence_or_a_word() -> None:
    assert records.shorten("Short.") == "Short."
    assert records.shorten(f"{'a' * 50}. {'b' * 50}") == f"{'a' * 50}."
    assert records.shorten("word " * 30).endswith("word …")
    assert records.shorten("x" * 100) == "x" * records.SHORT + " …"


def test_words_are_weighed_by_how_they_are_used() -> None:
    examples = [classifier.Example(0, frozenset({"sign", "in"})), classifier.Example(1, frozenset({"oil", "in"}))]
    model = classifier.train(examples, 2, {"in"})
    assert model.priors == (-0.69, -0.69)
    assert set(model.levels) == {"sign", "in", "oil", "?", "#"}
    assert (model.levels["sign"], model.levels["oil"], model.levels["in"]) == ("3", "a3", "33")
