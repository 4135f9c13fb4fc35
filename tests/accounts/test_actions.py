import pytest

from casework.accounts import actions
from casework.accounts.models import HeldRole, Officer, Role
from casework.accounts.permissions import DECIDING, WRITING, Permission
from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from tests.factories.accounts import OfficeFactory, OfficerFactory, role
from tests.moments import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return OfficerFactory(roles=["administrator"])


def test_roles_are_loaded_twice_without_change():
    actions.load_roles(at=NOON)
    events = Event.objects.count()

    again = actions.load_roles(at=NOON)

    assert (again.created, again.changed, again.unchanged) == (0, 0, 9)
    assert Event.objects.count() == events


def test_a_conflict_that_was_lost_is_loaded_again():
    role("auditor").conflicts_with.clear()

    again = actions.load_roles(at=NOON)

    assert again.changed > 0
    assert role("auditor").conflicts_with.filter(pk="caseworker").exists()


def test_roles_are_not_loaded_over_officers_who_hold_two_that_now_conflict():
    role("auditor").conflicts_with.clear()
    OfficerFactory(roles=["auditor", "caseworker"])

    with pytest.raises(RuleBroken, match="hold two of these roles"):
        actions.load_roles(at=NOON)


def test_every_permission_of_a_role_exists():
    role("caseworker")

    assert {held for each in Role.objects.all() for held in each.permissions} <= set(Permission.values)


@pytest.mark.parametrize(("code", "forbidden"), [("administrator", DECIDING), ("auditor", WRITING)])
def test_a_role_conflicts_with_every_role_that_may_what_it_must_not(code, forbidden):
    partners = set(role(code).conflicts_with.values_list("pk", flat=True))

    assert {each.pk for each in Role.objects.all() if forbidden & set(each.permissions)} <= partners


@pytest.mark.parametrize(
    ("code", "may", "may_not"),
    [
        ("caseworker", {"REGISTER", "PROCESS", "PROPOSE", "VIEW_FILES", "VIEW_QUOTAS"}, {"COUNTERSIGN", "SIGN_ORDER"}),
        ("head_of_office", {"COUNTERSIGN", "ASSIGN", "VIEW_FILES", "VIEW_REPORTS"}, {"PROPOSE", "REGISTER"}),
        ("quota_manager", {"SIGN_ORDER", "VIEW_QUOTAS", "VIEW_FILES", "VIEW_REPORTS"}, {"COUNTERSIGN", "PROPOSE"}),
        ("auditor", {"VIEW_AUDIT", "VIEW_FILES", "VIEW_QUOTAS", "VIEW_REPORTS"}, set(WRITING)),
        ("administrator", {"MANAGE_OFFICERS", "CHANGE_REFERENCE"}, {"VIEW_FILES", "PROPOSE", "COUNTERSIGN"}),
    ],
)
def test_a_role_allows_what_the_office_gave_it(code, may, may_not):
    officer = OfficerFactory(roles=[code])

    assert all(officer.has_perm(Permission[name]) for name in may)
    assert not any(officer.has_perm(getattr(Permission, name, name)) for name in may_not)


def test_an_administrator_adds_an_officer_with_roles(administrator):
    officer = actions.add_officer(
        username="dana.b", office=OfficeFactory(), roles=["caseworker"], by=administrator, at=NOON, password="a b c d e"
    )

    assert officer.has_perm(Permission.REGISTER)
    assert officer.check_password("a b c d e")
    kinds = Event.objects.filter(subject="officer dana.b").values_list("kind", flat=True)
    assert list(kinds.order_by("pk")) == ["officer.added", "officer.role_given"]


def test_no_event_tells_a_password(administrator):
    actions.add_officer(
        username="dana.b", office=OfficeFactory(), roles=[], by=administrator, at=NOON, password="a b c d e"
    )

    assert not any("a b c d e" in str(values) for values in Event.objects.values_list("before", "after", "note"))


def test_an_officer_without_a_password_cannot_sign_in_by_any():
    officer = actions.add_officer(username="dana.b", office=OfficeFactory(), roles=[], by=None, at=NOON)

    assert not officer.has_usable_password()


@pytest.mark.parametrize("username", ["", "x", "Dana", "dana b", "дана", "dana\n", "-dana", "d" * 41])
def test_a_username_that_could_be_mistaken_is_refused(username):
    with pytest.raises(RuleBroken, match="choose another"):
        actions.add_officer(username=username, office=OfficeFactory(), roles=[], by=None, at=NOON)


def test_a_username_is_given_once():
    OfficerFactory(username="dana.b")

    with pytest.raises(Conflict, match="taken"):
        actions.add_officer(username="dana.b", office=OfficeFactory(), roles=[], by=None, at=NOON)


def test_an_officer_who_cannot_have_both_roles_is_not_added_at_all(administrator):
    with pytest.raises(RuleBroken, match="may not be held together"):
        actions.add_officer(
            username="dana.b", office=OfficeFactory(), roles=["auditor", "caseworker"], by=administrator, at=NOON
        )

    assert not Officer.objects.filter(username="dana.b").exists()


def test_only_an_administrator_gives_roles():
    with pytest.raises(NotPermitted):
        actions.give_role(OfficerFactory(), role="caseworker", by=OfficerFactory(roles=["head_of_office"]), at=NOON)


def test_nobody_gives_a_role_to_oneself(administrator):
    with pytest.raises(RuleBroken, match="one's own"):
        actions.give_role(administrator, role="inspector", by=administrator, at=NOON)


def test_a_role_is_given_once(administrator):
    officer = OfficerFactory(roles=["caseworker"])

    with pytest.raises(Conflict, match="already holds"):
        actions.give_role(officer, role="caseworker", by=administrator, at=NOON)


@pytest.mark.parametrize(
    ("held", "asked"), [("auditor", "caseworker"), ("caseworker", "auditor"), ("quota_manager", "administrator")]
)
def test_incompatible_roles_are_refused_with_both_names(administrator, held, asked):
    officer = OfficerFactory(roles=[held])

    with pytest.raises(RuleBroken, match="take one away first") as refusal:
        actions.give_role(officer, role=asked, by=administrator, at=NOON)

    assert role(held).name in str(refusal.value)
    assert role(asked).name in str(refusal.value)


def test_a_role_taken_away_gives_no_right_any_more(administrator):
    officer = OfficerFactory(roles=["caseworker"])

    actions.take_role(officer, role="caseworker", by=administrator, at=NOON)

    assert not Officer.objects.get(pk=officer.pk).has_perm(Permission.REGISTER)
    assert Event.objects.get(kind="officer.role_taken").before == {"role": "caseworker"}


def test_a_role_that_is_not_held_cannot_be_taken_away(administrator):
    with pytest.raises(Conflict, match="any more"):
        actions.take_role(OfficerFactory(), role=role("caseworker").pk, by=administrator, at=NOON)


def test_a_closed_account_keeps_its_roles_and_loses_every_right(administrator):
    officer = OfficerFactory(roles=["caseworker"])

    closed = actions.deactivate(officer, by=administrator, at=NOON)

    assert HeldRole.objects.filter(officer=officer).exists()
    assert not closed.has_perm(Permission.REGISTER)
    assert Event.objects.get(kind="officer.deactivated").by == administrator


def test_an_account_is_closed_once(administrator):
    with pytest.raises(Conflict, match="already"):
        actions.deactivate(OfficerFactory(is_active=False), by=administrator, at=NOON)


def test_nobody_closes_the_account_one_works_with(administrator):
    with pytest.raises(RuleBroken, match="one's own"):
        actions.deactivate(administrator, by=administrator, at=NOON)
