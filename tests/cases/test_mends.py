"""Books that differ are mended by two quota managers, by lines that return what is too much."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from casework.audit.models import Event
from casework.cases.actions import mends
from casework.cases.actions.recounts import recount
from casework.cases.models import Case, Drift, Mend
from casework.cases.queries.recount import differences, file_difference
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.quotas import actions as ledger
from casework.quotas.models import Allocation, Entry
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import MendFactory
from tests.factories.quotas import AllocationFactory, EntryFactory, SignatoryFactory
from tests.moments import NOON
from tests.posts import sent
from tests.quotas.database import behind_the_triggers, refused_by
from tests.world import held, staff_of

pytestmark = pytest.mark.django_db

STRAY = "IN-2026-900000"


@pytest.fixture
def allocation():
    return AllocationFactory(places=100)


@pytest.fixture
def stray(allocation):
    """A file nobody knows holds five places and has used three more."""
    EntryFactory(allocation=allocation, file=STRAY, places=5)
    used = EntryFactory(allocation=allocation, file=STRAY, places=3, key="another")
    ledger.use(used, places=3, key="used", by=SignatoryFactory(), at=NOON)
    recount(NOON.date(), at=NOON)
    return Drift.objects.get()


def proposed(drift, by=None):
    return mends.propose_mend(drift, reason="Loaded twice.", by=by or SignatoryFactory(), at=NOON)


def countersigned(mend, by=None):
    return mends.countersign_mend(mend, by=by or SignatoryFactory(), at=NOON)


def counts():
    return Allocation.objects.values_list("held", "used").get()


def test_one_signature_moves_nothing(stray):
    mend = proposed(stray)

    assert (mend.held, mend.used, counts()) == (5, 3, (5, 3))


def test_the_second_signature_returns_what_is_too_much(stray):
    countersigned(proposed(stray))

    stray.refresh_from_db()
    assert (counts(), differences(), stray.gone_at) == ((0, 0), [], NOON)
    assert Entry.objects.filter(key__startswith=f"drift/{stray.pk}/").count() == 2
    assert Event.objects.get(kind="quotas.mend_drift").note == "Loaded twice."


def test_nobody_countersigns_the_own_mend(stray):
    officer = SignatoryFactory()

    with pytest.raises(RuleBroken, match="another quota manager"):
        countersigned(proposed(stray, officer), officer)


def test_a_mend_is_done_once(stray):
    mend = countersigned(proposed(stray))

    with pytest.raises(RuleBroken, match="countersigned once"):
        countersigned(mend)


def test_a_mend_is_signed_once(stray):
    proposed(stray)

    with pytest.raises(Conflict, match="signed already"):
        proposed(stray)


def test_who_signs_no_orders_mends_no_books(stray):
    caseworker = OfficerFactory(roles=["caseworker"])

    with pytest.raises(NotPermitted):
        proposed(stray, caseworker)
    with pytest.raises(NotPermitted):
        countersigned(proposed(stray), caseworker)


def test_books_that_changed_meanwhile_are_not_mended(stray, allocation):
    mend = proposed(stray)
    EntryFactory(allocation=allocation, file=STRAY, places=1, key="late")

    with pytest.raises(Conflict, match="books changed"):
        countersigned(mend)
    assert counts() == (6, 3)


def test_a_mend_of_books_that_changed_is_signed_anew(stray, allocation):
    first = proposed(stray)
    EntryFactory(allocation=allocation, file=STRAY, places=1, key="late")
    assert mends.is_stale(first)

    countersigned(proposed(stray))

    assert (counts(), Mend.objects.count()) == ((0, 0), 1)


def test_a_mend_that_is_still_true_is_not_stale(stray):
    assert not mends.is_stale(proposed(stray))


def test_one_file_is_compared_as_in_the_whole(stray):
    case = held(staff_of("KZ-55"))

    assert file_difference(case.number) is None
    assert [file_difference(STRAY).as_dict()] == differences()


def test_books_that_agree_again_need_no_mend(stray):
    for hold in Entry.objects.filter(file=STRAY, kind="hold", closed_by=None):
        ledger.release(hold, key=f"r{hold.pk}", by=SignatoryFactory(), at=NOON)
    ledger.give_back(Entry.objects.get(kind="use"), places=3, key="b", by=SignatoryFactory(), at=NOON)

    with pytest.raises(RuleBroken, match="agree again"):
        proposed(stray)


def test_a_file_that_has_too_little_is_not_mended(allocation):
    case = held(staff_of("KZ-55"))
    behind_the_triggers("quotas_entry", "UPDATE quotas_entry SET d_held = 1, places = 1 WHERE file <> ''")
    recount(NOON.date(), at=NOON)

    with pytest.raises(RuleBroken, match="less than it should have"):
        proposed(Drift.objects.get(subject=case.number))


def test_counters_are_not_mended_by_signatures(allocation):
    behind_the_triggers("quotas_allocation", "UPDATE quotas_allocation SET used = 7")
    recount(NOON.date(), at=NOON)

    with pytest.raises(RuleBroken, match="rebuild_counters --drift"):
        proposed(Drift.objects.get())


def test_the_owner_rebuilds_counters_from_the_ledger(allocation, capsys):
    EntryFactory(allocation=allocation, places=5)
    behind_the_triggers("quotas_allocation", "UPDATE quotas_allocation SET used = 7, held = 1")
    Case.objects.all().delete()
    recount(NOON.date(), at=NOON)
    drift = Drift.objects.filter(between="counters and ledger").first()

    call_command("rebuild_counters", f"--drift={drift.pk}")

    assert counts() == (5, 0)
    assert "2 counters were rebuilt." in capsys.readouterr().out
    assert not Drift.objects.filter(between="counters and ledger", gone_at=None).exists()
    assert Event.objects.filter(kind="quotas.rebuild_counters").count() == 1


def test_after_the_rebuilding_the_trigger_stands_again(allocation):
    behind_the_triggers("quotas_allocation", "UPDATE quotas_allocation SET used = 7")
    recount(NOON.date(), at=NOON)
    call_command("rebuild_counters", f"--drift={Drift.objects.get().pk}")

    with refused_by("allocation_counted_by_ledger"):
        Allocation.objects.update(used=1)


@pytest.mark.parametrize("number", ["0", "99999999"])
def test_counters_are_rebuilt_for_a_difference_alone(allocation, number):
    with pytest.raises(CommandError, match="no open difference"):
        call_command("rebuild_counters", f"--drift={number}")


def test_mend_returns_places():
    with refused_by("mend_returns_places"):
        MendFactory(held=0, used=0)


def test_mend_countersigned_by_another():
    officer = SignatoryFactory()

    with refused_by("mend_countersigned_by_another"):
        MendFactory(proposed_by=officer, countersigned_by=officer, countersigned_at=NOON)


def test_mend_countersigned_by_and_at():
    assert MendFactory(countersigned_by=SignatoryFactory(), countersigned_at=NOON)

    with refused_by("mend_countersigned_by_and_at"):
        MendFactory(countersigned_at=NOON + timedelta(1))


def signed_in(officer):
    client = Client()
    client.force_login(officer)
    return client


def test_a_difference_is_mended_on_its_page(stray):
    address = reverse("desk:drift", args=[stray.pk])
    signed_in(SignatoryFactory()).post(address, sent(reason="Loaded twice."))
    second = signed_in(SignatoryFactory())

    assert "Loaded twice." in second.get(address).content.decode()
    assert second.post(address, sent()).status_code == 302
    assert counts() == (0, 0)
    assert Mend.objects.get().countersigned_by is not None


def test_the_differences_are_listed_and_counted_for_quota_managers(stray):
    page = signed_in(SignatoryFactory()).get(reverse("desk:drifts")).content.decode()

    assert STRAY in page
    assert "Books that differ" in page
