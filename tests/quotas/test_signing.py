"""Two signatures bring an order into the ledger; what stands in the way is told in full."""

import pytest

from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.quotas import actions
from casework.quotas.models import Entry
from tests.factories.accounts import OfficerFactory
from tests.factories.quotas import AllocationFactory, EntryFactory, SignatoryFactory, region
from tests.moments import NOON
from tests.quotas.orders import LATER, countersigned, drafted, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(allocation):
    return AllocationFactory(region=region("KZ-11"), places=50)


def limits(*cells):
    for cell in cells:
        cell.refresh_from_db()
    return [cell.limit for cell in cells]


def test_one_signature_moves_no_place(allocation, other):
    order = signed(drafted(allocation, other))

    assert order.state == "signed"
    assert limits(allocation, other) == [1000, 50]


def test_the_second_signature_moves_the_places_where_the_day_has_come(allocation, other):
    order = countersigned(signed(drafted(allocation, other)))

    assert order.state == "posted"
    assert limits(allocation, other) == [960, 90]


def test_an_order_of_a_later_day_waits_for_it(allocation, other):
    order = countersigned(signed(drafted(allocation, other, in_force_from=LATER)))
    assert (order.state, limits(allocation, other)) == ("waiting", [1000, 50])

    actions.post_due_orders(at=NOON.replace(month=12, day=30))

    assert limits(allocation, other) == [960, 90]


def test_nobody_countersigns_what_he_signed(allocation, other):
    officer = SignatoryFactory()
    order = signed(drafted(allocation, other), by=officer)

    with pytest.raises(RuleBroken, match="another officer than its signatory"):
        countersigned(order, by=officer)


def test_who_may_not_sign_does_neither(allocation, other):
    analyst = OfficerFactory(roles=["analyst"])
    order = drafted(allocation, other)

    with pytest.raises(NotPermitted):
        signed(order, by=analyst)
    with pytest.raises(NotPermitted):
        countersigned(signed(order), by=analyst)


def test_a_draft_is_not_countersigned(allocation, other):
    with pytest.raises(RuleBroken, match="does not wait for a second signature: draft"):
        countersigned(drafted(allocation, other))


def test_an_order_is_countersigned_once(allocation, other):
    order = countersigned(signed(drafted(allocation, other)))

    with pytest.raises(RuleBroken, match="does not wait for a second signature"):
        countersigned(order)
    assert limits(allocation, other) == [960, 90]


def test_a_returned_order_is_a_draft_with_its_reason(allocation, other):
    order = signed(drafted(allocation, other))

    order = actions.return_order(order, version=2, because="Which act?", by=SignatoryFactory(), at=NOON)

    assert (order.state, order.signed_by) == ("draft", None)
    assert Event.objects.get(kind="quotas.return_order").note == "Which act?"


def test_whoever_signs_another_edition_than_he_read_is_told(allocation, other):
    order = drafted(allocation, other)

    with pytest.raises(Conflict):
        actions.sign_order(order, version=7, by=SignatoryFactory(), at=NOON)


def test_only_free_places_move_and_what_holds_them_is_named(allocation, other):
    EntryFactory(allocation=other, places=20, file="IN-2026-000001")
    used = EntryFactory(allocation=other, places=25, file="IN-2026-000002")
    actions.use(used, places=25, key="used", by=SignatoryFactory(), at=NOON)

    with pytest.raises(RuleBroken) as refusal:
        signed(drafted(other, allocation, places=6))

    assert str(refusal.value) == (
        "Akmola: 44 would be left, but 20 are held and 25 used; only the 5 free places move. "
        "It is held by IN-2026-000001 (20)."
    )


def test_what_is_held_between_the_signatures_is_seen_at_the_second(allocation, other):
    order = signed(drafted(other, allocation, places=50))
    EntryFactory(allocation=other, places=1)

    with pytest.raises(RuleBroken, match="only the 49 free places move"):
        countersigned(order)
    assert limits(other) == [50]


def test_the_ledger_names_whoever_countersigned(allocation, other):
    officer = SignatoryFactory()

    order = countersigned(signed(drafted(allocation, other)), by=officer)

    assert set(Entry.objects.filter(order=order).values_list("made_by", flat=True)) == {officer.pk}
