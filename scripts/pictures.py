"""Pictures: the README screenshot and the social card, from the built site; `make pictures` takes them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
ICONS = ROOT / "docs/assets/icons"
SHOTS = {"home-phone.png": (390, 700, 1), "social-card.png": (1200, 630, 1)}
"""File → width, height and scale of the home page."""


def main() -> int:
    """Take every picture; return the exit status."""
    page_file = ROOT / "site/index.html"
    chromium = shutil.which("chromium")
    if not page_file.is_file() or not chromium:
        print("needs a built site (`make build`) and Debian's package chromium", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (width, height, scale) in SHOTS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
            page.goto(page_file.as_uri())
            page.screenshot(path=ICONS / name)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
