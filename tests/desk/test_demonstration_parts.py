"""What is there as a whole or not at all, and what the next start makes of it."""

from datetime import timedelta

import pytest
from django.db import transaction

from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.queries.recount import differences
from casework.common.errors import RuleBroken
from casework.desk import demonstration
from casework.desk.demonstration import border, centres, employers, households, waiting
from casework.desk.demonstration.loading import in_turn
from casework.people.models import Household, Name, Person
from casework.quotas.actions import hold
from casework.quotas.models import Allocation
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db

AUTUMN = NOON + timedelta(days=266)
FEW = 6


@pytest.fixture(autouse=True)
def few_nights_and_no_requests(monkeypatch):
    """The nights of two months, and requests of employers, are told as a whole; here they only take time."""
    monkeypatch.setattr(centres, "MOST_NIGHTS", 4)
    monkeypatch.setattr(employers, "WANTED", 0)
    monkeypatch.setattr(households, "VISITS", 0)
    monkeypatch.setattr(border, "ROWS", 20)


class Killed(Exception):
    pass


def killed_after_the_first(tasks):
    tasks[0]()
    raise Killed


def killed_at_once(tasks):
    raise Killed


def told():
    """Everything of the families that is not a number drawn from a sequence."""
    names = sorted(Name.objects.values_list("surname", "given", "person__born_on"))
    files = sorted(Case.objects.values_list("procedure", "state", "received_on", "office__code", "settlement_region"))
    return names, files


def load(at=AUTUMN, run=in_turn):
    return demonstration.load(families_wanted=FEW, at=at, run=run)


def test_a_database_with_officers_is_left_as_it_is():
    OfficerFactory()

    assert load() is False
    assert not Person.objects.exists()


def test_a_database_with_officers_gets_no_families_either():
    OfficerFactory()

    with pytest.raises(RuleBroken, match="are not those of the demonstration; nothing was added"):
        demonstration.add(editions=1, at=AUTUMN)


def test_a_second_start_adds_nothing():
    load()
    before = Event.objects.count()

    assert load() is True
    assert Event.objects.count() == before


@pytest.mark.parametrize("death", [killed_at_once, killed_after_the_first])
def test_what_was_killed_half_way_is_completed_by_the_next_start(death):
    with pytest.raises(Killed):
        load(run=death)
    assert Household.objects.count() < FEW

    load()

    assert Household.objects.count() == FEW
    assert differences() == []


def test_half_an_edition_is_completed_after_the_demonstration_was_finished():
    load()
    with pytest.raises(Killed):
        demonstration.add(editions=1, size=4, at=AUTUMN, run=killed_after_the_first)

    load()

    assert Household.objects.count() == FEW + 4


def test_each_call_adds_other_families():
    load()
    for times in (1, 2):
        demonstration.add(editions=times, size=4, at=AUTUMN)

    papers = Person.objects.values_list("identity_documents__number", flat=True)
    assert Household.objects.count() == FEW + 4 * 3
    assert len(set(papers)) == len(papers)


def test_an_empty_database_begins_with_as_many_as_were_asked_for():
    demonstration.add(editions=2, size=4, at=AUTUMN)

    assert Household.objects.count() == 8


def test_the_same_day_brings_the_same_families_whatever_the_hour_and_however_they_are_told():
    seen = []
    for hours, run in ((0, in_turn), (5, lambda tasks: in_turn(reversed(tasks)))):
        with transaction.atomic():
            load(AUTUMN + timedelta(hours=hours), run)
            seen.append(told())
            transaction.set_rollback(True)

    assert seen[0] == seen[1]
    assert len(seen[0][0]) >= FEW


def test_without_families_the_quota_is_untouched():
    demonstration.load(families_wanted=0, at=AUTUMN)

    assert Allocation.objects.get(plan__programme="returnee", plan__year=2026, region="KZ-55").free == 977


@pytest.mark.parametrize("days", [-240, 120, 900], ids=["in March", "next year", "in years without a plan"])
def test_any_day_will_do(days):
    demonstration.load(families_wanted=8, at=AUTUMN + timedelta(days=days))

    assert Household.objects.count() == 8
    assert differences() == []


def test_where_no_place_is_left_families_wait_this_year_and_have_taken_back_their_requests_of_the_last():
    demonstration.load(families_wanted=0, at=AUTUMN)
    for cell in Allocation.objects.filter(plan__programme="returnee", limit__gt=0).exclude(region=None):
        hold(
            cell, places=cell.free, file="IN-2026-999999", key=f"full/{cell.pk}", by=demonstration.manager(), at=AUTUMN
        )

    demonstration.add(editions=1, size=2, at=AUTUMN)

    inclusions = Case.objects.filter(procedure="inclusion")
    assert set(inclusions.values_list("state", flat=True)) == {"lodged", "withdrawn"}
    assert waiting.settle(AUTUMN) == inclusions.filter(state="lodged").count() > 0
