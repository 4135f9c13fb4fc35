from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from casework.accounts.models import HeldRole, Officer
from casework.cases.models import Case
from casework.cases.queries.recount import differences
from casework.desk import demonstration
from casework.desk.demonstration.staff import PASSWORD
from casework.desk.demonstration.stories import ENDINGS
from casework.people.models import Person
from casework.quotas.models import Allocation, Order
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db

AUTUMN = NOON + timedelta(days=266)


@pytest.fixture
def loaded():
    return demonstration.load(families_wanted=len(ENDINGS), at=AUTUMN)


def test_every_ending_is_reached_and_the_ledger_agrees(loaded):
    reached = set(Case.objects.values_list("procedure", "state"))

    assert reached == {
        ("status", "lodged"), ("status", "refused_acceptance"), ("status", "under_review"), ("status", "recommended"),
        ("status", "preliminarily_refused"), ("status", "heard"), ("status", "granted"), ("status", "refused"),
        ("status", "withdrawn"), ("extension", "lodged"), ("extension", "extended"), ("inclusion", "lodged"),
        ("inclusion", "under_review"), ("inclusion", "included"), ("inclusion", "refused"),
    }  # fmt: skip
    assert differences() == []


def test_everybody_and_every_file_says_that_it_is_generated(loaded):
    assert not Person.objects.filter(is_generated=False).exists()
    assert not Case.objects.filter(is_generated=False).exists()


def test_nothing_happens_after_the_present(loaded):
    assert not Case.objects.filter(registered_at__gt=AUTUMN).exists()


def test_the_plans_are_the_published_ones(loaded):
    assert Allocation.objects.get(plan__programme="returnee", plan__year=2026, region="KZ-55").limit == 977
    assert set(Order.objects.values_list("signed_by__username", "countersigned_by__username")) == {
        ("quota.manager", "quota.deputy")
    }


def test_there_is_an_officer_for_each_role_the_journey_needs(loaded):
    held = set(HeldRole.objects.values_list("role", flat=True))

    assert held >= {"caseworker", "head_of_office", "quota_manager", "auditor", "administrator", "inspector", "analyst"}


def test_a_database_with_officers_is_left_as_it_is():
    OfficerFactory()

    made = demonstration.load(families_wanted=3, at=AUTUMN)

    assert made == demonstration.Loaded()
    assert not Person.objects.exists()


def test_the_sign_ins_are_told_with_their_password(loaded):
    out = StringIO()

    call_command("demonstration", "--sign-ins", stdout=out)

    assert "caseworker.pavlodar" in out.getvalue()
    assert PASSWORD in out.getvalue()
    assert Officer.objects.get(username="caseworker.pavlodar").check_password(PASSWORD)


def test_where_there_is_no_demonstration_no_sign_in_is_told():
    out = StringIO()

    call_command("demonstration", "--sign-ins", stdout=out)

    assert out.getvalue() == ""


def test_without_families_the_quota_is_untouched():
    call_command("demonstration", "--families", "0", stdout=StringIO())

    assert Allocation.objects.get(plan__programme="returnee", plan__year=2026, region="KZ-55").free == 977
