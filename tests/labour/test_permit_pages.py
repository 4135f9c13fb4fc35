"""The page of a permit, its paper and the open check of its code."""

from datetime import date

import pytest
from django.urls import reverse

from casework.labour.models import Permit
from casework.labour.printing import facts, permit_pdf
from tests.factories.accounts import OfficerFactory
from tests.factories.labour import PermitChangeFactory, PermitFactory
from tests.labour.office import desk, issued
from tests.moments import NOON
from tests.posts import sent

pytestmark = pytest.mark.django_db
URL = "https://kosh.test/labour/check/x/"


@pytest.fixture
def permit():
    return PermitFactory(since=date(2020, 1, 1), until=date(2090, 1, 1))


def check(client, permit) -> str:
    return client.get(reverse("labour:check", args=[permit.token])).content.decode()


def test_a_stranger_learns_that_a_permit_is_in_force_and_nothing_of_the_worker(client, permit):
    shown = check(client, permit)

    assert f"Permit {permit.number} is in force." in shown
    assert str(permit.person) not in shown
    assert permit.employer.name not in shown


@pytest.mark.parametrize("kind", ["suspended", "revoked", "surrendered", "replaced"])
def test_a_stranger_learns_that_a_permit_is_not_in_force(client, permit, kind):
    PermitChangeFactory(permit=permit, kind=kind)

    assert f"Permit {permit.number} is not in force." in check(client, permit)


def test_a_code_that_no_permit_has_is_not_found(client):
    assert client.get(reverse("labour:check", args=["x" * 43])).status_code == 404


def test_the_paper_is_a_pdf_and_says_whose_it_is():
    permit = issued(desk()).permit

    said = facts(permit, URL)

    assert (said.number, said.employer, said.until) == (permit.number, permit.employer.name, date(2027, 3, 2))
    assert permit_pdf(permit, URL, today=NOON.date()).startswith(b"%PDF")
    assert permit_pdf(permit, URL, today=NOON.date()) == permit_pdf(permit, URL, today=NOON.date())


def test_an_officer_suspends_and_restores_a_permit_on_its_page(client, permit):
    client.force_login(OfficerFactory(office=permit.case.office, roles=["labour_officer"]))
    for kind in ("suspended", "restored"):
        answer = client.post(reverse("labour:change_permit", args=[permit.number, kind]), sent(reason="A reason."))
        assert answer.status_code == 302, answer.content.decode()

    shown = client.get(permit.get_absolute_url()).content.decode()

    assert Permit.objects.get().state == "restored"
    assert shown.count("A reason.") == 2


def test_what_cannot_follow_is_said_in_a_sentence(client, permit):
    PermitChangeFactory(permit=permit, kind="revoked")
    client.force_login(OfficerFactory(office=permit.case.office, roles=["labour_officer"]))

    answer = client.post(reverse("labour:change_permit", args=[permit.number, "suspended"]), sent(reason="A reason."))

    assert answer.status_code == 422
    assert "is “revoked”; it cannot be “suspended”" in answer.content.decode()


def test_a_change_that_no_page_offers_is_not_found(client, permit):
    client.force_login(OfficerFactory(office=permit.case.office, roles=["labour_officer"]))

    assert client.get(reverse("labour:change_permit", args=[permit.number, "replaced"])).status_code == 404
