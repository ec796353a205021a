"""Escaping: text → Markdown that shows exactly that text."""

import re

from markupsafe import Markup

_ANYWHERE = re.compile(r'[&<"*_`\[\]{}|\\~^#]|:(?=[-+\w])')
_AT_START = re.compile(r"^(\s*)([-+>=:]|\d+(?=[.)]))", re.MULTILINE)


def escape(text: object) -> Markup:
    r"""Return Markdown that reads as `text`, character for character. Markup is finished and stays as it is.

    Characters with a meaning in HTML, in Markdown or in one of the extensions in use become character references,
    which every Markdown renderer shows as the character and none interprets.
    """
    if isinstance(text, Markup):
        return text
    escaped = _ANYWHERE.sub(_reference, str(text))
    return Markup(_AT_START.sub(lambda m: m[1] + "".join(map(_number, m[2])), escaped))  # noqa: S704  (escaped)


def _reference(match: re.Match[str]) -> str:
    return {"&": "&amp;", "<": "&lt;", '"': "&quot;"}.get(match[0]) or _number(match[0])


def _number(char: str) -> str:
    return f"&#{ord(char)};"


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: each line is one."""
    return [line.strip() for line in text.splitlines() if line.strip()]
