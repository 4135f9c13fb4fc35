"""Household permits: one act at the counter, extensions up to the end, one in so many looked at twice."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from casework.cases.models import Case
from casework.cases.queries.recount import differences
from casework.common.errors import NotPermitted, RuleBroken
from casework.labour.actions import changes, household
from casework.labour.generated import iin_of
from casework.labour.models import Permit, PlaceRule, PrivateEmployer
from casework.quotas.actions import QuotaExhausted
from casework.quotas.models import Plan, Programme
from casework.reference.models import Figure
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.labour import HouseholdRequestFactory, PermitFactory, PrivateEmployerFactory
from tests.factories.people import IdentityDocumentFactory, PersonFactory, household_of
from tests.factories.quotas import AllocationFactory, region
from tests.labour.office import books
from tests.moments import NOON
from tests.posts import sent
from tests.quotas.database import refused_by
from tests.statements import statements
from tests.world import step

WORKER = {"surname": "Karimov", "given": "Olim", "sex": "M", "born_on": "1985-03-14"}

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
MOST_STATEMENTS = 21
"""Of a whole household permit, employer and worker on record: three steps, of which a deciding one alone needs ten."""


@pytest.fixture
def officer():
    return OfficerFactory(office=OfficeFactory(region=region("KZ-55")), roles=["labour_officer"])


@pytest.fixture
def cell():
    return places(NOON.year)


@pytest.fixture(autouse=True)
def nobody_is_drawn():
    Figure.objects.filter(key="household.second_look").update(value=10**9)


def places(year, limit=10):
    plan = Plan.objects.create(programme=Programme.objects.get(pk="household"), year=year, unit="permits")
    return AllocationFactory(plan=plan, category="", region=region("KZ-55"), places=limit)


def given(officer, *, months=3, at=NOON, worker=None, employer=None) -> Case:
    worker = worker or PersonFactory(office=officer.office, citizenship="UZ")
    return household.give(
        employer or PrivateEmployerFactory(), worker, months=months, work="a cook", region=region("KZ-55"), by=officer,
        at=at,
    )  # fmt: skip


def drawn_always():
    Figure.objects.filter(key="household.second_look").update(value=1)


def test_one_act_holds_a_place_uses_it_and_issues_the_permit(officer, cell):
    case = given(officer)

    permit = Permit.objects.get()
    assert (case.state, permit.since, permit.until, permit.category) == (
        "issued", date(2026, 3, 2), date(2026, 6, 2), "",
    )  # fmt: skip
    assert permit.number.startswith("HP-2026-")
    assert books(cell) == (10, 0, 1)
    assert differences() == []


def test_one_act_sends_no_more_statements_than_its_rows_need(officer, cell):
    worker, employer = PersonFactory(office=officer.office, citizenship="UZ"), PrivateEmployerFactory()
    household_of(worker)
    here = officer.office.region
    assert officer.permissions

    with statements() as sent:
        household.give(employer, worker, months=3, work="a cook", region=here, by=officer, at=NOON)

    assert len(sent) <= MOST_STATEMENTS, sent


@pytest.mark.parametrize(("months", "is_given"), [(0, False), (1, True), (3, True), (4, False)])
def test_it_is_given_for_one_to_three_months(officer, cell, months, is_given):
    if is_given:
        assert given(officer, months=months)
        return
    with pytest.raises(RuleBroken, match="1 to 3 months at a time"):
        given(officer, months=months)


def test_a_full_quota_gives_nothing_and_leaves_nothing_behind(officer):
    places(NOON.year, limit=0)

    with pytest.raises(QuotaExhausted, match="none is left"):
        given(officer)

    assert not Case.objects.exists()


def test_an_extension_begins_the_day_after_and_takes_a_place(officer, cell):
    first = given(officer).permit

    household.extend(first, months=2, by=officer, at=NOON + DAY)

    new = first.following.get()
    assert (new.since, new.until, new.first_since) == (first.until, date(2026, 8, 2), first.since)
    assert books(cell) == (10, 0, 2)
    assert differences() == []


def test_an_extension_takes_no_place_where_the_programme_says_so(officer, cell):
    PlaceRule.objects.update(renewals_draw=False)
    first = given(officer)

    household.extend(first.permit, months=2, by=officer, at=NOON + DAY)

    assert (first.permit.following.get().place_of, books(cell)) == (first, (10, 0, 1))
    assert differences() == []


@pytest.mark.parametrize(("last", "is_given"), [(2, True), (3, True), (4, False)])
def test_it_lasts_twelve_months_at_most_with_all_its_extensions(officer, cell, last, is_given):
    """Three, then three, three, and the last ones; so many at a time as the figure of the test allows."""
    Figure.objects.filter(key="household.months_most").update(value=6)
    permit = given(officer).permit
    for months in (3, 3):
        permit = household.extend(permit, months=months, by=officer, at=NOON).permit

    if is_given:
        assert household.extend(permit, months=last, by=officer, at=NOON).permit
        return
    with pytest.raises(RuleBroken, match="at most 12 months with all"):
        household.extend(permit, months=last, by=officer, at=NOON)


@pytest.mark.parametrize(("days", "is_given"), [(-1, True), (0, True), (1, False)])
def test_an_extension_is_asked_for_while_the_permit_is_in_force(officer, cell, days, is_given):
    permit = given(officer).permit
    at = NOON + (permit.until - NOON.date() + days * DAY)

    if is_given:
        assert household.extend(permit, months=1, by=officer, at=at)
        return
    with pytest.raises(RuleBroken, match="in force is extended"):
        household.extend(permit, months=1, by=officer, at=at)


def test_a_drawn_file_waits_for_another_officer(officer, cell):
    drawn_always()
    case = given(officer)
    assert (case.state, books(cell)) == ("under_review", (10, 1, 0))

    with pytest.raises(NotPermitted, match="drawn for a second look"):
        step(case, "issue", by=officer)
    case = step(case, "issue", by=OfficerFactory(office=officer.office, roles=["labour_officer"]))

    assert (case.state, books(cell)) == ("issued", (10, 0, 1))


def test_about_one_in_fifty_is_drawn_and_always_the_same_ones():
    Figure.objects.filter(key="household.second_look").update(value=50)
    files = [Case(number=f"FH-2026-{number:06d}") for number in range(2000)]

    drawn = [case.number for case in files if household.is_drawn(case, NOON.date())]

    assert 20 <= len(drawn) <= 60
    assert drawn == [case.number for case in files if household.is_drawn(case, NOON.date())]


def test_a_household_permit_is_neither_renewed_nor_replaced(client, officer, cell):
    permit = given(officer).permit
    client.force_login(officer)

    answer = client.post(
        reverse("labour:renewal", args=[permit.number]), sent(received_on=f"{NOON.date()}", months="1")
    )

    assert answer.status_code == 422
    assert "extended at the counter" in answer.content.decode()


def test_a_surrendered_household_permit_gives_its_place_back(officer, cell):
    permit = given(officer).permit

    changes.surrender(permit, reason="The work is done.", by=officer, at=NOON)

    assert books(cell) == (10, 0, 0)
    assert differences() == []


def test_the_counter_takes_in_employer_and_worker_and_leads_to_the_permit(client, officer):
    places(date.today().year)  # noqa: DTZ011 the page asks the clock
    client.force_login(officer)
    facts = {
        "iin": iin_of(7), "name": "Private Person", "passport": "AB1234567", "citizenship": "UZ", "surname": "Karimov",
        "given": "Olim", "born_on": "1985-03-14", "sex": "M", "months": "3", "work": "gardener", "papers_seen": "on",
    }  # fmt: skip

    answer = client.post(reverse("labour:household"), sent(**facts))

    permit = Permit.objects.get()
    assert answer["Location"] == permit.get_absolute_url()
    assert permit.private_employer == PrivateEmployer.objects.get(iin=iin_of(7))
    assert client.get(reverse("labour:paper", args=[permit.number])).content.startswith(b"%PDF")


@pytest.mark.parametrize(("is_drawn", "said"), [(False, "The permit is issued."), (True, "drawn for a second look")])
def test_the_counter_says_whether_the_permit_is_issued_or_waits(client, officer, is_drawn, said):
    places(date.today().year)  # noqa: DTZ011 the page asks the clock
    paper, employer = IdentityDocumentFactory(person__citizenship="UZ", country="UZ"), PrivateEmployerFactory()
    if is_drawn:
        drawn_always()
    client.force_login(officer)
    facts = {"iin": employer.iin, "passport": paper.number, "citizenship": "UZ", "papers_seen": "on"}

    shown = client.post(reverse("labour:household"), sent(**facts, months="1", work="cook"), follow=True)

    assert said in shown.content.decode()


def test_the_counter_offers_what_it_mostly_writes_down(client, officer):
    for work, citizenship in (("a cook", "UZ"), ("a cook", "TJ"), ("a nurse", "TJ")):
        HouseholdRequestFactory(case__office=officer.office, work=work, case__applicant__citizenship=citizenship)
    HouseholdRequestFactory.create_batch(3, work="a driver", case__applicant__citizenship="KG")
    client.force_login(officer)

    form = client.get(reverse("labour:household")).context["form"]

    assert (form["work"].value(), form["citizenship"].value()) == ("a cook", "TJ")


def test_a_counter_that_served_nobody_offers_no_citizenship(client, officer):
    client.force_login(officer)

    form = client.get(reverse("labour:household")).context["form"]

    assert (form["work"].value(), form["citizenship"].value()) == ("household work", "")


def test_who_is_on_record_is_known_by_the_number_alone(client, officer):
    places(date.today().year)  # noqa: DTZ011 the page asks the clock
    paper = IdentityDocumentFactory(person__citizenship="UZ", number="AB7654321", country="UZ")
    employer = PrivateEmployerFactory()
    client.force_login(officer)
    facts = {"iin": employer.iin, "passport": paper.number, "citizenship": "UZ", "papers_seen": "on"}

    client.post(reverse("labour:household"), sent(**facts, months="1", work="cook"))

    assert Permit.objects.get().person == paper.person


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "This passport is not on record yet"),
        ({"surname": "Karimov"}, "Give this as well"),
        ({"iin": "123"}, "An IIN has twelve digits"),
        ({"iin": iin_of(8)}, "give the name as well"),
        ({"citizenship": "KZ", **WORKER}, "A citizen of Kazakhstan works without a permit"),
        ({"papers_seen": ""}, "Compare the papers with their originals"),
    ],
)
def test_the_counter_says_what_is_missing(client, officer, facts, said):
    client.force_login(officer)
    known = {"iin": PrivateEmployerFactory().iin, "passport": "AB1", "citizenship": "UZ", "papers_seen": "on"}

    answer = client.post(reverse("labour:household"), sent(**{**known, "months": "1", "work": "cook", **facts}))

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_private_employer_iin_has_twelve_digits():
    with refused_by("private_employer_iin_has_twelve_digits"):
        PrivateEmployerFactory(iin="1234")


def test_a_private_employer_is_on_record_once():
    with refused_by("labour_privateemployer_iin_key"):
        PrivateEmployerFactory(iin=PrivateEmployerFactory().iin)


def test_household_request_asks_for_some_months():
    assert HouseholdRequestFactory(months=1)

    with refused_by("household_request_asks_for_some_months"):
        HouseholdRequestFactory(months=0)


def test_permit_of_one_employer():
    employer = PrivateEmployerFactory()
    assert PermitFactory(employer=None, private_employer=employer, region=employer.region)

    with refused_by("permit_of_one_employer"):
        PermitFactory(private_employer=employer)
    with refused_by("permit_of_one_employer"):
        PermitFactory(employer=None, region=employer.region)


def test_household_permit_one_per_employer_and_worker():
    first = PermitFactory(employer=None, private_employer=PrivateEmployerFactory(), region=region("KZ-55"))
    facts = {"employer": None, "private_employer": first.private_employer, "person": first.person}
    assert PermitFactory(**facts, region=first.region, since=first.until, until=first.until + DAY)

    with refused_by("household_permit_one_per_employer_and_worker"):
        PermitFactory(**facts, region=first.region, since=first.until - DAY, until=first.until)
