"""Lists of the back office: no count to the end, no filter that they do not show, few questions to the database."""

import pytest

from casework.audit.models import Event
from casework.audit.queries import SENTENCES
from casework.backoffice.admin.base import LINES
from casework.backoffice.admin.trail import TOPICS
from casework.backoffice.site import site
from tests.backoffice.conftest import browser
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db

TRAIL = "/admin/audit/event/"
MOST_QUERIES = 12  # session, officer, roles and the sidebar are five of them


@pytest.fixture
def client():
    return browser(OfficerFactory(office=OfficeFactory(national=True), roles=["auditor"]))


@pytest.fixture
def long_trail():
    """More than nobody counts."""
    Event.objects.bulk_create([Event(kind="case.note", subject=f"file {n}", at=NOON) for n in range(1100)])


@pytest.mark.usefixtures("long_trail")
def test_a_long_list_is_not_counted_to_its_end(client):
    found = client.get(TRAIL).context["cl"]

    assert (found.result_count, found.is_capped, len(found.result_list), found.has_next) == (1000, True, LINES, True)
    assert "more than 1,000" in client.get(TRAIL).content.decode()


@pytest.mark.usefixtures("long_trail")
def test_pages_go_on_beyond_what_is_counted(client):
    last = client.get(TRAIL, {"p": "22"}).context["cl"]

    assert last.result_list
    assert {each.pk for each in client.get(TRAIL).context["cl"].result_list}.isdisjoint(
        each.pk for each in last.result_list
    )


@pytest.mark.parametrize("page", ["0", "-1", "last", "1e3", "٢", "9" * 30, ""])
def test_a_page_that_is_none_is_the_first(client, page):
    assert client.get(TRAIL, {"p": page}).context["cl"].page_num == 1


def test_a_page_behind_the_last_is_empty(client):
    assert client.get(TRAIL, {"p": "999999"}).context["cl"].result_list == []


@pytest.mark.parametrize(
    "query",
    [
        "by__password__startswith=a", "by__password=x", "_connector=OR", "subject__regex=.*", "e=1&x=1",
        "by__last_name__contains=a", "note__contains=a", "at__gte=yesterday", "_to_field=by",
    ],
)  # fmt: skip
def test_an_unknown_filter_is_refused(client, query):
    assert client.get(f"{TRAIL}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["password__startswith=a", "password=a", "email__contains=a", "is_superuser__exact=1"]
)
def test_nobody_asks_for_a_column_that_the_list_of_officers_does_not_show(client, query):
    assert client.get(f"/admin/accounts/officer/?{query}").status_code == 400


@pytest.mark.parametrize("query", ["all=1", "o=99", "o=-1.2.x", "_popup=1", "_facets=True", "about=moon"])
def test_what_a_list_does_not_offer_is_left_aside(client, query):
    assert client.get(f"{TRAIL}?{query}").status_code == 200


def test_every_kind_of_event_is_found_under_a_topic():
    assert {kind.partition(".")[0] for kind in SENTENCES} == {topic for topic, _label in TOPICS}


def test_a_filter_at_work_can_be_taken_off(client):
    page = client.get("/admin/reference/ground/", {"procedure": "status"}).content.decode()

    assert "Remove the filter" in page


@pytest.mark.parametrize("admin", site.admins(), ids=lambda admin: admin.opts.label)
def test_a_list_asks_the_database_few_questions(client, admin, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(admin.address("changelist")).status_code == 200
