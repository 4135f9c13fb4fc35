"""Who enters the back office, and which rooms stand open to whom."""

import pytest
from django.contrib.auth.models import Group
from django.test import RequestFactory

from casework.accounts.models import Role
from casework.accounts.permissions import BACK_OFFICE
from casework.backoffice.rooms import BORDER, CENTRES, FILES, LAW, LEDGER, OFFICERS, ROOMS, TRAIL
from casework.backoffice.site import site
from casework.desk.navigation import frame_of
from tests.backoffice.conftest import browser
from tests.factories.accounts import HeldRoleFactory, OfficerFactory, RoleFactory, role
from tests.scene import ROLES

pytestmark = pytest.mark.django_db

OPEN = {
    "administrator": [OFFICERS, LAW, BORDER],
    "auditor": [OFFICERS, LAW, BORDER, FILES, CENTRES, LEDGER, TRAIL],
    "quota_manager": [LEDGER],
}


def rooms(officer) -> list[str]:
    request = RequestFactory().get("/admin/")
    request.user = officer
    return [str(room.label) for room in site.rooms(request)]


@pytest.mark.parametrize("code", ROLES)
def test_a_role_sees_its_rooms_and_no_other(code):
    assert rooms(OfficerFactory(roles=[code])) == [str(room.label) for room in OPEN.get(code, [])]


@pytest.mark.parametrize("code", ROLES)
def test_the_way_in_is_shown_to_whoever_may_enter(code):
    request = RequestFactory().get("/")
    request.user = OfficerFactory(roles=[code])

    is_shown = "Back office" in [str(link.label) for link in frame_of(request).registers]

    assert is_shown == (browser(request.user).get("/admin/").status_code == 200) == (code in OPEN)


def test_the_way_in_is_shown_once_to_whoever_holds_several_keys():
    officer = OfficerFactory(roles=["administrator"])
    HeldRoleFactory(officer=officer, role=RoleFactory(permissions=sorted(BACK_OFFICE)))
    request = RequestFactory().get("/")
    request.user = officer

    assert [str(link.label) for link in frame_of(request).registers].count("Back office") == 1


def test_every_key_of_the_door_opens_a_room_together_with_others_of_its_role():
    role("auditor")
    keys = {key for each in Role.objects.all() for key in BACK_OFFICE & set(each.permissions)}

    assert keys == BACK_OFFICE


def test_djangos_own_flag_opens_nothing():
    assert browser(OfficerFactory(is_staff=True)).get("/admin/").status_code == 403


def test_a_role_taken_away_shuts_the_door_with_the_next_click(administrator, keeper):
    administrator.held_roles.all().delete()

    assert keeper.get("/admin/accounts/officer/").status_code == 403


def test_every_table_stands_in_a_room():
    assert {admin.room for admin in site.admins()} == set(ROOMS)


def test_what_libraries_bring_has_no_room():
    assert Group not in {admin.model for admin in site.admins()}
    assert {admin.model._meta.app_label for admin in site.admins()} == {
        "accommodation", "accounts", "arrivals", "audit", "axes", "cases", "quotas", "reference", "returnees"
    }  # fmt: skip
