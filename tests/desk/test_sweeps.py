"""The page of the work that waits, and what an administrator can have tried again."""

import pytest
from django.urls import reverse

from casework.audit.models import Event
from casework.common.models import Attempt
from casework.desk.queries.sweeps import standings
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.cases import DriftFactory, RecountFactory
from tests.factories.common import AttemptFactory, SweepRunFactory
from tests.factories.quotas import AllocationFactory, allot
from tests.moments import NOON
from tests.posts import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    officer = OfficerFactory(office=OfficeFactory(national=True), roles=["administrator"])
    client.force_login(officer)
    return officer


@pytest.fixture
def parked():
    return AttemptFactory(
        sweep="quotas.post_orders", subject="17", attempts=5, parked_at=NOON, error="Books are closed."
    )


def page(client):
    answer = client.get(reverse("desk:sweeps"))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_each_sweep_says_what_waits_and_when_it_last_ran(client, administrator):
    allot(AllocationFactory(places=10), 5)
    SweepRunFactory(sweep="quotas.recalculate", done=3)

    found = {row.name: row for row in standings(NOON)}

    assert found["quotas.recalculate"].last.done == 3
    assert found["quotas.post_orders"].last is None
    assert "Recalculate the quotas" in page(client)


def test_what_is_parked_is_shown_with_its_error(client, administrator, parked):
    shown = page(client)

    assert "Books are closed." in shown
    assert reverse("desk:another_try", args=[parked.pk]) in shown


def test_a_parked_subject_gets_its_tries_anew(client, administrator, parked):
    client.post(reverse("desk:another_try", args=[parked.pk]), sent())

    assert not Attempt.objects.exists()
    event = Event.objects.get(kind="sweep.run_again")
    assert (event.by, event.before["error"]) == (administrator, "Books are closed.")


def test_a_subject_that_is_not_parked_any_more_is_refused(client, administrator):
    running = AttemptFactory()

    answer = client.post(reverse("desk:another_try", args=[running.pk]), sent())

    assert answer.status_code == 409
    assert Attempt.objects.exists()


def test_a_sweep_is_woken_by_hand_and_the_trail_says_who(client, administrator):
    client.post(reverse("desk:waking", args=["quotas.recalculate"]), sent())

    assert Event.objects.get(kind="sweep.woken", subject="quotas.recalculate").by == administrator


def test_a_sweep_that_does_not_exist_is_not_found(client, administrator):
    assert client.post(reverse("desk:waking", args=["no.sweep"]), sent()).status_code == 404


def test_an_auditor_reads_the_page_and_finds_no_button(client, parked):
    client.force_login(OfficerFactory(office=OfficeFactory(national=True), roles=["auditor"]))

    assert "Try again" not in page(client)


def test_books_that_differ_are_shown(client, administrator):
    DriftFactory(subject="Pavlodar", figures={"counter": 7, "ledger": 5})

    assert "ledger 5 · counter 7" in page(client)


def test_books_that_agree_say_so(client, administrator):
    RecountFactory()

    assert "Every counter is the sum of its lines" in page(client)
