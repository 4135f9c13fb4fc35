"""What passes between offices, at the desk."""

import pytest

from casework.audit.models import Event
from casework.cases.models import Case, FileRequest
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import CaseFactory, CaseMemberFactory, FileRequestFactory, HandOverFactory
from tests.factories.people import PersonFactory
from tests.posts import sent
from tests.world import Staff, staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(reference) -> Staff:
    return staff_of("KZ-55")


@pytest.fixture
def offer(here):
    """Offered to this office by another one."""
    return HandOverFactory(to_office=here.office, case__holder=OfficerFactory())


def page_of(client, officer, address: str) -> str:
    client.force_login(officer)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def reply(client, officer, offer, **fields):
    client.force_login(officer)
    return client.post(f"/hand-overs/{offer.pk}/", sent(**fields))


def test_the_card_of_an_offered_file_shows_number_family_and_procedure(client, here, offer):
    page = page_of(client, here.head, "/between-offices/")

    assert offer.case.number in page
    assert str(offer.case.applicant) in page
    assert "Returnee status" in page
    assert f"/cases/{offer.case.number}/" not in page


def test_the_sidebar_of_a_head_counts_what_waits_for_an_answer(client, here, offer):
    client.force_login(here.head)

    counts = {str(link.label): link.count for link in client.get("/").context["frame"].work}

    assert counts["Between offices"] == 1


def test_who_is_no_head_reads_the_cards_and_answers_nothing(client, here, offer):
    page = page_of(client, here.caseworker, "/between-offices/")

    assert offer.case.number in page
    assert f"/hand-overs/{offer.pk}/" not in page


def test_an_accepted_file_leads_to_who_shall_hold_it(client, here, offer):
    answer = reply(client, here.head, offer, answer="accept", because="")

    assert answer.url == f"/cases/{offer.case.number}/assignment/"
    assert Case.objects.get(pk=offer.case_id).office == here.office


def test_a_file_is_declined_with_a_reason(client, here, offer):
    assert reply(client, here.head, offer, answer="decline", because="They settle elsewhere.").status_code == 302

    offer.refresh_from_db()
    assert (offer.accepted, offer.answer) == (False, "They settle elsewhere.")


def test_a_file_is_not_declined_without_a_reason(client, here, offer):
    answer = reply(client, here.head, offer, answer="decline", because="")

    assert answer.status_code == 422
    assert "Say why; the other office must know." in answer.content.decode()


def test_an_answered_offer_says_so(client, here, offer):
    reply(client, here.head, offer, answer="decline", because="Not ours.")

    second = reply(client, here.head, offer, answer="accept", because="")

    assert second.status_code == 409
    assert "answered already" in second.content.decode()


def test_the_office_that_offered_can_only_take_it_back(client, here, offer):
    head = OfficerFactory(office=offer.from_office, roles=["head_of_office"])

    refused = reply(client, head, offer, answer="accept", because="")
    taken_back = reply(client, head, offer, answer="decline", because="A mistake.")

    assert (refused.status_code, taken_back.status_code) == (422, 302)
    assert Case.objects.get(pk=offer.case_id).office == offer.from_office


def test_a_head_of_a_third_office_does_not_find_the_offer(client, offer):
    assert reply(client, OfficerFactory(roles=["head_of_office"]), offer, answer="accept").status_code == 404


def test_the_page_asks_the_same_however_much_waits(client, here, django_assert_max_num_queries):
    for _more in range(4):
        HandOverFactory(to_office=here.office)
        HandOverFactory(case=CaseFactory(office=here.office))
        FileRequestFactory(asked_office=here.office)
        FileRequestFactory(asking_office=here.office, declined=True)
    client.force_login(here.head)

    with django_assert_max_num_queries(12):
        client.get("/between-offices/")


@pytest.fixture
def asked(here):
    """Another office asks this one for the file of somebody."""
    case = CaseFactory(office=here.office, holder=here.registrar)
    CaseMemberFactory(case=case, person=case.applicant)
    return FileRequestFactory(person=case.applicant, asked_office=here.office)


def respond(client, officer, asked, **fields):
    client.force_login(officer)
    return client.post(f"/file-requests/{asked.pk}/", sent(**{"case": "", "days": "", "because": "", **fields}))


def test_asking_shows_the_card_alone_and_records_that_it_was_seen(client, here):
    person = PersonFactory()

    page = page_of(client, here.caseworker, f"/persons/{person.number}/request/")

    assert str(person.born_on.year) in page
    assert f"{person.born_on:%d.%m.%Y}" not in page
    assert f'href="/persons/{person.number}/"' not in page
    assert Event.objects.filter(kind="person.card_shown", subject=person.number).count() == 1


def test_asking_needs_a_reason(client, here):
    client.force_login(here.caseworker)

    answer = client.post(f"/persons/{PersonFactory().number}/request/", sent(reason=" "))

    assert answer.status_code == 422
    assert not FileRequest.objects.exists()


def test_nobody_asks_for_a_record_in_sight(client, here):
    person = PersonFactory(office=here.office)

    assert "You see this record already" in page_of(client, here.caseworker, f"/persons/{person.number}/request/")
    answer = client.post(f"/persons/{person.number}/request/", sent(reason="-"))
    assert answer.url == f"/persons/{person.number}/"
    assert not FileRequest.objects.exists()


def test_who_asked_reads_the_answer(client, here):
    FileRequestFactory(asking_office=here.office, declined=True)

    page = page_of(client, here.caseworker, "/between-offices/")

    assert "The file is closed." in page


def test_a_head_finds_who_asks_and_offers_the_files_of_that_person(client, here, asked):
    CaseFactory(office=here.office)
    assert f"/file-requests/{asked.pk}/" in page_of(client, here.head, "/between-offices/")

    offered = client.get(f"/file-requests/{asked.pk}/").context["form"].fields["case"].queryset

    assert list(offered) == list(asked.person.applications.all())


def test_a_head_shows_a_file_for_some_days(client, here, asked):
    case = asked.person.applications.get()

    assert respond(client, here.head, asked, reply="shown", case=case.pk, days=5).status_code == 302

    assert Case.objects.visible_to(asked.asked_by).filter(pk=case.pk).exists()
    reader = OfficerFactory(office=asked.asking_office, roles=["inspector"])
    assert f"/cases/{case.number}/" in page_of(client, reader, "/between-offices/")


def test_a_head_offers_the_file_to_the_office_that_asks(client, here, asked):
    OfficerFactory(office=asked.asking_office, roles=["head_of_office"])

    answer = respond(client, here.head, asked, reply="offered", case=asked.person.applications.get().pk)

    assert answer.status_code == 302
    assert asked.person.applications.get().hand_overs.get().to_office == asked.asking_office


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"reply": "shown", "days": 5}, "case"), ({"reply": "shown", "case": "own"}, "days"),
        ({"reply": "offered"}, "case"), ({"reply": "declined"}, "because"), ({"reply": "shown", "days": 91}, "days"),
    ],
)  # fmt: skip
def test_an_answer_that_lacks_something_says_what(client, here, asked, fields, field):
    if fields.get("case") == "own":
        fields = {**fields, "case": asked.person.applications.get().pk}

    answer = respond(client, here.head, asked, **fields)

    assert answer.status_code == 422
    assert answer.context["form"].has_error(field)


def test_a_file_of_somebody_else_is_no_answer(client, here, asked):
    other = CaseFactory(office=here.office)

    assert respond(client, here.head, asked, reply="shown", case=other.pk, days=5).status_code == 422


def test_a_head_of_a_third_office_does_not_find_the_request(client, asked):
    assert respond(client, OfficerFactory(roles=["head_of_office"]), asked, reply="declined").status_code == 404
