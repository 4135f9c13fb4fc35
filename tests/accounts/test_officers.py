"""Particulars, roles and passwords of officers as an administrator changes them."""

from dataclasses import replace

import pytest
from django.test import Client

from casework.accounts import actions
from casework.accounts.actions import Particulars
from casework.accounts.models import Officer
from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from tests.factories.accounts import PASSWORD, OfficeFactory, OfficerFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db

NEW = "a bridge without a river"
CHANGE = "/accounts/password/"


@pytest.fixture
def administrator():
    return OfficerFactory(roles=["administrator"])


@pytest.fixture
def officer():
    return OfficerFactory(username="dana.b", roles=["caseworker"])


def told(officer: Officer) -> list[tuple]:
    found = Event.objects.filter(subject=f"officer {officer.username}").order_by("pk")
    return list(found.values_list("kind", "before", "after"))


def test_a_corrected_post_is_told_before_and_after(administrator, officer):
    seen = Particulars.of(officer)

    actions.change_officer(officer, to=replace(seen, post="Registrar"), seen=seen.mark, by=administrator, at=NOON)

    assert told(officer) == [("officer.changed", {"post": ""}, {"post": "Registrar"})]


def test_an_officer_moves_to_another_office(administrator, officer):
    seen, office = Particulars.of(officer), OfficeFactory()

    actions.change_officer(officer, to=replace(seen, office=office.code), seen=seen.mark, by=administrator, at=NOON)

    assert Officer.objects.get(pk=officer.pk).office == office


def test_nobody_moves_to_a_closed_office(administrator, officer):
    seen, closed = Particulars.of(officer), OfficeFactory(is_active=False)

    with pytest.raises(RuleBroken, match="closed"):
        actions.change_officer(officer, to=replace(seen, office=closed.code), seen=seen.mark, by=administrator, at=NOON)


def test_who_read_an_older_post_changes_nothing(administrator, officer):
    older = replace(Particulars.of(officer), post="Trainee")

    with pytest.raises(Conflict, match="while you read"):
        actions.change_officer(officer, to=replace(older, post="Head"), seen=older.mark, by=administrator, at=NOON)


def test_nobody_corrects_oneself(administrator):
    seen = Particulars.of(administrator)

    with pytest.raises(RuleBroken, match="one's own"):
        actions.change_officer(administrator, to=seen, seen=seen.mark, by=administrator, at=NOON)


def test_one_role_replaces_another_it_may_not_be_held_with(administrator, officer):
    actions.change_roles(officer, roles=["auditor"], seen=["caseworker"], by=administrator, at=NOON)

    assert told(officer) == [
        ("officer.role_taken", {"role": "caseworker"}, None),
        ("officer.role_given", None, {"role": "auditor"}),
    ]


def test_incompatible_roles_leave_those_held_as_they_were(administrator, officer):
    with pytest.raises(RuleBroken, match="may not be held together"):
        actions.change_roles(officer, roles=["auditor", "head_of_office", "caseworker"], seen=["caseworker"],
                             by=administrator, at=NOON)  # fmt: skip

    assert list(officer.held_roles.values_list("role", flat=True)) == ["caseworker"]
    assert told(officer) == []


def test_who_read_older_roles_changes_none(administrator, officer):
    with pytest.raises(Conflict, match="while you read"):
        actions.change_roles(officer, roles=[], seen=[], by=administrator, at=NOON)


def test_nobody_takes_a_role_from_oneself(administrator):
    with pytest.raises(RuleBroken, match="one's own"):
        actions.take_role(administrator, role="administrator", by=administrator, at=NOON)


def test_a_closed_account_is_opened_again_with_its_roles(administrator, officer):
    actions.deactivate(officer, by=administrator, at=NOON)
    actions.reactivate(officer, by=administrator, at=NOON)

    assert Officer.objects.get(pk=officer.pk).has_perm("cases.register")
    with pytest.raises(Conflict, match="open already"):
        actions.reactivate(officer, by=administrator, at=NOON)


def test_only_an_administrator_sets_a_password(officer):
    with pytest.raises(NotPermitted):
        actions.set_password(officer, password=NEW, by=OfficerFactory(roles=["head_of_office"]), at=NOON)


def test_nobody_sets_the_password_of_the_own_account_here(administrator):
    with pytest.raises(RuleBroken, match="one's own"):
        actions.set_password(administrator, password=NEW, by=administrator, at=NOON)


def test_no_event_of_a_password_tells_it(administrator, officer):
    actions.set_password(officer, password=NEW, by=administrator, at=NOON)

    assert told(officer) == [
        ("officer.password_set", {"has_temporary_password": False}, {"has_temporary_password": True})
    ]


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def test_a_password_set_anew_ends_the_sessions_of_the_account(administrator, officer):
    client = signed_in(officer)

    actions.set_password(officer, password=NEW, by=administrator, at=NOON)

    assert "/accounts/login/" in client.get("/")["Location"]


def test_whoever_has_a_password_of_an_administrator_chooses_another_first(administrator, officer):
    client = signed_in(actions.set_password(officer, password=NEW, by=administrator, at=NOON))

    assert client.get("/cases/")["Location"] == CHANGE
    assert client.post("/intake/status/")["Location"] == CHANGE
    assert client.get(CHANGE).status_code == 200
    assert client.get("/accounts/logout/").status_code == 200


def changed(client: Client, old: str, new: str):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


def test_the_password_an_administrator_knows_is_not_chosen_again(administrator, officer):
    client = signed_in(actions.set_password(officer, password=NEW, by=administrator, at=NOON))

    changed(client, NEW, NEW)

    assert client.get("/")["Location"] == CHANGE


def test_with_a_password_of_ones_own_the_office_is_open(administrator, officer):
    client = signed_in(actions.set_password(officer, password=NEW, by=administrator, at=NOON))

    changed(client, NEW, "three storks on a roof")

    assert client.get("/").status_code == 200
    assert told(officer)[-1][0] == "officer.password_chosen"


def test_the_first_password_given_with_an_account_is_temporary(administrator):
    given = actions.add_officer(
        username="aru.k", office=OfficeFactory(), roles=[], by=administrator, at=NOON, password=PASSWORD
    )

    assert given.has_temporary_password
