"""A complaint re-opens a refusal as a linked file, which others decide."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.audit.models import Event
from casework.cases.actions.calendars import move_dates
from casework.cases.actions.steps import countersign
from casework.cases.models import Case, Complaint
from casework.cases.queries import countersignatories, may_countersign, to_countersign
from casework.cases.states import CLOSED, REFUSALS, Outcome, State
from casework.common.constraints import violated
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.desk import queues
from tests.cases.complaining import GROUND, complained, others, recommended_again, refused, unaccepted
from tests.factories.cases import CaseFactory, ComplaintFactory, DecisionFactory
from tests.moments import NOON
from tests.quotas.database import refused_by
from tests.races import rival_result
from tests.world import (
    accepted,
    current,
    decided,
    heard,
    lodged,
    national,
    proposed,
    staff_of,
    step,
)  # fmt: skip

pytestmark = pytest.mark.django_db

TODAY = NOON.date()


@pytest.fixture
def staff():
    return staff_of("KZ-55")


@pytest.fixture
def complaint(staff) -> Case:
    return complained(refused(staff), by=staff.registrar)


@pytest.mark.parametrize("ended", [refused, unaccepted])
def test_a_refusal_and_a_refused_acceptance_are_complained_of(staff, ended):
    case = ended(staff)

    found = complained(case, by=staff.caseworker, received_how="proxy", proxy="A. Ivanov, power 7")

    assert (found.complains_of, found.procedure, found.state) == (case, "status", State.LODGED)
    assert found.number != case.number
    assert (found.received_how, found.proxy, found.complaint.ground) == ("proxy", "A. Ivanov, power 7", GROUND)
    assert case.state in REFUSALS


def test_members_papers_and_facts_are_those_of_the_first(staff, complaint):
    first = complaint.complains_of

    for rows, columns in (("members", ("person", "role", "is_counted")), ("documents", ("kind", "person", "added_at"))):
        assert list(getattr(complaint, rows).values_list(*columns)) == list(getattr(first, rows).values_list(*columns))
    assert {member.outcome for member in complaint.members.all()} == {Outcome.PENDING}
    assert complaint.status_application.arrived_on == first.status_application.arrived_on
    assert complaint.status_application.commission_on is None
    assert accepted(staff, complaint).state == State.UNDER_REVIEW


def test_a_member_who_became_a_citizen_meanwhile_takes_no_place(staff):
    case = unaccepted(staff)
    child = case.members.last().person
    child.citizenship = "KZ"
    child.save()

    assert complained(case, by=staff.registrar).members.get(person=child).why_not == "citizen"


@pytest.mark.parametrize("state", sorted(set(CLOSED) - set(REFUSALS)) + [State.UNDER_REVIEW])
def test_nothing_but_a_refusal_is_complained_of(staff, state):
    case = CaseFactory(office=staff.office)
    closed = {} if state == State.UNDER_REVIEW else {"closed_at": NOON}
    by = {} if state in (State.LAPSED, State.UNDER_REVIEW) else {"closed_by": staff.head}
    Case.objects.filter(pk=case.pk).update(state=state, **closed, **by)

    with pytest.raises(RuleBroken, match="Only a refusal can be complained of"):
        complained(case, by=staff.registrar)


def test_a_complaint_is_lodged_at_the_office_that_refused_by_whoever_takes_families_in(staff):
    case = refused(staff)

    for officer in (staff.head, staff_of("KZ-11").registrar, national("caseworker")):
        with pytest.raises(NotPermitted):
            complained(case, by=officer)


def test_case_one_complaint_per_refusal():
    first = ComplaintFactory()
    refusal = first.case.complains_of

    with refused_by("case_one_complaint_per_refusal"):
        CaseFactory(complains_of=refusal)

    assert CaseFactory(complains_of=refusal, closed=True)


def test_a_second_complaint_of_a_refusal_is_told_of_the_first(staff, complaint):
    decided(others(staff), complaint, "refuse_acceptance")

    with pytest.raises(Conflict, match="on record already"):
        complained(complaint.complains_of, by=staff.registrar)


def test_a_complaint_that_was_withdrawn_can_be_lodged_again(staff, complaint):
    step(complaint, "withdraw", by=staff.registrar)

    assert complained(complaint.complains_of, by=staff.registrar).complains_of == complaint.complains_of


def test_a_family_with_another_open_file_of_the_kind_has_no_complaint_beside_it(staff):
    case = refused(staff)
    lodged(staff, case.household)

    with pytest.raises(Conflict, match="already has an open file"):
        complained(case, by=staff.registrar)


def test_a_complaint_is_not_older_than_its_refusal(staff):
    with pytest.raises(RuleBroken, match="cannot be older"):
        complained(refused(staff), by=staff.registrar, on=TODAY - timedelta(days=1))


def test_a_late_complaint_says_why_it_is_taken(staff):
    case, last_day = refused(staff), date(2026, 6, 2)
    late = NOON.replace(month=6, day=3)

    with pytest.raises(RuleBroken, match="The term for complaints ended on 2 Jun 2026"):
        complained(case, by=staff.registrar, at=late)
    with pytest.raises(RuleBroken, match="no delay to explain"):
        complained(case, by=staff.registrar, at=late, on=last_day, late_because="The letter was lost.")
    found = complained(case, by=staff.registrar, at=late, late_because="The letter was lost.")

    assert found.complaint.late_because == "The letter was lost."


def test_a_complaint_has_no_clock_and_is_not_stuck_for_want_of_one(staff, complaint):
    assert (complaint.due_on, complaint.target_on) == (None, None)
    assert move_dates(complaint, at=NOON).due_on is None
    assert queues.files(staff.registrar, TODAY).get(pk=complaint.pk).queue == "completeness"


def test_both_trails_tell_of_the_complaint_and_of_its_end(staff, complaint):
    first = complaint.complains_of
    decided(others(staff), complaint, "refuse_acceptance")

    told = Event.objects.filter(subject=first.number, kind__startswith="case.complain").order_by("pk")
    assert [event.kind for event in told] == ["case.complain", "case.complaint_closed"]
    assert told[1].after == {"complaint": complaint.number, "closed_as": State.REFUSED_ACCEPTANCE}
    assert Event.objects.get(subject=complaint.number, kind="case.open").after["complains_of"] == first.number


# Who decides


@pytest.mark.parametrize("who", ["registrar", "caseworker"])
def test_whoever_registered_or_proposed_the_refusal_proposes_nothing(staff, complaint, who):
    for name in ("refuse_acceptance", "preliminarily_refuse", "grant"):
        case = complaint if name == "refuse_acceptance" else _recommended(staff, complaint)
        with pytest.raises(NotPermitted, match="You took part in the refusal"):
            proposed(staff, case, name, by=getattr(staff, who))


def _recommended(staff, case: Case) -> Case:
    case.refresh_from_db()
    return case if case.state == State.RECOMMENDED else recommended_again(staff, case)


def test_whoever_countersigned_the_refusal_countersigns_nothing(staff, complaint):
    decision = proposed(others(staff), complaint, "refuse_acceptance")

    assert not may_countersign(staff.head, decision)
    assert not to_countersign(staff.head).exists()
    with pytest.raises(NotPermitted, match="You took part in the refusal"):
        countersign(decision, version=current(complaint), by=staff.head, at=NOON)


def test_the_national_office_countersigns_where_the_office_has_nobody_else(staff, complaint):
    far, decision = national(), proposed(others(staff), complaint, "refuse_acceptance")
    decision.case.office.officers.exclude(pk=staff.head.pk).filter(held_roles__role="head_of_office").update(
        is_active=False
    )

    assert not countersignatories(decision).exists()
    assert list(to_countersign(far)) == [complaint]
    assert countersign(decision, version=current(complaint), by=far, at=NOON).state == State.REFUSED_ACCEPTANCE


def test_the_own_office_countersigns_where_it_has_another_head(staff, complaint):
    team = others(staff)
    decision = proposed(team, complaint, "refuse_acceptance")

    assert list(to_countersign(team.head)) == [complaint]
    assert not to_countersign(national()).exists()
    with pytest.raises(NotPermitted, match="has an officer who can countersign"):
        countersign(decision, version=current(complaint), by=national(), at=NOON)


def test_a_file_that_is_no_complaint_is_countersigned_as_ever(staff, complaint):
    decision = proposed(staff, lodged(staff), "refuse_acceptance")

    assert list(to_countersign(staff.head)) == [decision.case]
    assert may_countersign(staff.head, decision)


def test_a_refusal_is_upheld_by_others(staff, complaint):
    team = others(staff)

    found = decided(team, heard(team, recommended_again(team, complaint, "refuse")), "refuse")

    assert found.state == State.REFUSED
    assert not found.grants.exists()


def test_a_complaint_leads_to_the_grant_by_the_ordinary_steps(staff, complaint):
    team = others(staff)

    found = decided(team, recommended_again(team, complaint), "grant")

    assert found.state == State.GRANTED
    assert found.grants.count() == 2
    assert Case.objects.get(pk=found.complains_of_id).state == State.REFUSED


def test_whoever_decided_the_first_complaint_does_not_decide_the_second(staff, complaint):
    team = others(staff)
    again = complained(decided(team, complaint, "refuse_acceptance"), by=staff.registrar)

    assert {staff.registrar.pk, staff.caseworker.pk, staff.head.pk, team.caseworker.pk, team.head.pk} == again.barred


# The database


def test_complaint_says_its_ground():
    with refused_by("complaint_says_its_ground"):
        ComplaintFactory(ground="")


@pytest.mark.parametrize("column", ["signed_by", "countersigned_by"])
def test_decision_not_by_whoever_refused(column):
    complaint = ComplaintFactory()
    signed = complaint.decision.countersigned_by
    assert DecisionFactory(case=complaint.case, void=True)

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        DecisionFactory(case=complaint.case, in_force=True, **{column: signed})
    assert violated(refusal.value) == "decision_not_by_whoever_refused"


def test_a_decision_is_not_given_to_whoever_refused_afterwards():
    complaint = ComplaintFactory()
    decision = DecisionFactory(case=complaint.case)
    decision.signed_by = complaint.decision.signed_by

    with pytest.raises(IntegrityError, match="no part in the refusal"):
        decision.save()


def test_complaint_of_a_refusal():
    withdrawn = CaseFactory(closed=True)

    for wrong in ({"refused": withdrawn}, {"refused": CaseFactory()}, {"decision": DecisionFactory(in_force=True)}):
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            ComplaintFactory(**wrong)
        assert violated(refusal.value) == "complaint_of_a_refusal"
    assert ComplaintFactory().pk


def test_nobody_leaves_an_officer_out_of_those_who_may_not_decide():
    complaint = ComplaintFactory(barred=[])
    decision = complaint.decision

    complaint.refresh_from_db()
    signed = {decision.signed_by_id, decision.countersigned_by_id, decision.case.registered_by_id}
    assert set(complaint.barred) == signed


def test_cases_complaint_is_append_only():
    complaint = ComplaintFactory()

    with refused_by("cases_complaint_is_append_only"):
        Complaint.objects.filter(pk=complaint.pk).update(barred=[])
    with refused_by("cases_complaint_is_append_only"):
        complaint.delete()


@pytest.mark.django_db(transaction=True)
def test_two_complaints_of_one_refusal_at_the_same_moment_are_one(staff):
    case = refused(staff)

    def lodge():
        return complained(case, by=staff.registrar)

    refusal = rival_result(lodge, lodge)

    assert isinstance(refusal, Conflict)
    assert case.complaints.count() == 1
