"""Officers and offices as an administrator keeps them: one form, one action, one event; nothing that was forged."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from casework.accounts.models import HeldRole, Office, Officer
from casework.audit.models import Event
from casework.cases.states import State
from tests.backoffice.scene import FIRST_PASSWORD
from tests.factories.accounts import OfficeFactory, OfficerFactory, role
from tests.factories.cases import CaseFactory
from tests.posts import sent

pytestmark = pytest.mark.django_db

OFFICERS = "/admin/accounts/officer/"
FORGED = {
    "is_superuser": "on", "is_staff": "on", "is_active": "", "password_hash": "x", "has_temporary_password": "",
    "permissions": "cases.countersign", "user_permissions": "1", "groups": "1", "last_login": "2026-01-01",
}  # fmt: skip


@pytest.fixture
def officer() -> Officer:
    return OfficerFactory(username="dana.b", roles=["caseworker"])


def of(officer: Officer, act: str) -> str:
    return f"{OFFICERS}{officer.pk}/{act}/"


def told(subject: str) -> list[str]:
    """The kinds of what administrators did to a subject, in order."""
    return list(Event.objects.filter(subject=subject, by__isnull=False).order_by("pk").values_list("kind", flat=True))


def account(**changes: object) -> dict[str, object]:
    names = {"username": "aru.k", "first_name": "Aru", "last_name": "K", "post": "Registrar"}
    passwords = {"password": FIRST_PASSWORD, "again": FIRST_PASSWORD}
    return sent(**names, **passwords, office=OfficeFactory().pk, roles=["caseworker"]) | changes


def test_an_account_is_given_with_its_roles(keeper):
    role("caseworker")

    answer = keeper.post(f"{OFFICERS}add/", account())

    given = Officer.objects.get(username="aru.k")
    assert answer["Location"] == of(given, "change")
    assert given.has_perm("cases.register")
    assert told("officer aru.k") == ["officer.added", "officer.role_given"]


def test_the_new_officer_signs_in_and_must_choose_another_password(keeper):
    role("caseworker")
    keeper.post(f"{OFFICERS}add/", account())
    client = Client()

    client.post("/accounts/login/", {"login": "aru.k", "password": FIRST_PASSWORD})

    assert client.get("/")["Location"] == "/accounts/password/"


def test_forged_fields_change_nothing_and_are_told(keeper):
    role("caseworker")

    keeper.post(f"{OFFICERS}add/", account(**FORGED))

    given = Officer.objects.get(username="aru.k")
    assert (given.is_superuser, given.is_staff, given.is_active) == (False, False, True)
    assert given.has_temporary_password
    assert given.permissions == OfficerFactory(roles=["caseworker"]).permissions
    assert Event.objects.get(kind="security.extra_fields").after == {
        "fields": ["is_active", "is_staff", "is_superuser"]
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "Дана"}, "username"),
        ({"password": "short", "again": "short"}, "password"),
        ({"password": "123456789012", "again": "123456789012"}, "password"),
        ({"username": "aru.kassym.k", "password": "aru.kassym.k1", "again": "aru.kassym.k1"}, "password"),
        ({"password": f" {FIRST_PASSWORD}", "again": f" {FIRST_PASSWORD}"}, "password"),
        ({"again": "another bridge here"}, "again"),
        ({"roles": ["auditor", "caseworker"]}, "roles"),
        ({"roles": ["emperor"]}, "roles"),
        ({"office": "0"}, "office"),
    ],
)
def test_what_is_wrong_with_a_new_account_stands_at_its_field(keeper, changes, field):
    role("caseworker")

    answer = keeper.post(f"{OFFICERS}add/", account(**changes))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Officer.objects.filter(first_name="Aru").exists()


def test_a_taken_username_is_refused_in_a_sentence(keeper, officer):
    answer = keeper.post(f"{OFFICERS}add/", account(username="dana.b"))

    assert answer.status_code == 409
    assert "choose another" in answer.content.decode()


def test_no_password_comes_back_with_a_refused_form(keeper):
    role("caseworker")

    assert FIRST_PASSWORD not in keeper.post(f"{OFFICERS}add/", account(username="")).content.decode()


def test_incompatible_roles_are_refused_at_the_field_with_both_names(keeper, officer):
    form = sent(roles=["caseworker", "auditor"], seen="caseworker")

    answer = keeper.post(of(officer, "roles"), form)

    assert answer.status_code == 422
    assert "may not be held together" in answer.context["form"].errors["roles"][0]
    assert HeldRole.objects.filter(officer=officer).count() == 1


def test_roles_are_given_and_taken(keeper, officer):
    keeper.post(of(officer, "roles"), sent(roles=["auditor"], seen="caseworker"))

    assert told("officer dana.b") == ["officer.role_taken", "officer.role_given"]


def test_who_read_older_roles_sees_the_present_ones_and_may_send_again(keeper, officer):
    answer = keeper.post(of(officer, "roles"), sent(roles=["analyst"], seen="inspector"))

    assert answer.status_code == 409
    assert answer.context["form"]["seen"].value() == "caseworker"
    assert answer.context["form"]["roles"].value() == ["analyst"]


def test_an_officer_is_corrected_with_one_event(keeper, officer):
    page = keeper.get(of(officer, "facts"))
    form = sent(first_name="Dana", last_name="B", post="Head", office=officer.office_id)

    answer = keeper.post(of(officer, "facts"), form | {"seen": page.context["form"]["seen"].value()})

    assert answer.status_code == 302
    event = Event.objects.get(kind="officer.changed")
    assert (event.before["post"], event.after["post"]) == ("", "Head")


def test_who_read_an_older_name_is_told_so(keeper, officer):
    page = keeper.get(of(officer, "facts"))
    Officer.objects.filter(pk=officer.pk).update(post="Trainee")
    form = sent(first_name="Dana", last_name="B", post="Head", office=officer.office_id)

    answer = keeper.post(of(officer, "facts"), form | {"seen": page.context["form"]["seen"].value()})

    assert answer.status_code == 409
    assert answer.context["form"]["seen"].value() != page.context["form"]["seen"].value()


@pytest.mark.parametrize("act", ["facts", "roles", "password", "closing"])
def test_nobody_changes_an_account_of_ones_own(administrator, keeper, act):
    page = keeper.get(of(administrator, act))
    known = {name: page.context["form"][name].value() or "x" for name in page.context["form"].fields}

    answer = keeper.post(of(administrator, act), sent(**known | {"password": FIRST_PASSWORD, "again": FIRST_PASSWORD}))

    assert (answer.status_code, "one's own" in answer.content.decode().replace("&#x27;", "'")) == (422, True)


def test_a_password_set_anew_is_kept_nowhere_but_as_a_hash(keeper, officer):
    keeper.post(of(officer, "password"), sent(password=FIRST_PASSWORD, again=FIRST_PASSWORD))

    officer.refresh_from_db()
    assert officer.check_password(FIRST_PASSWORD)
    assert told("officer dana.b") == ["officer.password_set"]
    assert not any(FIRST_PASSWORD in str(row) for row in Event.objects.values_list("before", "after", "note"))


def test_closing_an_account_says_how_many_files_it_holds(keeper, officer):
    CaseFactory(office=officer.office, holder=officer)

    page = keeper.get(of(officer, "closing")).content.decode()

    assert "open file is held by this officer" in page


def test_an_account_is_closed_and_opened_again(keeper, officer):
    keeper.post(of(officer, "closing"), sent())
    keeper.post(of(officer, "reopening"), sent())

    assert told("officer dana.b") == ["officer.deactivated", "officer.reactivated"]


def test_a_form_sent_twice_closes_once_and_answers_alike(keeper, officer):
    form = sent()

    first, second = keeper.post(of(officer, "closing"), form), keeper.post(of(officer, "closing"), form)

    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert told("officer dana.b") == ["officer.deactivated"]


def test_an_office_with_open_files_is_not_closed(keeper):
    office = OfficeFactory()
    CaseFactory(office=office, state=State.LODGED)
    Officer.objects.filter(office=office).update(is_active=False)

    answer = keeper.post(f"/admin/accounts/office/{office.pk}/closing/", sent())

    assert answer.status_code == 422
    assert "1 open file belongs to this office" in answer.content.decode()
    assert Office.objects.get(pk=office.pk).is_active


def test_an_office_is_opened_renamed_and_closed(keeper):
    keeper.post("/admin/accounts/office/add/", sent(code="KZ-55-2", name="Old", region="KZ-55"))
    office = Office.objects.get(code="KZ-55-2")
    keeper.post(f"/admin/accounts/office/{office.pk}/name/", sent(name="New", seen="Old"))
    keeper.post(f"/admin/accounts/office/{office.pk}/closing/", sent())

    assert told("office KZ-55-2") == ["office.opened", "office.renamed", "office.closed"]


def test_an_officer_is_let_in_again(keeper, officer):
    attempt = AccessAttempt.objects.create(username="dana.b", ip_address="192.0.2.1", failures_since_start=3)

    keeper.post(f"/admin/axes/accessattempt/{attempt.pk}/letting_in/", sent())

    assert not AccessAttempt.objects.exists()
    assert told("officer dana.b") == ["security.let_in_again"]


def test_what_nobody_is_called_is_not_shown_among_the_failures(keeper):
    """People type passwords into the wrong field."""
    attempt = AccessAttempt.objects.create(username="my secret", ip_address="192.0.2.1", failures_since_start=1)

    pages = [keeper.get("/admin/axes/accessattempt/"), keeper.get(f"/admin/axes/accessattempt/{attempt.pk}/change/")]

    assert not any("my secret" in page.content.decode() for page in pages)


def test_a_role_says_what_it_allows_and_with_which_it_is_not_held(keeper):
    role("auditor")

    page = keeper.get("/admin/accounts/role/auditor/change/").content.decode()

    assert "see the trail of every file" in page
    assert "Caseworker" in page
