"""Requests that no page can read, and what a browser may keep."""

import pytest
from django.test import Client

from tests.factories.accounts import OfficerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.audit.pages")]


@pytest.fixture
def client():
    client = Client(raise_request_exception=False)
    client.force_login(OfficerFactory())
    return client


@pytest.mark.parametrize("query", ["q=Al%00i", "%00=x", "q=%ff", "q=%ed%a0%80", "q=%C3%28"])
def test_a_query_that_is_no_text_is_refused(client, query):
    answer = client.get("/accounts/password/", QUERY_STRING=query)

    assert answer.status_code == 400
    assert "%00" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/people/%00/", "/cases/ST-2026-%00/"])
def test_an_address_that_is_no_text_is_refused(client, path):
    assert client.get(path).status_code == 400


def test_an_address_in_broken_letters_leads_nowhere(client):
    assert client.get("/%ff/").status_code == 404


@pytest.mark.parametrize("query", ["q=%D0%BD%D2%B1%D1%80", "q=O%27Neil-%C3%B1", "q=", ""])
def test_text_of_any_script_is_read(client, query):
    assert client.get("/accounts/password/", QUERY_STRING=query).status_code == 200


@pytest.mark.parametrize("name", ["kosh_session", "csrftoken", "django_language"])
def test_a_cookie_with_a_hidden_zero_is_refused(name):
    answer = Client(raise_request_exception=False).get("/accounts/login/", HTTP_COOKIE=f'{name}="abcdefgh\\000"')

    assert answer.status_code == 400


def test_a_forged_host_is_refused(client):
    assert client.get("/accounts/password/", headers={"Host": "evil.example"}).status_code == 400


def test_a_body_too_large_is_refused(client):
    assert client.post("/office/", {"name": "a" * 10_000_000}, content_type=FORM).status_code == 413


FORM = "application/x-www-form-urlencoded"


def test_too_many_fields_are_refused(client):
    answer = client.post("/office/", "&".join(f"f{n}=1" for n in range(10_000)), content_type=FORM)

    assert answer.status_code == 413
    assert "smaller parts" in answer.content.decode()


def test_too_many_files_are_refused(client):
    part = "--x\r\nContent-Disposition: form-data; name=f; filename=a.txt\r\n\r\na\r\n"
    answer = client.post("/office/", part * 200 + "--x--\r\n", content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=\u00e9", f"{FORM}; charset=utf-16"]
)
def test_a_body_that_cannot_be_taken_apart_is_refused(client, kind):
    assert client.post("/office/", "name=x", content_type=kind).status_code == 400


def test_another_kind_of_body_has_no_key(client):
    assert client.post("/office/", '{"name": "x"}', content_type="application/json").status_code == 400


def test_a_form_without_its_token_is_refused_with_a_page():
    client = Client(enforce_csrf_checks=True)
    client.force_login(OfficerFactory())

    answer = client.post("/office/", {"name": "x"})

    assert (answer.status_code, b"too old" in answer.content) == (403, True)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_a_method_that_no_page_has_is_refused(client, method):
    assert getattr(client, method)("/accounts/logout/").status_code in (403, 405)


def test_no_header_changes_the_method(client):
    answer = client.get("/accounts/password/", headers={"X-HTTP-Method-Override": "DELETE"})

    assert answer.status_code == 200


def test_a_database_that_is_away_says_when_to_come_back(client):
    answer = client.get("/away/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")


def test_htmx_is_led_to_the_door_as_a_whole_page():
    answer = Client().get("/accounts/password/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.has_header("Location")) == (200, False)
    assert answer["HX-Redirect"].startswith("/accounts/login/")


def test_nothing_of_a_session_is_stored(client):
    assert "no-store" in client.get("/accounts/password/")["Cache-Control"]
    assert "no-store" in client.get("/nowhere/")["Cache-Control"]


def test_an_answer_without_a_session_may_be_stored():
    assert "no-store, private" not in Client().get("/healthz").get("Cache-Control", "")
