"""A change of the law or of the calendar wakes whatever computes from it; the reference data do not know whom."""

from datetime import date

import pytest

from casework.reference.actions import add_reference, change_reference, load_reference, remove_reference
from casework.reference.models import CalendarDay, Figure, LegalAct
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db

DAY = date(2026, 2, 18)


@pytest.fixture
def woken(settings, django_capture_on_commit_callbacks):
    """Names of the sweeps that an action wakes once it is committed."""
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    def names(action, *args, **options):
        with django_capture_on_commit_callbacks() as callbacks:
            action(*args, at=NOON, **options)
        return [callback.args[0] for callback in callbacks]

    return names


@pytest.fixture
def by():
    return OfficerFactory(roles=["administrator"])


def test_a_new_day_off(woken, by):
    assert woken(add_reference, CalendarDay(day=DAY, is_working=False, name="Decree"), by=by) == ["cases.move_dates"]


def test_a_day_off_that_is_none_any_more(woken, by):
    day = CalendarDay.objects.create(day=DAY, is_working=False, name="Decree")

    assert woken(remove_reference, day, by=by) == ["cases.move_dates"]


def test_a_figure_that_is_changed(woken, by):
    figure = Figure.objects.filter(key="status.decision").latest("since")

    assert woken(change_reference, figure, to={"remark": "As published."}, by=by) == ["cases.move_dates"]


def test_what_no_date_is_computed_from_wakes_nobody(woken, by):
    assert woken(add_reference, LegalAct(title="Order 1"), by=by) == []


def test_a_load_that_brings_a_figure_back(woken):
    Figure.objects.filter(key="status.decision").delete()

    assert woken(load_reference) == ["cases.move_dates"]


def test_a_load_that_changes_nothing_wakes_nobody(woken):
    assert woken(load_reference) == []
