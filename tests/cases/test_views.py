"""What holds for every form of a file, tried at each of their addresses."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from casework.accounts.models import Officer
from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.urls import urlpatterns
from tests.cases.addresses import ADDRESSES, TEXT, TYPED, VERSIONED, Open, signed_in
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.world import current, staff_of

pytestmark = pytest.mark.django_db

EVERY = pytest.mark.parametrize("name", ADDRESSES)
READ_ONLY = {"cases", "case", "paper"}
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def form(name) -> Open:
    staff = staff_of("KZ-55")
    return Open(name, ADDRESSES[name], ADDRESSES[name].build(staff), staff)


def sends(officer: Officer, form: Open, **extra):
    return signed_in(officer).post(form.url, form.body(), **extra)


def of_role(form: Open, **office) -> Officer:
    """A colleague with the same role as the one whose form it is, in another office."""
    roles = [held.role_id for held in form.officer.held_roles.all()]
    return OfficerFactory(office=OfficeFactory(**office), roles=roles)


def as_read(answer) -> str:
    """The page without the number that was asked for and the token against forgery, another one each time."""
    return re.sub(r"\b[A-Za-z0-9]{64}\b|[A-Z]{2}-\d{4}-\d{6}", "", answer.content.decode())


def lines(case: Case) -> int:
    return Event.objects.filter(subject=case.number).count()


def test_every_address_of_files_is_tried_here():
    assert {pattern.name for pattern in urlpatterns} == READ_ONLY | ADDRESSES.keys()
    assert "cases" in get_resolver().namespace_dict


@EVERY
def test_a_form_is_shown_and_changes_nothing(form):
    before = lines(form.case)

    answer = signed_in(form.officer).get(form.url)

    assert (answer.status_code, lines(form.case), form.is_done()) == (200, before, False)


@EVERY
def test_a_form_that_is_sent_is_taken_and_leads_back_to_the_file(form):
    answer = sends(form.officer, form)

    assert (answer.status_code, answer.url) == (302, form.leads_to())
    assert form.is_done()


@EVERY
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_an_address_takes_no_other_method(form, method):
    answer = getattr(signed_in(form.officer), method)(form.url)

    assert (answer.status_code, form.is_done()) == (405, False)


@EVERY
def test_a_stranger_is_led_to_the_door(form):
    assert Client().post(form.url, form.body()).url.startswith("/accounts/login/")
    assert not form.is_done()


@EVERY
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_file_out_of_sight_answers_like_one_that_does_not_exist(form, method):
    client = signed_in(of_role(form))

    def answer(number: str):
        return getattr(client, method)(form.url_of(number), form.body() if method == "post" else None)

    hidden, missing = answer(form.case.number), answer("ST-2026-999999")

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert as_read(hidden) == as_read(missing)
    assert not form.is_done()


@EVERY
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_officer_who_may_see_no_files_is_refused(form, method):
    analyst = OfficerFactory(office=form.staff.office, roles=["analyst"])

    answer = getattr(signed_in(analyst), method)(form.url, form.body())

    assert (answer.status_code, form.is_done()) == (403, False)


@EVERY
def test_an_officer_who_may_only_see_files_changes_none(form):
    inspector = OfficerFactory(office=form.staff.office, roles=["inspector"])

    assert (sends(inspector, form).status_code, form.is_done()) == (403, False)


@EVERY
def test_an_office_that_only_sees_the_file_is_told_who_works_on_it(form):
    answer = sends(of_role(form, region=form.staff.office.region), form)

    assert (answer.status_code, form.is_done()) == (403, False)
    assert str(form.staff.office) in answer.content.decode()


@EVERY
def test_the_national_office_sees_the_file_and_does_not_work_on_it(form):
    officer = of_role(form, national=True)

    assert signed_in(officer).get(form.url).status_code == 200
    assert (sends(officer, form).status_code, form.is_done()) == (403, False)


@EVERY
def test_a_form_without_its_key_is_not_taken(form):
    answer = signed_in(form.officer).post(form.url, {**form.body(), "submission": ""})

    assert (answer.status_code, form.is_done()) == (400, False)


@EVERY
def test_the_same_form_sent_twice_has_one_effect_and_one_answer(form):
    client, body = signed_in(form.officer), form.body()
    first = client.post(form.url, body)
    after_one = lines(form.case)

    second = client.post(form.url, body)

    assert (second.status_code, second.url) == (first.status_code, first.url)
    assert lines(form.case) == after_one


@EVERY
def test_fields_that_nobody_asked_for_are_ignored_and_told(form):
    stranger = OfficerFactory()
    extra = {"state": "included", "office": stranger.office_id, "registered_by": stranger.pk, "holder": stranger.pk}

    signed_in(form.officer).post(form.url, form.body(**extra))

    case = Case.objects.get(pk=form.case.pk)
    assert form.is_done()
    assert (case.office, case.registered_by) == (form.staff.office, form.staff.registrar)
    assert case.state != "included"
    assert case.holder != stranger
    told = Event.objects.get(kind="security.extra_fields").after["fields"]
    assert told == ["holder", "office", "registered_by", "state"]


@EVERY
def test_htmx_gets_the_fragment_alone(form):
    fragment = signed_in(form.officer).get(form.url, **HTMX).content.decode()

    assert "<html" not in fragment
    assert 'name="submission"' in fragment


@EVERY
def test_htmx_is_led_on_by_its_own_header(form):
    answer = sends(form.officer, form, **HTMX)

    assert (answer.status_code, answer["HX-Redirect"]) == (200, form.leads_to())
    assert form.is_done()


@pytest.mark.parametrize("name", VERSIONED)
def test_a_form_about_an_older_version_names_the_change_and_is_taken_once_the_officer_has_seen_it(form):
    client = signed_in(form.officer)
    change = Event.objects.filter(subject=form.case.number, after__version=current(form.case)).get()

    stale = client.post(form.url, form.body(version=current(form.case) - 1))

    assert (stale.status_code, form.is_done()) == (409, False)
    assert f"{change.by}: " in stale.content.decode()
    seen = stale.context["form"]["version"].value()
    assert client.post(form.url, form.body(version=seen)).status_code == 302
    assert form.is_done()


@pytest.mark.parametrize("name", VERSIONED)
@pytest.mark.parametrize("version", ["", "abc", "-1", "1.5", "9" * 30, "\x00"])
def test_a_form_that_names_no_version_is_not_taken(form, version):
    answer = signed_in(form.officer).post(form.url, form.body(version=version))

    assert (answer.status_code, form.is_done()) == (422, False)


@pytest.mark.parametrize("name", sorted(set(TYPED) & set(VERSIONED)))
def test_what_was_typed_is_kept_when_the_file_changed_meanwhile(form):
    answer = signed_in(form.officer).post(form.url, form.body(version=current(form.case) - 1))

    assert answer.context["form"][form.address.typed].value() == TEXT
    assert "uncle’s &lt;house&gt;" in answer.content.decode()


@pytest.mark.parametrize("name", TYPED)
@pytest.mark.parametrize("text", ["a\x00b", "a" * 10_000_000], ids=["nul", "10 MB"])
def test_hostile_text_is_refused_with_a_sentence(form, text):
    answer = signed_in(form.officer).post(form.url, form.body(**{form.address.typed: text}))

    assert answer.status_code in {413, 422}
    assert not form.is_done()


REQUIRED = sorted({"returned_proposal", "notes", "pause", "hand_over"})


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("text", ["", "  ", "\u200b\u200d"], ids=["empty", "blanks", "zero width"])
def test_a_form_that_must_say_something_says_something(form, text):
    answer = signed_in(form.officer).post(form.url, form.body(**{form.address.typed: text}))

    assert (answer.status_code, form.is_done()) == (422, False)
