"""The main job, end to end: a family of five is taken in, granted the status and included in the quota of Pavlodar."""

import re
from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.cases.queries.recount import differences
from casework.desk import demonstration
from casework.quotas.models import Allocation
from casework.returnees.models import Grant
from tests.journeys.axe import assert_accessible
from tests.journeys.conftest import PHONE
from tests.journeys.hands import Keys, Mouse
from tests.journeys.looks import look

pytestmark = pytest.mark.django_db(transaction=True)

FAMILY = (
    ("spouse", "Айгүл", "02.08.1987", "F"),
    ("child", "Нұрсұлтан", "11.05.2012", "M"),
    ("child", "Дана", "19.01.2015", "F"),
    ("child", "Әлия", "30.09.2021", "F"),
)


@pytest.fixture
def pavlodar(live_server) -> Allocation:
    """The office of Pavlodar with the published quota, and nobody in it yet."""
    demonstration.load(families_wanted=0, at=timezone.now())
    return Allocation.objects.get(plan__programme="returnee", plan__year=today().year, region="KZ-55")


def today() -> date:
    return timezone.localdate()


class Office:
    """Three officers at their desks, each with a window of the same kind."""

    def __init__(self, opened, sign_in, hands, **window) -> None:
        self.opened, self.sign_in, self.hands, self.window = opened, sign_in, hands, window

    def at(self, username: str) -> Mouse:
        page = self.opened(**self.window)
        self.sign_in(page, Officer.objects.get(username=username))
        return self.hands(page)


def take_in(hands: Mouse, seen) -> str:
    """From an empty form to a lodged application; gives its number."""
    hands.open("/intake/")
    seen(hands.page, "intake")
    hands.press("Begin: Returnee status", lands="Who applies")
    type_person(hands, "Қасымов", "Ерлан", "14.03.1985", "M")
    seen(hands.page, "applicant")
    hands.press("Continue", lands="The family")
    for role, given, birth, sex in FAMILY:
        hands.follow("Add a member", lands="The family")
        hands.choose("role", role)
        type_person(hands, "Қасымова" if sex == "F" else "Қасымов", given, birth, sex)
        hands.press("Continue", lands="The family")
        expect(hands.page.locator("main")).to_contain_text(given)
    seen(hands.page, "family")
    hands.press("The family is complete", lands="Papers received")
    return lodge(hands, seen, with_arrival=True)


def type_person(hands: Mouse, surname: str, given: str, birth: str, sex: str) -> None:
    hands.fill("surname", surname)
    hands.fill("given", given)
    hands.fill("birth", birth)
    hands.choose("citizenship", "Mongolia")
    hands.pick("sex", sex)


def lodge(hands: Mouse, seen, *, with_arrival: bool) -> str:
    """The papers, where they will live, how it was received, and the last look."""
    for box in hands.page.locator("main input[name^=seen_]").all():
        hands.tick(box)
    seen(hands.page, "papers")
    hands.press("Continue", lands="Where they will live")
    hands.choose("region", "Pavlodar")
    seen(hands.page, "settlement")
    hands.press("Continue", lands="When and how received")
    if with_arrival:
        hands.day("arrived_on", (today() - timedelta(days=9)).isoformat())
        hands.choose("left_country", "Mongolia")
    seen(hands.page, "receipt")
    hands.press("Continue", lands="Check the answers")
    seen(hands.page, "check")
    hands.press("Lodge the application", lands="Lodged")
    seen(hands.page, "lodged")
    return re.search(r"[A-Z]{2}-\d{4}-\d{6}", hands.page.locator("h1").inner_text())[0]


def grant(office: Office, registrar: Mouse, number: str, seen) -> None:
    """Accepted, before the commission, proposed by a colleague, countersigned by the head."""
    registrar.open(f"/cases/{number}/")
    seen(registrar.page, "file")
    registrar.follow("Accept", lands="Accept")
    registrar.press("Accept", lands=number)
    registrar.follow("Record the commission", lands="Record the commission")
    registrar.day("commission_on", today().isoformat())
    registrar.fill("minutes_number", "11/2")
    registrar.pick("recommendation", "grant")
    seen(registrar.page, "commission")
    registrar.press("Record the commission", lands=number)
    decide(office, number, "Propose to grant the status", seen, "grant")


def decide(office: Office, number: str, proposal: str, seen, name: str) -> None:
    colleague = office.at("colleague.pavlodar")
    colleague.open(f"/cases/{number}/")
    colleague.follow(proposal, lands=proposal)
    seen(colleague.page, f"{name}-proposal")
    colleague.press("Sign the proposal", lands=number)
    head = office.at("head.pavlodar")
    head.open("/")
    seen(head.page, f"{name}-head-home")
    head.open(f"/cases/{number}/")
    head.follow("Read and countersign", lands="Countersign")
    seen(head.page, f"{name}-countersignature")
    head.press("Countersign", lands=number)
    seen(head.page, f"{name}-decided")


def include(office: Office, registrar: Mouse, applicant: str, seen) -> str:
    registrar.open(f"/persons/{applicant}/")
    seen(registrar.page, "person")
    registrar.follow("Inclusion in the returnee quota", lands="Inclusion in the returnee quota")
    registrar.press("Begin", lands="The family")
    registrar.press("The family is complete", lands="Papers received")
    number = lodge(registrar, lambda page, name: None, with_arrival=False)
    registrar.open(f"/cases/{number}/")
    registrar.follow("Accept and hold places", lands="Accept and hold places")
    seen(registrar.page, "hold")
    expect(registrar.page.locator(".impact")).to_contain_text("972")
    registrar.press("Accept and hold places", lands=number)
    decide(office, number, "Propose to include in the quota", seen, "inclusion")
    return number


def come_home(office: Office, seen) -> tuple[str, str]:
    registrar = office.at("caseworker.pavlodar")
    status = take_in(registrar, seen)
    grant(office, registrar, status, seen)
    applicant = Case.objects.get(number=status).applicant.number
    return status, include(office, registrar, applicant, seen)


def check_the_books(office: Office, pavlodar: Allocation, status: str, inclusion: str) -> None:
    """Free has fallen by exactly five; the ledger page shows hold and use; every certificate prints."""
    pavlodar.refresh_from_db()
    assert (pavlodar.limit, pavlodar.held, pavlodar.used, pavlodar.free) == (977, 0, 5, 972)
    assert differences() == []
    desk = office.at("caseworker.pavlodar")
    desk.open(f"{pavlodar.get_absolute_url()}?file={inclusion}")
    lines = desk.page.locator("main tbody tr").filter(has_text=inclusion)
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("used")
    expect(lines.last).to_contain_text("held")
    answer = desk.page.context.request.get(f"{desk.page.base_address}/returnees/files/{status}/certificates/")
    assert len(pypdf.PdfReader(BytesIO(answer.body())).pages) == 5


def nothing(page: Page, name: str) -> None:
    """Only walk."""


def judged(page: Page, name: str) -> None:
    """axe finds nothing in light and dark, on a desk and on a phone; a picture is kept where pictures are wanted."""
    assert_accessible(page)
    look(page, f"home-{name}")
    desk = page.viewport_size
    page.set_viewport_size(PHONE)
    assert_accessible(page)
    look(page, f"home-{name}")
    page.set_viewport_size(desk)


def test_a_family_of_five_comes_home(opened, sign_in, pavlodar):
    office = Office(opened, sign_in, Mouse)

    status, inclusion = come_home(office, judged)

    check_the_books(office, pavlodar, status, inclusion)
    assert Grant.objects.filter(case__number=status).count() == 5


def test_a_family_comes_home_by_the_keyboard_alone(opened, sign_in, pavlodar):
    office = Office(opened, sign_in, Keys)

    status, inclusion = come_home(office, nothing)

    check_the_books(Office(opened, sign_in, Mouse), pavlodar, status, inclusion)


def test_a_family_comes_home_without_a_script(opened, sign_in, pavlodar):
    office = Office(opened, sign_in, Mouse, java_script_enabled=False)

    status, inclusion = come_home(office, nothing)

    check_the_books(office, pavlodar, status, inclusion)
