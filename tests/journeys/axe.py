"""What axe says of a page, in light and in dark, and whether it fits its window."""

from functools import cache
from typing import Any

from django.conf import settings
from playwright.sync_api import Page, expect

ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast"]}  # nothing else can differ by the theme
RULES = {"light": ALL, "dark": COLOURS}
THEMES = tuple(RULES)
IN_MOTION = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"


def assert_accessible(page: Page) -> None:
    """Fail with every violation in words, its place on the page and the theme it was found in.

    A page wider than its window is one as well: nobody reads by scrolling sideways (WCAG 1.4.10, which axe leaves out).
    """
    found = [line for theme in THEMES for line in violations(page, theme)]
    page.emulate_media(color_scheme="light")
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found += [f"The page is {beyond} pixels wider than its window."] if beyond > 0 else []
    assert not found, f"{page.url}\n" + "\n".join(found)


def violations(page: Page, theme: str) -> list[str]:
    page.emulate_media(color_scheme=theme)
    expect(page.locator(IN_MOTION)).to_have_count(0)  # else a summary that takes the focus late scrolls again
    page.evaluate("scrollTo(0, 0)")  # else the top bar covers what lies under it
    page.evaluate(script())
    answer = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES[theme])
    return [line for violation in answer["violations"] for line in in_words(violation, theme)]


def in_words(violation: dict[str, Any], theme: str) -> list[str]:
    head = f"[{theme}] {violation['id']} ({violation['impact']}): {violation['help']}"
    places = [f"    {node['html'][:160]}\n      {node['failureSummary']}" for node in violation["nodes"]]
    return [head, *places]


@cache
def script() -> str:
    return (settings.NODE_MODULES / "axe-core" / "axe.min.js").read_text()
