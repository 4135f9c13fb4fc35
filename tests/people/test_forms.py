from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.common.errors import Conflict
from casework.people.forms import (
    ContactForm,
    CorrectionForm,
    DocumentForm,
    MembershipForm,
    NameForm,
    PersonForm,
    PersonNameForm,
    PhotoForm,
)
from casework.people.models import Person, Photo
from casework.people.rules import BirthDate, ContactFacts, DocumentFacts, NameFacts
from tests.factories.people import IdentityDocumentFactory, PersonFactory, passport_kind
from tests.people.facts import BORN, IIN, woman

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
NAME = {"script": "kk-cyrl", "surname": "Үлгіқызы", "given": "Сынақ", "patronymic": ""}
FACTS = {
    "birth": "14.03.1985", "sex": "F", "citizenship": "MN", "birth_country": "MN", "birth_place": "", "iin": "",
    "ethnicity": "Kazakh",
}  # fmt: skip
PAPER = {
    "document_kind": "passport", "document_number": "AB 123", "document_country": "MN", "document_issuer": "",
    "issued_on": "2024-01-01", "expires_on": "01.01.2034",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _passports(db):
    passport_kind()


def person_form(**changes):
    return PersonForm(NAME | FACTS | PAPER | changes, today=TODAY)


def errors_of(form):
    return {field: " ".join(texts) for field, texts in form.errors.items()}


def test_a_person_is_typed_with_name_and_passport():
    form = person_form(latin_surname="Ulgikyzy", latin_given="Synak")
    passport = DocumentFacts("passport", "AB 123", "MN", "", date(2024, 1, 1), date(2034, 1, 1))

    assert form.is_valid(), form.errors
    assert form.facts == woman()
    assert form.documents == (passport,)
    assert form.names == (
        NameFacts("kk-cyrl", "Үлгіқызы", "Сынақ"),
        NameFacts("latn-passport", "Ulgikyzy", "Synak", document=passport),
    )


def test_a_person_without_a_document_is_typed_without_one():
    form = person_form(**dict.fromkeys(PAPER, ""))

    assert form.is_valid(), form.errors
    assert form.documents == ()


def test_a_birth_date_is_typed_as_far_as_it_is_known():
    form = person_form(birth="1985")

    assert form.is_valid()
    assert form.facts.birth == BirthDate(date(1985, 1, 1), "year")


def test_education_is_chosen_from_the_list_or_left_out():
    form = person_form(education="vocational")

    assert form.is_valid()
    assert form.facts == woman(education="vocational")


def test_a_stateless_person_is_typed():
    assert person_form(citizenship="XX").is_valid()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth", "31.02.1985"), ("birth", "03/04/1985"), ("birth", ""), ("birth", "0001"), ("birth", "9999"),
        ("birth", "--"), ("sex", ""), ("sex", "Z"), ("citizenship", ""), ("citizenship", "ZZ"), ("script", "klingon"),
        ("surname", "Al\0i"), ("given", "\ud800"), ("surname", "Ali\u202eilA"), ("surname", "a" * 201),
        ("iin", "123"), ("iin", IIN[:11] + str((int(IIN[11]) + 1) % 10)), ("birth_place", "a" * 151),
        ("education", "wisdom"),
        ("document_number", "--"), ("document_kind", "application"), ("document_country", ""),
        ("issued_on", "2026-03-03"), ("issued_on", "2024-02-30"), ("expires_on", "2024-01-01"),
        ("expires_on", "9999-01-01"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(field, value):
    assert list(person_form(**{field: value}).errors) == [field]


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u200d", "'", "\u2800"])
def test_a_name_that_nobody_can_see_is_asked_for_again(nothing):
    form = person_form(surname=nothing, given=nothing)

    assert "Give a surname or a given name" in errors_of(form)["surname"]


@pytest.mark.parametrize(
    ("surname", "given"),
    [
        ("", "Ли"),
        ("O'Neil-ñ", ""),
        ("Null", "None"),
        ("a" * 200, "b" * 200),
        ("قابدوللا", "نۇرلان"),
        ("Nurlаn", "Test"),
    ],
)
def test_an_odd_name_is_taken_as_it_is(surname, given):
    form = person_form(surname=surname, given=given)

    assert form.is_valid(), form.errors
    assert (form.name.surname, form.name.given) == (surname, given)


def test_two_spellings_of_one_letter_are_kept_as_one():
    form = person_form(given="Jose\u0301")

    assert form.is_valid()
    assert form.name.given == "José"


def test_an_iin_that_disagrees_is_refused_at_the_iin():
    form = person_form(iin=IIN, birth="15.03.1985", sex="M")

    assert list(form.errors) == ["iin"]
    assert "born on 14.03.1985" in errors_of(form)["iin"]
    assert "that of a woman" in errors_of(form)["iin"]


def test_eastern_digits_of_an_iin_are_taken_as_digits():
    eastern = IIN.translate({ord("0") + digit: 0x0660 + digit for digit in range(10)})
    form = person_form(iin=eastern)

    assert form.is_valid(), form.errors
    assert form.facts.iin == IIN


def test_a_document_given_in_part_is_asked_for_in_full():
    form = person_form(document_kind="", document_country="")

    assert set(form.errors) == {"document_kind", "document_country"}


def test_what_was_typed_is_kept_when_it_is_refused():
    form = person_form(birth="gestern", surname="Үлгі")

    assert not form.is_valid()
    assert (form["birth"].value(), form["surname"].value()) == ("gestern", "Үлгі")


def test_state_and_office_are_never_taken_from_the_form():
    form = person_form(office="7", registered_by="7", is_generated="on", number="P-1", version="9")

    assert form.is_valid()
    assert not form.facts.is_generated


def test_a_refusal_of_the_action_is_shown_and_its_status_remembered():
    form = person_form()

    assert form.is_valid()
    with form.refusals():
        raise Conflict("Somebody was first.")
    assert (form.status, form.non_field_errors()) == (409, ["Somebody was first."])


def test_a_correction_begins_with_what_is_on_record():
    person = PersonFactory(iin=IIN, born_on=BORN)
    shown = CorrectionForm.of(person)

    sent = CorrectionForm.of(person, {name: shown[name].value() or "" for name in shown.fields})

    assert sent.is_valid(), sent.errors
    assert sent.facts == person.facts
    assert sent.cleaned_data["version"] == 1


@pytest.mark.parametrize("version", ["", "0", "-1", "1e3", "1_0", "9" * 40])
def test_a_correction_without_its_version_is_refused(version):
    assert "version" in CorrectionForm(FACTS | {"version": version}).errors


def test_a_further_name_comes_from_a_document_of_the_same_person():
    document, other = IdentityDocumentFactory(), IdentityDocumentFactory()

    good = PersonNameForm(NAME | {"document": document.pk}, person=document.person)
    bad = PersonNameForm(NAME | {"document": other.pk}, person=document.person)

    assert good.is_valid()
    assert good.cleaned_data["document"] == document
    assert list(bad.errors) == ["document"]


def test_a_name_needs_its_script():
    assert list(NameForm(NAME | {"script": ""}).errors) == ["script"]


def test_a_document_is_typed():
    form = DocumentForm(PAPER, today=TODAY)

    assert form.is_valid(), form.errors
    assert form.document.number == "AB 123"


def test_a_document_needs_kind_number_and_country():
    assert set(DocumentForm({}, today=TODAY).errors) == {"document_kind", "document_number", "document_country"}


def test_a_contact_is_typed():
    form = ContactForm({"kind": "phone", "value": "+7 700 000 00 00", "since": "02.03.2026"}, today=TODAY)

    assert form.is_valid(), form.errors
    assert form.contact == ContactFacts("phone", "+7 700 000 00 00", TODAY)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "pigeon"),
        ("value", " "),
        ("value", "a" * 301),
        ("value", "a\0b"),
        ("since", "03.03.2026"),
        ("since", ""),
    ],
)
def test_a_contact_that_cannot_be_is_refused_at_its_field(field, value):
    typed = {"kind": "phone", "value": "+7 700", "since": "2026-03-02"} | {field: value}

    assert list(ContactForm(typed, today=TODAY).errors) == [field]


def test_an_e_mail_address_has_its_sign():
    typed = {"kind": "email", "value": "nobody.example", "since": "2026-03-02"}

    assert list(ContactForm(typed, today=TODAY).errors) == ["value"]


def test_a_photo_is_read_no_further_than_the_action_takes_it():
    form = PhotoForm({}, {"photo": SimpleUploadedFile("../../x.jpg", b"0" * (Photo.MOST_BYTES + 100))})

    assert form.is_valid(), form.errors
    assert len(form.content) == Photo.MOST_BYTES + 1


def test_a_photo_is_asked_for():
    assert list(PhotoForm({}, {}).errors) == ["photo"]


def test_a_member_is_named_by_number():
    person = PersonFactory()
    typed = {"person": person.number.lower(), "role": "child", "since": "2026-03-02"}

    form = MembershipForm(typed, in_sight=Person.objects.all(), today=TODAY)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["person"] == person


@pytest.mark.parametrize("number", ["P-999999", "abc", "2", "P-1\n", "P-٩", "9223372036"])
def test_a_member_who_is_not_there_is_refused(number):
    form = MembershipForm(
        {"person": number, "role": "child", "since": "2026-03-02"}, in_sight=Person.objects.all(), today=TODAY
    )

    assert list(form.errors) == ["person"]


def test_a_member_out_of_sight_is_answered_like_a_missing_one():
    typed = {"person": PersonFactory().number, "role": "child", "since": "2026-03-02"}

    form = MembershipForm(typed, in_sight=Person.objects.none(), today=TODAY)

    assert "There is no such person" in errors_of(form)["person"]


def test_nobody_becomes_head_by_joining():
    typed = {"person": PersonFactory().number, "role": "head", "since": "2026-03-02"}

    assert list(MembershipForm(typed, in_sight=Person.objects.all(), today=TODAY).errors) == ["role"]
