import pytest

from casework.audit.models import Event
from tests.desk.world import lodged, office_with, person_of
from tests.factories.accounts import OfficerFactory


@pytest.fixture
def at_desk(client, caseworker):
    client.force_login(caseworker)
    return client


def search(client, words):
    return client.get("/search/", {"q": words})


def test_a_person_in_sight_is_found_by_name_and_led_to(at_desk, caseworker):
    person = person_of(caseworker)

    page = search(at_desk, "ахметов").content.decode()

    assert f'href="/persons/{person.number}/"' in page
    assert "born 14 Mar 1985" in page


def test_a_person_out_of_sight_is_a_card_without_details(at_desk):
    (elsewhere,) = office_with("caseworker")
    person = person_of(elsewhere)

    page = search(at_desk, "ахметов").content.decode()

    assert f'href="/persons/{person.number}/"' not in page
    assert f"/persons/{person.number}/request/" in page
    assert "born 1985" in page
    assert "14 Mar 1985" not in page
    assert person.identity_documents.get().number not in page


def test_each_card_shown_is_recorded(at_desk, caseworker):
    (elsewhere,) = office_with("caseworker")
    person = person_of(elsewhere)

    search(at_desk, "ахметов")

    assert Event.objects.filter(kind="person.card_shown", subject=person.number, by=caseworker).count() == 1


def test_no_card_is_recorded_for_a_person_in_sight(at_desk, caseworker):
    person_of(caseworker)

    search(at_desk, "ахметов")

    assert not Event.objects.filter(kind="person.card_shown").exists()


def test_the_number_of_a_file_in_sight_leads_straight_to_it(at_desk, caseworker):
    case = lodged(caseworker)

    assert search(at_desk, case.number.lower()).url == f"/cases/{case.number}/"


def test_the_number_of_a_file_out_of_sight_finds_nothing(at_desk):
    (elsewhere,) = office_with("caseworker")
    case = lodged(elsewhere)

    response = search(at_desk, case.number)

    assert response.status_code == 200
    assert f"/cases/{case.number}/" not in response.content.decode()


def test_the_beginning_of_a_number_lists_files_in_sight(at_desk, caseworker):
    case = lodged(caseworker)

    assert f"/cases/{case.number}/" in search(at_desk, case.number[:9]).content.decode()


def test_too_short_a_word_is_answered_with_a_sentence(at_desk):
    response = search(at_desk, "аб")

    assert response.status_code == 422
    assert "Type at least three letters" in response.content.decode()


def test_nothing_typed_says_what_to_type(at_desk):
    response = at_desk.get("/search/")

    assert response.status_code == 200
    assert "Type at least three letters" in response.content.decode()


def test_nobody_found_says_what_to_try(at_desk):
    assert "Nobody and nothing found" in search(at_desk, "йцукен").content.decode()


@pytest.mark.parametrize(
    "words", ["' OR 1=1--", "%%%", "___", "\\\\\\", "<script>alert(1)</script>", "{{7*7}}", "Али_%"]
)
def test_hostile_words_are_plain_letters(at_desk, caseworker, words):
    person = person_of(caseworker)

    response = search(at_desk, words)

    assert response.status_code in (200, 400, 422)
    assert person.number not in response.content.decode()
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("query", ["q=Al%00i", "q=%ED%A0%80abc", "q=%FF%FE%FA"])
def test_what_is_no_text_is_refused(at_desk, query):
    assert at_desk.get(f"/search/?{query}").status_code == 400


def test_a_very_long_text_is_refused_with_a_sentence(at_desk):
    assert search(at_desk, "а" * 5000).status_code == 422


def test_only_reading_is_possible(at_desk):
    assert at_desk.post("/search/").status_code == 405


def test_an_officer_without_the_right_to_see_files_is_refused(client, caseworker):
    client.force_login(OfficerFactory(office=caseworker.office, roles=["analyst"]))

    assert search(client, "ахметов").status_code == 403
