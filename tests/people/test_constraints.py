"""Every constraint of the package: one row it accepts, one it refuses."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError

from casework.common.constraints import violated
from casework.common.workdays import ALMATY
from tests.factories.accounts import OfficerFactory
from tests.factories.people import (
    ContactDetailFactory,
    HouseholdFactory,
    IdentityDocumentFactory,
    LikelyPairFactory,
    MembershipFactory,
    NameFactory,
    PersonFactory,
    PersonImportFactory,
    SamePersonFactory,
)
from tests.moments import NOON
from tests.people.facts import IIN

pytestmark = pytest.mark.django_db
DAY, NEXT_DAY = date(2026, 2, 1), date(2026, 2, 2)


def refusal_of(factory, **columns):
    with pytest.raises(IntegrityError) as refused:
        factory(**columns)
    return violated(refused.value)


def test_person_dies_after_birth():
    assert PersonFactory(born_on=DAY, died_on=DAY)
    assert refusal_of(PersonFactory, born_on=NEXT_DAY, died_on=DAY) == "person_dies_after_birth"


def test_person_is_born_before_registration():
    just_after_midnight = datetime(2026, 2, 1, 0, 5, tzinfo=ALMATY)

    assert PersonFactory(born_on=DAY, registered_at=just_after_midnight)
    refusal = refusal_of(PersonFactory, born_on=NEXT_DAY, registered_at=just_after_midnight)
    assert refusal == "person_is_born_before_registration"


@pytest.mark.parametrize(("precision", "known"), [("month", date(1985, 3, 1)), ("year", date(1985, 1, 1))])
def test_person_birth_day_is_not_invented(precision, known):
    assert PersonFactory(born_on=known, born_precision=precision)
    refusal = refusal_of(PersonFactory, born_on=date(1985, 3, 14), born_precision=precision)
    assert refusal == "person_birth_day_is_not_invented"


def test_person_birth_month_is_not_invented():
    refusal = refusal_of(PersonFactory, born_on=date(1985, 3, 1), born_precision="year")

    assert refusal == "person_birth_day_is_not_invented"


def test_person_education_is_a_level():
    assert PersonFactory(education="higher")
    assert refusal_of(PersonFactory, education="wisdom") == "person_education_is_a_level"


def test_person_iin_has_twelve_digits():
    assert PersonFactory(iin=IIN)
    assert refusal_of(PersonFactory, iin="12345678901x") == "person_iin_has_twelve_digits"


def test_person_external_id_is_not_empty():
    assert PersonFactory(external_id="OR-17")
    assert refusal_of(PersonFactory, external_id=" ") == "person_external_id_is_not_empty"


def test_person_external_id_once():
    PersonFactory.create_batch(2, external_id=None)
    PersonFactory(external_id="OR-17")

    assert refusal_of(PersonFactory, external_id="OR-17") == "person_external_id_once"


def test_person_iin_once():
    PersonFactory(iin=IIN)

    assert PersonFactory(iin=None)
    assert PersonFactory(iin=None)
    assert refusal_of(PersonFactory, iin=IIN) == "person_iin_once"


def test_name_is_not_empty():
    assert NameFactory(surname="", given="Ли")
    assert NameFactory(surname="Ли", given="")
    assert refusal_of(NameFactory, surname="", given="", key="a") == "name_is_not_empty"


def test_name_can_be_searched():
    assert NameFactory(given="ع", surname="")
    assert refusal_of(NameFactory, surname="", given="'") == "name_can_be_searched"


def test_name_one_shown_first():
    person = PersonFactory()

    assert NameFactory(person=person, is_main=False)
    assert refusal_of(NameFactory, person=person, is_main=True) == "name_one_shown_first"


def test_identity_document_expires_after_issue():
    assert IdentityDocumentFactory(issued_on=DAY, expires_on=NEXT_DAY)
    refusal = refusal_of(IdentityDocumentFactory, issued_on=DAY, expires_on=DAY)
    assert refusal == "identity_document_expires_after_issue"


def test_identity_document_has_a_number():
    assert IdentityDocumentFactory(number="0")
    assert refusal_of(IdentityDocumentFactory, number=" - ") == "identity_document_has_a_number"


def test_identity_document_once_per_person():
    document = IdentityDocumentFactory(number="AB 12")

    assert IdentityDocumentFactory(number="AB 12")
    assert IdentityDocumentFactory(number="AB 12", person=document.person, country="CN")
    refusal = refusal_of(IdentityDocumentFactory, number="ab-12", person=document.person)
    assert refusal == "identity_document_once_per_person"


def test_contact_detail_ends_after_it_begins():
    assert ContactDetailFactory(since=DAY, until=NEXT_DAY)
    assert refusal_of(ContactDetailFactory, since=DAY, until=DAY) == "contact_detail_ends_after_it_begins"


def test_contact_detail_is_not_empty():
    assert ContactDetailFactory(value="a")
    assert refusal_of(ContactDetailFactory, value="") == "contact_detail_is_not_empty"


def test_membership_ends_after_it_begins():
    assert MembershipFactory(since=DAY, until=NEXT_DAY)
    assert refusal_of(MembershipFactory, since=DAY, until=DAY) == "membership_ends_after_it_begins"


def test_membership_one_household_at_a_time():
    membership = MembershipFactory(since=DAY, until=NEXT_DAY)

    assert MembershipFactory(person=membership.person, since=NEXT_DAY)
    refusal = refusal_of(MembershipFactory, person=membership.person, since=DAY, until=NEXT_DAY)
    assert refusal == "membership_one_household_at_a_time"


def test_membership_one_head_at_a_time():
    household = HouseholdFactory()

    assert MembershipFactory(household=household, role="head", since=DAY, until=NEXT_DAY)
    assert MembershipFactory(household=household, role="head", since=NEXT_DAY)
    refusal = refusal_of(MembershipFactory, household=household, role="head", since=DAY)
    assert refusal == "membership_one_head_at_a_time"


def test_same_person_smaller_record_first():
    older, newer = PersonFactory(), PersonFactory()

    assert SamePersonFactory(record=older, other_record=newer)
    refusal = refusal_of(SamePersonFactory, record=newer, other_record=older)
    assert refusal == "same_person_smaller_record_first"


def test_a_record_is_not_linked_with_itself():
    person = PersonFactory()

    assert refusal_of(SamePersonFactory, record=person, other_record=person) == "same_person_smaller_record_first"


def test_same_person_confirmed_by_another():
    officer = OfficerFactory()

    assert SamePersonFactory(proposed_by=officer, confirmed=True)
    refusal = refusal_of(SamePersonFactory, proposed_by=officer, confirmed_by=officer, confirmed_at=NOON)
    assert refusal == "same_person_confirmed_by_another"


@pytest.mark.parametrize(
    ("act", "constraint"),
    [("confirmed", "same_person_confirmed_by_and_at"), ("undone", "same_person_undone_by_and_at")],
)
def test_same_person_names_officer_and_time_together(act, constraint):
    assert SamePersonFactory(**{f"{act}_by": OfficerFactory(), f"{act}_at": NOON})
    assert refusal_of(SamePersonFactory, **{f"{act}_at": NOON}) == constraint


def test_same_person_one_open_link_per_pair():
    undone = SamePersonFactory(undone_by=OfficerFactory(), undone_at=NOON)
    pair = {"record": undone.record, "other_record": undone.other_record}

    assert SamePersonFactory(**pair)
    assert refusal_of(SamePersonFactory, **pair) == "same_person_one_open_link_per_pair"


def test_likely_pair_smaller_record_first():
    older, younger = PersonFactory(), PersonFactory()

    assert LikelyPairFactory(record=older, other_record=younger)
    refusal = refusal_of(LikelyPairFactory, record=younger, other_record=older)
    assert refusal == "likely_pair_smaller_record_first"


def test_likely_pair_once():
    pair = LikelyPairFactory()

    refusal = refusal_of(LikelyPairFactory, record=pair.record, other_record=pair.other_record)
    assert refusal == "likely_pair_once"


def test_likely_pair_answered_by_and_at():
    assert LikelyPairFactory(answer="later", answered_by=OfficerFactory(), answered_at=NOON)
    assert refusal_of(LikelyPairFactory, answer="different") == "likely_pair_answered_by_and_at"


def test_person_import_counts_every_row():
    assert PersonImportFactory(read=3, taken=1, already=1, refused=1)
    assert refusal_of(PersonImportFactory, read=3, taken=1) == "person_import_counts_every_row"


def test_person_import_waits_with_its_file():
    assert PersonImportFactory(state="waiting", file="imports/x.csv")
    assert refusal_of(PersonImportFactory, state="waiting") == "person_import_waits_with_its_file"
