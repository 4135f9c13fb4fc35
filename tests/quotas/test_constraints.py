"""Every rule of the tables: one row it takes, one it refuses."""

from datetime import date

import pytest

from casework.quotas.models import Allocation, Ceiling
from casework.quotas.states import OrderKind
from tests.factories.quotas import (
    AllocationFactory,
    CeilingFactory,
    DailyUseFactory,
    EntryFactory,
    HeldByFileFactory,
    OrderFactory,
    OrderLineFactory,
    PlanFactory,
    SignatoryFactory,
    SnapshotFactory,
    region,
)
from tests.moments import NOON
from tests.quotas.database import closing, insert, refused_by, run

pytestmark = pytest.mark.django_db


def test_plan_one_per_programme_and_year():
    plan = PlanFactory(year=2026)
    PlanFactory(year=2027)

    with refused_by("plan_one_per_programme_and_year"):
        type(plan).objects.create(programme=plan.programme, year=2026, unit=plan.unit)


@pytest.mark.parametrize(("code", "category"), [("KZ-55", ""), ("KZ-55", "1"), (None, "1"), (None, "")])
def test_allocation_once_per_cell(code, category):
    """Nulls are equal: there is one reserve, and one national cell of a category."""
    cell = AllocationFactory(region=code and region(code), category=category)
    AllocationFactory(region=region("KZ-11"), category=category)

    with refused_by("allocation_once_per_cell"):
        Allocation.objects.create(plan=cell.plan, region=cell.region, category=category)


def test_entry_made_by_an_officer_unless_by_the_clock():
    hold = EntryFactory()
    other = EntryFactory(allocation=hold.allocation)
    closing(other, "release", 5, made_by_id=None)

    with refused_by("entry_made_by_an_officer_unless_by_the_clock"):
        closing(hold, "use", 5, made_by_id=None)


def test_daily_use_once_per_day():
    use = DailyUseFactory()
    assert DailyUseFactory(allocation=use.allocation, day=date(2026, 3, 3))

    with refused_by("daily_use_once_per_day"):
        DailyUseFactory(allocation=use.allocation)


def test_held_by_file_once():
    kept = HeldByFileFactory()
    assert HeldByFileFactory(allocation=kept.allocation, file="IN-2")

    with refused_by("held_by_file_once"):
        HeldByFileFactory(allocation=kept.allocation)


def test_snapshot_once_per_day():
    snapshot = SnapshotFactory()
    assert SnapshotFactory(allocation=snapshot.allocation, day=date(2026, 3, 3))

    with refused_by("snapshot_once_per_day"):
        SnapshotFactory(allocation=snapshot.allocation)


def test_allocation_not_overdrawn():
    allocation = AllocationFactory(places=5)
    insert(allocation, "hold", 5)

    with refused_by("allocation_not_overdrawn"):
        insert(allocation, "hold", 1)


def test_allocation_counts_not_negative():
    allocation = AllocationFactory(limit=None)
    closing(EntryFactory(allocation=allocation, places=5), "release", 5)
    held = EntryFactory(allocation=allocation, places=5)

    with refused_by("allocation_counts_not_negative"):
        closing(held, "release", 6, d_held=-6, key="wrong")


def test_allocation_counts_not_negative_of_a_limit():
    allocation = AllocationFactory(places=5)

    with refused_by("allocation_counts_not_negative"):
        insert(allocation, "cut", 6, file="", order_id=OrderFactory().pk)


def test_allocation_not_overdrawn_by_a_cut():
    held = EntryFactory(allocation=AllocationFactory(places=10), places=5)
    order = OrderFactory()
    insert(held.allocation, "cut", 5, file="", order_id=order.pk)

    with refused_by("allocation_not_overdrawn"):
        insert(held.allocation, "cut", 1, file="", order_id=order.pk)


def test_allocation_reserve_is_never_drawn():
    reserve = AllocationFactory(region=None, places=10)
    category = AllocationFactory(region=None, category="1", places=10)
    insert(category, "hold", 1)

    with refused_by("allocation_reserve_is_never_drawn"):
        insert(reserve, "hold", 1, key="reserve")


def test_ceiling_once_per_margin():
    ceiling = CeilingFactory(dimension="region", key="KZ-55")
    CeilingFactory(dimension="country", key="KZ-55")

    with refused_by("ceiling_once_per_margin"):
        Ceiling.objects.create(plan=ceiling.plan, dimension="region", key="KZ-55")


def test_ceiling_not_overdrawn():
    allocation, ceiling = AllocationFactory(places=100), CeilingFactory(limit=10)
    insert(allocation, "hold", 10, ceilings=[ceiling.pk])

    with refused_by("ceiling_not_overdrawn"):
        insert(allocation, "hold", 1, ceilings=[ceiling.pk])


def test_order_countersigned_by_another():
    order = OrderFactory()

    with refused_by("order_countersigned_by_another"):
        OrderFactory(countersigned_by=order.signed_by, signed_by=order.signed_by)


def test_order_countersigned_by_and_at():
    OrderFactory(countersigned_by=None, countersigned_at=None)

    with refused_by("order_countersigned_by_and_at"):
        OrderFactory(countersigned_at=None)


def test_order_countersigned_by_and_at_the_other_way_round():
    with refused_by("order_countersigned_by_and_at"):
        OrderFactory(countersigned_by=None)


def test_order_posted_after_countersigning():
    OrderFactory(posted_at=NOON)

    with refused_by("order_posted_after_countersigning"):
        OrderFactory(countersigned_by=None, countersigned_at=None, posted_at=NOON)


def test_order_signed_by_and_at():
    assert OrderFactory(draft=True)

    with refused_by("order_signed_by_and_at"):
        OrderFactory(draft=True, signed_at=NOON)


def test_order_countersigned_after_signing():
    with refused_by("order_countersigned_after_signing"):
        OrderFactory(signed_by=None, signed_at=None)


def test_order_discarded_by_and_at():
    officer = SignatoryFactory()
    assert OrderFactory(draft=True, discarded_by=officer, discarded_at=NOON)

    for wrong in ({"draft": True, "discarded_at": NOON}, {"discarded_by": officer, "discarded_at": NOON}):
        with refused_by("order_discarded_by_and_at"):
            OrderFactory(**wrong)


def test_order_lines_stand_once_signed():
    line = OrderLineFactory()
    run("UPDATE quotas_orderline SET places = 11 WHERE id = %s", line.pk)
    run("UPDATE quotas_order SET signed_by_id = drafted_by_id, signed_at = now() WHERE id = %s", line.order_id)

    for statement in (
        "UPDATE quotas_orderline SET places = 12 WHERE id = %s",
        "DELETE FROM quotas_orderline WHERE id = %s",
    ):
        with refused_by("order_lines_stand_once_signed"):
            run(statement, line.pk)
    with refused_by("order_lines_stand_once_signed"):
        OrderLineFactory(order=line.order, target=line.target)


@pytest.mark.parametrize(
    "change", ["act = 'another'", "in_force_from = '2026-02-02'", "signed_by_id = drafted_by_id + 1"]
)
def test_order_stands_once_countersigned(change):
    order = OrderFactory()
    run("UPDATE quotas_order SET posted_at = now() WHERE id = %s", order.pk)

    with refused_by("order_stands_once_countersigned"):
        run(f"UPDATE quotas_order SET {change} WHERE id = %s", order.pk)  # noqa: S608 our own words
    with refused_by("order_stands_once_countersigned"):
        run("UPDATE quotas_order SET posted_at = NULL WHERE id = %s", order.pk)
    with refused_by("order_stands_once_countersigned"):
        run("DELETE FROM quotas_order WHERE id = %s", order.pk)


def test_order_line_moves_places():
    line = OrderLineFactory()
    other = AllocationFactory(region=region("KZ-11"))
    OrderLineFactory(order=line.order, source=line.target, target=other)

    for wrong in ({"places": 0}, {"target": None}, {"source": other, "target": other}):
        with refused_by("order_line_moves_places"):
            OrderLineFactory(**{"order": line.order, "target": other} | wrong)


@pytest.mark.parametrize(
    ("kind", "signs"),
    [
        ("allot", {"d_limit": 4}),
        ("cut", {"d_limit": 5}),
        ("hold", {"d_held": 4}),
        ("hold", {"d_used": 1}),
        ("use", {"d_held": -4}),
        ("use", {"d_used": 4}),
        ("release", {"d_held": -4}),
        ("release", {"d_limit": 1}),
        ("give_back", {"d_used": -4}),
        ("give_back", {"d_used": 5}),
        ("lend", {}),
    ],
)
def test_entry_bears_the_signs_of_its_kind(kind, signs):
    held = EntryFactory(places=5)
    insert(held.allocation, "hold", 5)

    with refused_by("entry_bears_the_signs_of_its_kind"):
        insert(held.allocation, "hold", 5, kind=kind, key="wrong", **{"d_held": 0} | signs)


def test_entry_bears_the_signs_of_its_kind_for_no_places():
    with refused_by("entry_bears_the_signs_of_its_kind"):
        insert(AllocationFactory(places=5), "hold", 0)


def test_entry_closes_what_its_kind_ends():
    held = EntryFactory()
    closing(held, "release", 5)

    with refused_by("entry_closes_what_its_kind_ends"):
        insert(held.allocation, "hold", 1, closes_id=held.pk)


@pytest.mark.parametrize("kind", ["use", "release", "give_back"])
def test_entry_closes_what_its_kind_ends_by_its_name(kind):
    held = EntryFactory()

    with refused_by("entry_closes_what_its_kind_ends"):
        insert(held.allocation, kind, 5, d_held=0 if kind == "give_back" else -5)


def test_entry_has_a_file_or_an_order():
    order = OrderFactory(kind=OrderKind.CHANGE)
    allocation = AllocationFactory(plan=order.plan, places=10)
    insert(allocation, "allot", 1, order_id=order.pk, file="")

    for kind, wrong in [
        ("allot", {"file": ""}),
        ("allot", {"order_id": order.pk}),
        ("hold", {"file": ""}),
        ("hold", {"order_id": order.pk}),
    ]:
        with refused_by("entry_has_a_file_or_an_order"):
            insert(allocation, kind, 1, **{"key": "wrong"} | wrong)


def test_entry_once_per_key():
    held = EntryFactory(key="once")
    insert(held.allocation, "hold", 1, key="twice")

    with refused_by("entry_once_per_key"):
        insert(held.allocation, "hold", 1, key="once")


def test_entry_closes_a_hold_once():
    held = EntryFactory(allocation=AllocationFactory(limit=None))
    EntryFactory(allocation=held.allocation, places=50)
    closing(held, "use", 5)

    with refused_by("entry_closes_a_hold_once"):
        closing(held, "release", 5)


def test_an_order_and_its_lines_outlive_nothing_they_name():
    """PROTECT in the database too: what a line names cannot be removed."""
    line = OrderLineFactory()

    with refused_by("quotas_orderline_target_id_" + _suffix("quotas_orderline", "target_id")):
        run("DELETE FROM quotas_allocation WHERE id = %s", line.target_id)


def _suffix(table, column):
    names = run("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'", table)
    return next(name for (name,) in names if column in name).split(f"{column}_")[1]
