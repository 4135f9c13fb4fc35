from datetime import timedelta

import pytest
from django.utils import timezone

from casework.cases.models import Case
from casework.common.workdays import local_date
from casework.desk import queues
from casework.desk.queries import work
from casework.quotas.actions import hold
from casework.reference.queries import work_calendar
from tests.desk.intakes import APPLICANT, Walk
from tests.desk.world import lodged, member, office_with, propose_refusal
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.quotas import AllocationFactory, region
from tests.moments import NOON

TODAY = NOON.date()


def groups(officer, today=TODAY):
    return {group.slug: [card.case for card in group.cards] for group in work.my_work(officer, today, work_calendar())}


@pytest.fixture
def case(caseworker):
    return lodged(caseworker)


def due(case, day):
    Case.objects.filter(pk=case.pk).update(due_on=day)


@pytest.mark.parametrize(("days", "group"), [(-1, "overdue"), (0, "soon"), (2, "soon"), (3, "rest"), (40, "rest")])
def test_a_held_file_is_in_the_group_of_its_urgency(case, caseworker, days, group):
    due(case, TODAY + timedelta(days=days))

    assert [slug for slug, files in groups(caseworker).items() if case in files] == [group]


def test_a_file_of_a_colleague_is_not_my_work(case):
    colleague = OfficerFactory(office=case.office, roles=["caseworker"])

    assert not any(groups(colleague).values())


def test_a_proposal_is_the_work_of_the_head_who_countersigns(case, caseworker, head):
    propose_refusal(case, caseworker)

    assert groups(head)["countersign"] == [case]


def test_a_head_finds_everything_overdue_whoever_holds_it(client, case, caseworker, head):
    today = local_date(timezone.now())
    due(case, today - timedelta(days=1))
    Case.objects.filter(pk=lodged(caseworker, member(given="Екінші")).pk).update(
        due_on=today - timedelta(days=9), holder=None
    )

    page = page_of(client, head).content.decode()

    assert len(groups(head, today)["overdue"]) == 2 == queues.counts(head, today=today)["overdue"]
    assert f"Held by {caseworker}" in page
    assert "Held by nobody" in page


def test_a_head_finds_everything_that_is_due_soon_as_the_sidebar_counts_it(case, head):
    today = local_date(timezone.now())
    due(case, today)

    assert len(groups(head, today)["soon"]) == 1 == queues.counts(head, today=today)["soon"]


def test_what_is_overdue_comes_first_even_where_it_waits_for_a_signature(case, caseworker, head):
    propose_refusal(case, caseworker)
    due(case, TODAY - timedelta(days=1))

    assert groups(head)["overdue"] == [case]


def test_a_long_group_shows_its_first_files_and_leads_to_the_rest(client, case, caseworker, monkeypatch):
    monkeypatch.setattr(work, "MOST_SHOWN", 1)
    other = lodged(caseworker, member(given="Екінші"))

    page = page_of(client, caseworker).content.decode()

    assert (f"/cases/{case.number}/" in page) != (f"/cases/{other.number}/" in page)
    assert "1 more file" in page


def test_the_week_of_the_office_counts_received_decided_and_running(case, caseworker):
    done = lodged(caseworker, member(given="Екінші"))
    Case.objects.filter(pk=done.pk).update(state="granted", closed_at=NOON, closed_by=caseworker)
    lodged(caseworker, member(given="Үшінші"), at=NOON - timedelta(days=7))

    week = work.week_of(caseworker.office, TODAY)

    assert (week.received, week.decided, week.running) == (2, 1, 2)


def test_the_tightest_quota_comes_first(caseworker):
    national = OfficerFactory(office=OfficeFactory(national=True), roles=["quota_manager"])
    wide = AllocationFactory(region=region("KZ-11"), places=100)
    tight = AllocationFactory(plan=wide.plan, places=100)
    hold(tight, places=60, file="IN-2026-000001", key="test", by=national, at=NOON)

    assert list(work.tightest(national, wide.plan.year)) == [tight, wide]


def test_an_office_sees_the_quotas_of_its_own_region(caseworker):
    elsewhere = AllocationFactory()

    assert elsewhere not in work.tightest(caseworker, elsewhere.plan.year)


def page_of(client, officer):
    client.force_login(officer)
    return client.get("/")


@pytest.mark.parametrize(
    "role", ["caseworker", "head_of_office", "quota_manager", "analyst", "auditor", "administrator", "inspector"]
)
def test_every_officer_finds_a_home(client, caseworker, role):
    assert page_of(client, OfficerFactory(office=caseworker.office, roles=[role])).status_code == 200


def test_home_shows_number_family_state_and_next_step(client, case, caseworker):
    page = page_of(client, caseworker).content.decode()

    assert f"/cases/{case.number}/" in page
    assert "Ахметов Нұрлан" in page
    assert "Check the papers" in page


def test_home_offers_the_drafts_of_this_officer_and_nobody_elses(client, caseworker):
    walk = Walk(caseworker)
    walk.begin()
    walk.post("applicant/", **APPLICANT)
    colleague = OfficerFactory(office=caseworker.office, roles=["caseworker"])

    page = page_of(client, caseworker).content.decode()
    assert "Қасымов Ерлан" in page
    assert page.index('id="work-overdue"') < page.index('id="drafts-title"') < page.index('id="work-soon"')
    assert "Қасымов Ерлан" not in page_of(client, colleague).content.decode()


def test_home_asks_at_most_twelve_queries(client, case, caseworker, django_assert_max_num_queries):
    for n in range(4):
        lodged(caseworker, member(given=f"Бала {n}"))
    client.force_login(caseworker)

    with django_assert_max_num_queries(12):
        client.get("/")


def test_home_is_only_read(client, caseworker):
    client.force_login(caseworker)

    assert client.post("/").status_code == 405


def test_a_stranger_is_led_to_the_sign_in(client, db):
    assert client.get("/").url.startswith("/accounts/login/")


def test_the_local_day_of_now_is_what_home_works_with(client, case, caseworker):
    due(case, local_date(timezone.now()) - timedelta(days=1))

    page = page_of(client, caseworker).content.decode()

    assert 'data-tone="overdue"' in page


def test_an_office_without_files_is_told_so(client, reference):
    (officer,) = office_with("caseworker")

    assert "Nothing you hold is overdue." in page_of(client, officer).content.decode()


@pytest.mark.parametrize(("role", "may"), [("caseworker", True), ("auditor", True), ("administrator", False)])
def test_the_search_box_is_there_for_whoever_may_search(client, caseworker, role, may):
    officer = OfficerFactory(office=caseworker.office, roles=[role])

    assert ('id="search-box"' in page_of(client, officer).content.decode()) is may
    assert (client.get("/search/", {"q": "Қасымов"}).status_code == 200) is may
