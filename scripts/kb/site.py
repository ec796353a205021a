"""Site: a folder of Markdown → a folder of HTML, through MkDocs in strict mode."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from kb.folders import ROOT
from kb.processes import Standby

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from pathlib import Path

    from kb.kept import Anchors

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's notice about its future is not about this build


class SiteError(Exception):
    """The renderer refused the pages. The text says why, a line for each reason."""


class _Collector(logging.Handler):
    """Keeps what the renderer warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def renderer() -> Standby[None]:
    """Return what renders a project as `build` does. It loads MkDocs while it waits to be called."""
    return Standby(_render, ready=_rehearse)


def _rehearse() -> None:
    from kb.rendering import rehearse  # noqa: PLC0415  (slow to load)

    rehearse(ROOT)


def _render(project: Path, day: date, site: Path) -> None:
    build(project, day, site)


def build(
    project: Path,
    day: date,
    site: Path | None = None,
    known: Mapping[str, Anchors] | None = None,
    outdated: Collection[str] = (),
) -> dict[str, Anchors]:
    """Render the project's `docs/` into its `site/`; `project` holds mkdocs.yml, docs/ and overrides/.

    `day` stands where the renderer would put the time of the build, so that one content makes one site.
    `site` is where the site will stand: pages that are as they were when it was last built there are not rendered.
    With `known`, which an earlier call has returned, only the `outdated` files of `docs/` are rendered or copied,
    and links are checked all the same.

    Raises SiteError when the renderer warns of anything at all: dead links, dead anchors, missing files.
    """
    from mkdocs.commands.build import build as render  # noqa: PLC0415  (slow to load; `check` does not need it)
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    from kb.rendering import Rendering  # noqa: PLC0415

    seconds = datetime.combine(day, time(), UTC).timestamp()
    os.environ["SOURCE_DATE_EPOCH"] = str(int(seconds))
    collector = _Collector()
    collector.addFilter(lambda record: "'dirty' build" not in record.getMessage())  # we see to what this warns of
    log = logging.getLogger("mkdocs")
    log.addHandler(collector)
    try:
        config = load_config(str(project / "mkdocs.yml"), strict=False)  # we stop on warnings, and show them
        rendering = config.plugins["rendering"] = Rendering(site, known or {}, outdated)
        render(config, dirty=known is not None)
    except MkDocsException as error:
        collector.lines.append(str(error))
    except Exception as error:
        collector.lines.append(f"{type(error).__name__}: {error}")
    finally:
        log.removeHandler(collector)
    if collector.lines:
        raise SiteError("\n".join(collector.lines))
    rendering.keep()
    return rendering.anchors
