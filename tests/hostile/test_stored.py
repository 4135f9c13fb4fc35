"""What is taken is kept exactly, and shown as it is kept: "survived" must not mean "mangled"."""

import csv
import unicodedata
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from casework.audit.models import Event
from casework.common.spreadsheets import as_it_was
from casework.people.models import Name, Person
from tests.factories.people import PersonFactory
from tests.filling import filled
from tests.hostile import inputs
from tests.hostile.sending import browser, post, undone
from tests.posts import sent
from tests.scene import Scene

pytestmark = pytest.mark.django_db

NAMES = (
    "two hundred letters", "an apostrophe and a hyphen", "a word of programs", "a script", "a template",
    "a link that runs",
    "an end of a query", "wildcards", "letters of two scripts", "letters put together", "a formula",
)  # fmt: skip
NOTES = (*NAMES, "a name turned around", "a line more")


def name_of(person: Person) -> Name:
    return person.names.latest("pk")


@pytest.mark.parametrize("what", NAMES)
def test_a_name_is_kept_and_shown_as_it_was_typed(scene: Scene, what):
    typed = inputs.TEXTS[what]
    client = browser(scene.caseworker)

    with undone():
        address = scene.addresses["desk:names"]
        body = filled(client.get(address).context["form"], surname=typed, given="")
        assert post(client, address, body).status_code == 302
        person = Person.objects.get(number=address.split("/")[2])
        kept = unicodedata.normalize("NFC", typed)
        assert name_of(person).surname == kept
        assert escape(kept) in client.get(scene.addresses["desk:person"]).content.decode()


@pytest.mark.parametrize("what", NOTES)
def test_a_note_is_kept_and_shown_as_it_was_typed(scene: Scene, what):
    client = browser(scene.caseworker)

    with undone():
        post(client, scene.addresses["cases:notes"], sent(text=inputs.TEXTS[what]))
        kept = Event.objects.filter(kind="case.note").latest("pk").note
        assert kept == unicodedata.normalize("NFC", inputs.TEXTS[what])
        assert escape(kept) in client.get(scene.addresses["cases:case"]).content.decode()


@pytest.mark.parametrize("what", NAMES)
def test_a_person_is_found_again_by_the_name_that_was_typed(scene: Scene, what):
    client = browser(scene.caseworker)

    with undone():
        number = add_name(client, scene, inputs.TEXTS[what])
        page = client.get(scene.addresses["desk:people"], {"q": inputs.TEXTS[what]})

        assert number in page.content.decode()


@pytest.mark.parametrize("what", NAMES)
def test_a_name_leaves_the_house_as_it_was_typed(scene: Scene, what):
    client = browser(scene.caseworker)
    kept = unicodedata.normalize("NFC", inputs.TEXTS[what])

    with undone():
        PersonFactory(office=scene.staff.office, name__surname=kept, name__given="")
        taken_out = client.get(reverse("desk:people_export"), {"q": kept})

        cells = [as_it_was(cell) for row in csv.reader(StringIO(taken_out.content.decode())) for cell in row]
        assert kept in cells


def add_name(client: Client, scene: Scene, typed: str) -> str:
    """Give the person of the scene one more name; answer the number of the record."""
    address = scene.addresses["desk:names"]
    post(client, address, filled(client.get(address).context["form"], surname=typed, given=""))
    return address.split("/")[2]


def test_a_composed_and_a_decomposed_name_are_one(scene: Scene):
    client = browser(scene.caseworker)

    with undone():
        number = add_name(client, scene, "Jose\u0301")

        for asked in ("José", "Jose\u0301", "JOSÉ"):
            assert number in client.get(scene.addresses["desk:people"], {"q": asked}).content.decode()
            assert number in client.get(scene.addresses["desk:search"], {"q": asked}).content.decode()


@pytest.mark.parametrize("what", ["a name turned around", "nothing to be seen", "a NUL", "half a letter"])
def test_what_no_name_may_hold_is_kept_nowhere(scene: Scene, what):
    client = browser(scene.caseworker)
    address = scene.addresses["desk:names"]
    body = filled(client.get(address).context["form"], surname=inputs.TEXTS[what], given="")
    before = Name.objects.count()

    with undone():
        answer = post(client, address, body)
        assert (answer.status_code, Name.objects.count()) == (422, before)
