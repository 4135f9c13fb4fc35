"""Certificates issued anew: corrected or doubled."""

from importlib import import_module
from io import BytesIO

import pypdf
import pytest
from django.db import connection
from django.urls import reverse

from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.people.models import Name, Person
from casework.returnees.actions import editions
from casework.returnees.models import Edition, Grant
from casework.returnees.printing.record import differences, said_now
from tests.factories.returnees import EditionFactory, GrantFactory
from tests.moments import NOON
from tests.quotas.database import refused_by
from tests.races import rival_result
from tests.world import decided, family, granted, national, staff_of

pytestmark = pytest.mark.django_db

backfill = import_module("casework.returnees.migrations.0006_first_editions_of_certificates")


@pytest.fixture
def staff():
    return staff_of("KZ-55")


@pytest.fixture
def grant(staff) -> Grant:
    case = granted(staff, family(staff, 2, name__surname="Есенов", name__given="Арман"))
    return case.grants.get(person=case.applicant)


def misspelled(grant: Grant, surname: str = "Есенұлы") -> Grant:
    """The error is found, and the record of the person corrected."""
    Name.objects.filter(person=grant.person).update(surname=surname)
    return grant


def corrected(grant: Grant, *, by, ordinal: int = 1) -> Edition:
    return editions.correct(grant, ordinal=ordinal, reason="By the passport.", by=by, at=NOON)


def doubled(grant: Grant, *, by, ordinal: int = 1, cause: str = "lost") -> Edition:
    return editions.duplicate(grant, ordinal=ordinal, cause=cause, reason="On a train.", by=by, at=NOON)


def printed(client, officer, grant: Grant) -> str:
    client.force_login(officer)
    number = Grant.objects.get(pk=grant.pk).certificate
    answer = client.get(reverse("returnees:certificate", args=[number]))
    pages = pypdf.PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_certificate_keeps_what_it_said_though_the_record_is_corrected(staff, grant, client):
    misspelled(grant)

    assert "Есенов Арман" in printed(client, staff.caseworker, grant)


def test_a_corrected_certificate_says_what_the_record_says_and_what_it_replaces(staff, grant, client):
    old = grant.certificate
    edition = corrected(misspelled(grant), by=staff.caseworker)

    shown = printed(client, staff.caseworker, grant)

    assert edition.number != old
    assert "Есенұлы Арман" in shown
    assert f"Corrected. Replaces certificate No. {old}" in shown
    assert (edition.text["name"], grant.editions.first().text["name"]) == ("Есенұлы Арман", "Есенов Арман")


def test_an_error_in_the_family_is_corrected_as_well(staff, grant):
    child = grant.case.members.exclude(person=grant.person).get().person
    Person.objects.filter(pk=child.pk).update(born_on=child.born_on.replace(day=1, month=1), born_precision="year")

    edition = corrected(grant, by=staff.caseworker)

    [found] = differences(grant.editions.first().text, edition.text)
    assert (str(found.label), found.after.endswith(str(child.born_on.year))) == ("Family", True)


def test_what_the_record_says_already_is_not_corrected(staff, grant):
    with pytest.raises(RuleBroken, match="Correct the record of the person first"):
        corrected(grant, by=staff.caseworker)


def test_a_number_that_came_after_the_certificate_is_printed_and_is_no_error(staff, grant, client):
    Person.objects.filter(pk=grant.person_id).update(iin="850314400016")
    grant = Grant.objects.select_related("person", "case__status_application").get(pk=grant.pk)

    assert "850314400016" in printed(client, staff.caseworker, grant)
    assert differences(grant.editions.get().text, said_now(grant)) == []


def test_a_duplicate_has_the_number_and_the_words_of_the_lost_paper_and_is_marked(staff, grant, client):
    edition = doubled(misspelled(grant), by=staff.caseworker)

    shown = printed(client, staff.caseworker, grant)
    assert edition.number == grant.certificate
    assert "DUPLICATE" in shown
    assert "Reason: loss" in shown
    assert "Есенов Арман" in shown
    assert "On a train" not in shown


def test_a_duplicate_of_a_corrected_certificate_still_says_what_that_one_replaced(staff, grant, client):
    old = grant.certificate
    corrected(misspelled(grant), by=staff.caseworker)
    doubled(grant, by=staff.caseworker, ordinal=2, cause="spoiled")

    shown = printed(client, staff.caseworker, grant)

    assert "Reason: damage" in shown
    assert f"Replaces certificate No. {old}" in shown


@pytest.mark.parametrize("issue", [corrected, doubled])
def test_only_the_newest_paper_is_valid(staff, grant, client, issue):
    Grant.objects.filter(pk=grant.pk).update(since="2020-01-01", until="2090-01-01")
    edition = issue(misspelled(grant), by=staff.caseworker)

    old = client.get(reverse("returnees:certificate_check", args=[grant.token])).content.decode()
    new = client.get(reverse("returnees:certificate_check", args=[edition.token])).content.decode()

    assert f"This paper of certificate {grant.certificate} was replaced." in old
    assert f"it has the number {edition.number}" in old
    assert f"Certificate {edition.number} is valid." in new
    assert "Есен" not in old + new


def test_the_trail_tells_who_issued_a_certificate_anew_and_why(staff, grant):
    first = grant.certificate
    edition = corrected(misspelled(grant), by=staff.caseworker)
    doubled(grant, by=staff.registrar, ordinal=2)

    told = Event.objects.filter(subject=grant.case.number, kind__startswith="status.certificate").order_by("pk")
    assert [(event.kind, event.by) for event in told] == [
        ("status.certificate_corrected", staff.caseworker),
        ("status.certificate_doubled", staff.registrar),
    ]
    assert (told[0].before, told[0].after["certificate"]) == ({"certificate": first}, edition.number)
    assert told[0].note == "By the passport."


@pytest.mark.parametrize("issue", [corrected, doubled])
def test_a_certificate_is_issued_anew_by_caseworkers_of_its_office(staff, grant, issue):
    misspelled(grant)
    for officer in (staff.head, staff_of("KZ-11").caseworker, national("caseworker")):
        with pytest.raises(NotPermitted):
            issue(grant, by=officer)


@pytest.mark.parametrize("issue", [corrected, doubled])
def test_the_certificate_of_a_status_that_ended_is_not_issued_anew(staff, grant, issue):
    misspelled(grant)
    decided(staff, grant.case, "end")

    with pytest.raises(RuleBroken, match="not in force"):
        issue(grant, by=staff.caseworker)


def test_a_paper_that_was_replaced_while_it_was_read_is_not_replaced_again(staff, grant):
    doubled(grant, by=staff.caseworker)

    with pytest.raises(Conflict, match="issued anew meanwhile"):
        doubled(grant, by=staff.registrar)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_the_same_moment_issue_one_duplicate(staff, grant):
    refusal = rival_result(lambda: doubled(grant, by=staff.caseworker), lambda: doubled(grant, by=staff.registrar))

    assert isinstance(refusal, Conflict)
    assert grant.editions.count() == 2


# The database


def test_edition_one_after_another():
    edition = EditionFactory()
    assert EditionFactory(grant=edition.grant, again=True)

    with refused_by("edition_one_after_another"):
        EditionFactory(grant=edition.grant, again=True)


@pytest.mark.parametrize("wrong", [{"reason": "?"}, {"ordinal": 2}, {"again": True, "reason": ""}])
def test_edition_anew_for_a_reason(wrong):
    with refused_by("edition_anew_for_a_reason"):
        EditionFactory(**wrong)


@pytest.mark.parametrize("wrong", [{"cause": "lost"}, {"again": True, "cause": ""}])
def test_edition_duplicate_for_a_cause(wrong):
    with refused_by("edition_duplicate_for_a_cause"):
        EditionFactory(**wrong)


def test_returnees_edition_is_append_only():
    edition = EditionFactory()

    with refused_by("returnees_edition_is_append_only"):
        Edition.objects.filter(pk=edition.pk).update(text={})


def test_certificates_of_before_keep_what_they_say_too(grant):
    bare = Grant.objects.create(
        case=grant.case, person=grant.person, certificate="RS-2025-1", token="t", since="2019-01-01", until="2020-01-01"
    )

    with connection.cursor() as cursor:
        cursor.execute(backfill.FIRST)

    assert bare.editions.get().text == grant.editions.get().text
    assert bare.editions.get().made_by == grant.editions.get().made_by
    assert grant.editions.count() == 1
    assert GrantFactory().editions.count() == 0
