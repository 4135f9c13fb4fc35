"""The machine readable zone at intake: a claim beside what was typed, saved by nobody but the officer."""

import pytest

from tests.desk.intakes import Walk
from tests.factories.accounts import OfficerFactory
from tests.people.zones import PASSPORT
from tests.posts import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(caseworker):
    walk = Walk(caseworker)
    walk.begin()
    return walk


def read(walk, text=PASSPORT, **typed):
    return walk.post("zone/new/", zone=text, **typed)


def test_a_zone_fills_the_empty_form_and_saves_nothing(walk):
    answered = read(walk)

    assert answered.status_code == 200
    initial = answered.context["form"].initial
    assert (initial["given"], initial["script"], initial["birth"]) == ("NUERLAN", "pinyin", "14.03.1985")
    assert walk.draft.members == []


def test_what_was_typed_stays_and_stands_beside_the_claim(walk):
    answered = read(walk, given="Нұрлан", script="kk-cyrl", birth="15.03.1985")

    lines = {line.field: line for line in answered.context["claim"]}
    assert answered.context["form"].initial["birth"] == "15.03.1985"
    assert (lines["birth"].claimed, lines["birth"].typed, lines["birth"].differs) == ("14.03.1985", "15.03.1985", True)
    assert answered.context["form"].initial["latin_given"] == "NUERLAN"


def test_the_page_says_that_names_carry_no_check_digit(walk):
    assert "Names in a zone carry no check digit" in read(walk).content.decode()


def test_a_zone_that_cannot_be_read_is_told_and_what_was_typed_stays(walk):
    answered = read(walk, PASSPORT.replace("850314", "850315"), given="Нұрлан")

    assert answered.status_code == 422
    assert "The check digits do not fit" in answered.content.decode()
    assert answered.context["form"].initial["given"] == "Нұрлан"


def test_the_filled_form_leads_on_as_any_other(walk):
    form = read(walk).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value()}

    walk.post("applicant/", **values)

    assert walk.draft.members[0]["typed"]["given"] == "NUERLAN"


def test_a_form_read_from_a_zone_is_sent_to_the_member(walk):
    assert read(walk).context["action"].endswith("/applicant/")


def test_a_member_who_is_not_there_has_no_zone(walk):
    assert walk.post("zone/nobody/", zone=PASSPORT).status_code == 404


def test_a_draft_of_somebody_else_has_no_zone(walk, client):
    client.force_login(OfficerFactory(roles=["caseworker"]))
    assert client.post(f"/intake/drafts/{walk.draft.pk}/zone/new/", sent(zone=PASSPORT)).status_code == 404
