import pytest
from django.db import IntegrityError, transaction

from casework.accounts.actions import load_roles
from casework.accounts.models import HeldRole, Officer
from casework.accounts.permissions import Permission
from casework.common.constraints import violated
from tests.factories.accounts import HeldRoleFactory, OfficeFactory, OfficerFactory, RoleFactory, role
from tests.moments import NOON
from tests.races import rival_result

pytestmark = pytest.mark.django_db


def refused_by(attempt) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        attempt()
    return violated(refusal.value)


def test_officer_is_no_superuser():
    OfficerFactory(is_superuser=False)

    assert refused_by(lambda: OfficerFactory(is_superuser=True)) == "officer_is_no_superuser"


def test_held_role_once():
    held = HeldRoleFactory()
    HeldRoleFactory(officer=held.officer)

    assert refused_by(lambda: HeldRoleFactory(officer=held.officer, role=held.role)) == "held_role_once"


@pytest.mark.parametrize(("first", "second"), [("auditor", "caseworker"), ("caseworker", "auditor")])
def test_held_role_compatible(first, second):
    officer = OfficerFactory(roles=[first, "analyst"])

    assert refused_by(lambda: HeldRoleFactory(officer=officer, role=role(second))) == "held_role_compatible"


def test_a_held_role_cannot_be_turned_into_an_incompatible_one():
    officer = OfficerFactory(roles=["auditor", "analyst"])
    held = HeldRole.objects.filter(officer=officer, role="analyst")

    assert refused_by(lambda: held.update(role="caseworker")) == "held_role_compatible"


@pytest.mark.django_db(transaction=True)
def test_of_two_incompatible_roles_given_at_once_the_second_is_refused():
    load_roles(at=NOON)
    officer = OfficerFactory()

    refusal = rival_result(
        lambda: HeldRole.objects.create(officer=officer, role_id="auditor"),
        lambda: HeldRole.objects.create(officer=officer, role_id="caseworker"),
    )

    assert isinstance(refusal, IntegrityError)
    assert violated(refusal) == "held_role_compatible"


def test_an_office_without_a_region_is_national():
    assert OfficerFactory(office=OfficeFactory(national=True)).is_national
    assert not OfficerFactory().is_national


def test_rights_come_from_roles_together():
    officer = OfficerFactory(roles=["analyst", "centre_manager"])

    assert officer.permissions == {
        Permission.VIEW_QUOTAS, Permission.VIEW_REPORTS, Permission.VIEW_FILES, Permission.MANAGE_CENTRE
    }  # fmt: skip


def test_who_may_finds_active_officers_once():
    officer = OfficerFactory(roles=["caseworker"])
    HeldRoleFactory(officer=officer, role=RoleFactory(permissions=[Permission.REGISTER]))
    OfficerFactory(roles=["caseworker"], is_active=False)

    assert list(Officer.objects.who_may(Permission.REGISTER).filter(pk__gte=officer.pk)) == [officer]
