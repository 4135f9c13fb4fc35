"""Persons of another register taken over by a command: once, with faults told and likely pairs laid before officers."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casework.audit.models import Event
from casework.people.models import LikelyPair, Name, Person, PersonImport
from tests.factories.accounts import OfficerFactory
from tests.factories.people import IdentityDocumentFactory, PersonFactory, SamePersonFactory, passport_kind
from tests.people.registers import register, written
from tests.people.test_person_sheet import ROW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds():
    passport_kind()


@pytest.fixture
def sent(tmp_path):
    """Write rows into a file and take it over by command; answers what it tells."""

    def send(content, **options):
        file = tmp_path / "register.csv"
        file.write_bytes(content if isinstance(content, bytes) else written(content))
        said = StringIO()
        call_command("import_people", str(file), json=True, stdout=said, **options)
        return json.loads(said.getvalue())

    return send


def test_a_person_comes_with_names_papers_and_a_line_in_the_trail(sent):
    told = sent([ROW, {**ROW, "script": "kk-cyrl", "surname": "Ерлан", "given": "Нұрлан", "patronymic": "Серікұлы"}])

    person = Person.objects.get(external_id="A-1")
    assert (told["read"], told["taken"], told["persons"]) == (2, 2, 1)
    assert [str(name) for name in person.names.order_by("pk")] == ["Ye Nuerlan", "Ерлан Нұрлан Серікұлы"]
    assert str(person.main_name) == "Ye Nuerlan"
    assert person.names.first().document == person.identity_documents.get()
    assert (person.sex, str(person.citizenship), str(person.birth)) == ("M", "CN", "14.03.1985")
    assert Event.objects.get(subject=person.number).after["external_id"] == "A-1"


def test_an_imported_person_is_found_in_another_script(sent):
    sent([ROW])

    said = StringIO()
    call_command("person_search", "Нұрлан 1985", json=True, stdout=said)

    assert [row["external_id"] for row in json.loads(said.getvalue())] == ["A-1"]


def test_the_same_table_again_changes_nothing(sent):
    content = register(60, faults=5, duplicates=3).content
    first = sent(content)
    before = Person.objects.count(), Name.objects.count(), Event.objects.count(), LikelyPair.objects.count()

    told = sent(content)

    assert first["changed"]
    assert (told["changed"], told["taken"], told["proposed"]) == (False, 0, 0)
    assert told["already"] == first["taken"]
    assert (Person.objects.count(), Name.objects.count(), Event.objects.count(), LikelyPair.objects.count()) == before
    assert PersonImport.objects.count() == 1


def test_a_dry_run_tells_all_and_changes_nothing(sent):
    told = sent([ROW], dry_run=True)

    assert (told["persons"], told["changed"], told["dry_run"]) == (1, False, True)
    assert not Person.objects.exists()


def test_rows_at_fault_are_told_by_line_and_the_others_are_taken(sent):
    planted = register(300, faults=28, duplicates=0)

    told = sent(planted.content)

    assert {fault["line"] for fault in told["errors"]} == planted.faulty
    assert (told["refused"], told["taken"]) == (28, 272)
    assert PersonImport.objects.get().faults.count() == len(told["errors"])


def test_planted_duplicates_are_proposed_and_nothing_is_joined(sent):
    planted = register(400, duplicates=20)

    told = sent(planted.content)

    proposed = {frozenset(record["external_id"] for record in one["records"]) for one in told["proposals"]}
    assert {frozenset(pair) for pair in planted.duplicates} <= proposed
    assert LikelyPair.objects.filter(answer="").count() == told["proposed"]


def test_a_person_on_record_here_is_proposed_with_its_reason(sent):
    known = PersonFactory(sex="M", name__given="Нұрлан", name__surname="", name__patronymic="")

    told = sent([{**ROW, "surname": "", "given": "Nuerlan"}])

    (proposal,) = told["proposals"]
    assert proposal["records"][0]["lines"] == [2]
    assert proposal["records"][1]["id"] == known.number
    assert "born on the same day" in proposal["reason"]


def test_a_paper_that_another_person_has_is_proposed_whatever_the_birth_date(sent):
    paper = IdentityDocumentFactory(
        number="G 123", number_key="G123", country="CN", person__sex="M", person__born_on="1985-03-15"
    )

    (proposal,) = sent([ROW])["proposals"]

    assert proposal["records"][1]["id"] == paper.person.number


def test_a_later_table_adds_names_and_papers_to_a_person_it_brought(sent):
    sent([ROW])

    told = sent([ROW, {**ROW, "script": "kk-cyrl", "surname": "", "given": "Нұрлан", "document_number": "NEW 7"}])

    person = Person.objects.get()
    assert (told["taken"], told["already"], told["persons"]) == (1, 1, 0)
    assert person.identity_documents.count() == person.names.count() == 2
    assert str(person.main_name) == "Ye Nuerlan"


def test_a_later_table_that_contradicts_the_record_is_at_fault(sent):
    sent([ROW])

    told = sent([{**ROW, "birth_date": "1990-01-01"}])

    assert [(fault["line"], fault["column"]) for fault in told["errors"]] == [(2, "birth_date")]
    assert str(Person.objects.get().birth) == "14.03.1985"


def test_a_person_without_a_date_of_birth_is_at_fault(sent):
    told = sent([{**ROW, "birth_date": ""}])

    assert (told["refused"], told["errors"][0]["column"]) == (1, "birth_date")


def test_a_pair_that_was_parted_once_is_not_proposed_again(sent):
    sent([ROW])
    first = Person.objects.get()
    LikelyPair.objects.all().delete()
    sent([{**ROW, "external_id": "A-2", "document_number": "other"}])
    LikelyPair.objects.all().delete()
    second = Person.objects.get(external_id="A-2")
    SamePersonFactory(record=first, other_record=second, undone_by=OfficerFactory(), undone_at=first.registered_at)

    told = sent([{**ROW, "external_id": "A-2", "script": "tr", "document_number": "other"}])

    assert (told["taken"], told["proposed"]) == (1, 0)


def test_an_officer_imports_for_the_own_office(sent):
    officer = OfficerFactory(roles=["caseworker"])

    sent([ROW], by=officer.username)

    assert Person.objects.get().office == officer.office


def test_an_officer_who_may_not_take_in_persons_is_refused(sent):
    with pytest.raises(CommandError, match="may not take in persons"):
        sent([ROW], by=OfficerFactory(roles=["auditor"]).username)


def test_nobody_can_sign_in_by_the_account_of_imports(sent):
    sent([ROW])

    account = Person.objects.get().registered_by
    assert (account.username, account.is_active, account.has_usable_password()) == ("import", False, False)


def test_a_file_that_is_no_table_is_refused_in_words(sent):
    with pytest.raises(CommandError, match="The column “external_id” is missing"):
        sent(b"a,b\n1,2\n")
