from io import StringIO

import pytest
from django.core.management import call_command

from casework.desk import demonstration
from casework.people.models import Person
from casework.quotas.models import Allocation
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db


def test_a_database_with_officers_is_left_as_it_is():
    OfficerFactory()

    made = demonstration.load(families_wanted=3, at=NOON)

    assert made == demonstration.Loaded()
    assert not Person.objects.exists()


def test_where_there_is_no_demonstration_no_sign_in_is_told():
    out = StringIO()

    call_command("demonstration", "--sign-ins", stdout=out)

    assert out.getvalue() == ""


def test_without_families_the_quota_is_untouched():
    call_command("demonstration", "--families", "0", stdout=StringIO())

    assert Allocation.objects.get(plan__programme="returnee", plan__year=2026, region="KZ-55").free == 977
