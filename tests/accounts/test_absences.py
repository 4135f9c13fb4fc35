"""Who is away, who stands in, and who may say so."""

from datetime import date

import pytest

from casework.accounts import actions
from casework.accounts.models import Absence, Officer
from casework.accounts.queries import away, deputies_for, stood_in_for
from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from tests.factories.accounts import AbsenceFactory, OfficerFactory
from tests.moments import NOON
from tests.quotas.database import refused_by
from tests.races import rival_result
from tests.world import Staff, staff_of

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY, NEXT_MONDAY = date(2026, 3, 2), date(2026, 3, 6), date(2026, 3, 9)


@pytest.fixture
def staff() -> Staff:
    return staff_of("KZ-55")


def recorded(officer: Officer, *, since=MONDAY, until=NEXT_MONDAY, deputy=None, by=None) -> Absence:
    return actions.record_absence(officer, since=since, until=until, deputy=deputy, by=by or officer, at=NOON)


def changed(absence: Absence, *, until=NEXT_MONDAY, deputy=None, by=None, version=None) -> Absence:
    version = version or absence.version
    return actions.change_absence(
        absence, version=version, until=until, deputy=deputy, by=by or absence.officer, at=NOON
    )


def test_absence_ends_after_it_begins():
    assert AbsenceFactory(until=MONDAY)

    with refused_by("absence_ends_after_it_begins"):
        AbsenceFactory(until=date(2026, 3, 1))


def test_absence_deputy_is_another():
    assert AbsenceFactory(deputy=OfficerFactory())
    officer = OfficerFactory()

    with refused_by("absence_deputy_is_another"):
        AbsenceFactory(officer=officer, deputy=officer)


@pytest.mark.parametrize("until", [FRIDAY, None])
def test_absence_one_at_a_time(until):
    first = AbsenceFactory()
    assert AbsenceFactory(officer=first.officer, since=NEXT_MONDAY, until=None)
    assert AbsenceFactory(officer=first.officer, since=FRIDAY, until=FRIDAY)

    with refused_by("absence_one_at_a_time"):
        AbsenceFactory(officer=first.officer, since=date(2026, 2, 27), until=until)


def test_absence_deputy_is_there():
    gone = AbsenceFactory()
    assert AbsenceFactory(deputy=gone.officer, since=NEXT_MONDAY, until=None)

    with refused_by("absence_deputy_is_there"):
        AbsenceFactory(deputy=gone.officer, since=date(2026, 2, 2), until=date(2026, 3, 3))


def test_absence_deputy_is_there_though_it_was_named_first():
    covered = AbsenceFactory(deputy=OfficerFactory())

    with refused_by("absence_deputy_is_there"):
        AbsenceFactory(officer=covered.deputy, since=FRIDAY)


def test_an_officer_records_the_own_absence_and_who_stands_in(staff):
    absence = recorded(staff.registrar, deputy=staff.caseworker)

    assert list(away(staff.office, FRIDAY)) == [absence]
    assert list(stood_in_for(staff.caseworker, FRIDAY)) == [absence]
    told = Event.objects.get(kind="officer.absent")
    assert told.subject == f"officer {staff.registrar.username}"
    assert told.after == {"since": "2026-03-02", "until": "2026-03-09", "deputy": staff.caseworker.username}


def test_the_first_day_back_is_no_day_away(staff):
    recorded(staff.registrar)

    assert not away(staff.office, NEXT_MONDAY).exists()


def test_a_head_records_it_for_an_officer(staff):
    assert recorded(staff.registrar, by=staff.head).recorded_by == staff.head


@pytest.mark.parametrize("who", ["colleague", "head elsewhere"])
def test_nobody_else_records_it(staff, who):
    others = {"colleague": staff.caseworker, "head elsewhere": OfficerFactory(roles=["head_of_office"])}

    with pytest.raises(NotPermitted, match="by the officer, or by the head"):
        recorded(staff.registrar, by=others[who])
    with pytest.raises(NotPermitted):
        changed(AbsenceFactory(officer=staff.registrar), by=others[who])


@pytest.mark.parametrize("until", [MONDAY, date(2026, 3, 1)])
def test_an_absence_has_a_day(staff, until):
    with pytest.raises(RuleBroken, match="after the first day away"):
        recorded(staff.registrar, until=until)


def test_a_deputy_may_do_all_that_the_officer_does(staff):
    both = OfficerFactory(office=staff.office, roles=["caseworker", "head_of_office"])
    OfficerFactory(office=staff.office, roles=["caseworker"], is_active=False)
    OfficerFactory(roles=["caseworker"])

    assert set(deputies_for(staff.registrar)) == {staff.caseworker, both}
    assert deputies_for(staff.head) == [both]


def test_who_may_not_do_the_work_does_not_stand_in(staff):
    with pytest.raises(RuleBroken, match="may not do all that"):
        recorded(staff.head, deputy=staff.caseworker)


def test_who_is_away_stands_in_for_nobody(staff):
    recorded(staff.caseworker, since=FRIDAY)

    with pytest.raises(RuleBroken, match="is away on some of these days; choose another deputy"):
        recorded(staff.registrar, deputy=staff.caseworker)


def test_who_stands_in_is_not_away(staff):
    recorded(staff.registrar, deputy=staff.caseworker)

    with pytest.raises(RuleBroken, match=f"stands in for {staff.registrar}"):
        recorded(staff.caseworker, since=FRIDAY, until=None)


def test_two_absences_of_one_officer_on_one_day_are_refused_with_a_sentence(staff):
    recorded(staff.registrar)

    with pytest.raises(Conflict, match="on record as away on some of these days"):
        recorded(staff.registrar, since=FRIDAY)


def test_an_absence_ends_early(staff):
    absence = changed(recorded(staff.registrar, deputy=staff.caseworker), until=FRIDAY, deputy=staff.caseworker)

    assert not away(staff.office, FRIDAY).exists()
    told = Event.objects.get(kind="officer.absence_changed")
    assert (told.before["until"], told.after["until"]) == ("2026-03-09", "2026-03-06")
    assert absence.version == 2


def test_an_absence_that_was_called_off_leaves_the_days_free(staff):
    changed(recorded(staff.registrar, deputy=staff.caseworker), until=MONDAY, deputy=staff.caseworker)

    assert recorded(staff.caseworker, deputy=staff.registrar)


def test_an_absence_ends_early_whatever_became_of_the_deputy(staff):
    absence = recorded(staff.registrar, deputy=staff.caseworker)
    staff.caseworker.held_roles.all().delete()

    assert changed(absence, until=FRIDAY, deputy=staff.caseworker).until == FRIDAY


def test_a_longer_absence_needs_the_deputy_for_longer(staff):
    absence = recorded(staff.registrar, deputy=staff.caseworker)
    recorded(staff.caseworker, since=NEXT_MONDAY, until=None)

    with pytest.raises(RuleBroken, match="choose another deputy"):
        changed(absence, until=None, deputy=staff.caseworker)


def test_a_change_of_an_older_version_is_refused(staff):
    absence = recorded(staff.registrar)
    changed(absence, until=FRIDAY)

    with pytest.raises(Conflict, match="changed while you read it"):
        changed(absence, until=None, version=1)


def test_nobody_stands_in_where_the_deputy_has_no_account_any_more(staff):
    absence = recorded(staff.registrar, deputy=staff.caseworker)
    assert not Absence.objects.unattended().exists()

    Officer.objects.filter(pk=staff.caseworker.pk).update(is_active=False)

    assert list(Absence.objects.unattended()) == [absence]


@pytest.mark.django_db(transaction=True)
def test_of_two_absences_recorded_at_once_the_second_knows_the_first(staff):
    refusal = rival_result(
        lambda: recorded(staff.registrar, deputy=staff.caseworker),
        lambda: recorded(staff.caseworker),
    )

    assert isinstance(refusal, Conflict)
    assert "at the same moment" in str(refusal)
    assert Absence.objects.get().officer == staff.registrar
