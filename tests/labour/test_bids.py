"""Bids for next year's places: up to the first of October, reviewed, summed beside last year, drafted as an order."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from casework import reference
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.common.workdays import ALMATY
from casework.labour.actions import bids
from casework.labour.models import QuotaBid
from casework.labour.queries.bids import Proposed, proposed
from casework.quotas.actions import Signatories, load_plan
from casework.quotas.models import Allocation, Plan, Programme
from casework.quotas.planfile import parse
from casework.quotas.queries import known, position
from tests.factories.accounts import OfficerFactory
from tests.factories.labour import EmployerFactory, QuotaBidFactory
from tests.factories.quotas import AllocationFactory, SignatoryFactory, region
from tests.labour.office import desk, issued
from tests.moments import NOON
from tests.quotas.database import refused_by

pytestmark = pytest.mark.django_db

DECEMBER = datetime(2026, 12, 1, 12, tzinfo=ALMATY)


@pytest.fixture
def officer():
    return OfficerFactory(roles=["labour_officer"])


@pytest.fixture
def manager():
    return OfficerFactory(roles=["quota_manager"])


def bid(officer, employer=None, *, received_on=date(2026, 9, 1), **changes):
    known = {"year": 2027, "region": region("KZ-55"), "category": "3", "post": "Engineer", "places": 5, "grounds": "x"}
    facts = bids.BidFacts(**{**known, **changes})
    return bids.record_bid(employer or EmployerFactory(), facts, received_on=received_on, by=officer, at=DECEMBER)


def reviewed(manager, bid, granted):
    return bids.review_bid(bid, granted=granted, remark="Fewer.", by=manager, at=DECEMBER)


@pytest.mark.parametrize(
    ("received_on", "is_taken"),
    [(date(2026, 9, 30), True), (date(2026, 10, 1), True), (date(2026, 10, 2), False), (date(2025, 9, 1), False)],
)
def test_employers_bid_for_the_next_year_up_to_the_first_of_october(officer, received_on, is_taken):
    if is_taken:
        assert bid(officer, received_on=received_on)
        return
    with pytest.raises(RuleBroken):
        bid(officer, received_on=received_on)


def test_a_bid_for_a_category_that_does_not_exist_is_refused(officer):
    with pytest.raises(RuleBroken, match="no such category"):
        bid(officer, category="9")


def test_an_employer_bids_once_for_each_post(officer):
    employer = EmployerFactory()
    bid(officer, employer)

    with pytest.raises(Conflict, match="has bid for this post already"):
        bid(officer, employer)


def test_only_a_quota_manager_reviews(officer):
    with pytest.raises(NotPermitted):
        reviewed(officer, QuotaBidFactory(), 5)


def test_fewer_places_are_left_for_a_reason(manager):
    with pytest.raises(RuleBroken, match="Say why fewer"):
        bids.review_bid(QuotaBidFactory(), granted=4, remark="", by=manager, at=DECEMBER)


def test_no_review_leaves_more_than_was_bid_for(manager):
    with pytest.raises(Conflict, match="no more places than were bid for"):
        reviewed(manager, QuotaBidFactory(), 6)


def test_bids_are_summed_by_region_and_category_beside_the_year_before(officer, manager):
    plan = Plan.objects.create(programme=Programme.objects.get(pk="labour"), year=2026, unit="permits")
    AllocationFactory(plan=plan, category="3", places=20)
    reviewed(manager, bid(officer), 3)
    bid(officer, places=2)
    bid(officer, region=region("KZ-19"))

    assert proposed(2027) == [
        Proposed("KZ-19", "3", 5, 0, 1), Proposed("KZ-55", "3", 7, 3, 1, limit=20, used=0),
    ]  # fmt: skip


def test_what_the_region_used_is_told_also_where_the_limit_was_of_the_whole_country(officer):
    office = desk(year=2026)
    Allocation.objects.filter(pk=office.cell.pk).update(region=None)
    issued(office)
    bid(officer, places=2)

    assert proposed(2027) == [Proposed("KZ-55", "3", 2, 0, 1, limit=None, used=1)]


def test_who_reviews_a_bid_reads_its_grounds_and_what_the_year_before_used(client, manager):
    office = desk(year=2026)
    issued(office)
    bid = QuotaBidFactory(grounds="Nobody answered the vacancies.")
    client.force_login(manager)

    shown = client.get(reverse("labour:bid_review", args=[bid.pk])).content.decode()

    assert "Nobody answered the vacancies." in shown
    assert "Used in 2026</dt><dd>1</dd>" in shown


def test_the_reviewed_bids_become_the_draft_of_an_order(officer, manager):
    reviewed(manager, bid(officer), 3)
    reviewed(manager, bid(officer, region=region("KZ-19"), category="4"), 5)

    order = bids.draft_plan(2027, act="an act", in_force_from=date(2027, 1, 1), by=manager, at=DECEMBER)

    moved = {(line.target.region_id, line.target.category): line.places for line in order.lines.all()}
    assert moved == {("KZ-55", "3"): 3, ("KZ-19", "4"): 5}
    assert (order.plan.year, order.signed_by) == (2027, None)


def test_no_order_is_drafted_while_a_bid_waits(officer, manager):
    bid(officer)

    with pytest.raises(RuleBroken, match="1 bid waits for its review"):
        bids.draft_plan(2027, act="x", in_force_from=date(2027, 1, 1), by=manager, at=DECEMBER)


def test_the_page_shows_the_proposed_plan_and_leads_to_the_draft(client, manager):
    QuotaBidFactory(granted=3, reviewed_by=manager, reviewed_at=NOON)
    client.force_login(manager)

    shown = client.get(reverse("labour:bids", args=[2027])).content.decode()

    assert "Pavlodar" in shown
    assert reverse("labour:bids_order", args=[2027]) in shown


def test_bid_once_per_post():
    first = QuotaBidFactory()

    with refused_by("bid_once_per_post"):
        QuotaBidFactory(employer=first.employer, post=first.post)


def test_bid_asks_for_places():
    with refused_by("bid_asks_for_places"):
        QuotaBidFactory(places=0)


def test_bid_gets_no_more_than_it_asks(manager):
    assert QuotaBidFactory(granted=5, reviewed_by=manager, reviewed_at=NOON)

    with refused_by("bid_gets_no_more_than_it_asks"):
        QuotaBidFactory(granted=6, reviewed_by=manager, reviewed_at=NOON)


def test_bid_reviewed_by_an_officer():
    with refused_by("bid_reviewed_by_an_officer"):
        QuotaBid.objects.filter(pk=QuotaBidFactory().pk).update(granted=1)


def test_the_household_plan_of_2024_is_loaded_and_waits_to_be_distributed():
    """Its total alone is published: no region is given a figure that nobody published."""
    content = (Path(reference.__file__).parent / "data/plans/plan_household_2024.csv").read_bytes()

    load_plan(parse(content, known()), by=Signatories(SignatoryFactory(), SignatoryFactory()), at=NOON)

    cells = position("household", 2024)
    assert [(cell.is_reserve, cell.limit) for cell in cells] == [(True, 271_300)]
