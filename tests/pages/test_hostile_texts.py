"""Exactly: what is legal text stands everywhere as it was written, and nothing of it becomes markup or runs."""

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

from conftest import SECOND, run
from kb import house
from kb.text import Line
from test_search import FIELD, RESULT, ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from kb.folders import Folders

SEED = int(os.environ.get("SEED", "0"))
SEEDS = range(SEED, SEED + max(int(os.environ.get("FUZZ", "0")), 1))
"""One choice of hostile texts each; `make fuzz` takes many others."""

BITS = [
    *(
        "<",
        "< b",
        ">",
        "a > b",
        "<3",
        "<-",
        "-->",
        "]]>",
        "&",
        "&copy 2020",
        "&lt x",
        "AT&T;",
        "&#60",
        "1<2",
        "/script>",
    ),
    *("onerror=alert(1)", "javascript:alert(1)", "'+alert(1)+'", "{x}", "${x}", "{{", "}}", "{", "}", "%s", "{0}"),
    *(
        "*",
        "**",
        "***",
        "_",
        "__",
        "`",
        "``",
        "~",
        "~~",
        "^",
        "==",
        "++",
        "--",
        "---",
        "#",
        "# a",
        "##",
        "!",
        "!!! note",
    ),
    *(
        "[x]",
        "[",
        "]",
        "[x]: y",
        "[^1]",
        "*[X]: y",
        "![x",
        "(x)",
        "|",
        "||",
        "- x",
        "+ x",
        "1. x",
        "1) x",
        "> q",
        "= x",
    ),
    *(
        ":",
        "::",
        ":tea:",
        ":material-car:",
        "a:b",
        "key: value",
        "@x",
        "%",
        "\\",
        "\\n",
        "\\\\",
        '"',
        "'",
        "''",
        '""',
    ),
    *(
        "https://a.b/c?d=e&f",
        "www.a.b",
        "a@b.c",
        "x.md#y",
        "faq.md",
        "index.md)",
        "../",
        "//x",
        "?",
        "/",
        "...",
        "(c)",
    ),
    *(
        "😀",
        "👩\u200d👩\u200d👧",
        "e\u0301",
        "A\u030a\u0301",
        "שלום",
        "مرحبا",
        "日本語",
        "ﬁ",
        "İ",
        "ß",
        "\u00a0x",
        "“q”",
        "™",
    ),
    *("wzxhzdk:0", "klzzwxh:0000", "$1", "\\1", "\\g<0>", "__proto__", "constructor", "1/2", "+/-", "--help"),
]

NOT_WORDS = {
    *(
        "id",
        "areas",
        "sources",
        "regions",
        "steps",
        "see",
        "kind",
        "icon",
        "several",
        "unsourced",
        "unknown",
        "who",
    ),
    *("help_area", "language", "address", "report", "area_of", "search_corrected", "search_many", "asked_as"),
    *("rank", "done_on"),
}
"""Keys whose values are no words, or none that are shown: names, addresses, texts that a script fills in."""

UNSEEN = {
    ("interface.yml", "moved"),  # nothing in the second knowledge base has moved
    ("interface.yml", "prevent"),  # none of its steps says how to keep it from coming back
    ("interface.yml", "who", "maker"),  # no step of the second knowledge base is the maker's
    ("site.yml", "pages", "home", "name"),  # home is in no menu
    ("site.yml", "pages", "not_found", "name"),  # nor is this page
    ("site.yml", "pages", "not_found", "summary"),  # and no search engine is to show it
}

LINE: TypeAdapter[str] = TypeAdapter(Line)


class _Page(HTMLParser):
    """What a reader, a search engine or a screen reader meets on a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.text = self.title = self.data = self.within = ""
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(path.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.within = tag
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, _tag: str) -> None:
        self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within == "script":
            self.data += data
        elif self.within == "title":
            self.title += data
        else:
            self.text += data

    def meta(self, name: str) -> str:
        """Return the content of the meta element with a name or property."""
        at = next(n for n, (_, value) in enumerate(self.attributes) if value == name)
        return self.attributes[at + 1][1]

    def holds(self, text: str) -> bool:
        """Return whether a text is on the page as written; the beginning of a heading may be a capital letter."""
        texts = (text, text[:1].upper() + text[1:])
        return any(one in self.text or any(one in value for _, value in self.attributes) for one in texts)


class Hostile(NamedTuple):
    """A site whose every text is hostile, and its texts by their place in content."""

    site: Path
    texts: dict[tuple[str, ...], list[str]]

    def pages(self) -> list[_Page]:
        """Return every page."""
        return [_Page(path) for path in sorted(self.site.rglob("*.html"))]

    def page(self, address: str) -> _Page:
        """Return the page at an address."""
        return _Page(self.site / address / "index.html")

    def text(self, *place: str) -> str:
        """Return the first text of a place in content: the file and keys."""
        return self.texts[place][0]


def words(value: Any, path: tuple[str, ...]) -> Iterator[tuple[Any, Any, tuple[str, ...]]]:
    """Yield the place of each text for readers in parsed YAML: what holds it, its key there, its path in words."""
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        here = (*path, key) if isinstance(key, str) else path
        if isinstance(inner, (dict, list)):
            yield from words(inner, here)
        elif isinstance(inner, str) and here[-1] not in NOT_WORDS:
            yield value, key, here


def hostile_text(rng: random.Random, number: int) -> str:
    """Return a legal text of hostile pieces, with a number of its own. What the model refuses stays refused."""
    while True:
        pieces = rng.choice(["", " "]).join(rng.choices(BITS, k=rng.randint(1, 6)))
        mark = f"n{number}n"
        text = rng.choice([f"{pieces} {mark}", f"{mark} {pieces}", pieces + mark, mark + pieces]).strip()
        try:
            if LINE.validate_python(text) == text:
                return text
        except ValidationError:
            continue


@pytest.fixture(scope="module", params=SEEDS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Build the second knowledge base with a hostile text in the place of every text, as a person would."""
    rng = random.Random(request.param)  # noqa: S311  (no secret)
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(SECOND, root / "content")
    texts: dict[tuple[str, ...], list[str]] = {}
    for path in sorted(root.glob("content/**/*.yml")):
        name = path.relative_to(root / "content").as_posix()
        if name == "search.yml" or name.startswith("asked/"):
            continue
        data = yaml.safe_load(path.read_text())
        for holder, key, place in words(data, (name,)):
            holder[key] = hostile_text(rng, sum(map(len, texts.values())))
            texts.setdefault(place, []).append(holder[key])
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    done = run("build", "--content", root / "content", "--docs", root / "docs", "--site", root / "site")
    assert done.returncode == 0, done.stderr
    return Hostile(root / "site", texts)


def test_every_text_is_on_some_page_as_written(built: Hostile) -> None:
    pages = built.pages()
    lost = {
        place: text
        for place, texts in built.texts.items()
        for text in texts
        if place not in UNSEEN and not any(page.holds(text) for page in pages)
    }
    assert lost == {}


def test_no_text_becomes_an_element_or_an_attribute(built: Hostile, folders: Folders) -> None:
    house.build(folders)
    plain = Hostile(folders.site, {}).pages()
    for page in built.pages():
        assert page.tags <= {tag for one in plain for tag in one.tags}
        assert {name for name, _ in page.attributes} <= {name for one in plain for name, _ in one.attributes}


def strings(value: Any) -> Iterator[str]:
    """Yield every string in parsed JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def test_every_text_is_in_the_data_as_written(built: Hostile) -> None:
    data = set(strings(json.loads((built.site / "data/knowledge-base.json").read_text())))
    for place, texts in built.texts.items():
        assert place[0] == "interface.yml" or set(texts) <= data, place


def test_titles_descriptions_and_structured_data_say_what_is_written(built: Hostile) -> None:
    for address, file, *keys in (
        ("faq", "site.yml", "pages", "faq"),
        ("messages", "site.yml", "pages", "messages"),
        ("quick-guide", "site.yml", "pages", "quick_guide"),
        ("power", "areas/power.yml"),
        ("water", "areas/water.yml"),
    ):
        page = built.page(address)
        title, summary = built.text(file, *keys, "title"), built.text(file, *keys, "summary")
        assert page.title == f"{title} – {built.text('site.yml', 'title')}"
        assert (page.meta("og:title"), page.meta("description")) == (title, summary)
        assert title in set(strings(json.loads(page.data)))
    said = set(strings(json.loads(built.page("faq").data)))
    assert {built.text("faq.yml", "question"), built.text("faq.yml", "short")} <= said
    assert set(built.texts["areas/power.yml", "steps", "title"]) <= set(
        strings(json.loads(built.page("power").data))
    )


def test_the_markdown_copy_reads_as_written(built: Hostile) -> None:
    """Any renderer of Markdown shows the same texts, not only ours."""
    copies = [markdown.markdown(path.read_text(), extensions=["tables"]) for path in built.site.rglob("*.md")]
    index = markdown.markdown((built.site / "llms.txt").read_text())
    shown, listed = (html.unescape(re.sub(r"<[^>]*>", "", text)) for text in ("\n".join(copies), index))
    for place, texts in built.texts.items():
        if place[0] in {"areas/power.yml", "areas/water.yml", "faq.yml", "symptoms.yml", "sources.yml"}:
            for text in texts:
                assert text in shown, place
        if place[0].startswith("areas/") and place[1:] in {("title",), ("summary",)}:
            assert texts[0] in listed, place


def test_a_browser_shows_what_is_written_and_runs_nothing(
    built: Hostile, serve: Callable[[Path], str], browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    odd: list[str] = []
    page.on("dialog", lambda dialog: odd.append(dialog.message))
    page.on("pageerror", lambda error: odd.append(str(error)))
    page.on("console", lambda message: odd.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: odd.append(request.url) if "127.0.0.1" not in request.url else None)
    home = serve(built.site.parent) + f"/{built.site.name}/"
    page.goto(home + "quick-guide/")
    cells = set(page.locator("td").all_text_contents())
    for area in ("areas/power.yml", "areas/water.yml"):
        for place in (("name",), ("quick_guide", "check"), ("quick_guide", "do")):
            assert built.text(area, *place) in cells
    page.goto(home + "faq/")
    question = built.text("faq.yml", "question")
    expect(page.locator("h2#why-cold")).to_have_text(question)
    assert page.title() == f"{built.text('site.yml', 'pages', 'faq', 'title')} – {built.text('site.yml', 'title')}"
    found = re.search(r"n\d+n", question)
    assert found
    assert ask(page, found[0])
    assert question in page.locator(f"{RESULT} .kb-search__title").all_text_contents()
    expect(page.locator(FIELD)).to_have_attribute("placeholder", built.text("interface.yml", "search_hint"))
    assert odd == []
    context.close()
