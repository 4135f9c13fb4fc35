"""Intakes about persons who are on record: likely matches, families of status holders, citizens who resettle."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.audit.models import Event
from casework.cases.models import Case
from casework.people.models import Person
from casework.quotas.models import Programme
from casework.returnees.models import Grant, Inclusion
from tests.desk.intakes import APPLICANT, RECEIPT, RELATIVES, TODAY, Walk
from tests.desk.world import family_of, lodged, member, office_with, person_of
from tests.factories.quotas import region as region_of

TWIN = APPLICANT | {"surname": "Ахметов", "given": "Нұрлан"}


@pytest.fixture
def walk(caseworker):
    return Walk(caseworker)


@pytest.fixture
def region(caseworker):
    return caseworker.office.region_id


def lodge(walk, region, **more):
    walk.post("papers/")
    walk.post("settlement/", region=region, **more)
    walk.post("receipt/", **RECEIPT)
    response = walk.lodge()
    assert response.status_code == 302, response.content.decode()
    return Case.objects.get(number=response.url.split("/")[-2])


def with_status(officer, *members):
    """A family whose members all have the status since a month."""
    case = lodged(officer, *members)
    since = TODAY - timedelta(days=30)
    for n, row in enumerate(case.members.all()):
        Grant.objects.create(
            case=case, person=row.person, certificate=f"T-{case.pk}-{n}", token=f"t-{case.pk}-{n}", since=since,
            until=since + timedelta(days=365),
        )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(state="granted", closed_at=timezone.now(), closed_by=officer)
    return case


def test_somebody_like_the_typed_person_is_shown_side_by_side(walk, caseworker):
    known = person_of(caseworker)
    walk.begin()

    response = walk.post("applicant/", **TWIN)

    assert response.url.endswith("/members/1/matches/")
    page = walk.get("members/1/matches/").content.decode()
    assert known.number in page
    assert "the names are spellings of one name" in page
    assert '<tr class="differs"><th scope="row">Identity papers' in page


def test_nothing_is_chosen_for_the_officer(walk, caseworker):
    person_of(caseworker)
    walk.begin()
    walk.post("applicant/", **TWIN)

    response = walk.post("members/1/matches/")

    assert response.status_code == 422
    assert "Choose one of the persons on record" in response.content.decode()


def test_the_same_person_is_the_record_itself(walk, caseworker, region):
    known = person_of(caseworker)
    walk.begin()
    walk.post("applicant/", **TWIN)
    walk.post("members/1/matches/", who=known.number)

    case = lodge(walk, region)

    assert case.applicant == known
    assert Person.objects.count() == 1
    assert case.household == known.memberships.get().household


def test_a_new_person_is_registered_beside_the_similar_one(walk, caseworker, region):
    known = person_of(caseworker)
    walk.begin()
    walk.post("applicant/", **TWIN)
    walk.post("members/1/matches/", who="new")

    assert lodge(walk, region).applicant != known


def test_a_draft_where_nobody_said_who_it_is_cannot_be_lodged(walk, caseworker, region):
    person_of(caseworker)
    walk.begin()
    walk.post("applicant/", **TWIN)
    walk.post("papers/")
    walk.post("settlement/", region=region)
    walk.post("receipt/", **RECEIPT)

    response = walk.lodge()

    assert response.status_code == 422
    assert "say who it is on record" in response.content.decode()


def test_only_a_likely_match_can_be_chosen(walk, caseworker):
    person_of(caseworker)
    stranger = person_of(caseworker, surname="Басқа", given="Адам")
    walk.begin()
    walk.post("applicant/", **TWIN)

    assert walk.post("members/1/matches/", who=stranger.number).status_code == 422


def test_a_match_of_another_office_is_a_card_and_can_be_the_same(walk, region, caseworker):
    (elsewhere,) = office_with("caseworker")
    known = person_of(elsewhere)
    walk.begin()
    walk.post("applicant/", **TWIN)

    page = walk.get("members/1/matches/").content.decode()
    walk.post("members/1/matches/", who=known.number)

    assert str(elsewhere.office) in page
    assert known.identity_documents.get().number not in page
    assert f"/persons/{known.number}/" not in page
    assert Event.objects.filter(kind="person.card_shown", subject=known.number, by=caseworker).exists()
    assert lodge(walk, region).applicant == known


def test_the_household_on_record_is_offered(walk, caseworker):
    household = family_of(caseworker, member(), member("spouse", given="Алия", sex="F"))
    head, spouse = (household.memberships.get(role=role).person for role in ("head", "spouse"))
    walk.begin()
    walk.post("applicant/", **TWIN)
    walk.post("members/1/matches/", who=head.number)
    assert spouse.number in walk.get("family/").content.decode()

    walk.post("records/", record=spouse.number)

    assert [row["record"] for row in walk.draft.members] == [head.number, spouse.number]


def test_somebody_outside_the_household_is_not_added_by_number(walk, caseworker):
    head, other = person_of(caseworker), person_of(caseworker, given="Басқа")
    walk.begin()
    walk.post("applicant/", **TWIN)
    walk.post("members/1/matches/", who=head.number)

    assert walk.post("records/", record=other.number).status_code == 422


def test_an_extension_begins_with_those_who_have_the_status(walk, caseworker, region):
    case = with_status(caseworker, member(), member("spouse", given="Алия", sex="F"))
    walk.begin("extension", person=case.applicant.number)
    assert len(walk.draft.members) == 2
    walk.post("family/")
    walk.post("request/", months=3, reason="The passport is being renewed.")

    extension = lodge(walk, region)

    assert (extension.procedure, extension.extension_request.months) == ("extension", 3)
    assert extension.members.count() == 2


def test_an_extension_beyond_the_law_is_refused_and_the_draft_is_kept(walk, caseworker, region):
    case = with_status(caseworker)
    walk.begin("extension", person=case.applicant.number)
    walk.post("request/", months=60, reason="Long.")
    walk.post("settlement/", region=region)
    walk.post("receipt/", **RECEIPT)

    response = walk.lodge()

    assert response.status_code == 422
    assert "can be extended by 1 to" in response.content.decode()
    assert walk.draft.data["request"]["months"] == "60"


def test_an_inclusion_takes_the_family_of_the_status(walk, caseworker, region):
    case = with_status(caseworker, member(), member("child", given="Дана", sex="F"))
    walk.begin("inclusion", person=case.applicant.number)
    walk.post("family/")

    inclusion = lodge(walk, region)

    assert inclusion.inclusion_request.programme_id == "returnee"
    assert [row.is_counted for row in inclusion.members.all()] == [True, True]


def test_who_was_included_before_is_shown_as_not_counted_and_why(walk, caseworker, region):
    case = with_status(caseworker, member(), member("child", given="Дана", sex="F"))
    child = case.members.get(role="child").person
    Inclusion.objects.create(case=case, person=child, programme=Programme.objects.get(pk="returnee"), included_on=TODAY)
    walk.begin("inclusion", person=case.applicant.number)

    assert "Takes no place: already included once" in walk.get("family/").content.decode()
    walk.post("family/")
    inclusion = lodge(walk, region)
    assert inclusion.members.get(person=child).why_not == "already_included"


def test_a_child_born_since_joins_the_file_and_the_household(walk, caseworker, region):
    case = with_status(caseworker)
    walk.begin("inclusion", person=case.applicant.number)
    newborn = RELATIVES[1] | {"given": "Жаңа", "birth": f"{TODAY - timedelta(days=3):%d.%m.%Y}"}
    walk.post("members/", **newborn)
    walk.post("family/")

    inclusion = lodge(walk, region)

    assert inclusion.members.count() == 2
    assert inclusion.household == case.household
    assert case.household.memberships.count() == 2


def test_a_family_of_citizens_resettles_from_the_region_it_leaves(walk, region):
    walk.begin("in-migrant")
    walk.post("applicant/", **(APPLICANT | {"citizenship": "KZ"}))
    walk.post("family/")

    case = lodge(walk, region, left_region=region_of("KZ-61").pk)

    assert case.inclusion_request.programme_id == "in_migrant"
    assert case.inclusion_request.left_region_id == "KZ-61"
    assert case.members.get().is_counted


def test_a_family_does_not_leave_the_region_where_it_settles(walk, region):
    walk.begin("in-migrant")
    walk.post("applicant/", **(APPLICANT | {"citizenship": "KZ"}))

    response = walk.post("settlement/", region=region, left_region=region)

    assert response.status_code == 422


def test_a_citizen_in_the_family_of_an_applicant_takes_no_place(walk, region):
    walk.begin()
    walk.post("applicant/", **APPLICANT)
    walk.post("members/", **(RELATIVES[0] | {"citizenship": "KZ"}))
    assert "Takes no place: already a citizen" in walk.get("family/").content.decode()

    assert lodge(walk, region).members.get(role="spouse").why_not == "citizen"


@pytest.mark.parametrize("kind", ["extension", "inclusion", "status", "in-migrant"])
def test_an_intake_about_somebody_out_of_sight_does_not_begin(walk, kind):
    (elsewhere,) = office_with("caseworker")
    known = person_of(elsewhere)

    response = walk.client.post(
        f"/intake/{kind}/?person={known.number}",
        {"person": known.number, "submission": "5b1c4f0e-2f4e-4b52-9d52-0c5a6a0c7f11"},
    )

    assert response.status_code == 422
    assert "None of the persons you see has this number." in response.content.decode()


def test_the_link_from_a_person_fills_in_the_number(walk, caseworker):
    known = person_of(caseworker)

    assert f'value="{known.number}"' in walk.client.get(f"/intake/extension/?person={known.number}").content.decode()


def test_a_member_who_lived_in_another_household_leaves_it(walk, caseworker, region):
    other = person_of(caseworker, surname="Қасымова", given="Айгүл", sex="F", citizenship="MN")
    Person.objects.filter(pk=other.pk).update(born_on="1987-08-02")
    walk.begin()
    walk.post("applicant/", **APPLICANT)
    walk.post("members/", **RELATIVES[0])
    walk.post("members/2/matches/", who=other.number)

    case = lodge(walk, region)

    assert other.memberships.get(until=None).household == case.household
    assert other.memberships.count() == 2


def test_papers_of_a_record_are_noted_for_the_member(walk, caseworker, region):
    case = with_status(caseworker)
    walk.begin("inclusion", person=case.applicant.number)
    walk.post("papers/", seen_0="on", seen_1_1="on", kind_1_1="national_id")
    walk.post("settlement/", region=region)
    walk.post("receipt/", **RECEIPT)

    number = walk.lodge().url.split("/")[-2]

    papers = Case.objects.get(number=number).documents
    assert papers.get(kind="national_id").person == case.applicant


def test_a_status_of_somebody_on_record_begins_with_the_family(walk, caseworker, region):
    known = person_of(caseworker)

    draft = walk.begin("status", person=known.number)

    assert draft.step == "family"
    assert walk.get("applicant/").url.endswith("/family/")
    assert walk.post("family/", back="yes").url == "/intake/"
    assert lodge(walk, region).applicant == known
