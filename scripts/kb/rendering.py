"""Site, pages: the Markdown of each page → its HTML, by MkDocs as ever, but on all processors at once."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from functools import partial
from operator import contains
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from kb.kept import Anchors, Body, Kept
from kb.processes import can_fork, spread
from kb.remembered import Compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

FEW = 8
"""Pages for which it does not pay to start processes."""

MAIN = "main.html"
"""The template of pages."""


class VisibleFiles(FileSystemLoader):
    """Loads templates, and lists those outside hidden folders: MkDocs takes none of the icons there."""

    def list_templates(self) -> list[str]:
        """Return the paths of the theme's files, in order."""
        found = set[str]()
        for folder in self.searchpath:
            for at, inside, names in os.walk(folder):
                inside[:] = [name for name in inside if not name.startswith(".")]
                found.update(os.path.relpath(f"{at}/{name}", folder) for name in names)
        return sorted(found)


def _environment(of_theme: Callable[[], Environment]) -> Environment:
    env = of_theme()
    if isinstance(env.loader, FileSystemLoader):
        env.loader = VisibleFiles(env.loader.searchpath)
    env.bytecode_cache = Compiled("theme")
    return env


def rehearse(project: Path) -> None:
    """Load all that a build of the project needs, and compile its templates; no site is written.

    For this a page is rendered. If that cannot be, the build will tell why.
    """
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    with suppress(Exception):
        config = load_config(str(project / "mkdocs.yml"))
        env = _environment(config.theme.get_env)
        files = get_files(config)
        files.add_files_from_theme(env, config)
        nav = get_navigation(files, config)
        page = _page("index.md", config, files)
        page.read_source(config)
        page.render(config, files)
        for template in (MAIN, *config.theme.static_templates):
            env.get_template(template).render(get_context(nav, files, config, page))


class Rendering(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Has the pages rendered before MkDocs asks for them. Only `site.build` adds it: any MkDocs can do without.

    `site` is where the site will stand: of its last build, what became of pages that are still the same is used
    again. With `known` only the `outdated` files are rendered or copied.
    """

    def __init__(self, site: Path | None, known: Mapping[str, Anchors], outdated: Collection[str]) -> None:
        self._site = site
        self._known = known
        self._outdated = outdated
        self._kept: Kept | None = None
        self._bodies: dict[File, Body] = {}

    @property
    def anchors(self) -> dict[str, Anchors]:
        """Those of every page, once the site is built."""
        return {file.src_uri: body.anchors for file, body in self._bodies.items()}

    def keep(self) -> None:
        """Keep what has become of the pages for the next build."""
        if self._kept:
            self._kept.keep(self._bodies)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Have the theme's templates found and compiled as quickly as may be."""
        config.theme.get_env = partial(_environment, config.theme.get_env)  # type: ignore[method-assign]

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Tell MkDocs which files are outdated, when it is to make only these; else look for what was kept."""
        if self._known:
            for file in files:
                file.is_modified = partial(contains, self._outdated, file.src_uri)  # type: ignore[method-assign]
        elif self._site and len(config.plugins) == 1:  # another one might change pages in its own way
            self._kept = Kept(self._site, config, files)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Render the pages, if they are many; from here on each has its HTML, or at least its anchors."""
        for path, anchors in self._known.items():
            _give_anchors(_page(path, config, files), anchors, files)
        paths = []
        for file in files.documentation_pages():
            body = self._kept and self._kept.body(file)
            if body:
                _give(_page(file.src_uri, config, files), body, files)
            elif not self._known or file.is_modified():
                paths.append(file.src_uri)
        if len(paths) > FEW and can_fork():
            for path, new in zip(paths, _rendered(paths, config, files), strict=True):
                if new:
                    _give(_page(path, config, files), new, files)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Note what has become of every page: MkDocs has rendered all that it is to render."""
        self._bodies = {file: _body(_page(file.src_uri, config, files)) for file in files.documentation_pages()}
        return env


def _rendered(paths: list[str], config: MkDocsConfig, files: Files) -> list[Body | None]:
    """Return what each page becomes; None when something is wrong with it, which MkDocs then finds and tells."""
    warnings = CountHandler(level=logging.WARNING)

    def body(path: str) -> Body | None:
        page = _page(path, config, files)
        told = warnings.get_counts()
        try:
            page.read_source(config)
            page.render(config, files)
        except Exception:
            return None
        return _body(page) if warnings.get_counts() == told else None

    log = logging.getLogger("mkdocs")
    log.addHandler(warnings)
    try:
        return spread(body, paths)
    finally:
        log.removeHandler(warnings)


def _page(path: str, config: MkDocsConfig, files: Files) -> Page:
    file = files.src_uris[path]
    return file.page or Page(None, file, config)


def _body(page: Page) -> Body:
    """Return what a rendered page has become."""
    return Body(page.content or "", page.toc, page._title_from_render, _anchors(page))


def _anchors(page: Page) -> Anchors:
    linked = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
    return Anchors(page.present_anchor_ids or set(), linked)


def _give(page: Page, body: Body, files: Files) -> None:
    """Let a page be what it has become; MkDocs need not render it."""
    page.content, page.toc, page._title_from_render = body.content, body.toc, body.title
    _give_anchors(page, body.anchors, files)
    page.render = lambda config, files: None  # type: ignore[method-assign]  # noqa: ARG005


def _give_anchors(page: Page, anchors: Anchors, files: Files) -> None:
    page.present_anchor_ids = anchors.here
    page.links_to_anchors = {files.src_uris[path]: links for path, links in anchors.linked.items()}
