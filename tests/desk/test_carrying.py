"""The page on which files are carried into the next year."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from casework.cases.models import Case
from casework.common.workdays import ALMATY
from tests.factories.quotas import AllocationFactory, SignatoryFactory
from tests.posts import sent
from tests.world import held, staff_of

pytestmark = pytest.mark.django_db
URL = reverse("desk:carrying", args=["returnee", 2026])


@pytest.fixture
def new_year(monkeypatch):
    now = datetime(2027, 1, 4, 10, tzinfo=ALMATY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def case():
    AllocationFactory(places=20)
    AllocationFactory(plan__year=2027, places=9)
    case = held(staff_of("KZ-55"))
    Case.objects.filter(pk=case.pk).update(received_on=date(2026, 2, 1))
    return case


@pytest.fixture
def page(client):
    def read():
        client.force_login(SignatoryFactory())
        return " ".join(client.get(URL).content.decode().split())

    return read


def test_it_shows_each_file_with_its_receipt_and_where_it_fits(case, page, new_year):
    shown = page()

    assert case.number in shown
    assert "1 Feb 2026" in shown
    assert "Carry 1 file over" in shown


def test_before_the_year_is_over_there_is_nothing_to_press(case, page):
    assert "Files are carried over once the year 2026 is over." in page()


def test_pressing_it_carries_them_and_leads_back_to_closing(case, client, page, new_year):
    page()

    answer = client.post(URL, sent())

    assert (answer.status_code, answer.url) == (302, reverse("quotas:closing", args=["returnee", 2026]))
    case.refresh_from_db()
    assert case.allocation.plan.year == 2027
    assert "No file holds places there" in page()
