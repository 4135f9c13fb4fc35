"""Pictures of pages for the eye, under var/screenshots, when KOSH_SCREENSHOTS=1."""

import os

from django.conf import settings
from playwright.sync_api import Page

from tests.journeys.axe import THEMES


def are_wanted() -> bool:
    return os.environ.get("KOSH_SCREENSHOTS") == "1"


def look(page: Page, name: str) -> None:
    """Keep the page as it stands, in light and in dark."""
    if not are_wanted():
        return
    folder = settings.BASE_DIR / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.screenshot(path=folder / f"{name}-{page.viewport_size['width']}-{theme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
