"""What becomes of a permit after its issue, and whether its place returns."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.cases.models import Case
from casework.cases.queries.recount import differences
from casework.common.errors import NotPermitted, RuleBroken
from casework.labour.actions import changes
from casework.labour.models import Permit, PlaceRule
from casework.labour.states import CHANGES, PermitState
from casework.labour.sweeps import EXPIRE
from casework.quotas.models import Entry
from tests.factories.accounts import OfficerFactory
from tests.factories.labour import PermitChangeFactory, PermitFactory
from tests.labour.office import books, desk, issued
from tests.moments import NOON
from tests.quotas.database import refused_by

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
OFFICERS = {
    PermitState.SUSPENDED: changes.suspend, PermitState.RESTORED: changes.restore, PermitState.REVOKED: changes.revoke,
    PermitState.SURRENDERED: changes.surrender,
}  # fmt: skip
REACHED = {
    PermitState.ISSUED: (), PermitState.SUSPENDED: ("suspended",), PermitState.RESTORED: ("suspended", "restored"),
    PermitState.REVOKED: ("revoked",), PermitState.SURRENDERED: ("surrendered",), PermitState.EXPIRED: ("expired",),
    PermitState.REPLACED: ("replaced",),
}  # fmt: skip
"""How each state comes about."""


def standing(state, office=None):
    permit = PermitFactory(case__office=office) if office else PermitFactory()
    for kind in REACHED[state]:
        PermitChangeFactory(permit=permit, kind=kind, **({"recorded_by": None} if kind == "expired" else {}))
    permit.refresh_from_db()
    return permit


@pytest.mark.parametrize("kind", OFFICERS)
@pytest.mark.parametrize("state", PermitState)
def test_each_change_is_taken_from_the_states_it_can_follow_and_from_no_other(state, kind):
    officer = OfficerFactory(roles=["labour_officer"])
    permit = standing(state, officer.office)

    if state in CHANGES[kind]:
        assert OFFICERS[kind](permit, reason="A reason.", by=officer, at=NOON + 60 * DAY).state == kind
        return
    with pytest.raises(RuleBroken, match="cannot be"):
        OFFICERS[kind](permit, reason="A reason.", by=officer, at=NOON + 60 * DAY)


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("state", PermitState)
def test_the_database_takes_no_change_that_cannot_follow(state, kind):
    permit, by_clock = standing(state), {"recorded_by": None} if kind == "expired" else {}

    if state in CHANGES[kind]:
        assert PermitChangeFactory(permit=permit, kind=kind, **by_clock)
        return
    with refused_by("permit_change_follows_its_state"):
        PermitChangeFactory(permit=permit, kind=kind, **by_clock)


def test_a_revoked_permit_gives_its_place_back():
    office = desk()
    case = issued(office)

    permit = changes.revoke(case.permit, reason="The worker left.", by=office.officer, at=NOON + DAY)

    assert (permit.state, permit.ended_on, Case.objects.get(pk=case.pk).state) == (
        "revoked", date(2026, 3, 3), "ended",
    )  # fmt: skip
    assert books(office.cell) == (10, 0, 0)
    assert [entry.kind for entry in Entry.objects.filter(file=case.number)] == ["hold", "use", "give_back"]
    assert differences() == []


def test_a_programme_that_returns_nothing_keeps_the_place_used():
    PlaceRule.objects.update(returns=[])
    office = desk()
    case = issued(office)

    changes.surrender(case.permit, reason="Not needed.", by=office.registrar, at=NOON + DAY)

    assert (Case.objects.get(pk=case.pk).state, books(office.cell)) == ("issued", (10, 0, 1))
    assert differences() == []


def test_the_registrar_revokes_no_permit():
    office = desk()
    case = issued(office)

    with pytest.raises(NotPermitted, match="another officer must revoke"):
        changes.revoke(case.permit, reason="x", by=office.registrar, at=NOON)


def test_an_officer_of_another_office_changes_no_permit():
    permit = issued(desk()).permit

    with pytest.raises(NotPermitted):
        changes.suspend(permit, reason="x", by=OfficerFactory(roles=["labour_officer"]), at=NOON)


@pytest.mark.parametrize(("days", "is_due"), [(-1, False), (0, True), (1, True)])
def test_a_permit_expires_the_day_after_its_last(days, is_due):
    permit = PermitFactory()
    at = NOON + (permit.until - NOON.date() + days * DAY)

    assert (permit.number in EXPIRE.due(at, 10)) is is_due
    EXPIRE.work(permit.number, at)

    assert Permit.objects.get().state == ("expired" if is_due else "issued")


def test_an_expired_permit_has_used_its_place():
    office = desk()
    case = issued(office)

    EXPIRE.work(case.permit.number, NOON + 400 * DAY)

    assert (Case.objects.get(pk=case.pk).permit.state, books(office.cell)) == ("expired", (10, 0, 1))


def test_a_worker_can_come_back_to_an_employer_once_the_permit_ended_early():
    permit = standing(PermitState.SURRENDERED)

    assert PermitFactory(employer=permit.employer, person=permit.person)


@pytest.mark.parametrize("write", ["UPDATE labour_permit SET post = 'x'", "UPDATE labour_permit SET state = 'expired'"])
def test_a_permit_changes_by_its_history_alone(write):
    PermitFactory()

    with refused_by("permit_changes_by_its_history_alone"), transaction.atomic():
        Permit.objects.update(**{"post": "x"} if "post" in write else {"state": "expired"})
    with refused_by("permit_changes_by_its_history_alone"):
        Permit.objects.all()._raw_delete("default")


def test_no_permit_begins_otherwise_than_issued():
    with refused_by("permit_changes_by_its_history_alone"):
        PermitFactory(state="revoked")


def test_permit_change_in_order_of_days():
    change = PermitChangeFactory()
    assert PermitChangeFactory(permit=change.permit, kind="restored", on=change.on)

    with refused_by("permit_change_in_order_of_days"):
        PermitChangeFactory(permit=change.permit, kind="suspended", on=change.on - DAY)


def test_the_history_only_grows():
    change = PermitChangeFactory()

    with pytest.raises(IntegrityError, match="labour_permitchange are never changed"), transaction.atomic():
        type(change).objects.update(reason="another")
    assert "labour_permitchange_is_append_only"


def test_permit_change_by_an_officer_unless_it_expires():
    with refused_by("permit_change_by_an_officer_unless_it_expires"):
        PermitChangeFactory(recorded_by=None)
