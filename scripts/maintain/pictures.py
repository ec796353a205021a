"""Take the README's screenshot and the social card from the built site."""

from kb.paths import ROOT
from maintain import browser

SCREENSHOTS = {".github/home-phone.png": (390, 700), "content/assets/social-card.png": (1200, 630)}
"""Path in the repository → width and height of the home page."""


def main() -> None:
    """Take every screenshot."""
    with browser.chromium() as chromium, browser.serve_folder(ROOT / "site") as host:
        for name, (width, height) in SCREENSHOTS.items():
            page = chromium.new_page(viewport={"width": width, "height": height})
            browser.open_page(page, f"{host}/")
            page.screenshot(path=ROOT / name)
            page.close()


if __name__ == "__main__":
    main()
