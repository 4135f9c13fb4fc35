"""The register of people, and the list inside a queue."""

import csv
from datetime import date

import pytest

from casework.accounts.permissions import Permission
from casework.audit.models import Event
from casework.cases.models import Case
from casework.desk.queues import QUEUES
from tests.desk.world import lodged, member, office_with, person_of, propose_refusal
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.returnees import GrantFactory


@pytest.fixture
def at_desk(client, caseworker):
    client.force_login(caseworker)
    return client


def page_of(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_register_lists_persons_in_sight_alone(at_desk, caseworker):
    (elsewhere,) = office_with("caseworker")
    mine, other = person_of(caseworker), person_of(elsewhere)

    page = page_of(at_desk, "/people/")

    assert mine.number in page
    assert other.number not in page


@pytest.mark.parametrize(
    "query",
    [{"q": "ахмет"}, {"q": "P-"}, {"citizenship": "MN"}, {"year": "1985"}, {"status": "no"}],
)
def test_a_filter_that_fits_keeps_the_person(at_desk, caseworker, query):
    person = person_of(caseworker)

    assert person.number in page_of(at_desk, "/people/", **query)


@pytest.mark.parametrize("query", [{"q": "йцук"}, {"citizenship": "CN"}, {"year": "1990"}, {"status": "yes"}])
def test_a_filter_that_does_not_fit_leaves_the_person_out(at_desk, caseworker, query):
    person = person_of(caseworker)

    page = page_of(at_desk, "/people/", **query)

    assert person.number not in page
    assert "Nobody found" in page


@pytest.mark.parametrize("address", ["/people/", "/queues/completeness/"])
@pytest.mark.parametrize(
    "query",
    [
        "q=%25", "q='--", "year=abc", "year=1e3", "year=99999999999999999999", "office=9999", "office=abc",
        "citizenship=ZZ", "page=-1", "page=abc", "page=99999", "per_page=1000000", "status=maybe", "mine=no",
    ],
)  # fmt: skip
def test_a_strange_question_never_breaks_a_list(at_desk, caseworker, address, query):
    lodged(caseworker)

    assert at_desk.get(f"{address}?{query}").status_code in (200, 400)


@pytest.mark.parametrize("address", ["/people/", "/queues/completeness/"])
@pytest.mark.parametrize("sort", ["office__officers__password", "_connector", "holder.password", "applicant__iin"])
def test_a_list_is_sorted_by_its_own_columns_alone(at_desk, caseworker, address, sort):
    lodged(caseworker)

    assert at_desk.get(f"{address}?sort={sort}").status_code == 400


def test_a_list_is_sorted_by_a_column_it_shows(at_desk, caseworker):
    older, younger = person_of(caseworker, born=date(1970, 1, 1)), person_of(caseworker, born=date(1990, 1, 1))

    page = page_of(at_desk, "/people/", sort="born_on")

    assert page.index(older.number) < page.index(younger.number)


@pytest.mark.parametrize("address", ["/people/", "/queues/completeness/"])
def test_a_list_is_only_read(at_desk, address):
    assert at_desk.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/people/", "/queues/completeness/"])
def test_who_may_not_see_files_is_refused(client, caseworker, address):
    client.force_login(OfficerFactory(office=caseworker.office, roles=["analyst"]))

    assert client.get(address).status_code == 403


def test_a_queue_shows_the_file_with_its_family_and_its_next_step(at_desk, caseworker):
    case = lodged(caseworker)

    page = page_of(at_desk, "/queues/completeness/")

    assert f'<a href="/cases/{case.number}/">{case.number}</a>' in page
    assert "Ахметов Нұрлан" in page
    assert f'Check the papers<span class="visually-hidden">: {case.number}</span>' in page


@pytest.mark.parametrize(
    "slug",
    ["overdue", "soon", "completeness", "commission", "hearing", "decision", "returned", "proposed", "paused", "stuck"],
)
def test_an_empty_queue_says_what_comes_here(at_desk, slug):
    assert "When a file comes to this point" in page_of(at_desk, f"/queues/{slug}/")


def test_the_search_inside_a_queue_finds_by_name_and_by_number(at_desk, caseworker):
    mine, other = lodged(caseworker), lodged(caseworker, member(surname="Басқа"))

    page = page_of(at_desk, "/queues/completeness/", q="ахмет")

    assert mine.number in page
    assert other.number not in page
    assert other.number in page_of(at_desk, "/queues/completeness/", q=other.number[-5:])


def test_another_office_is_not_in_the_queue(at_desk):
    (elsewhere,) = office_with("caseworker")
    case = lodged(elsewhere)

    assert case.number not in page_of(at_desk, "/queues/completeness/")


def test_the_national_office_opens_a_file_and_does_not_work_on_it(client, caseworker):
    case = lodged(caseworker)
    client.force_login(OfficerFactory(office=OfficeFactory(national=True), roles=["quota_manager"]))

    page = page_of(client, "/queues/completeness/")

    assert f'Open<span class="visually-hidden">: {case.number}</span>' in page


def test_a_queue_nobody_knows_is_not_found(at_desk):
    assert at_desk.get("/queues/nothing/").status_code == 404


def test_the_queue_of_countersigning_needs_that_right(at_desk):
    assert at_desk.get("/queues/countersign/").status_code == 403


def test_a_long_queue_asks_as_many_queries_as_a_short_one(at_desk, caseworker, django_assert_max_num_queries):
    for n in range(5):
        lodged(caseworker, member(given=f"Бала {n}"))

    with django_assert_max_num_queries(16):
        page_of(at_desk, "/queues/completeness/")


@pytest.mark.parametrize(("slug", "words"), [("proposed", "refuse acceptance"), ("countersign", "refuse acceptance")])
def test_a_queue_of_proposals_says_what_was_signed(client, caseworker, head, slug, words):
    propose_refusal(lodged(caseworker), caseworker)
    client.force_login(head if slug == "countersign" else caseworker)

    assert words in page_of(client, f"/queues/{slug}/")


def exported(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")
    return list(csv.reader(response.content.decode("utf-8-sig").splitlines()))


def test_the_register_is_exported_as_it_is_filtered(at_desk, caseworker):
    mine, other = person_of(caseworker), person_of(caseworker, born=date(1990, 1, 1))

    rows = exported(at_desk, "/people/export/?year=1985")

    assert rows[0][:2] == ["Number", "Name"]
    assert [row[:3] for row in rows[1:]] == [[mine.number, "Ахметов Нұрлан", "14.03.1985"]]
    assert other.number not in str(rows)


def test_the_register_tells_the_last_day_of_a_status_as_the_certificate_does(at_desk, caseworker):
    GrantFactory(person=person_of(caseworker), since=date(2026, 3, 2), until=date(2100, 3, 2))

    (row,) = exported(at_desk, "/people/export/")[1:]

    assert "2100-03-01" in row
    assert "1 Mar 2100" in at_desk.get("/people/").content.decode()


def test_a_queue_is_exported_with_its_own_columns(at_desk, caseworker):
    case = lodged(caseworker)
    case.refresh_from_db()

    rows = exported(at_desk, "/queues/completeness/export/")

    assert rows[0] == ["Number", "Family", "Procedure", "Received", "Due by law", "Holder"]
    assert rows[1] == [
        case.number, "Ахметов Нұрлан", "returnee status", case.received_on.isoformat(), case.due_on.isoformat(),
        str(caseworker),
    ]  # fmt: skip


def test_an_export_stands_in_the_trail(at_desk, caseworker):
    person_of(caseworker)

    at_desk.get("/people/export/")

    event = Event.objects.get(kind="list.exported")
    assert (event.by, event.after["rows"]) == (caseworker, 1)


def test_an_export_holds_nobody_out_of_sight(at_desk):
    (elsewhere,) = office_with("caseworker")
    person_of(elsewhere)

    assert len(exported(at_desk, "/people/export/")) == 1


@pytest.mark.parametrize("surname", ["=1+1", "@SUM(A1)", "-2+3", "+cmd|calc"])
def test_a_cell_is_no_formula(at_desk, caseworker, surname):
    person_of(caseworker, surname=surname)

    assert f"'{surname} Нұрлан" in exported(at_desk, "/people/export/")[1]


@pytest.mark.parametrize("address", ["/people/export/", "/queues/completeness/export/"])
def test_an_export_needs_the_right_to_see_files(client, caseworker, address):
    client.force_login(OfficerFactory(office=caseworker.office, roles=["analyst"]))

    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", ["/people/export/", "/queues/completeness/export/"])
def test_an_export_is_sorted_by_its_own_columns_alone(at_desk, address):
    assert at_desk.get(f"{address}?sort=password").status_code == 400


@pytest.mark.parametrize("slug", [queue.slug for queue in QUEUES if queue.permission == Permission.VIEW_FILES])
def test_every_queue_is_exported(at_desk, slug):
    assert exported(at_desk, f"/queues/{slug}/export/")[0][:2] == ["Number", "Family"]


def test_an_exported_state_is_said_in_words(at_desk, caseworker):
    Case.objects.filter(pk=lodged(caseworker).pk).update(state="recommended", due_on=date(2026, 1, 1))

    assert exported(at_desk, "/queues/overdue/export/")[1][3] == "before decision"
