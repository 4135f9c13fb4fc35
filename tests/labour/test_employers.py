"""The register of employers, by its actions."""

from datetime import date

import pytest

from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.labour.actions import employers as actions
from casework.labour.generated import bin_of
from casework.labour.models import Activity, Contact, Employer, EmployerFacts
from casework.labour.rules import Staff
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.labour import BranchFactory, ContactFactory, EmployerFactory
from tests.factories.quotas import region
from tests.moments import NOON

pytestmark = pytest.mark.django_db


def officer_in(code: str = "KZ-55", *roles: str):
    return OfficerFactory(office=OfficeFactory(region=region(code)), roles=list(roles) or ["labour_officer"])


@pytest.fixture
def officer():
    return officer_in()


@pytest.fixture
def elsewhere():
    return officer_in("KZ-11")


def facts(**changes):
    known = {
        "name": "Mine", "kind": "company", "size": "large", "activity": Activity.objects.get(pk="B"),
        "region": region("KZ-55"), "address": "A street, 1",
    }  # fmt: skip
    return EmployerFacts(**{**known, **changes})


def test_an_employer_is_registered_by_its_bin(officer):
    employer = actions.register_employer(bin_of(1), facts(), by=officer, at=NOON)

    assert (employer.name, employer.activity_id, employer.version) == ("Mine", "B", 1)
    assert Event.objects.get(subject=employer.bin).kind == "employer.register"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("240140000013", "mistyped"),
        ("24014000001", "twelve digits"),
        ("241340000012", "month"),
        ("240130000018", "4, 5 or 6"),
    ],
)
def test_a_bin_that_cannot_be_one_is_refused(officer, number, said):
    with pytest.raises(RuleBroken, match=said):
        actions.register_employer(number, facts(), by=officer, at=NOON)


def test_a_second_record_names_the_first(officer, elsewhere):
    actions.register_employer(bin_of(1), facts(), by=officer, at=NOON)

    with pytest.raises(Conflict, match="on record already: Mine, Pavlodar"):
        actions.register_employer(bin_of(1), facts(), by=elsewhere, at=NOON)


@pytest.mark.parametrize("role", ["caseworker", "head_of_office", "inspector", "quota_manager"])
def test_only_a_labour_officer_writes_the_register(role):
    with pytest.raises(NotPermitted):
        actions.register_employer(bin_of(1), facts(), by=officer_in("KZ-55", role), at=NOON)


def test_a_change_tells_before_and_after(officer):
    employer = EmployerFactory(name="Old", size="small")

    actions.change_employer(employer, facts(name="New", size="small"), version=1, by=officer, at=NOON)

    event = Event.objects.get(kind="employer.change")
    assert (event.before["name"], event.after["name"]) == ("Old", "New")
    assert "size" not in event.after


def test_nothing_changed_is_no_event(officer):
    employer = actions.register_employer(bin_of(1), facts(), by=officer, at=NOON)

    actions.change_employer(employer, facts(), version=1, by=officer, at=NOON)

    assert not Event.objects.filter(kind="employer.change").exists()


def test_a_stale_change_is_refused(officer):
    employer = EmployerFactory(version=2)

    with pytest.raises(Conflict, match="changed this employer"):
        actions.change_employer(employer, facts(), version=1, by=officer, at=NOON)


def test_another_region_keeps_its_hands_off(elsewhere):
    with pytest.raises(NotPermitted, match="Pavlodar"):
        actions.change_employer(EmployerFactory(), facts(), version=1, by=elsewhere, at=NOON)


def test_a_branch_lets_its_region_work_with_the_employer(elsewhere):
    employer = EmployerFactory()

    actions.add_branch(
        employer, name="North", region=region("KZ-11"), address="x", since=NOON.date(), by=elsewhere, at=NOON
    )
    actions.add_contact(employer, name="Somebody", value="+7 700", by=elsewhere, at=NOON)

    assert Contact.objects.visible_to(elsewhere).exists()


def test_a_branch_of_a_third_region_is_not_added_from_elsewhere(elsewhere):
    with pytest.raises(NotPermitted):
        actions.add_branch(
            EmployerFactory(), name="x", region=region("KZ-10"), address="x", since=NOON.date(), by=elsewhere, at=NOON
        )


def test_a_branch_lies_in_another_region(officer):
    with pytest.raises(RuleBroken, match="another region"):
        actions.add_branch(
            EmployerFactory(), name="x", region=region("KZ-55"), address="x", since=NOON.date(), by=officer, at=NOON
        )


def test_a_closed_branch_gives_no_right_any_more(officer, elsewhere):
    branch = BranchFactory()

    actions.end_branch(branch, until=date(2026, 3, 1), by=officer, at=NOON)

    with pytest.raises(NotPermitted):
        actions.add_contact(branch.employer, name="x", value="x", by=elsewhere, at=NOON)
    with pytest.raises(RuleBroken, match="ended already"):
        actions.end_branch(branch, until=date(2026, 3, 1), by=officer, at=NOON)


def test_a_branch_does_not_close_before_it_opened(officer):
    with pytest.raises(Conflict, match="ends after it begins"):
        actions.end_branch(BranchFactory(), until=date(2025, 5, 4), by=officer, at=NOON)


def test_contacts_are_shown_where_the_employer_works(officer, elsewhere):
    contact = ContactFactory()
    national = OfficerFactory(office=OfficeFactory(national=True))

    seen = [Contact.objects.visible_to(who).filter(pk=contact.pk).exists() for who in (officer, elsewhere, national)]

    assert seen == [True, False, True]


def test_the_trail_tells_no_name_of_a_contact(officer):
    actions.add_contact(EmployerFactory(), name="Somebody", value="+7 700", by=officer, at=NOON)

    assert "Somebody" not in str(Event.objects.get(kind="employer.add_contact").after)


def test_a_contact_that_ended_stays(officer):
    contact = actions.end_contact(ContactFactory(), by=officer, at=NOON)

    assert (contact.until, Contact.objects.count()) == (NOON.date(), 1)


def test_the_staff_of_a_day_replaces_what_was_on_record_of_it(officer):
    employer = EmployerFactory()
    actions.record_headcount(employer, on=NOON.date(), staff={"1": Staff(7, 3)}, by=officer, at=NOON)

    actions.record_headcount(employer, on=NOON.date(), staff={"1": Staff(8, 2), "2": Staff(1, 0)}, by=officer, at=NOON)

    assert {(row.category, row.citizens) for row in employer.headcounts.all()} == {("1", 8), ("2", 1)}
    assert Event.objects.filter(kind="employer.headcount").last().before == {"staff": {"1": [7, 3]}}


@pytest.mark.parametrize(
    ("on", "staff", "said"),
    [
        (date(2026, 3, 3), {"1": Staff(1, 1)}, "not come yet"),
        (date(2026, 3, 2), {}, "by the categories"),
        (date(2026, 3, 2), {"9": Staff(1, 1)}, "by the categories"),
    ],
)
def test_staff_that_cannot_be_is_refused(officer, on, staff, said):
    with pytest.raises(RuleBroken, match=said):
        actions.record_headcount(EmployerFactory(), on=on, staff=staff, by=officer, at=NOON)


def test_employers_at_work_in_a_region():
    here, branch = EmployerFactory(), BranchFactory(employer=EmployerFactory(region=region("KZ-10")))

    assert list(Employer.objects.at_work_in("KZ-55")) == [here]
    assert list(Employer.objects.at_work_in("KZ-11")) == [branch.employer]
