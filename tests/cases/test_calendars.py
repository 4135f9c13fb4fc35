"""A calendar that changed moves the dates of open files, and says so."""

from datetime import date

import pytest

from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.sweeps import MOVE_DATES
from casework.common import sweeps
from casework.reference.models import CalendarDay, Figure
from tests.moments import NOON
from tests.world import accepted, lodged, staff_of, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return staff_of("KZ-55")


def sweep():
    return sweeps.run(MOVE_DATES, clock=lambda: NOON)


def day_off(day):
    CalendarDay.objects.create(day=day, is_working=False, name="Moved by decree")


def test_a_new_day_off_moves_the_date_of_an_open_file(staff):
    case = lodged(staff)
    day_off(date(2026, 2, 18))

    assert sweep().done == 1

    assert Case.objects.get(pk=case.pk).due_on == date(2026, 2, 20)


def test_the_event_says_what_the_date_was(staff):
    case = lodged(staff)
    day_off(date(2026, 2, 18))
    sweep()

    event = Event.objects.get(kind="case.move_dates", subject=case.number)
    assert (event.by, event.before["due_on"], event.after["due_on"]) == (None, "2026-02-19", "2026-02-20")


def test_the_new_explanation_names_the_day(staff):
    case = lodged(staff)
    day_off(date(2026, 2, 18))
    sweep()

    assert "2026-02-18" in Case.objects.get(pk=case.pk).due_explanation["days_off"]


def test_a_closed_file_keeps_its_date(staff):
    case = step(accepted(staff), "withdraw", by=staff.registrar)
    day_off(date(2026, 2, 18))

    assert sweep().done == 0
    assert Case.objects.get(pk=case.pk).due_on == date(2026, 2, 19)


def test_without_a_change_no_file_is_touched(staff):
    lodged(staff)

    assert sweep().done == 0


def test_a_figure_that_was_corrected_moves_the_date(staff):
    case = lodged(staff)
    Figure.objects.filter(key="status.decision", since=date(2025, 10, 26)).update(value=5)

    sweep()

    assert Case.objects.get(pk=case.pk).due_on == date(2026, 2, 23)


def test_a_file_without_a_figure_for_its_day_waits_and_stops_nobody(staff):
    lodged(staff)
    Figure.objects.filter(key="status.decision").delete()

    assert (sweep().done, sweep().failed) == (0, 0)
