"""A family of five is taken in and lodged, through every page of the intake."""

import pytest
from django.utils.formats import date_format

from casework.audit.models import Event
from casework.cases.models import Case
from casework.desk.models import IntakeDraft
from casework.people.models import Household, Person
from tests.desk.intakes import APPLICANT, ARRIVED, TODAY, Walk
from tests.desk.world import office_with
from tests.posts import sent


@pytest.fixture
def walk(caseworker):
    return Walk(caseworker)


@pytest.fixture
def region(caseworker):
    return caseworker.office.region_id


@pytest.fixture
def lodged(walk, region):
    walk.type_everything(region)
    response = walk.lodge()
    return Case.objects.get(number=response.url.split("/")[-2])


def test_nothing_is_on_record_before_it_is_lodged(walk, region):
    walk.type_everything(region)

    assert len(walk.draft.members) == 5
    assert not Person.objects.exists()
    assert not Case.objects.exists()


def test_each_step_leads_to_the_next(walk, region):
    draft = walk.begin()
    here = f"/intake/drafts/{draft.pk}/"

    assert walk.post("applicant/", **APPLICANT).url == f"{here}family/"
    assert walk.post("family/").url == f"{here}papers/"
    assert walk.post("papers/").url == f"{here}settlement/"
    assert walk.post("settlement/", region=region).url == f"{here}receipt/"
    assert walk.draft.step == "receipt"


@pytest.mark.parametrize("step", ["applicant", "family", "papers", "settlement", "receipt", "check"])
def test_every_step_opens_again_with_what_was_typed(walk, region, step):
    walk.type_everything(region)

    response = walk.get(f"{step}/")

    assert response.status_code == 200
    assert "Қасымов" in response.content.decode()


def test_the_family_is_lodged_whole(lodged, caseworker, region):
    assert (lodged.procedure, lodged.state, lodged.holder) == ("status", "lodged", caseworker)
    assert lodged.settlement_region_id == region
    assert [member.role for member in lodged.members.all()] == ["head", "spouse", "child", "child", "parent"]
    assert all(member.is_counted for member in lodged.members.all())
    assert lodged.received_on == TODAY
    assert lodged.status_application.wants_centre


def test_persons_names_and_papers_come_on_record(lodged):
    applicant = lodged.applicant

    assert {str(name) for name in applicant.names.all()} == {"Қасымов Ерлан", "Kassymov Yerlan"}
    assert applicant.identity_documents.get().number == "E7700101"
    assert {(paper.kind_id, paper.person) for paper in lodged.documents.all()} == {
        ("application", None), ("passport", applicant),
    }  # fmt: skip


def test_the_household_is_founded_on_the_day_of_arrival(lodged):
    household = Household.objects.get()

    assert household == lodged.household
    assert set(household.memberships.values_list("since", flat=True)) == {ARRIVED}
    assert household.memberships.count() == 5


def test_the_draft_is_removed_once_it_is_lodged(lodged):
    assert not IntakeDraft.objects.exists()


def test_the_receipt_says_the_number_and_the_due_date_and_why(lodged, walk):
    page = walk.client.get(f"/intake/lodged/{lodged.number}/").content.decode()

    assert lodged.number in page
    assert f'datetime="{lodged.due_on.isoformat()}"' in page
    assert f"Received on {date_format(TODAY, 'D j M Y')}" in page


def test_the_receipt_is_not_shown_to_another_office(lodged):
    (stranger,) = office_with("caseworker")

    assert Walk(stranger).client.get(f"/intake/lodged/{lodged.number}/").status_code == 404


def test_the_same_post_twice_makes_one_file(walk, region):
    walk.type_everything(region)
    draft = walk.draft
    fields = sent(version=draft.version)

    first = walk.client.post(f"/intake/drafts/{draft.pk}/check/", fields)
    second = walk.client.post(f"/intake/drafts/{draft.pk}/check/", fields)

    assert first.url == second.url
    assert Case.objects.count() == 1


def test_a_second_window_cannot_lodge_the_same_draft_again(walk, region):
    walk.type_everything(region)
    draft = walk.draft
    address = f"/intake/drafts/{draft.pk}/check/"
    walk.client.post(address, sent(version=draft.version))

    assert walk.client.post(address, sent(version=draft.version)).status_code == 404
    assert Case.objects.count() == 1


def test_a_refusal_leaves_everything_as_it_was_and_shows_its_sentence(walk, region):
    walk.type_everything(region)
    members = walk.draft.members
    walk.post(f"members/{members[0]['key']}/", **{**APPLICANT, "citizenship": "KZ"})

    response = walk.lodge()

    assert response.status_code == 422
    assert "A citizen of Kazakhstan is granted no returnee status." in response.content.decode()
    assert not Person.objects.exists()
    assert IntakeDraft.objects.count() == 1


def test_a_draft_with_gaps_is_not_lodged_and_says_where_they_are(walk):
    walk.type_family()

    response = walk.lodge()

    assert response.status_code == 422
    assert "Where they will live: something is missing or wrong." in response.content.decode()
    assert not Case.objects.exists()


def test_every_line_of_the_trail_names_the_officer(lodged, caseworker):
    assert set(Event.objects.filter(kind__startswith="person.").values_list("by", flat=True)) == {caseworker.pk}
