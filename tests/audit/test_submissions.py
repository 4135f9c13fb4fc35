import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client

from casework.accounts.models import Office
from casework.audit.models import Event, Submission
from tests.factories.accounts import OfficerFactory
from tests.posts import sent
from tests.races import crowd

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.audit.pages")]


@pytest.fixture
def officer():
    return OfficerFactory()


@pytest.fixture
def client(officer):
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def offices(officer):
    """How many offices were opened since the test began."""
    before = Office.objects.count()
    return lambda: Office.objects.count() - before


def test_a_form_posted_twice_has_one_effect_and_one_answer(client, offices):
    form = sent(name="Aksu")

    first, second = client.post("/office/", form), client.post("/office/", form)

    assert offices() == 1
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])


def test_two_forms_of_the_same_content_have_two_effects(client, offices):
    client.post("/office/", sent(name="Aksu"))
    client.post("/office/", sent(name="Aksu"))

    assert offices() == 2


def test_the_same_key_with_other_content_is_refused(client, offices):
    form = sent(name="Aksu")
    client.post("/office/", form)

    answer = client.post("/office/", form | {"name": "Ertis"})

    assert (answer.status_code, offices()) == (409, 1)
    assert "already sent with other content" in answer.content.decode()


def test_the_same_key_at_another_address_is_refused(client, offices):
    form = sent(name="Aksu")
    client.post("/office/", form)

    assert (client.post("/plain/", form).status_code, offices()) == (409, 1)


def test_the_token_against_forgery_is_no_content(client):
    form = sent(name="Aksu")

    codes = [
        client.post("/office/", form | {"csrfmiddlewaretoken": token}).status_code for token in ("a" * 64, "b" * 64)
    ]

    assert codes == [302, 302]


def test_a_file_of_other_content_is_other_content(client, offices):
    form = sent(name="Aksu")

    codes = [
        client.post("/plain/", form | {"paper": SimpleUploadedFile("a.pdf", content)}).status_code
        for content in (b"one", b"one", b"two")
    ]

    assert (codes, offices()) == ([302, 302, 409], 1)


def test_another_officer_may_have_the_same_key(client, offices):
    form = sent(name="Aksu")
    client.post("/office/", form)
    client.force_login(OfficerFactory())
    before = offices()

    assert client.post("/office/", form).status_code == 302
    assert offices() == before + 1


@pytest.mark.parametrize("key", [None, "", "abc", "1234", "\0", "1" * 5000])
def test_a_form_without_a_proper_key_is_refused_with_a_sentence(client, offices, key):
    answer = client.post("/office/", {"name": "Aksu"} | ({} if key is None else {"submission": key}))

    assert (answer.status_code, offices()) == (400, 0)
    assert "Open the page again" in answer.content.decode()


def test_an_answer_that_leads_nowhere_undoes_everything(client, offices):
    answer = client.post("/refused/", sent())

    assert (answer.status_code, offices(), Submission.objects.count()) == (422, 0, 0)


def test_after_a_refusal_the_key_can_be_used_again(client, offices):
    form = sent(name="Ak")
    client.post("/corrected/", form)

    answer = client.post("/corrected/", form | {"name": "Aksu"})

    assert (answer.status_code, offices()) == (302, 1)


@pytest.mark.parametrize(("by", "status"), [("rule", 422), ("conflict", 409), ("right", 403), ("denied", 403)])
def test_a_broken_rule_undoes_everything_and_becomes_a_page(client, offices, by, status):
    answer = client.post(f"/broken/?by={by}", sent())

    assert (answer.status_code, offices(), Submission.objects.count()) == (status, 0, 0)
    assert "A sentence with &lt;b&gt;marks&lt;/b&gt;." in answer.content.decode()


def test_htmx_is_led_on_by_its_own_header(client, offices):
    form = sent(name="Aksu")

    answers = [client.post("/office/", form, headers={"HX-Request": "true"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0]["HX-Redirect"] == answers[1]["HX-Redirect"] == f"/offices/{Office.objects.latest('pk').pk}/"
    assert offices() == 1


def test_a_refusal_reaches_htmx_as_a_fragment(client):
    answer = client.post("/broken/?by=conflict", sent(), headers={"HX-Request": "true"})

    assert (answer.status_code, b"<html" in answer.content) == (409, False)


def test_a_stranger_posts_nothing():
    assert Client().post("/office/", sent()).status_code == 302
    assert Client().post("/open/", sent()).status_code == 403


def test_reading_needs_no_key(client):
    assert client.get("/plain/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_fifty_posts_at_once_have_one_effect_and_one_answer(client, offices):
    form = sent(name="Aksu")
    cookies = client.cookies

    def post(number):
        browser = Client()
        browser.cookies = cookies
        return browser.post("/office/", form)["Location"]

    answers = crowd(post, people=10, each=5)

    assert (offices(), len(answers), len(set(answers))) == (1, 50, 1)


@pytest.mark.django_db(transaction=True)
def test_a_rival_of_a_refused_post_takes_its_place(client, offices):
    form = sent(name="Aksu")
    cookies = client.cookies

    def post(number):
        browser = Client()
        browser.cookies = cookies
        return browser.post("/refused/", form).status_code

    assert (set(crowd(post, people=4)), offices()) == ({422}, 0)


def test_fields_that_no_form_asked_for_are_one_event(client, officer):
    client.post("/office/", sent(name="Aksu", office="7", is_staff="on", state="granted", colour="red"))

    event = Event.objects.get(kind="security.extra_fields")
    assert (event.by, event.subject, event.after) == (officer, "office", {"fields": ["is_staff", "office"]})


def test_the_event_stands_where_the_post_is_refused(client):
    client.post("/refused/", sent(approved_by="3"))

    assert Event.objects.get(kind="security.extra_fields").after == {"fields": ["approved_by"]}


def test_a_form_that_asks_for_what_it_gets_is_no_event(client):
    client.post("/office/", sent(name="Aksu", state="x"))

    assert not Event.objects.filter(kind="security.extra_fields").exists()


def test_every_rendering_of_a_form_has_a_key_of_its_own():
    template = Template("{% load submissions %}{% submission_key %}")

    first, second = (template.render(Context()) for _ in range(2))

    assert first.startswith('<input type="hidden" name="submission" value="')
    assert first != second
    assert uuid.UUID(first.split('"')[-2])


def test_a_hash_made_under_another_key_of_ours_is_another(client, officer, settings):
    """So the table alone tells nobody what a form held, a password least of all."""
    form = sent(name="Aksu")
    client.post("/office/", form)

    settings.SECRET_KEY = "another"
    client.force_login(officer)

    assert client.post("/office/", form).status_code == 409
