"""The pages of reports, as officers read them."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from django.utils import timezone

from casework.audit.models import Event
from casework.common.workdays import local_date
from casework.reports.models import Issue, Receipt, Schedule
from tests.factories.accounts import OfficerFactory
from tests.factories.quotas import AllocationFactory, EntryFactory, allot
from tests.factories.reports import IssueFactory, ReceiptFactory, ScheduleFactory
from tests.filling import filled
from tests.posts import sent
from tests.reports.reading import csv_rows
from tests.reports.world import labour

pytestmark = pytest.mark.django_db

REPORT = "/reports/quota-utilisation/"
ASKED = {"as_of": "2026-03-02", "year": "2026"}


@pytest.fixture
def places(db):
    return AllocationFactory(places=100)


@pytest.fixture
def analyst(client):
    found = OfficerFactory(roles=["analyst"])
    client.force_login(found)
    return found


def get(client, address, status=200, **query):
    answer = client.get(address, query)
    assert answer.status_code == status
    return answer.content.decode()


# The catalogue


def test_the_catalogue_says_what_there_is_and_what_comes_next(client, analyst):
    ScheduleFactory()

    page = get(client, "/reports/")

    assert "Quota utilisation" in page
    assert "Next by law:" in page
    assert "all programmes, 2026, whole country" in page


def test_what_was_made_for_an_officer_lies_unread_first_with_its_files(client, analyst):
    read = ReceiptFactory(officer=analyst, read_at=timezone.now())
    new = ReceiptFactory(officer=analyst)
    newest = ReceiptFactory(officer=analyst, read_at=timezone.now())
    other = ReceiptFactory()

    page = get(client, "/reports/")

    places = [page.index(each.issue.get_absolute_url()) for each in (new, newest, read)]
    assert places == sorted(places)
    assert f"/reports/issues/{new.issue.pk}/files/xlsx/" in page
    assert other.issue.get_absolute_url() not in page


def test_the_sidebar_counts_what_is_unread_until_it_is_opened(client, analyst):
    receipt = ReceiptFactory(officer=analyst)

    for address in ("/", "/reports/"):
        assert '<span class="place-count">1</span>' in get(client, address)
    get(client, receipt.issue.get_absolute_url())
    assert "place-count" not in get(client, "/reports/")
    assert Receipt.objects.get().read_at is not None


# A report


def test_a_report_opens_with_this_year_and_today(client, analyst):
    year = local_date(timezone.now()).year
    AllocationFactory(plan__year=year, places=100)

    assert f"Returnees {year}" in get(client, REPORT)


def test_a_report_shows_its_figures_with_shares_and_agreement(client, analyst):
    labour()

    page = get(client, REPORT, **ASKED)

    assert (
        '<td class="num">44.9<progress class="share" max="100" value="44.9" aria-hidden="true"></progress></td>' in page
    )
    assert "files compared: 3, differences: 3" in page
    assert "a half rounded up" in page


def test_without_plans_a_report_says_what_is_missing(client, analyst):
    page = get(client, REPORT, status=422)

    assert "This could not be accepted" in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"programme": "x" * 3000}, "choose one of the list"), ({"year": "9999"}, "choose one of the list"),
        ({"year": ""}, "This field is required"), ({"region": "<script>"}, "choose one of the list"),
        ({"as_of": "31/02/2026"}, "Write a day that exists"), ({"as_of": "9999-12-31"}, "must lie between"),
        ({"as_of": (local_date(timezone.now()) + timedelta(days=1)).isoformat()}, "has not come yet"),
        ({"known_at": "soon"}, "open the report anew"), ({"known_at": "2026-03-02T12:00"}, "open the report anew"),
        ({"known_at": "2199-01-01T00:00+05:00"}, "open the report anew"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", [REPORT, f"{REPORT}files/csv/"])
def test_a_question_that_cannot_be_answered_is_told_why(client, analyst, places, address, query, sentence):
    page = get(client, address, status=422, **query)

    assert sentence in page
    assert not Event.objects.filter(kind="report.exported").exists()


@pytest.mark.parametrize("address", ["/reports/nothing/", "/reports/nothing/files/pdf/", f"{REPORT}files/exe/"])
def test_what_is_not_in_the_catalogue_is_not_found(client, analyst, places, address):
    get(client, address, status=404)


def test_the_report_alone_answers_htmx(client, analyst, places):
    answer = client.get(REPORT, ASKED, headers={"HX-Request": "true"})

    assert answer.content.decode().lstrip().startswith('<div class="stack" id="report">')


def test_a_file_is_what_the_page_showed_though_lines_came_in_since(client, analyst, places):
    page = get(client, REPORT, **ASKED)
    link = next(part for part in page.split('"') if part.startswith(f"{REPORT}files/csv/")).replace("&amp;", "&")
    EntryFactory(allocation=places, places=5)

    rows = csv_rows(client.get(link).content)

    assert ["Pavlodar", "100", "100", "0", "0", "100", "0.0", "0", "0"] in rows
    assert parse_qs(urlparse(link).query)["as_of"] == ["2026-03-02"]


def test_who_took_out_what_stands_in_the_trail(client, analyst, places):
    client.get(f"{REPORT}files/pdf/", ASKED)

    event = Event.objects.get(kind="report.exported")
    assert (event.subject, event.by) == ("report quota-utilisation", analyst)
    assert (event.after["format"], event.after["as_of"], event.after["year"]) == ("pdf", "2026-03-02", 2026)


@pytest.mark.parametrize(
    ("kind", "place", "type_"),
    [("pdf", "inline", "application/pdf"), ("csv", "attachment", "text/csv; charset=utf-8")],
)
def test_a_file_has_its_type_and_name(client, analyst, places, kind, place, type_):
    answer = client.get(f"{REPORT}files/{kind}/", ASKED)

    assert answer["Content-Type"] == type_
    assert answer["Content-Disposition"] == f'{place}; filename="quota-utilisation-2026-03-02.{kind}"'


def test_a_report_of_all_programmes_takes_few_queries(client, analyst, django_assert_max_num_queries):
    labour()
    AllocationFactory(places=100)
    get(client, REPORT, **ASKED)

    with django_assert_max_num_queries(20):
        client.get(REPORT, ASKED, headers={"HX-Request": "true"})


# Issues


def test_a_manager_issues_what_the_page_shows(client, officer, places):
    client.force_login(officer)
    form = client.get(f"{REPORT}issues/", ASKED).context["form"]

    answer = client.post(f"{REPORT}issues/", filled(form))

    issue = Issue.objects.get()
    assert answer.url == issue.get_absolute_url()
    assert (issue.as_of, issue.made_by) == (date(2026, 3, 2), officer)
    assert "Quota utilisation" in get(client, answer.url)


def test_the_same_form_twice_makes_one_issue(client, officer, places):
    client.force_login(officer)
    body = sent(**ASKED)

    answers = [client.post(f"{REPORT}issues/", body) for _turn in range(2)]

    assert answers[0].url == answers[1].url
    assert Issue.objects.count() == 1


def test_who_may_not_issue_is_offered_nothing_of_the_kind(client, analyst, places):
    schedule = ScheduleFactory()

    pages = [get(client, REPORT, **ASKED), get(client, "/reports/schedules/"), get(client, schedule.get_absolute_url())]

    assert not any(f"{REPORT}issues/" in page or "btn-primary" in page or "/successor/" in page for page in pages)


def test_an_issue_is_shown_as_frozen_with_its_checksum(client, analyst):
    issue = IssueFactory()

    page = get(client, issue.get_absolute_url())

    assert issue.checksum in page
    assert issue.schedule.number in page


def test_an_issue_keeps_its_figures_and_the_words_of_its_day(client, officer, places):
    client.force_login(officer)
    client.post(f"{REPORT}issues/", sent(**ASKED))
    issue = Issue.objects.get()
    files = [client.get(f"{issue.get_absolute_url()}files/{kind}/").content for kind in ("pdf", "xlsx", "csv")]

    allot(places, 50, on=date(2026, 2, 1))

    assert '<td class="num">100</td>' in get(client, issue.get_absolute_url())
    again = [client.get(f"{issue.get_absolute_url()}files/{kind}/").content for kind in ("pdf", "xlsx", "csv")]
    assert again == files


def test_who_took_out_an_issue_stands_in_the_trail(client, analyst):
    issue = IssueFactory()

    client.get(f"{issue.get_absolute_url()}files/csv/")

    event = Event.objects.get(kind="report.exported")
    assert (event.subject, event.after) == (issue.number, {"format": "csv", "checksum": issue.checksum})


def test_computed_again_an_issue_repeats_and_what_came_later_is_listed(client, officer, places):
    client.force_login(officer)
    client.post(f"{REPORT}issues/", sent(**ASKED))
    address = f"{Issue.objects.get().get_absolute_url()}again/"
    assert "Nothing was recorded later for this day." in get(client, address)

    allot(places, 50, on=date(2026, 2, 1))

    page = get(client, address)
    assert "The same to the letter: the issue repeats." in page
    assert '<td class="num">100</td><td class="num">150</td>' in page


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({}, {"schedule", "hand"}), ({"origin": "hand"}, {"hand"}), ({"origin": "schedule"}, {"schedule"}),
        ({"mine": "all"}, {"schedule"}), ({"mine": "unread"}, {"schedule"}), ({"since": "2026-03-01"}, set()),
        ({"until": "2026-02-28"}, {"schedule", "hand"}), ({"report": "quota-utilisation"}, {"schedule", "hand"}),
    ],
)  # fmt: skip
def test_the_archive_is_filtered(client, analyst, query, kinds):
    issues = {"schedule": ReceiptFactory(officer=analyst).issue, "hand": IssueFactory(by_hand=True)}

    page = get(client, "/reports/issues/", **query)

    assert {kind for kind, issue in issues.items() if issue.get_absolute_url() in page} == kinds


# Schedules


def test_a_manager_schedules_a_report_for_readers(client, officer, places):
    reader = OfficerFactory(roles=["analyst"])
    client.force_login(officer)
    form = client.get(f"{REPORT}schedules/", {"programme": "returnee"}).context["form"]

    answer = client.post(f"{REPORT}schedules/", filled(form, year="same", recipients=[reader.pk]))

    made = Schedule.objects.get()
    assert answer.url == made.get_absolute_url()
    assert made.parameters == {"programme": "returnee", "year": "same", "region": ""}
    assert (list(made.recipients.all()), made.formats) == ([reader], ["pdf", "xlsx"])
    page = get(client, answer.url)
    assert "Report scheduled" in page
    assert "<td>every month, on its first working day</td>" in page


def test_readers_alone_can_be_recipients(client, officer, places):
    caseworker = OfficerFactory(roles=["caseworker"])
    client.force_login(officer)
    form = client.get(f"{REPORT}schedules/").context["form"]

    answer = client.post(f"{REPORT}schedules/", filled(form, recipients=[caseworker.pk]))

    assert answer.status_code == 422
    assert "choose one of the list" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rule": "daily", "since": "2020-01-01"}, "would be made up at once"),
        ({"until": "2020-01-01"}, "This day must come after the first"),
        ({"formats": []}, "This field is required"),
        ({"rule": "hourly"}, "choose one of the list"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused_with_a_sentence(client, officer, places, changes, sentence):
    client.force_login(officer)
    form = client.get(f"{REPORT}schedules/").context["form"]

    answer = client.post(f"{REPORT}schedules/", {**filled(form), **changes})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Schedule.objects.exists()


def test_a_change_begins_with_the_terms_as_they_are(client, officer, places):
    reader = OfficerFactory(roles=["inspector"])
    old = ScheduleFactory(parameters={"programme": "", "year": "before", "region": ""}, recipients=[reader])
    client.force_login(officer)
    form = client.get(f"{old.get_absolute_url()}successor/").context["form"]

    client.post(f"{old.get_absolute_url()}successor/", filled(form, rule="weekly"))

    new = Schedule.objects.get(replaces=old)
    assert (new.rule, new.parameters, list(new.recipients.all())) == ("weekly", old.parameters, [reader])
    assert new.number in get(client, old.get_absolute_url())


def test_an_end_says_in_figures_what_it_does(client, officer):
    schedule = IssueFactory(schedule__recipients=[OfficerFactory()]).schedule
    client.force_login(officer)
    address = f"{schedule.get_absolute_url()}end/"

    page = " ".join(get(client, address).split())
    answer = client.post(address, sent())

    assert '<strong class="figure">1</strong> recipient gets no further issue.' in page
    assert '<strong class="figure">1</strong> issue stays in the archive as it is.' in page
    assert answer.url == schedule.get_absolute_url()
    assert "Ended" in get(client, schedule.get_absolute_url())


def test_a_schedule_says_what_it_owes(client, analyst):
    schedule = ScheduleFactory(until=date(2026, 4, 1))

    page = " ".join(get(client, schedule.get_absolute_url()).split())

    assert "3 periods wait for their issues." in page


def test_an_ended_schedule_stays_in_the_list(client, analyst):
    ended = ScheduleFactory(ended=True)

    assert ended.number in get(client, "/reports/schedules/")
