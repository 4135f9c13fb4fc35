"""The pages on which a certificate is issued anew."""

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.common.workdays import local_date
from casework.people.models import Name
from casework.returnees.models import Edition, Grant
from tests.cases.addresses import signed_in
from tests.posts import sent
from tests.world import family, granted, staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return staff_of("KZ-55")


@pytest.fixture
def grant(staff) -> Grant:
    """In force whenever this runs: pages know no other day than today."""
    case = granted(staff, family(staff, 1, name__surname="Есенов", name__given="Арман"))
    case.grants.update(until=local_date(timezone.now()).replace(year=2090, day=1))
    return case.grants.get()


def address(name: str, grant: Grant) -> str:
    return reverse(f"returnees:{name}", args=[grant.certificate])


def misspelled(grant: Grant) -> Grant:
    Name.objects.filter(person=grant.person).update(surname="Есенұлы")
    return grant


def read(officer, name: str, grant: Grant) -> str:
    return signed_in(officer).get(address(name, grant)).content.decode()


def test_the_file_leads_to_the_papers_of_each_certificate(staff, grant):
    shown = signed_in(staff.head).get(grant.case.get_absolute_url()).content.decode()

    assert f'href="{address("editions", grant)}"' in shown


def test_where_the_record_says_the_same_there_is_nothing_to_correct(staff, grant):
    shown = read(staff.caseworker, "editions", grant)

    assert "correct the record of the person first" in shown
    assert address("correction", grant) not in shown
    assert address("duplicate", grant) in shown


def test_where_the_record_says_otherwise_both_are_shown(staff, grant):
    shown = read(staff.caseworker, "editions", misspelled(grant))

    assert "The record says otherwise" in shown
    assert "<bdi>Есенов Арман" in shown
    assert "<bdi>Есенұлы Арман" in shown
    assert address("correction", grant) in shown


def test_whoever_may_not_issue_it_anew_is_told_who_does(staff, grant):
    shown = read(staff.head, "editions", misspelled(grant))

    assert f"Caseworkers of {staff.office} issue it anew." in shown
    assert address("correction", grant) not in shown


def test_of_a_status_that_ended_nothing_is_issued(staff, grant):
    Grant.objects.filter(pk=grant.pk).update(until=grant.since)

    assert "Nothing: this status is not in force." in read(staff.caseworker, "editions", grant)


def test_the_form_corrects_a_certificate_and_leads_to_its_papers(staff, grant):
    misspelled(grant)
    answer = signed_in(staff.caseworker).post(address("correction", grant), sent(ordinal=1, reason="By the passport."))

    grant.refresh_from_db()
    assert answer["Location"] == address("editions", grant)
    shown = read(staff.head, "editions", grant)
    told = ("Valid paper", "Replaced", "By the passport.", str(staff.caseworker))
    assert [words for words in told if words not in shown] == []
    assert grant.editions.get(ordinal=2).kind == Edition.Kind.CORRECTION


def test_the_old_number_leads_to_the_same_papers(staff, grant):
    old = address("editions", grant)
    signed_in(staff.caseworker).post(
        address("correction", misspelled(grant)), sent(ordinal=1, reason="By the passport.")
    )

    grant.refresh_from_db()
    assert grant.certificate in signed_in(staff.head).get(old).content.decode()


def test_a_duplicate_asks_what_became_of_the_paper(staff, grant):
    answer = signed_in(staff.caseworker).post(address("duplicate", grant), sent(ordinal=1, reason="On a train."))

    assert answer.status_code == 422
    assert "On a train." in answer.content.decode()
    assert grant.editions.count() == 1


def test_a_form_sent_twice_issues_one_duplicate(staff, grant):
    body = sent(ordinal=1, cause="lost", reason="On a train.")
    client = signed_in(staff.caseworker)

    answers = [client.post(address("duplicate", grant), body) for _time in range(2)]

    assert [answer["Location"] for answer in answers] == [address("editions", grant)] * 2
    assert grant.editions.count() == 2


def test_a_paper_that_was_replaced_meanwhile_is_answered_with_what_changed(staff, grant):
    client = signed_in(staff.caseworker)
    client.post(address("duplicate", grant), sent(ordinal=1, cause="lost", reason="On a train."))

    answer = client.post(address("duplicate", grant), sent(ordinal=1, cause="lost", reason="At home."))

    assert answer.status_code == 409
    assert "issued anew meanwhile" in answer.content.decode()


def test_papers_of_another_region_are_not_found(staff, grant):
    stranger = signed_in(staff_of("KZ-11").caseworker)

    for name in ("editions", "correction", "duplicate"):
        assert stranger.get(address(name, grant)).status_code == 404
