import pytest
from django.test import RequestFactory
from django.test.utils import override_settings

from casework.common import forms
from casework.common.answers import answer
from casework.common.errors import Conflict

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                "django.template.loaders.app_directories.Loader",
                (
                    "django.template.loaders.locmem.Loader",
                    {
                        "page.html": "<html>{% include '_part.html' %}",
                        "_part.html": "{{ form.errors }} {{ number }}",
                    },
                ),
            ]
        },
    }
]


class Form(forms.OfficeForm):
    name = forms.NameField()


@pytest.fixture(autouse=True)
def templates():
    with override_settings(TEMPLATES=TEMPLATES):
        yield


def answered(form, *, htmx=False):
    request = RequestFactory().get("/")
    request.htmx = htmx
    return answer(request, "page.html", "_part.html", form, {"number": "ST-2026-000001"})


def test_a_form_to_fill_in_is_a_page():
    response = answered(Form())

    assert (response.status_code, response.content) == (200, b"<html> ST-2026-000001")


def test_a_form_with_errors_comes_back_as_unprocessable():
    response = answered(Form({"name": ""}))

    assert response.status_code == 422
    assert b"required" in response.content


def test_a_form_that_was_refused_answers_with_the_status_of_the_refusal():
    form = Form({"name": "Dana"})
    with form.refusals():
        raise Conflict("Somebody was first.")

    response = answered(form)

    assert response.status_code == 409
    assert b"Somebody was first." in response.content


def test_htmx_receives_the_fragment_alone():
    assert answered(Form(), htmx=True).content == b" ST-2026-000001"


def test_a_cache_keeps_page_and_fragment_apart():
    assert answered(Form())["Vary"] == "HX-Request"


def test_a_form_that_is_right_and_shown_again_is_no_error():
    assert answered(Form({"name": "Dana"})).status_code == 200
