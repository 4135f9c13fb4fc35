import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from casework.accounts.actions import deactivate
from casework.audit.models import Event
from tests.factories.accounts import PASSWORD, OfficerFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def officer():
    return OfficerFactory(username="dana.b")


def sign_in(username="dana.b", password=PASSWORD, *, client=None, address=HERE, **fields):
    client = client or Client()
    return client.post(LOGIN, {"login": username, "password": password, **fields}, REMOTE_ADDR=address)


def fail(times, **attempt):
    return [sign_in(password="wrong", **attempt).status_code for _ in range(times)]


def test_an_officer_signs_in_by_username_and_password(officer, client):
    answer = sign_in(client=client)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_the_session_gets_another_key_at_sign_in(officer, client):
    session = client.session
    session["before"] = "sign-in"
    session.save()
    key = session.session_key

    sign_in(client=client)

    assert client.session.session_key != key


def test_a_wrong_password_comes_back_with_a_sentence(officer, client):
    answer = sign_in(password="wrong", client=client)

    assert answer.context["form"].errors
    assert "_auth_user_id" not in client.session


def test_the_third_failure_locks(officer):
    assert fail(3) == [200, 200, 429]


def test_a_locked_officer_stays_out_even_with_the_right_password(officer):
    fail(3)

    assert sign_in().status_code == 429


def test_the_lock_says_when_to_come_back(officer):
    fail(2)

    assert "15 minutes" in sign_in(password="wrong").content.decode()


def test_another_officer_still_gets_in_from_the_locked_address(officer):
    OfficerFactory(username="serik.k")
    fail(3)

    assert sign_in("serik.k").status_code == 302


def test_the_same_officer_still_gets_in_from_elsewhere(officer):
    fail(3)

    assert sign_in(address=ELSEWHERE).status_code == 302


def test_failures_elsewhere_do_not_add_up(officer):
    fail(2)

    assert fail(2, address=ELSEWHERE) == [200, 200]


@pytest.mark.parametrize("spelling", ["DANA.B", " dana.b ", "ｄana.b"])
def test_another_spelling_of_the_name_gives_no_more_attempts(officer, spelling):
    fail(2)

    assert fail(1, username=spelling) == [429]


def test_a_client_does_not_choose_the_address_it_is_counted_by(officer):
    codes = [
        Client().post(
            LOGIN, {"login": "dana.b", "password": "wrong"}, REMOTE_ADDR=HERE, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}"
        ).status_code
        for n in range(3)
    ]  # fmt: skip

    assert codes[-1] == 429


def test_failures_are_forgotten_after_a_sign_in(officer):
    fail(2)
    sign_in()

    assert fail(2) == [200, 200]


def test_a_closed_account_answers_like_a_wrong_password(officer):
    deactivate(officer, by=None, at=NOON)

    right, wrong = sign_in(), sign_in(password="wrong")

    assert (right.status_code, right.context["form"].errors) == (wrong.status_code, wrong.context["form"].errors)


def test_whoever_works_when_the_account_is_closed_is_out_with_the_next_click(officer, client):
    sign_in(client=client)
    deactivate(officer, by=None, at=NOON)

    answer = client.get(reverse("account_change_password"))

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, LOGIN)


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_sign_in_leads_to_no_other_house(officer, target):
    assert sign_in(next=target)["Location"] == "/"


def test_sign_in_leads_back_to_the_page_that_was_asked_for(officer):
    assert sign_in(next="/quotas/")["Location"] == "/quotas/"


def test_signing_out_needs_a_post(officer, client):
    sign_in(client=client)

    client.get("/accounts/logout/")

    assert "_auth_user_id" in client.session


def test_signing_out_ends_the_session(officer, client):
    sign_in(client=client)

    client.post("/accounts/logout/")

    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client):
    assert client.get("/accounts/signup/").status_code == 404
    assert client.post("/accounts/signup/", {"username": "x", "password1": "y"}).status_code == 404


def test_the_back_office_has_no_door_of_its_own(client):
    answer = client.get("/admin/login/")

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, LOGIN)


def test_every_sign_in_and_failure_and_lock_is_an_event(officer):
    fail(3)
    sign_in(address=ELSEWHERE)

    events = Event.objects.filter(subject="officer dana.b").order_by("pk").values_list("kind", "after__address")
    assert list(events) == [
        ("security.sign_in_failed", HERE),
        ("security.sign_in_failed", HERE),
        ("security.sign_in_locked", HERE),
        ("security.signed_in", ELSEWHERE),
    ]


def test_what_nobody_is_called_is_not_recorded(officer):
    sign_in("my secret passphrase")

    assert Event.objects.get(kind="security.sign_in_failed").subject == "officer unknown"


def test_what_was_typed_is_not_logged(officer, caplog):
    fail(3, username="my secret passphrase")

    assert "my secret" not in caplog.text


def test_no_password_is_kept_anywhere(officer):
    fail(1)
    sign_in(password="the wide river")

    assert not AccessAttempt.objects.filter(post_data__contains="the wide river").exists()
    assert not any("the wide river" in str(row) for row in Event.objects.values_list("before", "after", "note"))


@pytest.mark.parametrize("username", ["a" * 10_000, "a\0b", "\u200b", "' OR 1=1--", "<script>"])
def test_a_hostile_username_is_only_a_wrong_one(officer, username):
    assert sign_in(username).status_code == 200


def test_an_officer_chooses_the_language(officer, client):
    sign_in(client=client)

    client.post("/i18n/language/", {"language": "kk", "next": "/accounts/password/"})

    assert client.get("/accounts/password/")["Content-Language"] == "kk"


def test_a_language_is_chosen_before_sign_in_too(client):
    client.post("/i18n/language/", {"language": "ru"})

    assert client.get(LOGIN)["Content-Language"] == "ru"


def test_choosing_a_language_leads_to_no_other_house(client):
    answer = client.post("/i18n/language/", {"language": "ru", "next": "//evil.example/"})

    assert "evil" not in answer["Location"]
