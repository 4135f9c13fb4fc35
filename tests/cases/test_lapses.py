"""Places are kept while the family brings what is missing, not for ever: the applicant's clock, never the office's."""

from datetime import date, timedelta

import pytest

from casework.audit.models import Event
from casework.cases.actions import clocks
from casework.cases.actions.lapses import holds_due, let_lapse
from casework.cases.actions.steps import take_step
from casework.cases.models import Case
from casework.cases.queries.recount import differences
from casework.cases.queries.waiting import kept_until
from casework.cases.states import State
from casework.cases.sweeps import END_HOLDS
from casework.common import sweeps
from casework.common.errors import NotPermitted
from casework.quotas.queries import open_holds
from casework.reference.models import Figure
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.world import current, held, lodged, staff_of

pytestmark = pytest.mark.django_db

KEPT = timedelta(days=30)


@pytest.fixture
def staff():
    AllocationFactory(places=100)
    return staff_of("KZ-55")


@pytest.fixture
def paused(staff):
    """A file whose five places are held while the family brings a paper."""
    return pause(held(staff), staff)


def pause(case, staff):
    clocks.pause(case, version=current(case), reason="A translation.", by=staff.registrar, at=NOON)
    return case


def sweep(at):
    return sweeps.run(END_HOLDS, clock=lambda: at)


def test_the_last_day_is_the_thirtieth_after_the_pause_began(paused):
    assert kept_until(paused.pauses.get()) == date(2026, 4, 1)


def test_on_the_last_day_the_places_are_still_kept(paused):
    sweep(NOON + KEPT)

    assert Case.objects.get(pk=paused.pk).is_open
    assert open_holds(paused.number)


def test_the_day_after_the_hold_ends_and_the_file_with_it(paused):
    sweep(NOON + KEPT + timedelta(days=1))

    case = Case.objects.get(pk=paused.pk)
    assert (case.state, case.closed_by) == (State.LAPSED, None)
    assert not open_holds(case.number)
    assert case.pauses.get().until == date(2026, 4, 2)


def test_the_places_return_and_the_books_agree(paused):
    sweep(NOON + KEPT + timedelta(days=1))

    assert paused.allocation is None or paused.allocation.free
    assert Case.objects.get(pk=paused.pk).allocation.free == 100
    assert differences() == []


def test_the_trail_says_that_no_officer_did_it(paused):
    sweep(NOON + KEPT + timedelta(days=1))

    assert Event.objects.get(kind="case.lapse", subject=paused.number).by is None


def test_a_second_run_changes_nothing(paused):
    later = NOON + KEPT + timedelta(days=1)
    sweep(later)

    assert sweep(later).done == 0
    assert let_lapse(paused, at=later).state == State.LAPSED


def test_a_family_that_brought_its_paper_keeps_its_places(paused, staff):
    clocks.resume(paused, version=current(paused), by=staff.registrar, at=NOON + timedelta(days=5))

    assert holds_due(date(2026, 6, 1)) == []


def test_a_file_that_is_late_because_of_the_office_keeps_its_places(staff):
    held(staff)

    assert holds_due(date(2027, 1, 1)) == []


def test_a_paused_file_that_holds_nothing_goes_on(staff):
    pause(lodged(staff), staff)

    assert holds_due(date(2027, 1, 1)) == []


def test_without_a_figure_nothing_ends(paused):
    Figure.objects.filter(key="office.papers_wait").delete()

    assert holds_due(date(2027, 1, 1)) == []


def test_no_officer_lets_a_hold_lapse(paused, staff):
    with pytest.raises(NotPermitted, match="by no officer"):
        take_step(paused, "lapse", version=current(paused), by=staff.registrar, at=NOON)


def test_the_clock_takes_no_step_of_an_officer(staff):
    case = held(staff)

    with pytest.raises(NotPermitted, match="by an officer"):
        take_step(case, "withdraw", version=current(case), by=None, at=NOON)
