"""What an inclusion brings: multiples of the monthly calculation index of the day, and their sum."""

from datetime import date
from decimal import Decimal

import pytest

from casework.common.errors import RuleBroken
from casework.returnees.actions.entitlements import record_entitlements
from casework.returnees.models import Entitlement
from tests.factories.cases import CaseFactory
from tests.factories.people import PersonFactory
from tests.factories.quotas import AllocationFactory
from tests.world import decided as decide
from tests.world import held, included, staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    AllocationFactory(places=100)
    return staff_of("KZ-55")


def recorded(on: date, persons: int = 2) -> list[tuple[str, bool, int, int, int]]:
    """Measure, whether it is one person's, multiple, index and tenge, in order."""
    case = CaseFactory(procedure="inclusion")
    record_entitlements(case, [person.pk for person in PersonFactory.create_batch(persons)], on=on)
    return [
        (one.measure, one.person is not None, one.multiple, one.index_tenge, one.tenge)
        for one in case.entitlements.all()
    ]


@pytest.mark.parametrize(
    ("on", "index"),
    [(date(2023, 1, 1), 3450), (date(2023, 12, 31), 3450), (date(2025, 6, 1), 3932), (date(2026, 1, 1), 4325)],
)
def test_each_person_is_paid_for_the_move_and_the_family_for_its_rent(on, index):
    assert recorded(on) == [
        ("relocation", True, 70, index, 70 * index),
        ("relocation", True, 70, index, 70 * index),
        ("rent_min", False, 15, index, 15 * index),
        ("rent_max", False, 30, index, 30 * index),
    ]


def test_the_move_of_one_person_in_2023_is_the_published_sum():
    assert recorded(date(2023, 5, 1), 1)[0][-1] == Decimal(241_500)


@pytest.mark.parametrize("on", [date(2022, 12, 31), date(2024, 6, 1)])
def test_where_a_figure_is_not_on_record_no_money_is_invented(on):
    with pytest.raises(RuleBroken, match="is on record for"):
        recorded(on)

    assert not Entitlement.objects.exists()


def test_whoever_is_refused_is_paid_nothing(staff):
    case = held(staff)
    refused = case.members.last().person

    decide(staff, case, "include", refused=(refused,))

    assert case.entitlements.filter(measure="relocation").count() == 4
    assert not Entitlement.objects.filter(person=refused).exists()


def test_what_an_annulled_inclusion_had_brought_stays_on_record(staff):
    case = included(staff)

    decide(staff, case, "annul")

    assert case.entitlements.count() == 7
