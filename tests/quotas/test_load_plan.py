"""A published plan brought into force by an order."""

from datetime import date, timedelta

import pytest

from casework.audit.models import Event
from casework.common.errors import NotPermitted, RuleBroken
from casework.quotas import actions, queries
from casework.quotas.actions import Signatories
from casework.quotas.models import Allocation, Entry, Order, Plan
from casework.quotas.planfile import FileRefused, parse
from casework.quotas.states import Kind, OrderKind, PlanState
from tests.factories.quotas import AllocationFactory, EntryFactory, SignatoryFactory, allot
from tests.moments import NOON
from tests.quotas.planfiles import FILES, KNOWN, plan, row
from tests.races import rival_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(country):
    return Signatories(SignatoryFactory(), SignatoryFactory())


@pytest.fixture
def load(by):
    return lambda content, at=NOON: actions.load_plan(parse(content, KNOWN), by=by, at=at)


def limits(**dates):
    return {
        cell.region or cell.category or "reserve": cell.limit for cell in queries.position("returnee", 2026, **dates)
    }


def cell(code):
    return Allocation.objects.get(region=code)


def test_a_first_order_establishes_the_plan(load):
    order = load(plan(row(places="60"), row("KZ-11", "30")))

    assert (order.kind, order.in_force_from, order.posted_at) == (OrderKind.ESTABLISH, date(2026, 1, 1), NOON)
    assert limits() == {"KZ-11": 30, "KZ-55": 60, "reserve": 10}


def test_the_returnee_plan_of_2026_splits_over_eight_regions(load):
    load((FILES / "plan_returnee_2026.csv").read_bytes())

    figures = limits()
    assert figures.pop("reserve") == 0
    assert (len(figures), sum(figures.values()), figures["KZ-55"]) == (8, 2281, 977)


@pytest.mark.parametrize(
    ("name", "programme", "year", "distributed", "reserve"),
    [
        ("plan_returnee_2025.csv", "returnee", 2025, 2309, 0),
        ("plan_in_migrant_2026.csv", "in_migrant", 2026, 5997, 0),
        ("plan_labour_2024.csv", "labour", 2024, 22_000, 0),
        ("plan_labour_2025.csv", "labour", 2025, 14_879, 0),
        ("plan_labour_2026.csv", "labour", 2026, 18_146, 0),
    ],
)
def test_every_published_plan_is_loaded_to_its_last_place(load, name, programme, year, distributed, reserve):
    load((FILES / name).read_bytes())

    cells = queries.position(programme, year)
    assert (sum(cell.limit for cell in cells[:-1]), cells[-1].limit) == (distributed, reserve)


def test_a_plan_of_categories_is_drawn_by_category(load):
    load((FILES / "plan_labour_2026.csv").read_bytes())

    cells = queries.position("labour", 2026)
    assert [(cell.region, cell.category, cell.limit) for cell in cells][3:] == [
        ("", "4", 3131),
        ("", "seasonal", 4994),
        ("", "", 0),
    ]


def test_the_order_keeps_its_act_its_signatories_and_its_figures(load, by):
    order = load(plan(row(places="60")).replace(b"100,,,", b"100,order N 1,,https://example.kz"))

    assert (order.act, order.source) == ("order N 1", "https://example.kz")
    assert (order.signed_by, order.countersigned_by) == (by.first, by.second)
    assert order.figures == {"unit": "persons", "total": 100, "cells": [["KZ-55", "", 60]]}


def test_an_order_leaves_a_trail(load, by):
    order = load(plan(row(places="60")))

    loaded, posted = Event.objects.filter(subject=order.number).order_by("pk")
    assert (loaded.kind, posted.kind) == ("quotas.load_plan", "quotas.post_order")
    assert loaded.by == by.second
    assert loaded.after["signed_by"] == by.first.username


def test_the_same_figures_again_change_nothing(load):
    load(plan(row(places="60"), row("KZ-11")))

    assert load(plan(row("KZ-11"), row(places="60"))) is None
    assert Order.objects.count() == 1


def test_the_same_figures_change_nothing_after_a_redistribution(load):
    content = plan(row(places="60"), row("KZ-11", "40"))
    load(content)
    allot(cell("KZ-55"), -20)

    assert load(content) is None
    assert limits()["KZ-55"] == 40


def test_figures_of_any_earlier_file_change_nothing(load):
    load(plan(row(places="60")))
    load(plan(row(places="50")))

    assert load(plan(row(places="60"))) is None
    assert limits()["KZ-55"] == 50


def test_changed_figures_are_an_order_of_the_differences(load):
    load(plan(row(places="60"), row("KZ-11", "40")))

    order = load(plan(row(places="50"), row("KZ-11", "40"), row("KZ-63", "4"), total="95"))

    assert order.kind == OrderKind.CHANGE
    moved = [
        (str(line.source and line.source.label), str(line.target and line.target.label), line.places)
        for line in order.lines.select_related("source__region", "target__region")
    ]
    assert sorted(places for *_, places in moved) == [1, 4, 5]
    assert limits() == {"KZ-11": 40, "KZ-55": 50, "KZ-63": 4, "reserve": 1}


def test_a_region_no_longer_named_loses_its_places(load):
    load(plan(row(places="60"), row("KZ-11", "40")))

    load(plan(row(places="60")))

    assert limits() == {"KZ-11": 0, "KZ-55": 60, "reserve": 40}


def test_lines_are_written_by_ascending_allocation(load):
    load((FILES / "plan_returnee_2026.csv").read_bytes())

    written = list(Entry.objects.order_by("pk").values_list("allocation", flat=True))
    assert written == sorted(written)
    assert Entry.objects.filter(kind=Kind.ALLOT).count() == len(written) == 8


def test_a_figure_lowered_to_what_is_held_and_used_is_taken(load, by):
    load(plan(row(places="60")))
    EntryFactory(allocation=cell("KZ-55"), places=5)

    load(plan(row(places="5")))

    assert limits()["KZ-55"] == 5


def test_a_figure_lowered_below_held_and_used_is_refused_with_the_figures(load, by):
    load(plan(row(places="60")))
    actions.use(EntryFactory(allocation=cell("KZ-55"), places=5), places=3, key="use", by=by.first, at=NOON)
    EntryFactory(allocation=cell("KZ-55"), places=4)

    with pytest.raises(FileRefused, match="^Line 3: Pavlodar: 6 is less than the 4 held and 3 used.$"):
        load(plan(row(places="6")))

    assert Order.objects.filter(kind=OrderKind.CHANGE).count() == 0


def test_a_region_left_out_below_held_and_used_is_refused_at_the_total(load):
    load(plan(row(places="60")))
    EntryFactory(allocation=cell("KZ-55"), places=5)

    with pytest.raises(FileRefused, match="^Line 2: Pavlodar: 0 is less than the 5 held and 0 used.$"):
        load(plan(row("KZ-11", "60")))


def test_figures_in_force_from_a_past_day_are_posted_for_that_day(load):
    load(plan(row(places="60")))

    order = load(plan(row(places="70", in_force_from="2026-02-01")))

    assert order.posted_at == NOON
    assert limits(as_of=date(2026, 1, 31))["KZ-55"] == 60
    assert limits(as_of=date(2026, 2, 1))["KZ-55"] == 70


def test_later_figures_without_a_day_are_in_force_today(load):
    load(plan(row(places="60")))

    assert load(plan(row(places="70"))).in_force_from == NOON.date()


def test_figures_of_a_day_to_come_wait(load):
    load(plan(row(places="60")))

    order = load(plan(row(places="70", in_force_from="2026-07-01")))

    assert order.posted_at is None
    assert order.countersigned_at == NOON
    assert limits()["KZ-55"] == 60


def test_what_waits_is_posted_when_its_day_has_come(load):
    order = load(plan(row(places="70", in_force_from="2026-07-01")))

    early = actions.post_due_orders(at=NOON)
    posted = actions.post_due_orders(at=NOON + timedelta(days=200))
    again = actions.post_due_orders(at=NOON + timedelta(days=201))

    assert (early, posted, again) == (([], []), ([order], []), ([], []))
    assert limits(as_of=date(2026, 6, 30))["KZ-55"] == 0
    assert limits(as_of=date(2026, 7, 1))["KZ-55"] == 70


def test_figures_after_a_waiting_order_reckon_with_it(load):
    load(plan(row(places="60")))
    load(plan(row(places="70", in_force_from="2026-07-01")))

    load(plan(row(places="75", in_force_from="2026-08-01")))
    actions.post_due_orders(at=NOON + timedelta(days=200))

    assert limits(as_of=date(2026, 7, 31))["KZ-55"] == 70
    assert limits(as_of=date(2026, 8, 1))["KZ-55"] == 75


def test_a_correction_of_figures_that_wait_waits_with_them(load):
    load(plan(row(places="60", in_force_from="2026-07-01")))

    assert load(plan(row(places="61"))).in_force_from == date(2026, 7, 1)


def test_an_order_whose_day_has_come_is_posted_before_new_figures(load):
    load(plan(row(places="60", in_force_from="2026-03-03")))

    load(plan(row(places="10")), at=NOON + timedelta(days=3))

    assert limits()["KZ-55"] == 10
    assert queries.differences() == []


def test_figures_before_later_ones_are_refused(load):
    load(plan(row(places="60", in_force_from="2026-02-01")))

    with pytest.raises(FileRefused, match="Later figures, in force from 1 Feb 2026, are already loaded"):
        load(plan(row(places="70", in_force_from="2026-01-15")))


def test_a_waiting_cut_that_no_longer_fits_is_told_and_changes_nothing(load, by):
    load(plan(row(places="60")))
    order = load(plan(row(places="10", in_force_from="2026-07-01")))
    EntryFactory(allocation=cell("KZ-55"), places=30)

    posted, refused = actions.post_due_orders(at=NOON + timedelta(days=200))

    assert posted == []
    assert refused == [f"Order {order.number}: Not that many places are free."]
    assert limits()["KZ-55"] == 60


def test_another_unit_than_the_plans_is_refused(load):
    load(plan(row(places="60")))

    with pytest.raises(FileRefused, match="Line 2: This plan counts in persons."):
        load(plan(row(places="70")).replace(b"persons", b"families"))


def test_a_closed_plan_takes_no_figures(load):
    load(plan(row(places="60")))
    Plan.objects.update(state=PlanState.CLOSED)

    with pytest.raises(RuleBroken, match="closed"):
        load(plan(row(places="70")))


def test_a_plan_without_limit_takes_no_figures(load):
    AllocationFactory(limit=None)

    with pytest.raises(RuleBroken, match="without limit"):
        load(plan(row(places="70")))


def test_one_officer_cannot_sign_twice(by):
    with pytest.raises(RuleBroken, match="countersigned by another officer"):
        actions.load_plan(parse(plan(row()), KNOWN), by=Signatories(by.first, by.first), at=NOON)


@pytest.mark.parametrize("place", [0, 1])
def test_both_signatories_need_the_right(by, place):
    officers = [by.first, by.second]
    officers[place] = SignatoryFactory(username="clerk", roles=["analyst"])

    with pytest.raises(NotPermitted, match="clerk may not sign quota orders."):
        actions.load_plan(parse(plan(row()), KNOWN), by=Signatories(*officers), at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_once_are_one_order(load):
    content = plan(row(places="60"))

    rival = rival_result(lambda: load(content), lambda: load(content))

    assert rival is None
    assert Order.objects.count() == 1
    assert limits()["KZ-55"] == 60
