"""The frame and the design language, in a real browser."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings

from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.journeys.axe import assert_accessible
from tests.journeys.looks import look

FILLED = {"Surname": "Ахметұлы", "Date of birth": "1990-05-04"}


@pytest.fixture(autouse=True)
def sample_pages(settings):
    """Make the page of all components reachable, for these tests alone."""
    engine = django_settings.TEMPLATES[0]
    settings.ROOT_URLCONF = "tests.journeys.sample"
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}]


@pytest.fixture
def officer(live_server):
    office = OfficeFactory(name="Office of Pavlodar region")
    names = {"first_name": "Officer", "last_name": "One", "post": "Caseworker"}
    return OfficerFactory(username="caseworker", office=office, roles=["caseworker"], **names)


@pytest.fixture
def at_sample(officer, sign_in):
    """Open the sample page in a window of any kind."""

    def go(window, address="/sample/"):
        sign_in(window, officer)
        assert window.goto(address).ok
        return window

    return go


def fill(window, **choices):
    for label, value in FILLED.items():
        window.get_by_label(label).fill(value)
    window.get_by_label("in person").check()
    window.get_by_label("I have compared").check()


def send(window):
    window.get_by_role("button", name="Lodge the application").click()


def test_every_component_is_accessible_on_a_monitor(page, at_sample):
    at_sample(page, "/sample/?say=it&country=MN")

    look(page, "sample")
    assert_accessible(page)


def test_every_component_is_accessible_on_a_phone(phone, at_sample):
    at_sample(phone)

    look(phone, "sample")
    assert_accessible(phone)


def test_a_phone_shows_no_more_than_its_width(phone, at_sample):
    at_sample(phone)

    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_refused_form_comes_back_with_what_was_typed(page, at_sample):
    at_sample(page)
    page.get_by_label("Surname").fill("Ахметұлы")

    send(page)

    page.get_by_text("This could not be accepted").wait_for()
    assert page.get_by_label("Surname").input_value() == "Ахметұлы"
    look(page, "refused")
    assert_accessible(page)


def test_the_summary_of_a_refused_form_has_the_focus_and_leads_to_the_field(page, at_sample):
    at_sample(page)
    send(page)
    page.get_by_text("This could not be accepted").wait_for()

    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.get_by_role("link", name="Date of birth:").click()
    assert page.evaluate("document.activeElement.name") == "born_on"


def test_a_refusal_swaps_the_form_and_leaves_the_page(page, at_sample):
    at_sample(page)
    page.evaluate("window.stays = true")

    send(page)

    page.get_by_text("This could not be accepted").wait_for()
    assert page.evaluate("window.stays")


def test_an_accepted_form_leads_to_the_whole_next_page(page, at_sample):
    at_sample(page)
    fill(page)

    send(page)

    page.get_by_role("heading", name="It is done").wait_for()
    assert page.url.endswith("/sample/done/")
    assert page.locator(".sidebar").count() == 1
    assert page.locator(".notice").inner_text() == "The family was lodged."


def test_the_way_back_after_an_accepted_form_leads_to_the_page_before(page, at_sample):
    at_sample(page)
    fill(page)
    send(page)
    page.get_by_role("heading", name="It is done").wait_for()

    page.go_back()

    page.get_by_role("button", name="Lodge the application").wait_for()


def test_the_form_works_without_a_script(scriptless, at_sample):
    at_sample(scriptless)

    send(scriptless)
    assert scriptless.get_by_text("This could not be accepted").is_visible()
    fill(scriptless)
    send(scriptless)

    assert scriptless.url.endswith("/sample/done/")


def test_a_form_is_sent_once_however_often_its_button_is_pressed(page, at_sample):
    at_sample(page)
    fill(page)
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))

    page.get_by_role("button", name="Lodge the application").evaluate("button => {button.click(); button.click()}")

    page.get_by_role("heading", name="It is done").wait_for()
    assert len(sent) == 1


def test_enter_in_a_half_filled_form_leads_to_the_field_that_waits(page, at_sample):
    at_sample(page)
    page.get_by_label("Surname").fill("Ахметұлы")

    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.name") == "born_on"
    assert not page.get_by_text("This could not be accepted").is_visible()


def test_an_answer_of_403_replaces_the_whole_page(page, at_sample):
    at_sample(page)
    page.locator("#form").evaluate("form => {form.setAttribute('hx-post', '/sample/forbidden/'); htmx.process(form)}")

    send(page)

    page.get_by_role("heading", name="This is not yours to do").wait_for()
    assert page.locator("main").count() == 1


def test_the_menu_of_a_phone_opens_without_a_script(opened, at_sample):
    phone = at_sample(opened(viewport={"width": 390, "height": 844}, java_script_enabled=False))
    assert not phone.get_by_role("link", name="My work").is_visible()

    phone.get_by_role("link", name="Open the menu").click()

    assert phone.get_by_role("link", name="My work").is_visible()


def test_the_open_menu_of_a_phone_is_accessible(phone, at_sample):
    at_sample(phone, "/sample/#sidebar")

    look(phone, "menu")
    assert_accessible(phone)


def test_escape_closes_the_menu_of_a_phone(phone, at_sample):
    at_sample(phone, "/sample/#sidebar")

    phone.keyboard.press("Escape")

    assert not phone.get_by_role("link", name="My work").is_visible()


def test_the_chosen_appearance_stays(page, at_sample):
    at_sample(page)
    page.get_by_role("button", name="Officer One").click()
    look(page, "officer")

    page.get_by_role("button", name="Dark").click()
    page.reload()

    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"


def test_the_system_decides_the_appearance_without_a_script(opened, at_sample):
    dark = at_sample(opened(java_script_enabled=False, color_scheme="dark"))

    assert dark.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_the_language_is_switched_without_a_script(scriptless, at_sample):
    at_sample(scriptless)

    scriptless.get_by_role("button", name="Русский").click()

    assert scriptless.locator("html").get_attribute("lang") == "ru"
    assert scriptless.url.endswith("/sample/")


def test_the_slash_leads_to_the_search_box(page, at_sample):
    at_sample(page)

    page.keyboard.press("/")

    assert page.evaluate("document.activeElement.id") == "search-box"


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page, at_sample):
    at_sample(page)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_nothing_moves_while_a_page_loads(page, at_sample):
    at_sample(page)
    page.add_init_script("""window.moved = 0; new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value
    }).observe({type: 'layout-shift', buffered: true})""")

    page.goto("/sample/", wait_until="networkidle")

    assert page.evaluate("window.moved") < 0.01


def test_a_page_after_the_first_weighs_at_most_100_kB(page, at_sample):
    at_sample(page)

    page.goto("/sample/?again=1", wait_until="networkidle")

    loaded = "performance.getEntries().reduce((sum, entry) => sum + (entry.transferSize || 0), 0)"
    assert 0 < page.evaluate(loaded) <= 100_000


def test_paper_shows_the_content_alone(page, at_sample):
    at_sample(page)

    page.emulate_media(media="print")

    assert not page.locator(".sidebar").is_visible()
    assert page.locator(".print-header").is_visible()
