"""Hostile texts: legal text that looks like markup is shown everywhere as it was written, and does nothing."""

from __future__ import annotations

import html
import json
import os
import random
import re
import shutil
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

import markdown
import pytest
import yaml
from playwright.sync_api import expect
from pydantic import TypeAdapter, ValidationError

import reader
from conftest import FIXTURES, SECOND
from kb import pipeline
from kb.model.interface import Interface
from kb.model.text import Line
from kb.paths import Folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

SEED = int(os.environ.get("SEED", "0"))
SEEDS = range(SEED, SEED + int(os.environ.get("FUZZ", "1")))
"""One choice of hostile texts each; `make fuzz` tries many."""

pytestmark = pytest.mark.fuzz

PIECES = [
    line.encode().decode("unicode_escape") for line in (FIXTURES / "hostile/texts.txt").read_text().splitlines()
]

NOT_SHOWN = re.compile(
    "id|areas|sources|regions|steps|see|kind|group|several|unsourced|unknown|who|help_area|language|address|report"
    "|repository|tool|asked_as|covers"
)
"""Keys whose values are ids or addresses, or are not shown."""

UNUSED = {
    ("site.yml", "pages", "home", "name"),  # the home page is in no menu
    ("site.yml", "pages", "not_found", "name"),  # nor is this page
    ("site.yml", "pages", "not_found", "summary"),  # and no search engine shows it
}

LINE: TypeAdapter[str] = TypeAdapter(Line)


class Parsed(HTMLParser):
    """A page's tags, attributes, title, JSON-LD and text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.texts = {"title": "", "json-ld": "", "script": "", "style": "", "": ""}
        self.inside = ""
        self.feed(path.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect a tag and its attributes."""
        self.tags.add(tag)
        self.inside = "json-ld" if ("type", "application/ld+json") in attrs else tag
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, _tag: str) -> None:
        """Leave an element."""
        self.inside = ""

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.texts[self.inside if self.inside in self.texts else ""] += data

    def shows(self, text: str) -> bool:
        """Return whether a text is on the page; as the beginning of a sentence it may have a capital letter."""
        texts = (text, text[:1].upper() + text[1:])
        return any(one in self.texts[""] or any(one in value for _, value in self.attributes) for one in texts)

    def meta(self, name: str) -> str:
        """Return the content of the meta element with a name or property."""
        at = next(n for n, (_, value) in enumerate(self.attributes) if value == name)
        return self.attributes[at + 1][1]


class Hostile(NamedTuple):
    """A site whose every text is hostile, and its texts by their path in the content."""

    site: Path
    texts: dict[tuple[str, ...], list[str]]

    def pages(self) -> list[Parsed]:
        """Return every page."""
        return [Parsed(path) for path in sorted(self.site.rglob("*.html"))]

    def text(self, *path: str) -> str:
        """Return the first text at a path: the file and keys."""
        return self.texts[path][0]


def shown_texts(value: Any, path: tuple[str, ...]) -> Iterator[tuple[Any, Any, tuple[str, ...]]]:
    """Yield each shown text of parsed YAML: what contains it, its key or index there, and its path of keys."""
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        here = (*path, key) if isinstance(key, str) else path
        if isinstance(inner, (dict, list)):
            yield from shown_texts(inner, here)
        elif isinstance(inner, str) and not NOT_SHOWN.fullmatch(here[-1]):
            yield value, key, here


def hostile_text(rng: random.Random, number: int) -> str:
    """Return a legal text of hostile pieces with a number of its own."""
    while True:
        pieces = rng.choice(["", " "]).join(rng.choices(PIECES, k=rng.randint(1, 6)))
        mark = f"n{number}n"
        text = rng.choice([f"{pieces} {mark}", f"{mark} {pieces}", pieces + mark, mark + pieces]).strip()
        try:
            if LINE.validate_python(text) == text:
                return text
        except ValidationError:
            continue


@pytest.fixture(scope="module", params=SEEDS, ids=lambda seed: f"seed {seed}")
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """The second knowledge base, built with a hostile text in place of every text."""
    rng = random.Random(request.param)  # noqa: S311  (no secret)
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(SECOND, root / "content")
    words = Interface().model_dump(exclude_none=True)
    (root / "content/interface.yml").write_text(yaml.safe_dump(words, allow_unicode=True))
    texts: dict[tuple[str, ...], list[str]] = {}
    for path in sorted(root.glob("content/**/*.yml")):
        name = path.relative_to(root / "content").as_posix()
        if name == "search.yml":
            continue
        data = yaml.safe_load(path.read_text())
        for parent, key, place in shown_texts(data, (name,)):
            if "{" in parent[key]:
                continue  # it has placeholders, which have to stay
            parent[key] = hostile_text(rng, sum(map(len, texts.values())))
            texts.setdefault(place, []).append(parent[key])
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    pipeline.build(Folders(root / "content", root / "docs", root / "site"))
    return Hostile(root / "site", texts)


def strings(value: Any) -> Iterator[str]:
    """Yield every string in parsed JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def test_every_text_is_on_some_page_as_written(hostile: Hostile) -> None:
    pages = hostile.pages()
    texts = {
        place: texts
        for place, texts in hostile.texts.items()
        if place not in UNUSED and place[0] != "interface.yml"  # some of its words are for scripts
    }
    lost = {(*place, one) for place, ones in texts.items() for one in ones if not any(p.shows(one) for p in pages)}
    assert lost == set()


def test_no_text_becomes_an_element_or_an_attribute(hostile: Hostile, built_once: Folders) -> None:
    plain = Hostile(built_once.site, {}).pages()
    tags = {tag for page in plain for tag in page.tags}
    names = {name for page in plain for name, _ in page.attributes}
    for page in hostile.pages():
        assert page.tags <= tags
        assert {name for name, _ in page.attributes} <= names


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("faq", ("site.yml", "pages", "faq")),
        ("messages", ("site.yml", "pages", "messages")),
        ("quick-guide", ("site.yml", "pages", "quick_guide")),
        ("power", ("areas/power.yml",)),
    ],
)
def test_titles_descriptions_and_json_ld_say_what_is_written(
    hostile: Hostile, address: str, place: tuple[str, ...]
) -> None:
    page = Parsed(hostile.site / address / "index.html")
    title, summary = hostile.text(*place, "title"), hostile.text(*place, "summary")
    assert page.texts["title"] == f"{title} – {hostile.text('site.yml', 'title')}"
    assert (page.meta("og:title"), page.meta("description")) == (title, summary)
    assert title in set(strings(json.loads(page.texts["json-ld"])))


def test_any_markdown_renderer_shows_the_plain_copies_as_written(hostile: Hostile) -> None:
    copies = [markdown.markdown(path.read_text(), extensions=["tables"]) for path in hostile.site.rglob("*.md")]
    shown = html.unescape(re.sub(r"<[^>]*>", "", "\n".join(copies)))
    for place, texts in hostile.texts.items():
        if place[0] in {"areas/power.yml", "areas/water.yml", "faq.yml", "symptoms.yml", "sources.yml"}:
            assert [text for text in texts if text not in shown] == [], place


def test_a_browser_shows_what_is_written_and_runs_nothing(
    hostile: Hostile, serve: Callable[[Path], str], page: Page
) -> None:
    odd: list[str] = []
    page.on("dialog", lambda dialog: odd.append(dialog.message))
    page.on("pageerror", lambda error: odd.append(str(error)))
    page.on("console", lambda message: odd.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: odd.append(request.url) if "127.0.0.1" not in request.url else None)
    home = serve(hostile.site.parent) + f"/{hostile.site.name}/"
    reader.open_page(page, home + "faq/")
    question = hostile.text("faq.yml", "question")
    expect(page.locator("#why-cold")).to_have_text(question)
    number = re.search(r"n\d+n", question)
    assert number
    results = reader.search(page, number[0])
    expect(results.filter(has_text=question).first).to_be_visible()
    assert odd == []
