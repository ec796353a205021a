"""Pictures: the README screenshot and the social card, from the built site; `make pictures` takes them."""

from __future__ import annotations

import sys

from kb.folders import ROOT
from measure import hosts

ICONS = ROOT / "docs/assets/icons"
SHOTS = {"home-phone.png": (390, 700), "social-card.png": (1200, 630)}
"""File → width and height of the home page."""


def main() -> int:
    """Take every picture; return the exit status."""
    site = ROOT / "site"
    if not (site / "index.html").is_file():
        print("needs a built site (`make build`)", file=sys.stderr)
        return 1
    try:
        with hosts.chromium() as browser, hosts.served(site) as host:
            for name, (width, height) in SHOTS.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto(f"{host}/", wait_until="networkidle")
                page.screenshot(path=ICONS / name)
                page.close()
    except hosts.BrowserMissingError as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
