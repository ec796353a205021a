"""The rendered site → a site ready to host. `finish()` runs every step of it in order."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kb.generated import dense_json
from kb.model.knowledge_base import KnowledgeBase
from kb.pages import export
from kb.pages.page import Page
from kb.postprocess import fingerprint, html, json_ld, root_files, security, service_worker


def finish(project: Path, kb: KnowledgeBase, pages: Sequence[Page], markdown: Mapping[str, str]) -> None:
    """Complete the project's rendered site in place.

    `markdown` is the text of each generated page by its path in docs/.

    Raises BuildError when the theme's pages are not as expected.
    """
    site = project / "site"
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    search_engines = {site / page.address / "index.html": _json_ld(kb, page) for page in pages}
    for page in pages:
        path = site / page.address / "index.md"
        path.write_text(export.plain(markdown[f"{page.id}.md"]), encoding="utf-8")
    worker = site / "assets/js/worker.js"
    source = worker.read_text(encoding="utf-8")
    worker.unlink()
    styles, script = fingerprint.inline_styles(site), fingerprint.inline_script(site)
    renamed = fingerprint.replace_assets(site)
    offline = {}
    for path, text in texts.items():
        lean = html.minify(html.relink(html.without_theme_controls(text), renamed))
        kind = html.kind_of(lean)
        lean = html.insert_in_head(lean, security.meta(script, styles[kind]))
        whole = html.insert_in_head(lean, search_engines.get(path, ""))
        path.write_text(html.put_inline(whole, styles[kind], script), encoding="utf-8")
        offline[path.relative_to(site).as_posix()] = html.put_inline(lean, kind, script)
    if not (site / root_files.ROBOTS).exists():
        root_files.write_robots(site, kb.site.address)
    (site / "_headers").write_text(security.headers(), encoding="utf-8")
    service_worker.write(site, source, service_worker.write_pages(site, styles, offline))


def _json_ld(kb: KnowledgeBase, page: Page) -> str:
    text = dense_json(json_ld.data(kb, page)).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'
