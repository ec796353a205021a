"""Index: records and training phrases → the search data, as a file of the docs folder."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from kb.generated import File, mark
from kb.model.knowledge_base import KnowledgeBase
from kb.model.routes import address
from kb.problems import ContentError, Problem, did_you_mean
from kb.search import bloom, classifier
from kb.search.format import ClassifierData, EntryData, SearchData, dumps
from kb.search.records import Record, records
from kb.search.tokenizer import Tokenizer, stem, words_of
from kb.search.training import NOTHING, OFF_TOPIC, Training

PATH = "data/search.json"
"""Where the file is, in the docs folder and on the site."""

MOST_ASKED = 4
"""How many other wordings of an entry the browser gets; the classifier learns from all of them."""

MOST_ENTRIES = 1
"""In how many entries' texts a word may be to be searched for there."""

WORDS = ("one", "many", "corrected", "instead", "area", "step", "question", "message", "symptom", "page")
"""The interface's words that only results need."""


def files(kb: KnowledgeBase, training: Training = NOTHING) -> Iterator[File]:
    """Yield the file of search data; without training phrases it has no classifier.

    Raises ContentError when a training file is about a topic that the knowledge base does not have.
    """
    yield File(PATH, dumps(search_data(kb, training)))


def search_data(kb: KnowledgeBase, training: Training) -> SearchData:
    """Return what the browser needs to search a knowledge base. Raises ContentError as `files` does."""
    tokenizer = Tokenizer(kb.search.synonyms, kb.search.stop_words)
    found = [*records(kb)]
    topics = [*training.phrases]
    _check(topics, {record.ref for record in found})
    spread = Counter(key for record in found for key in {stem(word) for word in words_of(_text(record))})
    rare = {key for key, entries in spread.items() if entries <= MOST_ENTRIES}
    return SearchData(
        generated=mark(""),
        synonyms=tuple("|".join(group) for group in tokenizer.groups),
        stop_words=" ".join(sorted(tokenizer.stop_words)),
        real_words=bloom.encode({stem(word) for word in training.real_words}),
        words={name: getattr(kb.interface.search, name) for name in WORDS},
        classifier=_classifier(tokenizer, topics, training, found) if topics else None,
        entries=tuple(_entry(record, topics, tokenizer, rare) for record in found),
    )


def _check(topics: Sequence[str], known: Collection[str]) -> None:
    """Raise ContentError for each topic that nothing on the site answers."""
    unknown = [topic for topic in topics if topic not in known and topic != OFF_TOPIC]
    if unknown:
        raise ContentError(
            Problem(
                f"training/{topic}.txt",
                1,
                1,
                "training-topic",
                f'there is no "{topic}"{did_you_mean(topic, known)}',
                "expected the name of an area, or faq/ and the id of a question",
                "rename the file, or delete it",
            )
            for topic in unknown
        )


def _entry(record: Record, topics: Sequence[str], tokenizer: Tokenizer, rare: Collection[str]) -> EntryData:
    """Return a record as the browser reads it. Of its text it has the words whose stems are `rare`."""
    asked = _telling(record, tokenizer)
    shown = {stem(word) for text in (record.title, record.short, *record.also, *asked) for word in words_of(text)}
    rest = {stem(word): word for word in words_of(_text(record))}
    return EntryData(
        kind=record.kind,
        url=address(record.ref),
        title=record.title,
        short=record.short,
        also="|".join(record.also),
        asked="|".join(asked),
        body=" ".join(
            word
            for key, word in rest.items()
            if key in rare and key not in shown and len(word) > 2 and word not in tokenizer.stop_words
        ),
        topics=tuple(topics.index(topic) for topic in record.topics if topic in topics),
    )


def _text(record: Record) -> str:
    return f"{record.text} {record.body}"


def _telling(record: Record, tokenizer: Tokenizer) -> list[str]:
    """Return the other words for a record that say something new: without stop words, in the site's own words.

    A phrase of several words is left out when all of them are in the title and in the phrases before it.
    """
    seen = {unit.id for unit in tokenizer.units(record.title)}
    found = []
    for text in record.asked:
        phrase = {unit.id: tokenizer.usual(unit) for unit in tokenizer.units(text) if not unit.stop}
        if len(phrase) == 1 or not phrase.keys() <= seen:
            found.append(" ".join(phrase.values()))
            seen |= phrase.keys()
    return [*dict.fromkeys(found)][:MOST_ASKED]


def _classifier(
    tokenizer: Tokenizer, topics: Sequence[str], training: Training, found: Sequence[Record]
) -> ClassifierData:
    """Return the classifier of the training phrases and of the records' own words."""
    texts = [(topic, phrase) for topic in topics for phrase in training.phrases[topic]]
    texts += [
        (record.topics[0], text)
        for record in found
        if record.topics and record.topics[0] in topics
        for text in (record.title, *record.also, *record.asked)
    ]
    units = [(topics.index(topic), tokenizer.units(text)) for topic, text in texts]
    examples = [classifier.Example(topic, frozenset(unit.id for unit in some)) for topic, some in units]
    model = classifier.train(examples, len(topics), tokenizer.stop_words)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, some in units:
        for unit in some:
            forms[unit.id][unit.words[0]] += 1
    return ClassifierData(
        topics=tuple(topics),
        priors=model.priors,
        unseen=model.unseen,
        words=" ".join(_name(id_, tokenizer, forms) for id_ in model.levels),
        levels="\n".join(model.levels.values()),
    )


def _name(id_: str, tokenizer: Tokenizer, forms: Mapping[str, Counter[str]]) -> str:
    """Return the word for a unit in the file: the most frequent form of its stem, or its group's number."""
    if id_ in tokenizer.numbers:
        return f"={tokenizer.numbers[id_]}"
    if id_ in (classifier.RARE, classifier.NUMBER):
        return id_
    return min(forms[id_], key=lambda form: (-forms[id_][form], form))
