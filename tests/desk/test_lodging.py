"""The one transaction in which a family, its file and its papers come on record."""

from dataclasses import replace
from datetime import date

import pytest

from casework.audit.models import Event
from casework.cases.models import Case
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.desk import actions
from casework.desk.actions import DraftChanged
from casework.desk.models import IntakeDraft
from casework.desk.rules import Intake, Newcomer, Received
from casework.people.models import Household, Person
from casework.people.rules import BirthDate
from tests.desk.world import member, office_with, person_of
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON
from tests.races import rival_result

TODAY = NOON.date()


@pytest.fixture
def draft(caseworker):
    return actions.begin("status", by=caseworker, at=NOON)


@pytest.fixture
def intake(caseworker):
    return Intake(
        newcomers=(
            Newcomer("1", "head", facts=member()),
            Newcomer("2", "child", facts=member("child", given="Дана", sex="F", born=date(2015, 5, 1))),
        ),
        papers=(Received("application", "", "0", is_seen=True), Received("passport", "1", "1_1", is_seen=True)),
        region=caseworker.office.region_id, received_on=TODAY, received_how="in_person",
        facts={"arrived_on": date(2026, 2, 20), "left_country": "MN"},
    )  # fmt: skip


def with_applicant(intake, **facts):
    first = intake.newcomers[0]
    person = replace(first.facts.person, **facts)
    return replace(intake, newcomers=(replace(first, facts=replace(first.facts, person=person)), *intake.newcomers[1:]))


def assert_nothing_happened():
    assert not Person.objects.exists()
    assert not Household.objects.exists()
    assert not Case.objects.exists()
    assert IntakeDraft.objects.count() == 1


def test_everything_comes_on_record_together(draft, intake, caseworker):
    case = actions.lodge(draft, intake, version=1, by=caseworker, at=NOON)

    assert case.members.count() == Person.objects.count() == 2
    assert case.documents.count() == 2
    assert not IntakeDraft.objects.exists()


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"citizenship": "KZ"}, "A citizen of Kazakhstan is granted no returnee status"),
        ({"birth": BirthDate(date(2015, 1, 1))}, "An adult files for the family"),
    ],
)
def test_what_the_law_refuses_leaves_nothing_behind(draft, intake, caseworker, broken, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        actions.lodge(draft, with_applicant(intake, **broken), version=1, by=caseworker, at=NOON)

    assert_nothing_happened()


def test_a_paper_that_cannot_be_added_leaves_nothing_behind(draft, intake, caseworker):
    unseen = replace(intake, papers=(*intake.papers, Received("autobiography", "", "3")))

    with pytest.raises(RuleBroken, match="Add a scan, or confirm that you saw the original"):
        actions.lodge(draft, unseen, version=1, by=caseworker, at=NOON)

    assert_nothing_happened()
    assert not Event.objects.filter(kind__startswith="person.").exists()


def test_who_may_not_take_in_lodges_nothing(draft, intake, head):
    with pytest.raises(NotPermitted):
        actions.lodge(draft, intake, version=1, by=head, at=NOON)

    assert_nothing_happened()


def test_the_draft_of_a_colleague_is_not_lodged(draft, intake, caseworker):
    colleague = OfficerFactory(office=caseworker.office, roles=["caseworker"])

    with pytest.raises(Conflict, match="lodged or discarded already"):
        actions.lodge(draft, intake, version=1, by=colleague, at=NOON)

    assert_nothing_happened()


def test_a_draft_that_moved_on_is_not_lodged(draft, intake, caseworker):
    actions.save_step(draft, "receipt", {}, version=1, leads_to="check", by=caseworker, at=NOON)

    with pytest.raises(DraftChanged):
        actions.lodge(draft, intake, version=1, by=caseworker, at=NOON)

    assert_nothing_happened()


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_that_lodge_at_once_one_makes_the_file(draft, intake, caseworker):
    def lodge():
        return actions.lodge(draft, intake, version=1, by=caseworker, at=NOON)

    refusal = rival_result(lodge, lodge)

    assert isinstance(refusal, Conflict)
    assert Case.objects.count() == 1


def test_a_child_born_after_the_arrival_joins_on_the_day_of_its_birth(draft, intake, caseworker):
    newborn = Newcomer("3", "child", facts=member("child", given="Жаңа", born=date(2026, 3, 1)))
    more = replace(intake, newcomers=(*intake.newcomers, newborn))

    case = actions.lodge(draft, more, version=1, by=caseworker, at=NOON)

    assert case.household.memberships.filter(since=date(2026, 3, 1)).count() == 1


def test_a_household_out_of_sight_is_left_as_it_is(draft, intake, caseworker):
    (elsewhere,) = office_with("caseworker")
    other = person_of(elsewhere, given="Ата")
    before = other.memberships.get()
    known = Newcomer("3", "parent", record=other.number)

    case = actions.lodge(
        draft, replace(intake, newcomers=(*intake.newcomers, known)), version=1, by=caseworker, at=NOON
    )

    assert case.members.filter(person=other, role="parent").exists()
    assert other.memberships.get() == before


def test_a_member_of_whom_nothing_is_said_is_not_lodged(draft, intake, caseworker):
    unknown = replace(intake, newcomers=(*intake.newcomers, Newcomer("3", "child")))

    with pytest.raises(RuleBroken, match="who it is"):
        actions.lodge(draft, unknown, version=1, by=caseworker, at=NOON)

    assert_nothing_happened()
