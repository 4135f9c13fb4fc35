"""A year of permits with refusals, lapses, renewals, replacements: position equals ledger, no limit is passed."""

import pytest

from casework.cases.models import Case
from casework.labour.models import Permit
from casework.quotas.models import Allocation, Plan, Programme
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.quotas import AllocationFactory, region
from tests.labour.year import desk, faults, told
from tests.moments import NOON

pytestmark = pytest.mark.django_db

WANTED = 60
PLACES = {"1": 10, "2": 20, "3": 12, "4": 20, "seasonal": 10}
"""Of category 3 fewer than are asked for."""


def desk_of(code: str):
    office = OfficeFactory(region=region(code))
    first, second = OfficerFactory.create_batch(2, office=office, roles=["labour_officer"])
    return desk(office, first, second, OfficerFactory(office=office, roles=["head_of_office"]))


def test_the_books_of_a_year_of_permits_agree():
    plan = Plan.objects.create(programme=Programme.objects.get(pk="labour"), year=NOON.year, unit="permits")
    for category, places in PLACES.items():
        AllocationFactory(plan=plan, region=None, category=category, places=places)

    walked = told([desk_of("KZ-55"), desk_of("KZ-23")], wanted=WANTED, year=NOON.year)

    states = set(Case.objects.values_list("procedure", "state"))
    assert states >= {
        ("permit", "issued"), ("permit", "refused"), ("permit", "lapsed"), ("permit", "withdrawn"), ("permit", "ended"),
        ("renewal", "issued"), ("replacement", "issued"),
    }  # fmt: skip
    assert set(Permit.objects.values_list("state", flat=True)) >= {"issued", "replaced", "revoked", "surrendered"}
    assert walked["in force"] >= 10
    assert Case.objects.filter(decisions__ground="permit.over_quota", state="refused").exists()
    full = Allocation.objects.get(category="3")
    assert full.used + full.held == full.limit
    assert faults() == dict.fromkeys(faults(), 0)
