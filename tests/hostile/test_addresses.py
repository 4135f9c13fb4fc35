"""What stands in the address itself: numbers, keys, slugs and tokens that nobody gave out; and methods nobody uses."""

import re
from collections.abc import Iterator
from itertools import cycle, islice
from urllib.parse import quote

import pytest
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver

from tests.hostile.sending import ANSWERS, browser, undone, written
from tests.posts import sent

pytestmark = pytest.mark.django_db

PARAMETER = re.compile(r"<(?:\w+:)?\w+>")
EVERYWHERE = ("9223372036854775808", "-1", "abc", "1%0A", "%D9%A1%D9%A2%D9%A3", "%00", "%FF", "%ED%A0%80")
BY_TURNS = (
    "0", "1%00", "1_000", "1e3", "..", "..%2F..%2Fetc%2Fpasswd", "%2e%2e", "1;drop", "'%20OR%201=1--", "%25", "{{7*7}}",
    "<script>alert(1)</script>",
    "P-000001%0A", "ST-2026-000001%20", "a" * 3000, "00000000-0000-0000-0000-000000000000", "%E2%80%AE",
    quote("я" * 300),
)  # fmt: skip
MADE_UP = EVERYWHERE + BY_TURNS
TURN = 3  # of those by turns, so many at each place
ODD_METHODS = ("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND")
NOT_OURS = ("account", "healthz", "set_language")  # the door answers as its libraries do


def routes(patterns=None, prefix: str = "/") -> Iterator[str]:
    """Every address of ours as it is written, parameters and all."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        whole = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            yield from routes(pattern.url_patterns, whole)
        elif isinstance(pattern, URLPattern):
            yield whole


def made_up(scene) -> Iterator[str]:
    """Each parameter of each route in turn, the others as they are on record."""
    known, turns = sorted(scene.addresses.values()), cycle(BY_TURNS)
    for route in routes():
        shape = re.compile(PARAMETER.sub("([^/]+)", re.escape(route).replace(r"\<", "<").replace(r"\>", ">")) + "$")
        sample = next((shape.match(address) for address in known if shape.match(address)), None)
        for place in range(len(PARAMETER.findall(route))):
            values = (*EVERYWHERE, *islice(turns, TURN))
            yield from (_with(sample, route, place, value) for value in values)


def _with(sample: re.Match[str] | None, route: str, place: int, value: str) -> str:
    """The address of a route with this value at one place."""
    values = list(sample.groups()) if sample else ["1"] * len(PARAMETER.findall(route))
    values[place] = value
    parts = iter(values)
    return PARAMETER.sub(lambda found: next(parts), route)


def statuses(client: Client, addresses: list[str]) -> dict[str, int]:
    """What each address answers to being read and to being sent an empty form."""
    found = {}
    for address in addresses:
        with undone():
            found[f"GET {address[:120]}"] = client.get(address).status_code
            found[f"POST {address[:120]}"] = client.post(address, sent()).status_code
    return found


def test_what_nobody_gave_out_is_not_found(scene, record_property):
    addresses = list(made_up(scene))
    before = written()

    with override_settings(ROOT_URLCONF="tests.bare"):
        found = statuses(browser(scene.caseworker), addresses)

    record_property("hostile inputs", 2 * len(addresses))
    assert 2 * len(addresses) >= 4000
    assert {asked: status for asked, status in found.items() if status not in ANSWERS} == {}
    assert {asked for asked, status in found.items() if status in (200, 204)} == set()
    assert written() == before


def test_the_page_of_what_is_not_found_holds_nothing_of_the_address(scene):
    client = browser(scene.caseworker)

    for value in MADE_UP:
        page = client.get(f"/cases/{value}/").content.decode()
        assert "<script>alert(1)" not in page, f"{value} came back as markup"


def test_odd_methods_are_refused_everywhere(scene, record_property):
    client = browser(scene.caseworker)
    asked = [(key, method) for key in scene.addresses if not key.startswith(NOT_OURS) for method in ODD_METHODS]

    found = {(key, method): client.generic(method, scene.addresses[key]).status_code for key, method in asked}

    record_property("hostile inputs", len(asked))
    assert {asked: status for asked, status in found.items() if status != 405} == {}


@pytest.mark.parametrize("override", ["DELETE", "PUT", "GET"])
def test_no_header_or_field_makes_another_method_of_a_post(scene, override):
    client = browser(scene.caseworker)
    address = scene.addresses["cases:notes"]

    with undone():
        answer = client.post(address, sent(text="-", _method=override), headers={"x-http-method-override": override})

    assert answer.status_code == 302
