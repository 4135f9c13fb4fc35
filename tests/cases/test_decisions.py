"""What may be signed, what may be countersigned, and how a proposal goes back."""

import pytest

from casework.audit.models import Event
from casework.cases.actions import decisions
from casework.cases.actions.steps import countersign, take_step
from casework.cases.models import Case, Ruling
from casework.cases.states import Outcome, State
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.reference.models import Ground
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import CaseFactory
from tests.factories.people import PersonFactory, household_of
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.world import (
    current,
    decided,
    granted,
    heard,
    held,
    included,
    lodged,
    proposed,
    recommended,
    ruling,
    staff_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return staff_of("KZ-55")


def propose(staff, case, name: str, signed: Ruling):
    return decisions.propose(case, name, version=current(case), ruling=signed, by=staff.caseworker, at=NOON)


def everybody(case, outcome: str) -> dict[int, str]:
    return dict.fromkeys(case.members.values_list("pk", flat=True), outcome)


def ground(code: str) -> Ground:
    return Ground.objects.get(pk=code)


def test_a_proposal_moves_nothing(staff):
    case = recommended(staff)

    proposed(staff, case, "grant")

    assert Case.objects.get(pk=case.pk).state == State.RECOMMENDED
    assert not case.grants.exists()
    assert set(case.members.values_list("outcome", flat=True)) == {Outcome.PENDING}


def test_a_proposal_keeps_who_registered_and_who_signed(staff):
    decision = proposed(staff, recommended(staff), "grant")

    assert (decision.registered_by, decision.signed_by, decision.signed_at) == (staff.registrar, staff.caseworker, NOON)


def test_one_proposal_waits_at_a_time(staff):
    case = recommended(staff)
    proposed(staff, case, "grant")

    with pytest.raises(RuleBroken, match="already waits for its countersignature"):
        proposed(staff, case, "grant")


def test_while_a_proposal_waits_no_other_step_is_taken(staff):
    case = recommended(staff)
    proposed(staff, case, "grant")

    with pytest.raises(RuleBroken, match="countersigned or withdrawn first"):
        take_step(case, "withdraw", version=current(case), by=staff.registrar, at=NOON)


def test_a_step_of_one_signature_is_not_proposed(staff):
    with pytest.raises(RuleBroken, match="needs no countersignature"):
        propose(staff, lodged(staff), "accept", Ruling({}))


def test_a_proposal_about_an_older_version_is_refused_with_what_changed(staff):
    case = recommended(staff)
    signed = ruling(case, "grant")

    with pytest.raises(Conflict, match=f"{staff.registrar}: Commission recorded"):
        decisions.propose(case, "grant", version=current(case) - 1, ruling=signed, by=staff.caseworker, at=NOON)


def test_a_ground_of_another_step_is_refused(staff):
    case = heard(staff)
    signed = Ruling(everybody(case, Outcome.REFUSED), ground("status.incomplete"), "As heard.")

    with pytest.raises(RuleBroken, match="not one of this step"):
        propose(staff, case, "refuse", signed)


def test_a_ground_of_another_procedure_is_refused(staff):
    case = heard(staff)
    signed = Ruling(everybody(case, Outcome.REFUSED), ground("inclusion.false_papers"), "As heard.")

    with pytest.raises(RuleBroken, match="not one of this step"):
        propose(staff, case, "refuse", signed)


@pytest.mark.parametrize("signed", [{"ground": None}, {"reasons": " "}], ids=["no ground", "no reasons"])
def test_a_refusal_names_its_ground_and_its_reasons(staff, signed):
    case = heard(staff)
    given = {"ground": ground("status.false_papers"), "reasons": "As heard.", **signed}

    with pytest.raises(RuleBroken, match="the family must learn why"):
        propose(staff, case, "refuse", Ruling(everybody(case, Outcome.REFUSED), **given))


def test_where_everybody_is_granted_no_ground_is_named(staff):
    case = recommended(staff)

    with pytest.raises(RuleBroken, match="no ground to name"):
        propose(staff, case, "grant", Ruling(everybody(case, Outcome.GRANTED), ground("status.false_papers"), "-"))


def test_a_decision_that_grants_nobody_is_a_refusal(staff):
    case = heard(staff)
    signed = Ruling(everybody(case, Outcome.REFUSED), ground("status.false_papers"), "As heard.")

    with pytest.raises(RuleBroken, match="Propose a refusal instead"):
        propose(staff, case, "grant", signed)


def test_a_refusal_refuses_every_member(staff):
    case = heard(staff)
    outcomes = everybody(case, Outcome.REFUSED) | {case.members.last().pk: Outcome.GRANTED}

    with pytest.raises(RuleBroken, match="refuses every member"):
        propose(staff, case, "refuse", Ruling(outcomes, ground("status.false_papers"), "As heard."))


def test_a_member_who_takes_no_place_is_not_granted_one(staff):
    AllocationFactory(places=10)
    case = held(staff)
    case.members.filter(pk=case.members.last().pk).update(is_counted=False, why_not="not_arrived")

    with pytest.raises(RuleBroken, match="every member who is counted, and about no other"):
        propose(staff, case, "include", Ruling(everybody(case, Outcome.GRANTED)))


def test_annulling_does_not_change_what_was_decided_about_anybody(staff):
    AllocationFactory(places=10)
    case = included(staff)
    signed = Ruling(everybody(case, Outcome.REFUSED), ground("inclusion.annulled_conditions_unmet"), "Not met.")

    with pytest.raises(RuleBroken, match="leaves the outcome of every member as it is"):
        propose(staff, case, "annul", signed)


def test_a_countersignature_writes_each_outcome(staff):
    case = heard(staff)
    fifth = case.members.last()

    decided(staff, case, "grant", refused=(fifth.person,))

    assert set(case.members.exclude(pk=fifth.pk).values_list("outcome", flat=True)) == {Outcome.GRANTED}
    assert case.members.get(pk=fifth.pk).outcome == Outcome.REFUSED


def test_a_decision_in_force_is_not_countersigned_again(staff):
    case = recommended(staff)
    decision = proposed(staff, case, "grant")
    countersign(decision, version=current(case), by=staff.head, at=NOON)

    with pytest.raises(RuleBroken, match="not possible while the file is “granted”"):
        countersign(decision, version=current(case), by=staff.head, at=NOON)


def test_the_proposal_of_another_file_is_not_countersigned_in_this_one(staff):
    decision = proposed(staff, recommended(staff), "grant")
    other = recommended(staff)
    decision.case = other

    with pytest.raises(RuleBroken, match="propose it first"):
        countersign(decision, version=current(other), by=staff.head, at=NOON)


def test_a_file_that_settles_elsewhere_than_was_signed_is_not_decided(staff):
    case = recommended(staff)
    decision = proposed(staff, case, "grant")
    Case.objects.filter(pk=case.pk).update(settlement_region="KZ-11")

    with pytest.raises(Conflict, match="no longer what was signed"):
        countersign(decision, version=current(case), by=staff.head, at=NOON)


@pytest.mark.parametrize(
    "change",
    [{"reasons": "Other words."}, {"ground_id": "status.not_settling"}, {"outcomes": {}}],
    ids=["reasons", "ground", "outcomes"],
)
def test_a_ruling_changed_after_its_signature_is_not_countersigned(staff, change):
    case = heard(staff)
    decision = proposed(staff, case, "refuse", ground="status.false_papers")
    type(decision).objects.filter(pk=decision.pk).update(**change)

    with pytest.raises(Conflict, match="no longer what was signed"):
        countersign(decision, version=current(case), by=staff.head, at=NOON)


def test_the_head_gives_a_proposal_back_with_the_reason(staff):
    case = recommended(staff)
    decision = proposed(staff, case, "grant")

    decisions.return_proposal(decision, version=current(case), because="Page 2.", by=staff.head, at=NOON)

    decision.refresh_from_db()
    assert (decision.state, decision.void_because) == ("void", "Page 2.")
    assert Event.objects.filter(subject=case.number, kind="case.return", by=staff.head, note="Page 2.").exists()


def test_the_signatory_takes_the_own_proposal_back(staff):
    case = recommended(staff)
    decision = proposed(staff, case, "grant")

    decisions.return_proposal(decision, version=current(case), because="My mistake.", by=staff.caseworker, at=NOON)

    assert not Case.objects.filter(decisions__state="proposed").exists()


def test_nobody_else_gives_a_proposal_back(staff):
    case = recommended(staff)
    decision = proposed(staff, case, "grant")

    for stranger in (staff.registrar, OfficerFactory(roles=["head_of_office"])):
        with pytest.raises(NotPermitted):
            decisions.return_proposal(decision, version=current(case), because="-", by=stranger, at=NOON)


def test_a_proposal_goes_back_once(staff):
    case = recommended(staff)
    decision = proposed(staff, case, "grant")
    decisions.return_proposal(decision, version=current(case), because="Page 2.", by=staff.head, at=NOON)

    with pytest.raises(Conflict, match="void already"):
        decisions.return_proposal(decision, version=current(case), because="Page 2.", by=staff.head, at=NOON)


def test_a_returned_proposal_is_made_anew(staff):
    case = recommended(staff)
    decision = proposed(staff, case, "grant")
    decisions.return_proposal(decision, version=current(case), because="Page 2.", by=staff.head, at=NOON)

    assert decided(staff, case, "grant").state == State.GRANTED


def test_a_person_is_counted_by_one_open_file_of_a_kind(staff):
    case = lodged(staff)
    child = case.members.last().person

    with pytest.raises(Conflict, match=f"already has an open file of this kind: {case.number}"):
        lodged(staff, household_with(staff, child))


def household_with(staff, child):
    child.memberships.all().delete()
    return household_of(PersonFactory(office=staff.office), child)


def test_a_decided_file_counts_nobody_against_a_new_one(staff):
    case = decided(staff, lodged(staff), "refuse_acceptance")

    assert lodged(staff, case.household).state == State.LODGED


def test_the_number_of_a_file_names_its_procedure_and_its_year(staff):
    assert lodged(staff).number.startswith("ST-2026-")
    assert CaseFactory().number != granted(staff).number
