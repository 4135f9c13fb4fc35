"""The waiting list on the page of a file, and in the queues of the office."""

import pytest
from django.utils import timezone

from casework.cases.actions import lists
from casework.cases.models import Wait
from casework.cases.states import WaitState
from casework.common.workdays import local_date
from casework.desk import queues
from casework.quotas.models import WaitingRule
from tests.cases.lists import asks
from tests.factories.cases import WaitFactory
from tests.factories.quotas import AllocationFactory
from tests.posts import sent
from tests.world import current, staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell():
    return AllocationFactory(plan__year=local_date(timezone.now()).year, places=4)


@pytest.fixture
def staff(cell):
    return staff_of("KZ-55")


@pytest.fixture
def six(staff):
    return asks(staff, 6)


@pytest.fixture
def read(client, staff):
    client.force_login(staff.registrar)
    return lambda case: " ".join(client.get(case.get_absolute_url()).content.decode().split())


def listed(case, staff):
    return lists.put_on_list(case, version=current(case), by=staff.registrar, at=timezone.now())


def test_a_lodged_file_can_be_put_on_the_list(six, staff, client, read):
    assert "Put on the waiting list" in read(six)

    answer = client.post(f"{six.get_absolute_url()}waiting-list/", sent(version=current(six)))

    assert answer.status_code == 302
    assert six.waits.get().state == WaitState.WAITING


def test_the_file_shows_its_place_and_why_it_is_not_offered_places(six, staff, read):
    listed(six, staff)

    page = read(six)

    assert "place <strong>1</strong> of 1" in page
    assert "the family needs 6 places and 4 are left for it, 2 too few" in page
    assert "steps/accept/" not in page


def test_points_are_asked_for_where_the_programme_goes_by_them(six, staff, client, read):
    WaitingRule.objects.filter(programme="returnee").update(order="points")
    client.force_login(staff.registrar)

    client.post(f"{six.get_absolute_url()}waiting-list/", sent(version=current(six), points="12"))

    assert six.waits.get().points == 12


def test_an_offer_is_shown_with_its_last_day_and_can_be_declined(staff, cell, client, read):
    first, two = asks(staff, 6), asks(staff, 2)
    listed(first, staff)
    listed(two, staff)
    lists.serve_list(cell, at=timezone.now())

    assert "<strong>2</strong> places are offered to this family." in read(two)
    client.post(f"{two.get_absolute_url()}waiting-list/leaving/", sent(version=current(two)))

    assert Wait.objects.get(case=two).state == WaitState.DECLINED


def test_a_file_that_waits_is_in_a_queue_of_its_own_and_with_an_offer_in_another(staff, cell):
    case = asks(staff, 6)
    case.holder = staff.registrar
    case.save()
    today = local_date(timezone.now())
    wait = WaitFactory(case=case, allocation=cell)
    assert queues.in_queue(queues.WAITING, staff.registrar, today).get() == case

    Wait.objects.filter(pk=wait.pk).delete()
    assert queues.in_queue(queues.COMPLETENESS, staff.registrar, today).get() == case


def test_the_page_of_a_file_that_waits_asks_few_questions(six, staff, client, django_assert_max_num_queries):
    listed(six, staff)
    client.force_login(staff.registrar)
    client.get(six.get_absolute_url())

    with django_assert_max_num_queries(24):
        client.get(six.get_absolute_url())
