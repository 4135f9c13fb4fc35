"""A real Chromium in front of the real program: pages in two sizes, without a script, signed in as an officer.

A test that ends with an error in the browser's console, or with a refusal of the Content-Security-Policy, fails.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from casework.accounts.models import Officer
from tests.journeys import chromium, looks

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

# The driver of the browser keeps an event loop in this thread; Django would refuse the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.found()
    if path is None and chromium.is_demanded():
        pytest.fail("No Chromium was found, and CI=true demands one: install it, or name it in KOSH_CHROMIUM.")
    if path is None:
        pytest.skip("No Chromium was found: install it, or name it in KOSH_CHROMIUM.")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def opened(browser, live_server) -> Iterator[Callable[..., Page]]:
    """Open a window of any kind: `opened(viewport=PHONE, java_script_enabled=False)`. All are watched and closed."""
    with watched_windows(browser, live_server.url) as open_one:
        yield open_one


@pytest.fixture
def page(opened) -> Page:
    """A window of an ordinary monitor."""
    return opened()


@pytest.fixture
def phone(opened) -> Page:
    return opened(viewport=PHONE, has_touch=True)


@pytest.fixture
def scriptless(opened) -> Page:
    """A window of a browser without JavaScript."""
    return opened(java_script_enabled=False)


@pytest.fixture
def sign_in() -> Callable[[Page, Officer], None]:
    """Give a window the session of an officer; the sign-in page itself has its own tests."""
    return give_session


def give_session(page: Page, officer: Officer) -> None:
    client = Client()
    client.force_login(officer, backend="casework.accounts.adapter.SignedIn")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    address = page.evaluate("() => location.origin") if page.url.startswith("http") else page.base_address
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


@contextmanager
def watched_windows(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    contexts, complaints = [], []

    def open_one(**options) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, "base_url": address, "locale": "en-GB"} | options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        window = context.new_page()
        window.base_address = address
        watch(window, complaints)
        if looks.are_wanted():
            window.goto("/accounts/login/")  # letters that came too late for this page stand ready for the next
        return window

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, "The browser complained:\n" + "\n".join(complaints)


def watch(window: Page, complaints: list[str]) -> None:
    """Keep every error of the console; answers of 4xx are the business of the tests themselves."""

    def said(message) -> None:
        is_answer = message.text.startswith("Failed to load resource") and "status of 4" in message.text
        if message.type == "error" and not is_answer:
            complaints.append(f"{window.url}: {message.text}")

    window.on("console", said)
    window.on("pageerror", lambda error: complaints.append(f"{window.url}: {error}"))
