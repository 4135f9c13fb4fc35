"""From a crossing of the border to a status file: what the post wrote down fills the first form."""

import pytest

from casework.desk.models import IntakeDraft
from casework.people.models import Person
from tests.desk.intakes import Walk
from tests.factories.accounts import OfficerFactory
from tests.factories.arrivals import CrossingFactory
from tests.factories.people import IdentityDocumentFactory
from tests.posts import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(caseworker):
    return Walk(caseworker)


@pytest.fixture
def crossing():
    return CrossingFactory(document_number="AC 123456", document_key="AC123456")


def address(crossing) -> str:
    return f"/intake/crossings/{crossing.crossed_on:%Y-%m-%d}/{crossing.pk}/"


def begun(walk, crossing):
    return walk.client.post(address(crossing), sent(), follow=True)


def test_the_first_form_holds_what_the_post_wrote_down(walk, crossing):
    form = begun(walk, crossing).context["form"]

    shown = {name: form[name].value() for name in form.fields}
    assert shown | {
        "script": "latn-passport", "surname": "OMAROVA", "given": "AIGUL", "birth": "14.03.1985", "sex": "F",
        "citizenship": "KG", "document_number": "AC 123456", "document_country": "KG",
    } == shown  # fmt: skip


def test_the_day_of_arrival_waits_in_its_step(walk, crossing):
    begun(walk, crossing)

    page = walk.client.get(f"/intake/drafts/{walk.draft.pk}/receipt/")

    assert page.context["form"]["arrived_on"].value() == "02.02.2026"


def test_a_leaving_says_nothing_of_an_arrival(walk):
    begun(walk, CrossingFactory(direction="out"))

    assert "receipt" not in walk.draft.data


@pytest.mark.parametrize(
    ("surname", "script"), [("Омарова", "ru-cyrl"), ("OMAROVA", "latn-passport"), ("عمروا", "kk-arab"), ("123", "")]
)
def test_the_script_is_that_of_the_letters(walk, surname, script):
    begun(walk, CrossingFactory(surname=surname, given=""))

    assert walk.draft.members[0]["typed"]["script"] == script


def test_a_sex_that_the_document_does_not_say_is_asked_for(walk):
    assert begun(walk, CrossingFactory(sex="X")).context["form"]["sex"].value() == ""


def test_nobody_is_on_record_before_the_file_is_lodged(walk, crossing):
    begun(walk, crossing)

    assert not Person.objects.exists()


def test_who_is_on_record_with_the_document_is_offered_with_the_record(walk, crossing, caseworker):
    paper = IdentityDocumentFactory(number="ac123456", country="KG", person__office=caseworker.office)

    page = walk.client.get(address(crossing)).content.decode()

    assert f"/intake/status/?person={paper.person.number}" in page


def test_what_was_typed_leads_to_the_one_on_record_with_the_document(walk, crossing, caseworker):
    paper = IdentityDocumentFactory(
        number="ac123456", country="KG", kind_id="passport", person__office=caseworker.office
    )
    typed = begun(walk, crossing).context["form"].initial

    page = walk.client.post(
        f"/intake/drafts/{walk.draft.pk}/applicant/", sent(**typed | {"document_kind": "passport"}), follow=True
    )

    assert paper.person.number in page.content.decode()


def test_a_crossing_that_does_not_exist_is_not_found(walk, crossing):
    assert walk.client.get(f"/intake/crossings/2026-02-03/{crossing.pk}/").status_code == 404


def test_who_may_not_see_crossings_begins_nothing_with_one(client, crossing):
    client.force_login(OfficerFactory(roles=["labour_officer"]))

    assert client.post(address(crossing), sent()).status_code == 403
    assert not IntakeDraft.objects.exists()
