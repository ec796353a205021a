"""A folder of Markdown → a folder of HTML, by MkDocs in strict mode."""

import logging
import os
import sys
from datetime import UTC, date, datetime, time
from logging.handlers import BufferingHandler
from pathlib import Path

from kb import template_errors
from kb.problems import BuildError

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's notice about its future is not about this build


def render(project: Path, day: date) -> None:
    """Render the project's `docs/` into its `site/`; `project` contains mkdocs.yml, docs/ and overrides/.

    `day` replaces the time of the build, so that the same content always makes the same site.

    Raises BuildError when a template fails, and when MkDocs warns about anything at all: dead links or anchors, …
    """
    from mkdocs.commands.build import build  # noqa: PLC0415  (slow to import; `check` does without)
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    from kb.site import overrides  # noqa: PLC0415
    from kb.site.theme import LeanTheme  # noqa: PLC0415

    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.combine(day, time(), UTC).timestamp()))
    warnings = BufferingHandler(sys.maxsize)
    warnings.setLevel(logging.WARNING)
    log = logging.getLogger("mkdocs")
    log.addHandler(warnings)
    try:
        config = load_config(
            str(project / "mkdocs.yml"), strict=False
        )  # we stop on warnings ourselves, to show all
        config.theme = LeanTheme.of(config.theme)
        wrong = list(overrides.errors(project / "overrides", config.theme.get_env()))
        if not wrong:
            build(config)
    except MkDocsException as error:
        wrong = [" ".join(str(error).replace(f"{project}{os.sep}", "").split())]
    except Exception as error:
        if located := template_errors.located(error, project / "overrides", "overrides"):
            raise located from error
        wrong = [f"{type(error).__name__}: {error}"]
    finally:
        log.removeHandler(warnings)
    if lines := [*(record.getMessage() for record in warnings.buffer), *wrong]:
        raise BuildError("\n".join(lines))
