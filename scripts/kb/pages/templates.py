"""The template environment: every value is escaped for Markdown unless a macro or filter has made it Markdown."""

from datetime import date

import jinja2
import segno
from babel.dates import format_date
from markupsafe import Markup

from kb.model.entries import Message
from kb.model.knowledge_base import KnowledgeBase
from kb.pages import feedback
from kb.pages.escaping import escape, paragraphs
from kb.pages.evidence import EvidenceLabels, has_own_evidence
from kb.pages.links import Links, target
from kb.paths import ROOT

TEMPLATES = ROOT / "scripts" / "templates"


def environment(kb: KnowledgeBase) -> jinja2.Environment:
    """Return the environment in which the pages of a knowledge base are rendered.

    `autoescape` makes macros return finished Markup; `finalize` escapes all other values for Markdown, so that a
    template that forgets something is safe.
    """
    evidence, links = EvidenceLabels(kb), Links(kb)
    roles = {role.id: role for role in kb.site.roles}
    others = frozenset(kb.steps_of_others)
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        finalize=escape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= {
        "address": _address,
        "day": lambda day: _day(day, kb.site.language),
        "edit": links.edit,
        "evidence": evidence.labels,
        "feedback": lambda entry: _address(feedback.link(kb.site.report, entry)),
        "former": links.former,
        "has_own_evidence": has_own_evidence,
        "moved": links.moved,
        "open_label": evidence.open_label,
        "of_others": lambda refs: [ref for ref in refs if ref in others],
        "paragraphs": paragraphs,
        "qr": _qr,
        "role": roles.get,
        "scope": evidence.scope,
        "sentence": _sentence,
        "shown": _shown,
        "step": links.link,
        "target": lambda id_, page: target(f"{page}/{id_}"),
    }
    env.globals |= {"kb": kb, "words": kb.interface}
    return env


def _day(day: date, language: str) -> str:
    """Return a date as readers of a language write it."""
    return format_date(day, format="long", locale=language.replace("-", "_"))


def _qr(text: str) -> Markup:
    """Return a QR code of a text as an inline picture."""
    code = segno.make(text, error="m").svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    return Markup(code)  # noqa: S704  (SVG made from modules, not from the text)


def _address(text: str) -> Markup:
    """Return an address as a link's target in Markdown: the models refuse characters that could end the target."""
    return Markup(text.replace("&", "&amp;"))  # noqa: S704


def _sentence(text: str) -> str:
    """Return a text as the beginning of a sentence or heading."""
    return text[:1].upper() + text[1:]


def _shown(message: Message) -> str:
    """Return what a message shows: text in quotation marks, anything else as it is."""
    return f"“{message.shows}”" if message.kind == "text" else message.shows
