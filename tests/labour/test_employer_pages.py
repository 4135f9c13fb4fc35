"""The register of employers and the page of one, as officers read them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.cases.models import Case
from casework.labour.generated import bin_of
from casework.labour.models import Employer
from casework.people.models import Person
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.labour import (
    BranchFactory,
    ContactFactory,
    EmployerFactory,
    FeeFactory,
    PaymentFactory,
    PermitFactory,
    PermitRequestFactory,
    ViolationFactory,
    staffed,
)
from tests.factories.quotas import region
from tests.moments import NOON
from tests.posts import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return OfficerFactory(office=OfficeFactory(region=region("KZ-55")), roles=["labour_officer"])


@pytest.fixture
def browser(client, officer):
    client.force_login(officer)
    return client


def page_of(browser, employer) -> str:
    return browser.get(employer.get_absolute_url()).content.decode()


def test_the_page_says_what_the_next_permits_would_do(browser):
    shown = page_of(browser, staffed(EmployerFactory(), c1=(700, 299), c3=(90, 10)))

    assert "70.0 %" in shown
    assert "69.9 %, too low" in shown


def test_the_page_asks_for_staff_where_none_is_on_record(browser):
    assert "No staff is on record" in page_of(browser, EmployerFactory())


def test_a_small_business_is_said_to_be_free(browser):
    assert "the shares do not bind it" in page_of(browser, staffed(EmployerFactory(small=True), c1=(1, 4)))


def test_the_page_of_an_employer_asks_few_questions(browser, officer):
    employer = staffed(EmployerFactory(), c1=(700, 299), c2=(1, 1), c3=(90, 10))
    for _each in range(3):
        BranchFactory(employer=employer)
        ContactFactory(employer=employer)
        ViolationFactory(inspection__employer=employer)
        PermitRequestFactory(employer=employer, case__office=officer.office)
    page_of(browser, employer)

    with CaptureQueriesContext(connection) as asked:
        shown = page_of(browser, employer)

    assert len(asked) <= 12, "\n".join(each["sql"][:110] for each in asked)
    assert len(shown.encode()) < 100_000


def test_contacts_are_hidden_from_other_regions(client):
    contact = ContactFactory(name="Somebody")
    client.force_login(OfficerFactory(office=OfficeFactory(region=region("KZ-10")), roles=["labour_officer"]))

    shown = page_of(client, contact.employer)

    assert "Somebody" not in shown
    assert "None that you may see." in shown
    assert "Add a contact" not in shown


def test_the_register_is_searched_by_bin_and_name(browser):
    EmployerFactory(bin=bin_of(7), name="Алтын кен")
    EmployerFactory(bin=bin_of(8), name="Other")

    for question in (bin_of(7)[:11], "алтын"):
        shown = browser.get(reverse("labour:employers"), {"q": question}).content.decode()
        assert "Алтын кен" in shown
        assert "Other" not in shown


def test_the_register_is_filtered_by_region_with_its_branches(browser):
    BranchFactory(employer=EmployerFactory(name="With a branch"), region=region("KZ-11"))
    EmployerFactory(name="Without")

    shown = browser.get(reverse("labour:employers"), {"region": "KZ-11"}).content.decode()

    assert "With a branch" in shown
    assert "Without" not in shown


def new_employer(**changes):
    given = {
        "bin": bin_of(5), "name": "Mine", "kind": "company", "size": "large", "activity": "B", "region": "KZ-55",
        "address": "A street, 1",
    }  # fmt: skip
    return sent(**{**given, **changes})


def test_an_employer_is_registered_by_its_form(browser):
    answer = browser.post(reverse("labour:new_employer"), new_employer())

    assert answer.url == Employer.objects.get().get_absolute_url()


def test_a_mistyped_bin_comes_back_with_what_was_typed(browser):
    answer = browser.post(reverse("labour:new_employer"), new_employer(bin=bin_of(5)[:-1] + "x"))

    assert answer.status_code == 422
    assert "Mine" in answer.content.decode()


def test_the_staff_form_begins_with_what_was_reported_last(browser):
    employer = staffed(EmployerFactory(), c1=(12, 3))

    shown = browser.get(reverse("labour:headcount", args=[employer.bin])).context["form"]

    assert (shown["citizens_1"].value(), shown["foreigners_1"].value(), shown["citizens_2"].value()) == (12, 3, 0)


def test_the_staff_is_recorded_by_its_form(browser):
    employer = EmployerFactory()
    codes = ("1", "2", "3", "4", "seasonal")
    counts = {f"{kind}_{code}": "2" for code in codes for kind in ("citizens", "foreigners")}

    browser.post(reverse("labour:headcount", args=[employer.bin]), sent(on="2026-02-02", **counts))

    assert employer.headcounts.count() == 5


def request_of(**changes):
    given = {
        "surname": "Yilmaz", "given": "Ali", "born_on": "1985-03-14", "sex": "M", "citizenship": "TR",
        "passport": "U1234567", "received_on": "2026-03-02", "region": "KZ-55", "category": "3", "post": "Engineer",
        "months": "12", "vacancy_code": "V-1", "vacancy_posted_on": "2026-02-01", "asks_education": "higher",
        "asks_years": "3", "has_education": "higher", "has_years": "3", "fee_group": "",
    }  # fmt: skip
    return sent(**{**given, **changes})


def test_a_permit_is_asked_for_and_the_worker_taken_in(browser):
    employer = EmployerFactory()

    answer = browser.post(reverse("labour:new_request", args=[employer.bin]), request_of())

    case = Case.objects.get()
    assert answer.url == case.get_absolute_url()
    assert (case.permit_request.employer, str(case.applicant)) == (employer, "Yilmaz Ali")


def test_a_worker_on_record_is_found_by_the_passport(browser):
    address = reverse("labour:new_request", args=[EmployerFactory().bin])
    browser.post(address, request_of())
    Case.objects.update(state="withdrawn", closed_at=NOON, closed_by=Case.objects.get().registered_by)

    browser.post(address, request_of(surname="YILMAZ"))

    assert Person.objects.count() == 1
    assert Case.objects.count() == 2


def test_a_passport_of_somebody_born_otherwise_is_refused(browser):
    address = reverse("labour:new_request", args=[EmployerFactory().bin])
    browser.post(address, request_of())

    answer = browser.post(address, request_of(born_on="1990-01-01"))

    assert answer.status_code == 422
    assert "born on another day" in answer.content.decode()


def test_the_page_of_a_file_shows_each_ground_with_its_evidence(browser, officer):
    employer = staffed(EmployerFactory(), c3=(89, 11))
    browser.post(reverse("labour:new_request", args=[employer.bin]), request_of(has_years="1"))

    shown = browser.get(Case.objects.get().get_absolute_url()).content.decode()

    assert "With this permit 89 of 101 are citizens" in shown
    assert "Employ more citizens" in shown
    assert "years of work: 1, asked for 3" in shown


def test_an_employer_that_is_barred_is_said_to_be(browser):
    employer = ViolationFactory(bars_until=date(2090, 1, 1)).employer

    assert "no new permit before" in page_of(browser, employer)


def test_a_payment_is_recorded_by_its_form(browser, officer):
    fee = FeeFactory(case__office=officer.office)
    given = sent(bank_document="D-1", tenge="8650", paid_on="2026-03-03")

    browser.post(reverse("labour:payment", args=[fee.case.number]), given)

    assert fee.payments.get().tenge == 8650


@pytest.mark.parametrize(("tenge", "paid_on", "said"), [
    (100, "2026-03-10", "not paid"), (8650, "2026-03-10", "paid"), (8650, "2026-03-11", "not paid"),
])  # fmt: skip
def test_the_page_of_an_employer_says_what_was_paid_in_time(browser, officer, tenge, paid_on, said):
    asked = PermitRequestFactory(case__office=officer.office, case__state="lapsed", case__closed_at=NOON)
    fee = FeeFactory(case=asked.case, due_on="2026-03-10")
    PaymentFactory(fee=fee, tenge=tenge, paid_on=paid_on)

    page = browser.get(asked.employer.get_absolute_url()).content.decode()

    assert f"8,650 ₸, {said}<" in page


@pytest.mark.parametrize(("paid", "left"), [(0, 8650), (8649, 1), (8650, None), (9000, None)])
def test_the_form_of_a_payment_proposes_what_is_still_to_come(browser, officer, paid, left):
    fee = FeeFactory(case__office=officer.office)
    if paid:
        PaymentFactory(fee=fee, tenge=paid)

    form = browser.get(reverse("labour:payment", args=[fee.case.number])).context["form"]

    assert form["tenge"].value() == left


def test_an_inspection_is_recorded_by_its_form(client):
    client.force_login(OfficerFactory(office=OfficeFactory(national=True), roles=["inspector"]))
    employer = EmployerFactory()
    given = sent(on="2026-03-02", report="R-1", summary="Contracts.", violation="no_permit")

    client.post(reverse("labour:new_inspection", args=[employer.bin]), given)

    assert str(employer.violations.get().bars_until) == "2027-03-02"
    page = client.get(employer.get_absolute_url()).content.decode()
    assert "foreigners at work without a permit" in page.partition("history-title")[2]


def test_a_finding_names_the_permits_that_were_in_force_on_its_day(browser):
    violation = ViolationFactory(inspection__on=date(2025, 3, 2), bars_until=date(2026, 3, 2))
    term = {"employer": violation.employer, "since": date(2025, 1, 1), "until": date(2025, 3, 3)}
    in_force = PermitFactory(**term)
    over = PermitFactory(**{**term, "until": date(2025, 3, 2)})

    page = browser.get(violation.employer.get_absolute_url()).content.decode()

    found = page.partition("still to be looked into")[2].partition("</p>")[0]
    assert in_force.number in found
    assert over.number not in found
