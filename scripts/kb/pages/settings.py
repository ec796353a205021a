"""The renderer's settings that come from content: name, address, menus, interface words."""

from collections.abc import Sequence

import yaml

from kb.generated import File, mark
from kb.model.knowledge_base import KnowledgeBase
from kb.model.routes import MENU
from kb.pages import tools
from kb.pages.escaping import paragraphs
from kb.pages.page import Page

CARD = "social-card.png"
"""The picture in the content's assets that other sites show with a link to a page."""

PICTURES = "assets/icons"
"""The folder of the content's assets, in the docs folder and on the site."""

PATH = ".site.yml"
"""The file that mkdocs.yml inherits."""


def file(kb: KnowledgeBase, pages: Sequence[Page]) -> File:
    """Return the settings as a YAML file."""
    by_id = {page.id: page for page in pages}
    missing = kb.site.pages.not_found
    settings = {
        "site_name": kb.site.title,
        "site_url": kb.site.address,
        "site_description": kb.site.pages.home.summary,
        "theme": {"language": kb.site.language},
        "extra": {
            "menu": [_menu_item(by_id[id_]) for id_ in MENU],
            "areas": [_menu_item(by_id[id_]) for id_ in kb.areas],
            "regions": [{"id": region.id, "name": region.name} for region in kb.regions],
            **({"card": f"{PICTURES}/{CARD}"} if CARD in kb.assets else {}),
            "help": f"{kb.site.help_area}/",
            "disclaimer": kb.site.disclaimer,
            "report": kb.site.report,
            "not_found": {"title": missing.title, "intro": paragraphs(missing.intro)},
            "words": tools.words_on_pages(kb.interface),
        },
    }
    body = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=110)
    return File(PATH, f"{mark('site.yml', 'interface.yml')}\n{body}")


def _menu_item(page: Page) -> dict[str, str]:
    return {"name": page.name, "title": page.title, "address": page.address}
