import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from casework.arrivals.models import Sojourn
from casework.audit.models import Event
from casework.people.models import Person, SamePerson
from casework.people.rules import check_digit
from tests.desk.world import family_of, lodged, member, office_with, person_of
from tests.factories.accounts import OfficerFactory
from tests.factories.arrivals import SojournFactory
from tests.factories.people import SamePersonFactory
from tests.factories.returnees import GrantFactory
from tests.moments import NOON
from tests.posts import sent


@pytest.fixture
def person(caseworker):
    return person_of(caseworker)


@pytest.fixture
def at_desk(client, caseworker):
    client.force_login(caseworker)
    return client


def test_the_page_shows_the_name_with_its_language(at_desk, person):
    page = at_desk.get(f"/persons/{person.number}/").content.decode()

    assert '<bdi class="name" lang="kk-Cyrl" dir="ltr">Ахметов Нұрлан</bdi>' in page


def test_a_person_of_another_office_is_not_found(client, person):
    (stranger,) = office_with("caseworker")
    client.force_login(stranger)

    assert client.get(f"/persons/{person.number}/").status_code == 404


@pytest.mark.parametrize("number", ["P-999999", "P-1%0A", "%00", "9223372036854775808", "-1", "abc"])
def test_a_number_that_nobody_has_is_not_found(at_desk, person, number):
    assert at_desk.get(f"/persons/{number}/").status_code in (400, 404)


def test_an_officer_without_the_right_to_see_files_is_refused(client, person):
    client.force_login(OfficerFactory(office=person.office, roles=["analyst"]))

    assert client.get(f"/persons/{person.number}/").status_code == 403


def test_a_relative_of_another_office_is_a_card_and_the_card_is_recorded(at_desk, caseworker, person):
    (elsewhere,) = office_with("caseworker")
    other = person_of(elsewhere, given="Алия", sex="F")
    membership = other.memberships.get()
    membership.household = person.memberships.get().household
    membership.role = "spouse"
    membership.save()

    page = at_desk.get(f"/persons/{person.number}/").content.decode()

    assert str(elsewhere.office) in page
    assert f"/persons/{other.number}/" not in page
    assert Event.objects.filter(kind="person.card_shown", subject=other.number, by=caseworker).exists()


def test_the_timeline_holds_the_file_and_the_registration(at_desk, caseworker):
    case = lodged(caseworker)

    page = at_desk.get(f"/persons/{case.applicant.number}/").content.decode()

    assert f"File {case.number} lodged" in page
    assert "Person registered" in page


def test_what_is_known_by_its_day_alone_shows_no_hour_and_no_author(at_desk, person):
    GrantFactory(person=person, since=date(2026, 3, 2), until=date(2027, 3, 2), certificate="RS-7")

    page = at_desk.get(f"/persons/{person.number}/").content.decode()

    line = re.search(r"certificate RS-7.*?</li>", page, re.DOTALL)[0]
    assert "2 Mar 2026</time>" in line
    assert "the system" not in line


def test_the_last_valid_day_is_the_one_on_the_certificate(at_desk, person):
    GrantFactory(person=person, since=date(2026, 3, 2), until=date(2027, 3, 2))

    page = at_desk.get(f"/persons/{person.number}/").content.decode()

    assert "last valid day: 1 Mar 2027" in page
    assert "2 Mar 2027" not in page


def test_a_foreigner_without_status_can_apply_for_it(at_desk, person):
    page = at_desk.get(f"/persons/{person.number}/").content.decode()

    assert f"/intake/status/?person={person.number}" in page


def test_nobody_applies_twice_at_once(at_desk, caseworker):
    case = lodged(caseworker)

    page = at_desk.get(f"/persons/{case.applicant.number}/").content.decode()

    assert "/intake/status/?person=" not in page


def test_a_citizen_can_apply_for_the_in_migrant_quota(at_desk, caseworker):
    citizen = person_of(caseworker, citizenship="KZ")

    page = at_desk.get(f"/persons/{citizen.number}/").content.decode()

    assert f"/intake/in-migrant/?person={citizen.number}" in page


CHANGES = [
    ("names", {"script": "ru-cyrl", "surname": "Ахметов", "given": "Нурлан"}),
    ("documents", {"document_kind": "passport", "document_number": "E 555", "document_country": "MN"}),
    ("contacts", {"kind": "phone", "value": "+7 700 000 00 00", "since": "2026-01-01"}),
    ("iin", {"iin": "850314399997"}),
    (
        "correction",
        {"birth": "14.03.1985", "sex": "M", "citizenship": "CN", "version": 1},
    ),
    (
        "newborn",
        {"role": "child", "script": "kk-cyrl", "surname": "Ахметов", "given": "Али", "birth": "01.02.2026", "sex": "M",
         "citizenship": "MN"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("page", "fields"), CHANGES)
def test_each_change_is_saved_and_leads_back(at_desk, person, page, fields):
    fields = {**fields, "iin": valid_iin()} if page == "iin" else fields
    before = Event.objects.count()

    response = at_desk.post(f"/persons/{person.number}/{page}/", sent(**fields))

    assert (response.status_code, response.url) == (302, f"/persons/{person.number}/")
    assert Event.objects.count() > before


def valid_iin() -> str:
    eleven = next(f"8503143{n:04d}" for n in range(9999) if check_digit(f"8503143{n:04d}") is not None)
    return f"{eleven}{check_digit(eleven)}"


PAGES = [page for page, fields in CHANGES] + ["photo", "household", "same"]


@pytest.mark.parametrize("page", PAGES)
def test_each_change_shows_its_form(at_desk, person, page):
    response = at_desk.get(f"/persons/{person.number}/{page}/")

    assert response.status_code == 200
    assert 'name="submission"' in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_each_change_of_somebody_out_of_sight_is_not_found(client, person, page):
    (stranger,) = office_with("caseworker")
    client.force_login(stranger)

    assert client.get(f"/persons/{person.number}/{page}/").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_each_change_needs_the_right_to_take_in(client, person, head, page):
    client.force_login(head)

    assert client.get(f"/persons/{person.number}/{page}/").status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_each_change_shows_what_is_missing_as_a_fragment_to_htmx(at_desk, person, page):
    response = at_desk.post(f"/persons/{person.number}/{page}/", sent(nothing=""), headers={"HX-Request": "true"})

    assert response.status_code == 422
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_a_change_takes_no_other_method(at_desk, person, method):
    assert getattr(at_desk, method)(f"/persons/{person.number}/names/").status_code == 405


def test_a_stale_correction_shows_the_difference_and_keeps_what_was_typed(at_desk, person):
    Person.objects.filter(pk=person.pk).update(version=2, ethnicity="казах")
    fields = {"birth": "14.03.1985", "sex": "M", "citizenship": "TR", "version": 1}

    response = at_desk.post(f"/persons/{person.number}/correction/", sent(**fields))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Another officer changed this person while you read." in page
    assert 'name="version" value="2"' in page


def picture() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (30, 40), "teal").save(content, "PNG")
    return SimpleUploadedFile("portrait.png", content.getvalue(), "image/png")


def test_a_photo_is_shown_to_who_sees_the_person_and_kept_by_no_browser(at_desk, person):
    at_desk.post(f"/persons/{person.number}/photo/", sent(photo=picture()))

    response = at_desk.get(f"/persons/{person.number}/photos/{person.photos.get().pk}/")

    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_a_photo_is_not_shown_under_the_number_of_another_person(at_desk, caseworker, person):
    other = person_of(caseworker, given="Басқа")
    at_desk.post(f"/persons/{person.number}/photo/", sent(photo=picture()))

    assert at_desk.get(f"/persons/{other.number}/photos/{person.photos.get().pk}/").status_code == 404


def test_what_is_no_picture_is_refused_with_its_sentence(at_desk, person):
    response = at_desk.post(
        f"/persons/{person.number}/photo/", sent(photo=SimpleUploadedFile("a.png", b"<?php", "image/png"))
    )

    assert response.status_code == 415
    assert not person.photos.exists()


def test_a_member_leaves_the_family_and_the_past_is_kept(at_desk, caseworker):
    household = family_of(caseworker, member(), member("spouse", given="Алия", sex="F"))
    spouse = household.memberships.get(role="spouse")

    at_desk.post(f"/persons/{spouse.person.number}/household/{spouse.pk}/end/", sent(until="2026-02-01"))

    page = at_desk.get(f"/persons/{spouse.person.number}/").content.decode()
    assert "Belongs to no family now." in page
    assert household.number in page


def test_somebody_on_record_is_taken_into_the_family(at_desk, caseworker, person):
    other = person_of(caseworker, given="Бала")
    first = other.memberships.get()
    at_desk.post(f"/persons/{other.number}/household/{first.pk}/end/", sent(until="2026-02-01"))

    at_desk.post(f"/persons/{person.number}/household/", sent(person=other.number, role="sibling", since="2026-02-01"))

    assert other.memberships.get(until=None).household == person.memberships.get().household


def test_the_same_person_is_proposed_by_one_officer_and_confirmed_by_another(at_desk, caseworker, person):
    twin = person_of(caseworker)
    at_desk.post(f"/persons/{person.number}/same/", sent(other=twin.number, reason="One passport."))
    link = SamePerson.objects.get()
    address = f"/persons/{person.number}/same/{link.pk}/confirmation/"

    assert "A second officer confirms" in at_desk.post(address, sent()).content.decode()

    at_desk.force_login(OfficerFactory(office=caseworker.office, roles=["caseworker"]))
    assert at_desk.post(address, sent()).status_code == 302
    link.refresh_from_db()
    assert link.confirmed_at is not None


def test_a_proposal_is_turned_down_with_a_reason(at_desk, caseworker, person):
    twin = person_of(caseworker)
    at_desk.post(f"/persons/{person.number}/same/", sent(other=twin.number, reason="One passport."))
    link = SamePerson.objects.get()

    at_desk.post(f"/persons/{person.number}/same/{link.pk}/undoing/", sent(reason="Two passports."))

    link.refresh_from_db()
    assert link.undone_at is not None


def test_a_link_is_not_found_under_the_number_of_another_person(at_desk, caseworker, person):
    twin, other = person_of(caseworker), person_of(caseworker, given="Басқа")
    at_desk.post(f"/persons/{person.number}/same/", sent(other=twin.number, reason="One passport."))

    response = at_desk.get(f"/persons/{other.number}/same/{SamePerson.objects.get().pk}/confirmation/")

    assert response.status_code == 404


def test_an_officer_asks_for_a_file_out_of_sight_and_nothing_is_shown(client, person):
    (stranger,) = office_with("caseworker")
    client.force_login(stranger)

    response = client.post(f"/persons/{person.number}/request/", sent(reason="The family lives here now."))

    assert response.url == "/between-offices/"
    assert Event.objects.filter(kind="person.file_asked", subject=person.number, by=stranger).exists()
    assert client.get(f"/persons/{person.number}/").status_code == 404


def test_the_page_asks_a_bounded_number_of_queries(at_desk, caseworker, django_assert_max_num_queries):
    household = family_of(caseworker, *(member("head" if n == 0 else "child", given=f"Бала {n}") for n in range(6)))
    head = household.memberships.get(role="head").person
    GrantFactory(person=head)

    with django_assert_max_num_queries(12):
        at_desk.get(f"/persons/{head.number}/")


@pytest.fixture
def sojourn(person):
    return SojournFactory(
        person=person, came_through_id="CP001", region=person.office.region, last_day=date(2026, 3, 3)
    )  # fmt: skip


def test_the_timeline_holds_the_crossings_with_their_place(at_desk, person, sojourn):
    page = at_desk.get(f"/persons/{person.number}/").content.decode()

    assert "Came in through Checkpoint 001, road" in page
    assert sojourn.get_absolute_url() in page


def test_a_time_beyond_its_last_day_is_marked_until_an_officer_says_why(at_desk, person, sojourn):
    def is_marked() -> bool:
        return at_desk.get(f"/persons/{person.number}/").context["times"][0].is_overstayed

    assert is_marked()

    Sojourn.objects.update(cleared="extended", cleared_by=OfficerFactory(), cleared_at=NOON)

    assert not is_marked()


def test_who_may_not_see_crossings_sees_none_of_a_person(client, person, sojourn):
    client.force_login(OfficerFactory(office=person.office, roles=["centre_manager"]))

    page = client.get(f"/persons/{person.number}/").content.decode()

    assert "Came in through" not in page
    assert "In the country" not in page


def test_times_of_a_joined_record_are_shown_with_both(at_desk, person, caseworker):
    other = person_of(caseworker, given="Нурлан")
    SamePersonFactory(record=person, other_record=other, confirmed=True)
    SojournFactory(person=person, came_through_id="CP001")

    assert "Came in through" in at_desk.get(f"/persons/{other.number}/").content.decode()
