"""Nobody sees anything without signing in, but for the few addresses that config.open_urls lists with their reasons."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, include, path, reverse
from django.urls.resolvers import RoutePattern, URLResolver
from django.utils.regex_helper import normalize

from config import urls
from config.open_urls import OPEN_URLS

pytestmark = pytest.mark.django_db

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
SAMPLES = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
    "day": "2026-11-23",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
REFUSED = {302, 403, 405}


class Address(NamedTuple):
    name: str
    path: str


def addresses(patterns=None, prefix="/", names=()) -> Iterator[Address]:
    """Every address of the resolver with a sample in place of each parameter."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        whole = prefix + sample(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from addresses(pattern.url_patterns, whole, inner)
        elif isinstance(pattern, URLPattern):
            yield Address(":".join((*names, pattern.name or whole)), whole)


def sample(pattern) -> str:
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "x"), str(pattern))
    shape, parameters = normalize(pattern.regex.pattern)[0]
    return shape % dict.fromkeys(parameters, "x")


def answers(address: Address) -> dict[str, HttpResponse]:
    client = Client(raise_request_exception=False)
    return {method: client.generic(method, address.path) for method in METHODS}


def is_refused(method: str, answer: HttpResponse) -> bool:
    leads_to_the_door = answer.get("Location", "").startswith((reverse("account_login"), "/admin/login/"))
    return leads_to_the_door or (method != "GET" and answer.status_code in REFUSED - {302})


def open_addresses() -> dict[str, list[str]]:
    """What answers a stranger with anything but the way to the door: name -> methods."""
    found = {
        address.name: [method for method, answer in answers(address).items() if not is_refused(method, answer)]
        for address in addresses()
    }
    return {name: methods for name, methods in found.items() if methods}


def test_every_address_but_the_listed_ones_leads_a_stranger_to_the_door():
    assert {name: methods for name, methods in open_addresses().items() if name not in OPEN_URLS} == {}


def test_every_listed_address_exists_and_is_open():
    assert set(OPEN_URLS) - set(open_addresses()) == set()


def test_every_exception_has_its_reason():
    assert all(len(reason.split()) > 2 for reason in OPEN_URLS.values())


def test_the_walk_reaches_every_package():
    names = {address.name.partition(":")[0] for address in addresses()}

    assert {"quotas", "cases", "returnees", "desk", "admin", "healthz"} <= names


@pytest.mark.urls("tests.test_open_urls")
def test_an_address_somebody_left_open_is_found():
    assert open_addresses()["forgotten"] == METHODS


urlpatterns = [
    path("forgotten/<int:number>/", login_not_required(lambda request, number: HttpResponse("data")), name="forgotten"),
    path("", include(urls.urlpatterns)),
]
