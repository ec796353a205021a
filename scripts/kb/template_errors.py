"""An exception from a template → one line that says where and why."""

import traceback
from pathlib import Path

import jinja2

from kb.problems import BuildError


def located(error: Exception, folder: Path, shown: str) -> BuildError | None:
    """Return an exception from a template in `folder` as an error with file and line, or None for any other.

    `shown` is the folder's path as the error shows it.
    """
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        place = _place(error.filename, error.lineno, folder, shown)
    else:
        frames = reversed(traceback.extract_tb(error.__traceback__))
        places = (_place(frame.filename, frame.lineno, folder, shown) for frame in frames)
        place = next(filter(None, places), None)
    if isinstance(error, jinja2.TemplateNotFound) and place is None:
        return BuildError(f"{shown}/{error.name}: this template is missing")
    return BuildError(f"{place}: {_reason(error)}") if place else None


def _place(filename: str, line: int | None, folder: Path, shown: str) -> str | None:
    """Return the file and line of a frame, or None when it is in no template of the folder."""
    root = f"{folder.as_posix()}/"
    name = filename.replace("\\", "/")
    return f"{shown}/{name.removeprefix(root)}:{line}" if name.startswith(root) else None


def _reason(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f'there is no template "{error.name}"'
    if isinstance(error, jinja2.TemplateError):
        return " ".join(str(error.message).split())
    return " ".join(f"{type(error).__name__}: {error}".split())
