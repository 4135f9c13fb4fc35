"""What two officers agree on: more days, another centre; and what a decided file asks of a stay."""

from datetime import date, timedelta

import pytest

from casework.accommodation.actions import arrivals, changes, places, reminders
from casework.accommodation.models import Assignment, Reminder, Stay
from casework.accommodation.queries.settling import asks_next_step, tasks
from casework.accommodation.states import Kind
from casework.accommodation.sweeps import REMIND
from casework.cases.models import Case
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from tests.accommodation.houses import beds, day, house
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON
from tests.world import accepted, decided, granted, recommended

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return house()


@pytest.fixture
def flat():
    """A centre of holders of the status, with a family in it."""
    return house(Kind.ADAPTATION)


def lives(home, **facts):
    stay = home.stay(**facts)
    home.placed(stay, home.room(beds=8))
    arrivals.check_in(stay, on=day(0), by=home.manager, at=NOON)
    return Stay.objects.get(pk=stay.pk)


def grant(home, stay):
    file = Case.objects.get(pk=stay.case_id)
    return decided(home.staff, recommended(home.staff, accepted(home.staff, file)), "grant")


def refuse(home, stay):
    return decided(home.staff, Case.objects.get(pk=stay.case_id), "refuse_acceptance")


def extension(flat, stay, until=date(2026, 12, 2)):
    return changes.ask_extension(stay, until=until, reason="The flat is not ready.", by=flat.manager, at=NOON)


def test_more_days_are_asked_for_by_a_manager_and_granted_by_a_head(flat):
    stay = lives(flat)

    changes.decide_extension(extension(flat, stay), agree=True, by=flat.staff.head, at=NOON)

    stay.refresh_from_db()
    assert stay.entitled_until == date(2026, 12, 2)
    assert places.lengthen(stay, until=date(2026, 12, 2), by=flat.manager, at=NOON)


def test_refused_days_change_nothing(flat):
    stay = lives(flat)

    changes.decide_extension(extension(flat, stay), agree=False, by=flat.staff.head, at=NOON)

    assert Stay.objects.get(pk=stay.pk).entitled_until == stay.entitled_until


def test_whoever_asked_does_not_decide(flat):
    both = OfficerFactory(office=flat.staff.office, roles=["centre_manager", "head_of_office"])
    stay = lives(flat)
    asked = changes.ask_extension(stay, until=date(2026, 12, 2), reason="A flat.", by=both, at=NOON)

    with pytest.raises(Conflict, match="does not decide on them"):
        changes.decide_extension(asked, agree=True, by=both, at=NOON)


def test_a_manager_does_not_decide(flat):
    stay = lives(flat)

    with pytest.raises(NotPermitted, match="A head of"):
        changes.decide_extension(extension(flat, stay), agree=True, by=flat.manager, at=NOON)


def test_what_was_decided_is_not_decided_again(flat):
    asked = extension(flat, lives(flat))
    changes.decide_extension(asked, agree=True, by=flat.staff.head, at=NOON)

    with pytest.raises(Conflict, match="decided already"):
        changes.decide_extension(asked, agree=False, by=flat.staff.head, at=NOON)


def test_more_days_are_more_days(flat):
    with pytest.raises(RuleBroken, match="is entitled until"):
        extension(flat, lives(flat), until=day(30))


def test_a_temporary_stay_has_no_day_to_be_moved(home):
    with pytest.raises(RuleBroken, match="no last day to be moved"):
        extension(home, lives(home))


@pytest.mark.parametrize("decide", [grant, refuse])
def test_a_decided_file_asks_for_the_next_step(home, decide):
    stay = lives(home)
    assert not asks_next_step(stay)

    decide(home, stay)

    assert asks_next_step(stay)
    assert [task.stay for task in tasks(home.manager, day(0))] == [stay]
    assert not tasks(home.elsewhere, day(0))


def test_a_family_moves_over_in_one_act_and_no_night_is_lost_or_held_twice(home, flat):
    stay = lives(home, size=4)
    grant(home, stay)
    asked = changes.ask_transfer(stay, to_centre=flat.centre, reason="Granted.", by=home.manager, at=NOON)
    assert [task.stay for task in tasks(flat.manager, day(0))] == [stay]
    new = changes.answer_transfer(asked, agree=True, by=flat.manager, at=NOON)
    room = flat.room()
    places.place(new, beds(new, room), since=day(3), until=day(20), by=flat.manager, at=NOON)

    late = NOON + timedelta(days=5)
    arrivals.check_in(new, on=day(5), by=flat.manager, at=late)

    stay.refresh_from_db()
    assert (stay.end_reason, stay.ended_on) == ("moved_on", day(5))
    held = [Assignment.objects.on(day(number)).of_people().count() for number in range(21)]
    assert held == [4] * 20 + [0]


def test_a_family_that_comes_early_leaves_early(home, flat):
    stay = lives(home, size=2)
    grant(home, stay)
    asked = changes.ask_transfer(stay, to_centre=flat.centre, reason="Granted.", by=home.manager, at=NOON)
    new = changes.answer_transfer(asked, agree=True, by=flat.manager, at=NOON)
    places.place(new, beds(new, flat.room()), since=day(6), until=day(20), by=flat.manager, at=NOON)

    arrivals.check_in(new, on=day(2), by=flat.manager, at=NOON + timedelta(days=2))

    assert {one.until for one in stay.assignments.all()} == {day(2)}


def test_without_the_consent_of_the_other_manager_nobody_moves(home, flat):
    stay = lives(home)
    grant(home, stay)
    asked = changes.ask_transfer(stay, to_centre=flat.centre, reason="Granted.", by=home.manager, at=NOON)

    with pytest.raises(NotPermitted):
        changes.answer_transfer(asked, agree=True, by=home.elsewhere, at=NOON)
    assert changes.answer_transfer(asked, agree=False, by=flat.manager, at=NOON) is None
    assert not flat.centre.stays.exists()


def test_a_centre_is_not_asked_for_a_family_that_may_not_live_there(home, flat):
    with pytest.raises(RuleBroken, match="has the status in force"):
        changes.ask_transfer(lives(home), to_centre=flat.centre, reason="A try.", by=home.manager, at=NOON)


def test_a_family_is_not_moved_to_where_it_lives(home):
    with pytest.raises(RuleBroken, match="lives there already"):
        changes.ask_transfer(lives(home), to_centre=home.centre, reason="A try.", by=home.manager, at=NOON)


def swept(on):
    at = NOON + (on - NOON.date())
    for subject in REMIND.due(at, 100):
        REMIND.work(subject, at)


def test_reminders_come_thirty_fourteen_and_three_days_before_and_once_each(flat):
    stay = lives(flat)
    assert stay.entitled_until is not None

    for days in (31, 30, 29, 14, 13, 3, 2, 1, 0, -1):
        swept(stay.entitled_until - timedelta(days=days))

    assert list(Reminder.objects.order_by("pk").values_list("step", flat=True)) == ["first", "second", "last"]
    assert Stay.objects.get(pk=stay.pk).is_open


def test_after_a_silence_only_the_latest_reminder_is_given(flat):
    stay = lives(flat)
    assert stay.entitled_until is not None

    swept(stay.entitled_until - timedelta(days=2))
    swept(stay.entitled_until - timedelta(days=2))

    assert list(Reminder.objects.values_list("step", flat=True)) == ["last"]


def test_more_days_begin_the_reminders_anew(flat):
    stay = lives(flat)
    swept(stay.entitled_until - timedelta(days=20))
    changes.decide_extension(extension(flat, stay), agree=True, by=flat.staff.head, at=NOON)

    assert reminders.due(date(2026, 11, 10)) == [(stay.pk, "first")]


def test_a_family_whose_days_are_over_is_a_task_and_stays(flat):
    stay = lives(flat)

    [task] = tasks(flat.manager, stay.entitled_until)

    assert (task.stay, task.is_late) == (stay, True)
    assert granted(flat.staff)
