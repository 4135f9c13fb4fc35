"""Every rule of the tables: one row it takes, one it refuses."""

from datetime import date

import pytest

from casework.cases.states import BY_CLOCK, BY_OFFICERS, OPEN, DecisionState, State
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import (
    CaseFactory,
    CaseMemberFactory,
    DecisionFactory,
    DocumentFactory,
    DriftFactory,
    PauseFactory,
    RecountFactory,
)
from tests.moments import NOON
from tests.quotas.database import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", BY_CLOCK)
def test_case_closed_when_decided_or_by_nobody_where_its_day_came(state):
    assert CaseFactory(state=state, closed_at=NOON)

    with refused_by("case_closed_when_decided"):
        CaseFactory(state=state, closed_at=NOON, closed_by=OfficerFactory())


@pytest.mark.parametrize("state", BY_OFFICERS)
def test_case_closed_when_decided(state):
    officer = OfficerFactory()
    assert CaseFactory(state=state, closed_at=NOON, closed_by=officer)

    with refused_by("case_closed_when_decided"):
        CaseFactory(state=state)


@pytest.mark.parametrize("state", OPEN)
def test_case_closed_when_decided_and_not_before(state):
    assert CaseFactory(state=state)

    with refused_by("case_closed_when_decided"):
        CaseFactory(state=state, closed_at=NOON, closed_by=OfficerFactory())


@pytest.mark.parametrize("missing", ["closed_at", "closed_by"])
def test_case_closed_when_decided_by_an_officer_at_a_time(missing):
    with refused_by("case_closed_when_decided"):
        CaseFactory(closed=True, **{missing: None})


def test_case_one_open_per_applicant_and_procedure():
    case = CaseFactory()
    assert CaseFactory(applicant=case.applicant, closed=True)
    assert CaseFactory(applicant=case.applicant, procedure="extension")

    with refused_by("case_one_open_per_applicant_and_procedure"):
        CaseFactory(applicant=case.applicant, state=State.HEARD)


def test_case_by_proxy_names_the_proxy():
    assert CaseFactory(received_how="proxy", proxy="A neighbour, power of attorney No. 5")

    with refused_by("case_by_proxy_names_the_proxy"):
        CaseFactory(received_how="proxy")


def test_case_number_is_unique():
    case = CaseFactory()

    with refused_by("cases_case_number_key"):
        CaseFactory(number=case.number)


def test_case_member_once_per_case():
    member = CaseMemberFactory()
    assert CaseMemberFactory(person=member.person)

    with refused_by("case_member_once_per_case"):
        CaseMemberFactory(case=member.case, person=member.person)


def test_case_member_not_counted_for_a_reason():
    assert CaseMemberFactory(left_out=True)

    with refused_by("case_member_not_counted_for_a_reason"):
        CaseMemberFactory(is_counted=False)


def test_case_member_not_counted_for_a_reason_and_counted_without_one():
    with refused_by("case_member_not_counted_for_a_reason"):
        CaseMemberFactory(why_not="citizen")


@pytest.mark.parametrize("missing", ["until", "ended_at"])
def test_pause_ends_at_a_moment(missing):
    assert PauseFactory(ended=True)
    assert PauseFactory(ended=True, ended_by=None)

    with refused_by("pause_ends_at_a_moment"):
        PauseFactory(ended=True, **{missing: None})


def test_recount_once_per_day():
    assert RecountFactory(day=date(2026, 3, 1))
    RecountFactory(day=date(2026, 3, 2))

    with refused_by("recount_once_per_day"):
        RecountFactory(day=date(2026, 3, 2))


def test_drift_open_once():
    drift = DriftFactory(gone_at=NOON)
    assert DriftFactory(subject=drift.subject)

    with refused_by("drift_open_once"):
        DriftFactory(subject=drift.subject)


def test_pause_ends_after_it_begins():
    assert PauseFactory(ended=True, since=date(2026, 2, 21))

    with refused_by("pause_ends_after_it_begins"):
        PauseFactory(ended=True, since=date(2026, 2, 22))


def test_pause_one_at_a_time():
    first = PauseFactory(ended=True)
    assert PauseFactory(case=first.case, since=first.until)

    with refused_by("pause_one_at_a_time"):
        PauseFactory(case=first.case, since=date(2026, 2, 20), until=date(2026, 2, 21), ended=True)


def test_decision_one_proposal_per_case():
    decision = DecisionFactory()
    assert DecisionFactory(case=decision.case, in_force=True)
    assert DecisionFactory(case=decision.case, void=True)

    with refused_by("decision_one_proposal_per_case"):
        DecisionFactory(case=decision.case)


def test_decision_not_by_registrar_who_signs():
    case = CaseFactory()
    assert DecisionFactory(case=case, signed_by=case.registered_by, registrar_may_sign=True, void=True)

    with refused_by("decision_not_by_registrar"):
        DecisionFactory(case=case, signed_by=case.registered_by)


def test_decision_not_by_registrar_who_countersigns():
    case = CaseFactory()
    assert DecisionFactory(case=case, in_force=True)

    with refused_by("decision_not_by_registrar"):
        DecisionFactory(case=case, in_force=True, countersigned_by=case.registered_by)


def test_decision_countersigned_by_another():
    assert DecisionFactory(in_force=True)
    officer = OfficerFactory()

    with refused_by("decision_countersigned_by_another"):
        DecisionFactory(in_force=True, signed_by=officer, countersigned_by=officer)


@pytest.mark.parametrize("missing", ["countersigned_at", "countersigned_by"])
def test_decision_in_force_when_countersigned(missing):
    assert DecisionFactory(in_force=True)

    with refused_by("decision_in_force_when_countersigned"):
        DecisionFactory(in_force=True, **{missing: None})


def test_decision_in_force_when_countersigned_and_no_proposal_any_more():
    with refused_by("decision_in_force_when_countersigned"):
        DecisionFactory(in_force=True, state=DecisionState.PROPOSED)


def test_decision_void_for_a_reason():
    assert DecisionFactory(void=True)

    with refused_by("decision_void_for_a_reason"):
        DecisionFactory(void=True, void_because="")


def test_decision_void_for_a_reason_that_no_other_has():
    with refused_by("decision_void_for_a_reason"):
        DecisionFactory(void_because="The members changed.")


def test_document_is_seen_or_scanned():
    assert DocumentFactory(scanned=True, is_original_seen=False)

    with refused_by("document_is_seen_or_scanned"):
        DocumentFactory(is_original_seen=False)


@pytest.mark.parametrize("missing", ["withdrawn_at", "withdrawn_by"])
def test_document_withdrawn_by_and_at(missing):
    assert DocumentFactory(withdrawn=True)

    with refused_by("document_withdrawn_by_and_at"):
        DocumentFactory(withdrawn=True, **{missing: None})
