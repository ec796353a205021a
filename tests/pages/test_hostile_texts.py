"""Hostile texts: legal text that looks like markup is shown everywhere as it was written, and does nothing."""

import html
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import markdown
import pytest
import yaml
from playwright.sync_api import Page, expect
from pydantic import TypeAdapter, ValidationError

import reader
from conftest import FIXTURES, Serve, second_in
from document import Document
from kb import pipeline
from kb.model.interface import Interface
from kb.model.text import Line
from kb.paths import Folders

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


class Hostile(NamedTuple):
    """A site whose every text is hostile, and its texts by their path in the content."""

    site: Path
    texts: dict[tuple[str, ...], list[str]]

    def pages(self) -> list[Document]:
        """Return every page."""
        return [Document(path.read_text()) for path in sorted(self.site.rglob("*.html"))]

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
    folders = second_in(tmp_path_factory.mktemp("hostile"))
    words = Interface().model_dump(exclude_none=True)
    (folders.content / "interface.yml").write_text(yaml.safe_dump(words, allow_unicode=True))
    texts: dict[tuple[str, ...], list[str]] = {}
    for path in sorted(folders.content.rglob("*.yml")):
        name = path.relative_to(folders.content).as_posix()
        if name == "search.yml":
            continue
        data = yaml.safe_load(path.read_text())
        for parent, key, place in shown_texts(data, (name,)):
            if "{" in parent[key]:
                continue  # it has placeholders, which have to stay
            parent[key] = hostile_text(rng, sum(map(len, texts.values())))
            texts.setdefault(place, []).append(parent[key])
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    pipeline.build(folders)
    return Hostile(folders.site, texts)


def strings(value: Any) -> Iterator[str]:
    """Yield every string in parsed JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def test_every_text_is_on_some_page_as_written(hostile: Hostile) -> None:
    shown = [text for page in hostile.pages() for text in page.shown()]
    for place, texts in hostile.texts.items():
        if place in UNUSED or place[0] == "interface.yml":  # some of its words are for scripts
            continue
        for text in texts:
            forms = (text, text[:1].upper() + text[1:])  # as the beginning of a sentence
            assert any(form in one for one in shown for form in forms), (*place, text)


def test_no_text_becomes_an_element_or_an_attribute(hostile: Hostile, built_once: Folders) -> None:
    plain = [one for page in Hostile(built_once.site, {}).pages() for one in page.elements]
    tags, names = {one.tag for one in plain}, {name for one in plain for name in one.attributes}
    for one in (one for page in hostile.pages() for one in page.elements):
        assert one.tag in tags
        assert one.attributes.keys() <= names


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
    page = Document((hostile.site / address / "index.html").read_text())
    title, summary = hostile.text(*place, "title"), hostile.text(*place, "summary")
    assert page.all("title")[0].text == f"{title} – {hostile.text('site.yml', 'title')}"
    assert (page.meta("og:title"), page.meta("description")) == (title, summary)
    assert title in set(strings(page.json_ld()))


def test_any_markdown_renderer_shows_the_plain_copies_as_written(hostile: Hostile) -> None:
    copies = [markdown.markdown(path.read_text(), extensions=["tables"]) for path in hostile.site.rglob("*.md")]
    shown = html.unescape(re.sub(r"<[^>]*>", "", "\n".join(copies)))
    for place, texts in hostile.texts.items():
        if place[0] in {"areas/power.yml", "areas/water.yml", "faq.yml", "symptoms.yml", "sources.yml"}:
            assert [text for text in texts if text not in shown] == [], place


def test_a_browser_shows_what_is_written_and_runs_nothing(hostile: Hostile, serve: Serve, page: Page) -> None:
    odd: list[str] = []
    page.on("dialog", lambda dialog: odd.append(dialog.message))
    page.on("pageerror", lambda error: odd.append(str(error)))
    page.on("console", lambda message: odd.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: odd.append(request.url) if "127.0.0.1" not in request.url else None)
    home = serve(hostile.site.parent) + f"/{hostile.site.name}/"
    reader.open_page(page, home + "faq/")
    expect(page.locator("#why-cold")).to_have_text(hostile.text("faq.yml", "question"))
    titles = [("faq.yml", "question"), ("areas/power.yml", "steps", "title"), ("symptoms.yml", "title")]
    for text in (text for place in titles for text in hostile.texts[place]):
        number = re.search(r"n\d+n", text)
        assert number
        expect(reader.search(page, number[0]).filter(has_text=text).first).to_be_visible()
    assert odd == []
