"""A second member of a family comes with a Chinese passport: recognised at intake, by the keyboard alone."""

from datetime import date

import pytest
from playwright.sync_api import expect

from casework.accounts.models import Office, Officer
from casework.audit.models import Event
from casework.desk import demonstration
from casework.desk.models import IntakeDraft
from casework.people.models import Name, SamePerson
from tests.factories.people import IdentityDocumentFactory, LikelyPairFactory, NameFactory, PersonFactory, household_of
from tests.journeys.axe import assert_accessible
from tests.journeys.hands import Keys
from tests.journeys.looks import look
from tests.moments import NOON
from tests.people.zones import PASSPORT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clerk(live_server) -> Officer:
    demonstration.load(families_wanted=0, at=NOON)
    return Officer.objects.get(username="caseworker.pavlodar")


@pytest.fixture
def keys(opened, sign_in, clerk) -> Keys:
    page = opened()
    sign_in(page, clerk)
    return Keys(page)


def known_at(office: Office):
    """Нұрлан Ерлан, who came with his brother, as a Kazakh paper has the name."""
    brother = PersonFactory(office=office, sex="M", born_on=date(1980, 5, 1), citizenship="CN")
    person = PersonFactory(
        office=office, sex="M", citizenship="CN", name__surname="Ие", name__given="Нұрлан", name__patronymic=""
    )
    NameFactory(person=person, script=Name.Script.KK_ARAB, surname="يە", given="نۇرلان")
    IdentityDocumentFactory(person=person, number="KZ 7788", number_key="KZ7788", country="CN")
    household_of(brother, person)
    return person


def scan_passport(keys: Keys) -> None:
    """From the first page of the intake to the claim of the zone."""
    keys.open("/intake/")
    keys.press("Begin: Returnee status", lands="Who applies")
    keys._go(keys.page.locator("main summary", has_text="Scan or paste"))
    keys.fill("zone", PASSPORT)
    keys._go(keys.page.get_by_role("button", name="Read the zone"))
    expect(keys.page.locator("main")).to_contain_text("What the zone claims")


def test_a_brother_with_a_pinyin_passport_is_recognised_by_the_keyboard_alone(keys, clerk):
    person = known_at(clerk.office)

    scan_passport(keys)
    assert_accessible(keys.page)
    expect(keys.field("given")).to_have_value("NUERLAN")
    keys.press("Continue", lands="Is this person on record already?")
    expect(keys.page.locator("main")).to_contain_text("Нұрлан")
    keys.pick("who", person.number)
    keys.press("Continue", lands="The family")

    assert IntakeDraft.objects.get().members[0]["record"] == person.number


def test_pairs_are_reviewed_from_the_keyboard(keys, clerk):
    person, other = known_at(clerk.office), known_at(clerk.office)
    third = known_at(Office.objects.get(code="KZ-11"))
    LikelyPairFactory(record=person, other_record=other, score=0.98)
    LikelyPairFactory(record=person, other_record=third, score=0.9)

    keys.open("/pairs/")
    assert_accessible(keys.page)
    look(keys.page, "pairs")
    keys.page.keyboard.press("s")
    expect(keys.page.locator("[aria-current][data-review-item]")).to_contain_text(third.number)
    expect(keys.page.locator("main")).to_contain_text("You see the card alone")
    keys.page.keyboard.press("d")
    expect(keys.page.locator("main")).to_contain_text("No pair waits")

    assert SamePerson.objects.get().proposed_by == clerk


def test_a_person_of_another_region_is_found_as_a_card_and_nothing_more(keys, clerk):
    far = known_at(Office.objects.get(code="KZ-11"))

    scan_passport(keys)
    keys.press("Continue", lands="Is this person on record already?")

    said = keys.page.locator("main")
    expect(said).to_contain_text("You see the card alone")
    expect(said).to_contain_text("7788")
    expect(said).not_to_contain_text("KZ 7788")
    assert Event.objects.filter(kind="person.card_shown", subject=far.number, by=clerk).exists()
    keys.open(f"/persons/{far.number}/")
    expect(keys.page.locator("h1")).not_to_contain_text("Нұрлан")
