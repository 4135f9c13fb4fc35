"""The table of the office, run: every step by every role of every office, against a list by hand from the law."""

from itertools import product

import pytest
from django.db import transaction

from casework.accounts.models import Officer
from casework.cases.actions import decisions
from casework.cases.actions.acts import Act
from casework.cases.actions.steps import countersign, take_step
from casework.cases.models import Case
from casework.cases.states import BY_OFFICERS, CLOSED, State
from casework.common.errors import NotPermitted, RuleBroken
from casework.reference.models import Region
from casework.returnees.procedures import EXTENSION_FLOW, INCLUSION_FLOW, STATUS_FLOW
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.world import (
    RECEIVED,
    accepted,
    current,
    decided,
    granted,
    heard,
    held,
    included,
    lodged,
    lodged_extension,
    lodged_inclusion,
    proposed,
    recommended,
    ruling,
    staff_of,
    step,
    with_papers,
)  # fmt: skip

pytestmark = pytest.mark.django_db

ROLES = (
    "caseworker", "head_of_office", "centre_manager", "labour_officer", "quota_manager", "inspector", "analyst",
    "auditor", "administrator",
)  # fmt: skip
OFFICES = ("own", "of the settlement region", "elsewhere", "national")
COMMISSION = {"commission_on": RECEIVED, "minutes_number": "1", "recommendation": "grant"}
HEARING = {"hearing_on": NOON.date(), "hearing_statement": "-"}

BY_ONE = {
    "status accept": (lambda staff: with_papers(lodged(staff), staff), {}),
    "status commission": (accepted, COMMISSION),
    "status hear": (lambda staff: decided(staff, recommended(staff), "preliminarily_refuse"), HEARING),
    "status withdraw": (lodged, {}),
    "inclusion accept": (lambda staff: with_papers(lodged_inclusion(staff), staff), {}),
    "inclusion withdraw": (held, {}),
    "inclusion resettle": (held, {"settlement_region": "KZ-11"}),
    "extension accept": (lambda staff: with_papers(lodged_extension(staff), staff), {}),
    "extension withdraw": (lodged_extension, {}),
}
"""Steps of one signature, each by a caseworker of the file's own office."""

BY_TWO = {
    "status refuse_acceptance": lodged,
    "status preliminarily_refuse": recommended,
    "status grant": recommended,
    "status refuse": heard,
    "status end": granted,
    "inclusion refuse_acceptance": lodged_inclusion,
    "inclusion include": held,
    "inclusion refuse": held,
    "inclusion annul": included,
    "extension refuse_acceptance": lodged_extension,
    "extension extend": lambda staff: step(with_papers(lodged_extension(staff), staff), "accept", by=staff.registrar),
    "extension refuse": lambda staff: step(with_papers(lodged_extension(staff), staff), "accept", by=staff.registrar),
}
"""Steps proposed by a caseworker of the own office and countersigned by its head."""

REGISTRAR_MAY_SIGN = {"status refuse_acceptance", "inclusion refuse_acceptance", "extension refuse_acceptance"}


@pytest.fixture
def staff():
    places = AllocationFactory(places=100)
    AllocationFactory(plan=places.plan, region=Region.objects.get(pk="KZ-11"), places=100)
    return staff_of("KZ-55")


def everybody(staff) -> list[tuple[str, str, Officer]]:
    """One officer for each role in each kind of office."""
    offices = {
        "own": staff.office,
        "of the settlement region": OfficeFactory(region=staff.office.region),
        "elsewhere": OfficeFactory(region=Region.objects.get(pk="KZ-11")),
        "national": OfficeFactory(national=True),
    }
    return [
        (role, office, OfficerFactory(office=offices[office], roles=[role])) for role, office in product(ROLES, OFFICES)
    ]


def who_can(attempt, staff) -> set[tuple[str, str]]:
    """Roles and offices for which the attempt is not refused; every attempt is undone."""
    return {(role, office) for role, office, officer in everybody(staff) if is_done(attempt, officer)}


def is_done(attempt, officer: Officer) -> bool:
    with transaction.atomic():
        try:
            attempt(officer)
        except RuleBroken:
            return False
        transaction.set_rollback(True)
    return True


@pytest.mark.parametrize("name", BY_ONE)
def test_a_step_of_one_signature_is_taken_by_a_caseworker_of_the_own_office_alone(staff, name):
    build, facts = BY_ONE[name]
    case = build(staff)
    given = {key: Region.objects.get(pk=value) if key == "settlement_region" else value for key, value in facts.items()}

    def attempt(officer: Officer) -> None:
        take_step(case, name.split()[1], version=current(case), act=Act(facts=given), by=officer, at=NOON)

    assert who_can(attempt, staff) == {("caseworker", "own")}


@pytest.mark.parametrize("name", BY_TWO)
def test_a_decision_is_proposed_by_a_caseworker_of_the_own_office_alone(staff, name):
    case = BY_TWO[name](staff)
    taken = name.split()[1]

    def attempt(officer: Officer) -> None:
        signed = ruling(case, taken)
        decisions.propose(case, taken, version=current(case), ruling=signed, by=officer, at=NOON)

    assert who_can(attempt, staff) == {("caseworker", "own")}


@pytest.mark.parametrize("name", BY_TWO)
def test_a_decision_is_countersigned_by_a_head_of_the_own_office_alone(staff, name):
    case = BY_TWO[name](staff)
    decision = proposed(staff, case, name.split()[1])

    def attempt(officer: Officer) -> None:
        countersign(decision, version=current(case), by=officer, at=NOON)

    assert who_can(attempt, staff) == {("head_of_office", "own")}


@pytest.mark.parametrize("name", BY_TWO)
def test_the_national_office_countersigns_where_the_own_office_has_nobody_who_may(staff, name):
    case = BY_TWO[name](staff)
    decision = proposed(staff, case, name.split()[1])
    Officer.objects.filter(office=staff.office, held_roles__role="head_of_office").update(is_active=False)
    national = OfficerFactory(office=OfficeFactory(national=True), roles=["head_of_office"])
    elsewhere = OfficerFactory(roles=["head_of_office"])

    def attempt(officer: Officer) -> None:
        countersign(decision, version=current(case), by=officer, at=NOON)

    assert (is_done(attempt, national), is_done(attempt, elsewhere)) == (True, False)


@pytest.mark.parametrize("name", BY_TWO)
def test_the_registrar_signs_no_decision_on_the_merits(staff, name):
    case = BY_TWO[name](staff)
    taken = name.split()[1]

    def attempt(officer: Officer) -> None:
        decisions.propose(case, taken, version=current(case), ruling=ruling(case, taken), by=officer, at=NOON)

    assert is_done(attempt, staff.registrar) == (name in REGISTRAR_MAY_SIGN)


@pytest.mark.parametrize("name", sorted(set(BY_TWO) - REGISTRAR_MAY_SIGN))
def test_the_registrar_countersigns_no_decision_on_the_merits_even_as_a_head(staff, name):
    case = BY_TWO[name](staff)
    decision = proposed(staff, case, name.split()[1])
    Case.objects.filter(pk=case.pk).update(registered_by=staff.head)

    with pytest.raises(NotPermitted, match="You registered this file"):
        countersign(decision, version=current(case), by=staff.head, at=NOON)


@pytest.mark.parametrize("name", BY_TWO)
def test_a_countersigned_step_is_not_taken_without_its_proposal(staff, name):
    case = BY_TWO[name](staff)

    def attempt(officer: Officer) -> None:
        take_step(case, name.split()[1], version=current(case), by=officer, at=NOON)

    assert who_can(attempt, staff) == set()


LAWFUL = {
    "status": {
        State.DRAFT: {"lodge"},
        State.LODGED: {"accept", "refuse_acceptance", "withdraw"},
        State.UNDER_REVIEW: {"commission", "withdraw"},
        State.RECOMMENDED: {"preliminarily_refuse", "grant", "withdraw"},
        State.PRELIMINARILY_REFUSED: {"hear", "withdraw"},
        State.HEARD: {"grant", "refuse", "withdraw"},
        State.GRANTED: {"end"},
    },
    "extension": {
        State.DRAFT: {"lodge"},
        State.LODGED: {"accept", "refuse_acceptance", "withdraw"},
        State.UNDER_REVIEW: {"extend", "refuse", "withdraw"},
    },
    "inclusion": {
        State.DRAFT: {"lodge"},
        State.LODGED: {"accept", "refuse_acceptance", "withdraw"},
        State.UNDER_REVIEW: {"include", "refuse", "resettle", "withdraw", "lapse"},
        State.INCLUDED: {"annul"},
    },
}
"""Written by hand from the law; anything not in it is forbidden."""
FLOWS = {"status": STATUS_FLOW, "extension": EXTENSION_FLOW, "inclusion": INCLUSION_FLOW}


@pytest.mark.parametrize(("procedure", "state"), list(product(FLOWS, State)))
def test_from_each_state_the_lawful_steps_and_no_others_lead_on(procedure, state):
    assert {found.name for found in FLOWS[procedure].open_to(state)} == LAWFUL[procedure].get(state, set())


@pytest.mark.parametrize("procedure", FLOWS)
def test_every_unlawful_step_from_every_state_is_refused_and_changes_nothing(staff, procedure):
    build = {"status": accepted, "extension": lodged_extension, "inclusion": held}[procedure]
    case = build(staff)

    for state, name in product(State, FLOWS[procedure].steps):
        if name not in LAWFUL[procedure].get(state, set()):
            put(case, state, staff)
            with pytest.raises(RuleBroken, match="not possible"):
                take_step(case, name, version=current(case), by=staff.registrar, at=NOON)
            case.refresh_from_db()
            assert case.state == state


def put(case: Case, state: State, staff) -> None:
    """Put a file into a state behind the back of the actions."""
    closed = {"closed_at": NOON if state in CLOSED else None, "closed_by": staff.head if state in BY_OFFICERS else None}
    Case.objects.filter(pk=case.pk).update(state=state, **closed)
