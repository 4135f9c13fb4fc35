from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from casework.cases.actions import clocks, decisions
from casework.cases.actions.steps import countersign
from casework.cases.models import Case
from casework.cases.states import BY_OFFICERS, CLOSED, OPEN, State
from casework.common.errors import RuleBroken
from casework.returnees.actions import status
from tests.factories.cases import CaseFactory
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.world import (
    accepted,
    application,
    current,
    decided,
    family,
    granted,
    held,
    lodged,
    lodged_extension,
    proposed,
    recommended,
    staff_of,
    step,
)

pytestmark = pytest.mark.django_db

TUESDAY = NOON.replace(month=2, day=17)


@pytest.fixture
def staff():
    return staff_of("KZ-55")


def pause(staff, case, at=TUESDAY):
    return clocks.pause(case, version=current(case), reason="A paper.", by=staff.registrar, at=at)


def resume(staff, case, at):
    return clocks.resume(case, version=current(case), by=staff.registrar, at=at)


def stopped_on(case) -> date | None:
    return Case.objects.get(pk=case.pk).clock_stopped_on


def test_the_target_is_the_working_day_before_the_due_date(staff):
    case = lodged(staff)

    assert (case.target_on, case.due_on) == (date(2026, 2, 18), date(2026, 2, 19))


def test_the_target_is_never_before_the_day_after_receipt(staff):
    AllocationFactory(places=10)
    case = lodged_extension(staff)

    assert (case.target_on, case.due_on) == (date(2026, 3, 3), date(2026, 3, 4))


def test_the_law_on_record_gives_no_term_for_an_inclusion(staff):
    AllocationFactory(places=10)
    case = held(staff)

    assert (case.due_on, case.due_explanation, case.target_on) == (None, None, None)
    assert not case.is_overdue(date(2099, 1, 1))


def test_a_file_without_a_term_can_be_paused_and_runs_on_without_one(staff):
    AllocationFactory(places=10)
    case = held(staff)
    pause(staff, case, NOON)

    assert resume(staff, case, NOON + timedelta(days=3)).due_on is None


def test_a_pause_stops_the_clock_on_its_day(staff):
    case = lodged(staff)

    pause(staff, case)

    assert stopped_on(case) == date(2026, 2, 17)


def test_a_clock_that_stands_still_is_not_paused_again(staff):
    case = lodged(staff)
    pause(staff, case)

    with pytest.raises(RuleBroken, match="already stands still"):
        pause(staff, case)


def test_a_clock_that_runs_is_not_let_run(staff):
    with pytest.raises(RuleBroken, match="there is no pause to end"):
        resume(staff, lodged(staff), NOON)


def test_a_pause_ended_on_its_own_day_moves_nothing_and_another_can_follow(staff):
    case = lodged(staff)
    pause(staff, case)
    resume(staff, case, TUESDAY)

    pause(staff, case)

    assert resume(staff, case, TUESDAY + timedelta(days=1)).due_on == date(2026, 2, 20)


def test_two_pauses_move_the_date_by_the_days_of_both(staff):
    case = lodged(staff)
    pause(staff, case)
    resume(staff, case, TUESDAY + timedelta(days=1))
    pause(staff, case, TUESDAY + timedelta(days=1))

    moved = resume(staff, case, TUESDAY + timedelta(days=3))

    assert moved.due_on == date(2026, 2, 23)
    assert [found["days"] for found in moved.due_explanation["pauses"]] == [3]


def test_while_the_clock_stands_still_no_decision_is_proposed(staff):
    case = recommended(staff)
    pause(staff, case, NOON)

    with pytest.raises(RuleBroken, match="End the pause before you propose"):
        proposed(staff, case, "grant")


def test_while_the_clock_stands_still_the_file_does_not_move_on(staff):
    case = accepted(staff)
    pause(staff, case, NOON)

    with pytest.raises(RuleBroken, match="End the pause before you take this step"):
        recommended(staff, case)


def test_a_family_may_withdraw_during_a_pause_which_ends_with_it(staff):
    case = lodged(staff)
    running = pause(staff, case)

    step(case, "withdraw", by=staff.registrar)

    running.refresh_from_db()
    assert (running.until, running.ended_by, running.ended_at) == (NOON.date(), staff.registrar, NOON)


def test_a_decided_file_is_not_paused(staff):
    case = granted(staff)

    with pytest.raises(RuleBroken, match="closed"):
        pause(staff, case, NOON)


def test_a_withdrawn_file_stops_its_clock_for_good(staff):
    case = step(lodged(staff), "withdraw", by=staff.registrar)

    assert stopped_on(case) == NOON.date()


def test_the_clock_stops_on_the_day_of_the_proposal_not_of_the_countersignature(staff):
    case = recommended(staff)
    decision = proposed(staff, case, "grant")

    countersign(decision, version=current(case), by=staff.head, at=NOON + timedelta(days=4))

    assert stopped_on(case) == NOON.date()


def test_after_a_preliminary_refusal_the_clock_runs_on(staff):
    case = decided(staff, recommended(staff), "preliminarily_refuse")

    assert stopped_on(case) is None


def test_a_proposal_given_back_lets_the_clock_run_on(staff):
    case = recommended(staff)
    decision = proposed(staff, case, "grant")

    decisions.return_proposal(decision, version=current(case), because="See page 2.", by=staff.head, at=NOON)

    assert stopped_on(case) is None


def test_a_proposal_to_end_a_status_leaves_the_stopped_clock_of_the_granted_file(staff):
    case = granted(staff)
    later = NOON + timedelta(days=30)
    decision = proposed(staff, case, "end", at=later)
    assert stopped_on(case) == NOON.date()

    decisions.return_proposal(decision, version=current(case), because="Not yet.", by=staff.head, at=later)

    assert stopped_on(case) == NOON.date()


def test_a_day_for_which_no_term_is_on_record_is_named_as_such(staff):
    before = date(2020, 4, 28)
    asked = application(staff, family(staff), received_on=before)

    with pytest.raises(RuleBroken, match="No figure “status.decision” is on record for 28 Apr 2020"):
        status.lodge_status(asked, status.StatusFacts("MN", before), by=staff.registrar, at=NOON)


day = some.dates(date(2026, 2, 1), date(2026, 3, 31))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(state=some.sampled_from(State), due_on=day | some.none(), stopped_on=day | some.none(), on=day)
def test_the_list_of_overdue_files_and_the_file_itself_agree(staff, state, due_on, stopped_on, on):
    closed = {"closed_at": NOON, "closed_by": staff.head if state in BY_OFFICERS else None} if state in CLOSED else {}
    case = CaseFactory(
        state=state, due_on=due_on, clock_stopped_on=stopped_on, office=staff.office, registered_by=staff.head, **closed
    )

    assert Case.objects.filter(pk=case.pk).overdue(on).exists() == case.is_overdue(on)


OVERDUE = [
    ("due today", State.LODGED, date(2026, 3, 2), None, False),
    ("due yesterday", State.LODGED, date(2026, 3, 1), None, True),
    ("stopped in time", State.HEARD, date(2026, 3, 1), date(2026, 3, 1), False),
    ("stopped too late", State.HEARD, date(2026, 2, 27), date(2026, 3, 1), True),
    ("without a term", State.LODGED, None, None, False),
]


@pytest.mark.parametrize(
    ("state", "due_on", "stopped_on", "is_late"), [row[1:] for row in OVERDUE], ids=[row[0] for row in OVERDUE]
)
def test_a_file_is_overdue_from_the_day_after_its_legal_date(state, due_on, stopped_on, is_late):
    assert state in OPEN
    case = CaseFactory(state=state, due_on=due_on, clock_stopped_on=stopped_on)

    assert case.is_overdue(NOON.date()) == is_late
