"""Who sees a file, whom an officer sees because of it, and whose signature a proposal waits for."""

from itertools import product

import pytest
from django.db import transaction

from casework.accounts.models import Officer
from casework.cases.actions import decisions
from casework.cases.actions.steps import countersign
from casework.cases.models import Case
from casework.cases.queries import countersignatories, may_countersign, persons_in_sight, to_countersign
from casework.common.errors import RuleBroken
from casework.people.models import Person
from casework.reference.models import Region
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.cases import CaseFactory, CaseMemberFactory
from tests.factories.people import PersonFactory
from tests.moments import NOON
from tests.world import current, decided, granted, lodged, proposed, recommended, staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return staff_of("KZ-55")


def officer_of(region: str | None, *roles: str) -> Officer:
    office = OfficeFactory(region=region and Region.objects.get(pk=region))
    return OfficerFactory(office=office, roles=roles)


def sees(officer: Officer, case: Case) -> bool:
    return Case.objects.visible_to(officer).filter(pk=case.pk).exists()


def test_a_file_is_seen_by_its_own_office(staff):
    assert sees(staff.caseworker, CaseFactory(office=staff.office, settlement_region_id="KZ-11"))


def test_a_file_is_seen_by_the_offices_of_the_region_where_the_family_settles(staff):
    case = CaseFactory(office=staff.office, settlement_region_id="KZ-11")

    assert sees(officer_of("KZ-11"), case)


def test_a_file_is_seen_by_the_national_office():
    assert sees(officer_of(None), CaseFactory())


def test_a_file_is_seen_by_nobody_else(staff):
    case = CaseFactory(office=staff.office, settlement_region_id="KZ-11")

    assert not sees(officer_of("KZ-10"), case)
    assert not sees(officer_of("KZ-55"), case)


def test_an_officer_sees_the_persons_of_the_own_office_and_the_members_of_files_in_sight(staff):
    own = PersonFactory(office=staff.office)
    settling = CaseMemberFactory(case__settlement_region=staff.office.region).person
    stranger = CaseMemberFactory().person

    found = set(persons_in_sight(staff.caseworker).filter(pk__in=[own.pk, settling.pk, stranger.pk]))

    assert found == {own, settling}


def test_a_member_of_several_files_is_in_sight_once(staff):
    member = CaseMemberFactory(case__office=staff.office)
    CaseMemberFactory(case__office=staff.office, person=member.person)

    assert persons_in_sight(staff.caseworker).filter(pk=member.person.pk).count() == 1


def test_the_national_office_has_every_person_in_sight():
    persons = PersonFactory.create_batch(2)

    assert set(persons_in_sight(officer_of(None))) == set(Person.objects.filter(pk__in=[one.pk for one in persons]))


HEAD = ("head_of_office",)
BOTH = ("caseworker", "head_of_office")
OFFICERS = {
    "head of the office": ("own", HEAD),
    "head who is a caseworker too": ("own", BOTH),
    "caseworker of the office": ("own", ("caseworker",)),
    "head elsewhere": ("elsewhere", HEAD),
    "head of the national office": ("national", HEAD),
    "analyst of the national office": ("national", ("analyst",)),
}
PROPOSALS = {"refuse_acceptance": lodged, "grant": recommended, "end": granted}
LACKS = ("nobody", "its head")


def everybody(staff) -> list[Officer]:
    offices = {
        "own": staff.office,
        "elsewhere": OfficeFactory(region_id="KZ-11"),
        "national": OfficeFactory(national=True),
    }
    made = [OfficerFactory(office=offices[where], roles=roles) for where, roles in OFFICERS.values()]
    return [staff.registrar, staff.caseworker, staff.head, *made]


def can_countersign(officer: Officer, decision) -> bool:
    """Tried, and undone."""
    with transaction.atomic():
        try:
            countersign(decision, version=current(decision.case), by=officer, at=NOON)
        except RuleBroken:
            return False
        transaction.set_rollback(True)
    return True


def listed(officer: Officer, decision) -> bool:
    return to_countersign(officer).filter(pk=decision.case.pk).exists()


@pytest.mark.parametrize(("name", "lacks"), list(product(PROPOSALS, LACKS)))
def test_the_list_to_countersign_is_what_each_officer_can_countersign(staff, name, lacks):
    decision = proposed(staff, PROPOSALS[name](staff), name)
    officers = everybody(staff)
    if lacks == "its head":
        Officer.objects.filter(office=staff.office, held_roles__role="head_of_office").update(is_active=False)

    for officer in Officer.objects.filter(pk__in=[one.pk for one in officers], is_active=True):
        assert listed(officer, decision) == can_countersign(officer, decision), officer.office
        assert may_countersign(officer, decision) == can_countersign(officer, decision), officer.office


@pytest.mark.parametrize("name", PROPOSALS)
def test_the_list_to_countersign_knows_who_registered_and_who_signed(staff, name):
    decision = proposed(staff, PROPOSALS[name](staff), name)
    signed_before = OfficerFactory(office=staff.office, roles=BOTH)
    registered = OfficerFactory(office=staff.office, roles=BOTH)
    Case.objects.filter(pk=decision.case.pk).update(registered_by=registered)
    type(decision).objects.filter(pk=decision.pk).update(registered_by=registered, signed_by=signed_before)
    decision.refresh_from_db()
    decision.case.refresh_from_db()
    national = officer_of(None, *HEAD)

    for officer in (signed_before, registered, staff.head, national):
        assert listed(officer, decision) == can_countersign(officer, decision)
        assert may_countersign(officer, decision) == can_countersign(officer, decision)


def test_who_signed_an_earlier_proposal_may_countersign_a_later_one(staff):
    case = recommended(staff)
    first_signatory = OfficerFactory(office=staff.office, roles=BOTH)
    first = proposed(staff, case, "grant", by=first_signatory)
    decisions.return_proposal(first, version=current(case), because="Page 2.", by=staff.head, at=NOON)

    decision = proposed(staff, case, "grant")

    assert to_countersign(first_signatory).contains(case)
    assert can_countersign(first_signatory, decision)


def test_where_the_only_head_registered_the_file_that_head_still_answers_for_what_is_not_on_the_merits(staff):
    case = lodged(staff)
    Case.objects.filter(pk=case.pk).update(registered_by=staff.head)
    case.refresh_from_db()
    decision = proposed(staff, case, "refuse_acceptance")

    assert list(countersignatories(decision)) == [staff.head]
    assert not to_countersign(officer_of(None, *HEAD)).exists()


def test_where_the_only_head_registered_the_file_the_national_office_decides_on_the_merits(staff):
    case = recommended(staff)
    Case.objects.filter(pk=case.pk).update(registered_by=staff.head)
    case.refresh_from_db()
    national = officer_of(None, *HEAD)

    decision = proposed(staff, case, "grant")

    assert not countersignatories(decision).exists()
    assert to_countersign(national).contains(case)
    assert can_countersign(national, decision)


def test_a_file_without_a_proposal_waits_for_nobody(staff):
    case = decided(staff, recommended(staff), "grant")

    assert not to_countersign(staff.head).exists()
    assert not to_countersign(officer_of(None, *HEAD)).contains(case)


def test_an_officer_without_the_right_has_nothing_to_countersign(staff):
    proposed(staff, recommended(staff), "grant")

    assert not to_countersign(staff.caseworker).exists()
