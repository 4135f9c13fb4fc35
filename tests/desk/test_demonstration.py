import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from casework.accounts.models import HeldRole, Officer
from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.queries.recount import differences
from casework.common.templatetags.records import changes
from casework.desk import demonstration
from casework.desk.demonstration.staff import PASSWORD
from casework.desk.demonstration.stories import ENDINGS
from casework.people.models import Person
from casework.quotas.models import Allocation, Order
from tests.moments import NOON

pytestmark = pytest.mark.django_db

AUTUMN = NOON + timedelta(days=266)


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker):
    """Loaded once for all tests here, which only look; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield demonstration.load(families_wanted=len(ENDINGS), at=AUTUMN)
        transaction.set_rollback(True)


def test_every_ending_is_reached_and_the_ledger_agrees():
    reached = set(Case.objects.values_list("procedure", "state"))

    assert reached == {
        ("status", "lodged"), ("status", "refused_acceptance"), ("status", "under_review"), ("status", "recommended"),
        ("status", "preliminarily_refused"), ("status", "heard"), ("status", "granted"), ("status", "refused"),
        ("status", "withdrawn"), ("extension", "lodged"), ("extension", "extended"), ("inclusion", "lodged"),
        ("inclusion", "under_review"), ("inclusion", "included"), ("inclusion", "refused"),
    }  # fmt: skip
    assert differences() == []


def test_everybody_and_every_file_says_that_it_is_generated():
    assert not Person.objects.filter(is_generated=False).exists()
    assert not Case.objects.filter(is_generated=False).exists()


def test_nothing_happens_after_the_present():
    assert not Case.objects.filter(registered_at__gt=AUTUMN).exists()


def test_nothing_that_happened_to_a_file_or_a_person_is_told_in_codes():
    events = Event.objects.filter(kind__regex="^(case|person|household)[.]")

    told = {word for event in events for change in changes(event) for word in (change.before, change.after)}

    assert "under review" in told
    assert {word for word in told if re.search(r"[{}_]|\[", word)} == set()


def test_the_plans_are_the_published_ones():
    assert Allocation.objects.get(plan__programme="returnee", plan__year=2026, region="KZ-55").limit == 977
    assert set(Order.objects.values_list("signed_by__username", "countersigned_by__username")) == {
        ("quota.manager", "quota.deputy")
    }


def test_no_two_officers_are_called_alike():
    names = [str(officer) for officer in Officer.objects.all()]

    assert len(names) == len(set(names))


def test_there_is_an_officer_for_each_role_the_journey_needs():
    held = set(HeldRole.objects.values_list("role", flat=True))

    assert held >= {"caseworker", "head_of_office", "quota_manager", "auditor", "administrator", "inspector", "analyst"}


def test_the_sign_ins_are_told_with_their_password():
    out = StringIO()

    call_command("demonstration", "--sign-ins", stdout=out)

    assert "caseworker.pavlodar" in out.getvalue()
    assert PASSWORD in out.getvalue()
    assert Officer.objects.get(username="caseworker.pavlodar").check_password(PASSWORD)
