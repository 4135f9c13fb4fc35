from datetime import date, timedelta

import pytest

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.cases.actions.clocks import pause
from casework.cases.actions.decisions import return_proposal
from casework.cases.models import Case
from casework.cases.procedures import registered
from casework.cases.states import BY_OFFICERS, CLOSED, OPEN, State
from casework.desk import queues
from casework.reference.queries import work_calendar
from tests.desk.world import lodged, office_with, propose_refusal
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.quotas import give_roles
from tests.moments import NOON

TODAY = NOON.date()

BY_HAND = {
    ("status", State.LODGED): "completeness",
    ("status", State.UNDER_REVIEW): "commission",
    ("status", State.RECOMMENDED): "decision",
    ("status", State.PRELIMINARILY_REFUSED): "hearing",
    ("status", State.HEARD): "decision",
    ("extension", State.LODGED): "completeness",
    ("extension", State.UNDER_REVIEW): "decision",
    ("inclusion", State.LODGED): "completeness",
    ("inclusion", State.UNDER_REVIEW): "decision",
}
RUNNING = [
    (code, state)
    for code, entry in registered().items()
    for state in OPEN
    if state in entry.procedure.flow.states and entry.procedure.works == Permission.PROCESS
]


def queue_of(case, officer):
    return queues.files(officer, TODAY).filter(pk=case.pk).values_list("queue", flat=True).first()


def put(case, **columns):
    """Set what only steps write, to stand in any state without walking there."""
    Case.objects.filter(pk=case.pk).update(**columns)
    return case


@pytest.fixture
def case(caseworker):
    return lodged(caseworker)


@pytest.fixture
def proposed(case, caseworker):
    return propose_refusal(case, caseworker)


@pytest.mark.parametrize(("procedure", "state"), RUNNING)
def test_a_running_file_is_in_the_one_queue_of_its_procedure_and_state(case, caseworker, procedure, state):
    put(case, procedure=procedure, state=state)

    assert queue_of(case, caseworker) == BY_HAND.get((procedure, state), "stuck")


@pytest.mark.parametrize(("procedure", "state"), RUNNING)
def test_every_running_file_is_counted_once_among_the_queues_that_are_no_lens(case, caseworker, procedure, state):
    put(case, procedure=procedure, state=state)

    counts = queues.counts(caseworker, today=TODAY)

    assert sum(counts[queue.slug] for queue in queues.QUEUES if not queue.is_lens) == 1


@pytest.mark.parametrize("state", CLOSED)
def test_a_decided_file_is_in_no_queue(case, caseworker, state):
    put(case, state=state, closed_at=NOON, closed_by=caseworker if state in BY_OFFICERS else None)

    assert queue_of(case, caseworker) is None
    assert not any(queues.counts(caseworker, today=TODAY).values())


def test_a_file_without_a_holder_is_stuck(case, caseworker):
    put(case, holder=None)

    assert queue_of(case, caseworker) == "stuck"


def test_a_file_whose_procedure_has_a_term_is_stuck_without_its_clock(case, caseworker):
    put(case, due_on=None)

    assert queue_of(case, caseworker) == "stuck"


def test_a_file_whose_procedure_has_no_term_needs_no_clock(case, caseworker):
    put(case, procedure="inclusion", due_on=None)

    assert queue_of(case, caseworker) == "completeness"


def test_a_paused_file_waits_for_the_applicant(case, caseworker):
    pause(case, version=case.version, reason="The birth certificate.", by=caseworker, at=NOON)

    assert queue_of(case, caseworker) == "paused"


def test_a_proposal_waits_for_the_head_who_may_countersign_it(proposed, head):
    assert queue_of(proposed, head) == "countersign"


def test_the_signatory_sees_the_own_proposal_among_those_that_wait_for_a_colleague(proposed, caseworker):
    assert queue_of(proposed, caseworker) == "proposed"


def test_a_proposal_given_back_is_returned_until_the_file_moves_on(proposed, caseworker, head):
    return_proposal(proposed.decisions.get(), version=proposed.version, because="Ask again.", by=head, at=NOON)

    assert queue_of(proposed, caseworker) == "returned"
    put(proposed, state=State.UNDER_REVIEW)
    assert queue_of(proposed, caseworker) == "commission"


def test_a_decided_file_with_a_proposal_waits_for_its_signature(proposed, caseworker, head):
    put(proposed, state=State.GRANTED, closed_at=NOON, closed_by=caseworker)

    assert queue_of(proposed, head) == "countersign"


def test_another_office_does_not_work_on_the_file(case):
    (elsewhere,) = office_with("caseworker")

    assert queue_of(case, elsewhere) is None


def test_the_office_of_the_region_of_settlement_sees_the_file_but_has_no_work_with_it(case):
    neighbour = OfficerFactory(office=OfficeFactory(region=case.settlement_region), roles=["caseworker"])

    assert Case.objects.visible_to(neighbour).filter(pk=case.pk).exists()
    assert queue_of(case, neighbour) is None


def test_the_national_office_looks_over_every_file(case):
    national = OfficerFactory(office=OfficeFactory(national=True), roles=["quota_manager"])

    assert queue_of(case, national) == "completeness"


def test_a_file_is_overdue_from_the_day_after_its_legal_date(case, caseworker):
    case.refresh_from_db()

    assert case not in queues.in_queue(queues.OVERDUE, caseworker, case.due_on)
    assert case in queues.in_queue(queues.OVERDUE, caseworker, case.due_on + timedelta(days=1))


def test_a_stopped_clock_is_not_overdue_later(case, caseworker):
    put(case, clock_stopped_on=TODAY)

    assert case not in queues.in_queue(queues.OVERDUE, caseworker, TODAY + timedelta(days=90))


def test_the_lens_of_overdue_files_agrees_with_the_file_itself(case, caseworker):
    case.refresh_from_db()
    days = [case.due_on + timedelta(days=n) for n in range(-2, 3)]

    found = [queues.in_queue(queues.OVERDUE, caseworker, day).filter(pk=case.pk).exists() for day in days]

    assert found == [case.is_overdue(day) for day in days]


@pytest.mark.parametrize("today", [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 365, 3)])
def test_soon_ends_with_the_second_working_day_of_the_calendar(case, today):
    expected = work_calendar().add_working_days(today, 2)

    last = queues.last_day_of_soon(today)

    assert Case.objects.annotate(last=last).filter(pk=case.pk).values_list("last", flat=True).get() == expected


def test_a_file_is_due_soon_on_its_day_and_on_the_two_working_days_before(case, caseworker):
    put(case, due_on=date(2026, 3, 6))
    days = [date(2026, 3, day) for day in range(2, 9)]

    found = [queues.in_queue(queues.SOON, caseworker, day).filter(pk=case.pk).exists() for day in days]

    assert found == [False, False, True, True, True, False, False]


def test_all_queues_are_counted_in_one_query(case, caseworker, django_assert_num_queries):
    caseworker.permissions, caseworker.is_national  # noqa: B018 read with the request
    with django_assert_num_queries(1):
        counts = queues.counts(caseworker, today=TODAY)

    assert counts["completeness"] == 1


def test_a_role_given_meanwhile_is_counted_with(proposed):
    officer = OfficerFactory(office=proposed.office, roles=["caseworker"])
    before = queues.counts(officer, today=TODAY)
    give_roles(officer, ["head_of_office"])

    after = queues.counts(Officer.objects.get(pk=officer.pk), today=TODAY)

    assert (before["countersign"], after["countersign"]) == (0, 1)


def test_every_procedure_and_every_queue_of_the_table_is_known():
    assert {code for code, state in queues.BY_STATE} == set(registered())
    assert set(queues.BY_STATE.values()) <= set(queues.QUEUES)
    assert len(queues.BY_SLUG) == len(queues.QUEUES)
