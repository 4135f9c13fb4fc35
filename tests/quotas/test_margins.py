"""Plans with two margins: categories are allocations, regions' totals are ceilings over them."""

import json

import pytest
from django.core.management import call_command

from casework.common.constraints import explained
from casework.common.errors import Conflict
from casework.quotas import actions, queries
from casework.quotas.actions import QuotaExhausted, Signatories
from casework.quotas.models import Allocation, Ceiling, Order, Plan
from casework.quotas.planfile import parse
from tests.factories.quotas import CeilingFactory, SignatoryFactory
from tests.moments import NOON
from tests.quotas.planfiles import FILES, HEAD, KNOWN, plan, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return Signatories(SignatoryFactory(), SignatoryFactory())


@pytest.fixture
def labour(country, by):
    file = parse((FILES / "plan_labour_2025.csv").read_bytes(), KNOWN)
    actions.load_plan(file, by=by, at=NOON)
    return Plan.objects.get()


def test_both_margins_are_loaded_as_published(labour):
    cells = dict(Allocation.objects.exclude(category="").values_list("category", "limit"))
    ceilings = dict(Ceiling.objects.values_list("key", "limit"))

    assert cells == {"1": 649, "2": 3254, "3": 5718, "4": 1161, "seasonal": 4097}
    assert (len(ceilings), sum(ceilings.values()), ceilings["KZ-71"]) == (6, 7451, 975)


def test_the_same_figures_are_loaded_once(labour, by):
    file = parse((FILES / "plan_labour_2025.csv").read_bytes(), KNOWN)

    assert actions.load_plan(file, by=by, at=NOON) is None
    assert Order.objects.count() == 1


def margins_of(*rows):
    return parse(plan(row("KZ", category="1", places="50"), *rows), KNOWN)


def labour_from_june(region, places):
    facts = {"programme": "labour", "unit": "permits", "year": "2025", "in_force_from": "2025-06-01"}
    rows = [row("KZ", "14879", **facts), row("KZ", "3254", "2", **facts), row(region, places, **facts)]
    return parse("\n".join([HEAD, *rows]).encode(), KNOWN)


def test_other_figures_move_the_ceilings(country, by):
    actions.load_plan(margins_of(row(places="30")), by=by, at=NOON)
    actions.load_plan(margins_of(row(places="20"), row("KZ-11", places="5")), by=by, at=NOON)

    assert dict(Ceiling.objects.values_list("key", "limit")) == {"KZ-55": 20, "KZ-11": 5}


def test_ceilings_come_with_their_order_on_its_day(country, by):
    actions.load_plan(margins_of(row(places="30", in_force_from="2026-12-30")), by=by, at=NOON)
    assert not Ceiling.objects.exists()

    actions.post_due_orders(at=NOON.replace(month=12, day=30))

    assert Ceiling.objects.get().limit == 30


def test_a_ceiling_that_is_published_no_more_lets_nothing_further_through(country, by):
    actions.load_plan(margins_of(row(places="30")), by=by, at=NOON)
    actions.load_plan(margins_of(row("KZ-11", places="5")), by=by, at=NOON)

    assert Ceiling.objects.get(key="KZ-55").limit == 0


def hold(labour, places, region="KZ-71"):
    cell = labour.allocations.get(category="2")
    over = queries.ceilings_over(labour, {"region": region, "country": "TR"})
    line = {"places": places, "file": f"LP-{region}-{places}", "key": f"{region}/{places}"}
    with actions.refuses_overdrawing(cell, places, ceilings=over):
        return actions.hold(cell, **line, ceilings=over, by=SignatoryFactory(), at=NOON)


def test_a_hold_is_charged_to_every_ceiling_over_it_in_one_order(labour):
    country = CeilingFactory(plan=labour, dimension="country", key="TR", limit=2000)

    line = hold(labour, 5)

    assert line.ceilings == sorted([country.pk, Ceiling.objects.get(key="KZ-71").pk])


@pytest.mark.django_db(transaction=True)
def test_the_refusal_names_the_ceiling_that_bound_and_by_how_much(labour):
    hold(labour, 970)

    with pytest.raises(QuotaExhausted) as refusal:
        hold(labour, 6)

    assert refusal.value.sentences[0].endswith(
        "ceiling of the region KZ-71: 6 places are needed and only 5 places are left."
    )
    assert labour.allocations.get(category="2").held == 970


def test_the_ceilings_are_listed(labour, capsys):
    hold(labour, 5)

    call_command("quota_position", "--programme=labour", "--year=2025", "--ceilings", "--json")

    rows = {told["key"]: told for told in json.loads(capsys.readouterr().out)}
    assert rows["KZ-71"] == {"dimension": "region", "key": "KZ-71", "limit": 975, "taken": 5, "free": 970}


def ceilings_told(capsys, *asked):
    call_command("quota_position", "--programme=labour", "--year=2025", "--ceilings", "--json", *asked)
    return {told["key"]: (told["limit"], told["taken"]) for told in json.loads(capsys.readouterr().out)}


def test_ceilings_are_told_as_they_were(labour, capsys):
    hold(labour, 5)

    assert ceilings_told(capsys, f"--as-of={NOON:%Y-%m-%d}") == ceilings_told(capsys)
    assert ceilings_told(capsys, "--as-of=2025-03-01")["KZ-71"] == (975, 0)


def test_a_ceiling_of_a_past_day_is_as_wide_as_its_order_made_it(labour, by, capsys):
    actions.load_plan(labour_from_june("KZ-71", "400"), by=by, at=NOON)

    assert ceilings_told(capsys, "--as-of=2025-05-31")["KZ-71"] == (975, 0)
    assert ceilings_told(capsys, "--as-of=2025-06-01")["KZ-71"] == (400, 0)
    assert ceilings_told(capsys)["KZ-71"] == (400, 0)


def test_a_ceiling_that_was_not_published_yet_is_not_told(labour, capsys):
    assert ceilings_told(capsys, "--as-of=2024-12-31") == {}


def test_what_is_taken_is_never_more_than_published(country, by):
    actions.load_plan(margins_of(row(places="30")), by=by, at=NOON)

    with pytest.raises(Conflict, match="has not that many places left"), explained():
        hold_and_lower(by)


def hold_and_lower(by):
    found = Plan.objects.get()
    over = queries.ceilings_over(found, {"region": "KZ-55"})
    cell = found.allocations.get(category="1")
    actions.hold(cell, places=10, file="LP-1", key="one", ceilings=over, by=by.first, at=NOON)
    actions.load_plan(margins_of(row(places="9")), by=by, at=NOON)
