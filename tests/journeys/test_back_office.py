"""The back office in a real browser: an account given and used, a table from a file, every kind of page judged."""

import pytest
from playwright.sync_api import Page, expect

from casework.accounts.models import Officer
from casework.audit.models import Event
from casework.reference.models import DocumentKind, Figure
from tests.backoffice.scene import FIRST_PASSWORD
from tests.factories.accounts import OfficeFactory, OfficerFactory, role
from tests.factories.cases import CaseFactory
from tests.journeys.axe import assert_accessible
from tests.journeys.conftest import PHONE
from tests.journeys.hands import Mouse
from tests.journeys.looks import look

pytestmark = pytest.mark.django_db(transaction=True)

OWN_PASSWORD = "three storks on a roof"
KINDS = "code,name_en,name_ru,name_kk,is_identity,source\nletter,Letter,Письмо,Хат,no,=1+1\n"


@pytest.fixture
def national(live_server):
    """The national office, with the roles of the house."""
    role("caseworker")
    return OfficeFactory(national=True, name="National office")


def judged(page: Page, *addresses: str) -> None:
    """axe finds nothing in light and dark; a picture is kept where pictures are wanted."""
    for address in addresses:
        page.goto(page.base_address + address)
        assert_accessible(page)
        look(page, f"back{address.split('?')[0].removeprefix('/admin').replace('/', '-')}".rstrip("-"))


def test_an_account_is_given_and_its_officer_chooses_a_password(page, opened, sign_in, national):
    sign_in(page, OfficerFactory(office=national, roles=["administrator"]))
    hands = Mouse(page)
    hands.open("/admin/accounts/officer/add/")
    for name, typed in (("username", "dana.b"), ("first_name", "Dana"), ("last_name", "B"), ("post", "Registrar")):
        hands.fill(name, typed)
    hands.choose("office", "National office")
    hands.pick("roles", "caseworker")
    hands.pick("roles", "auditor")
    hands.fill("password", FIRST_PASSWORD)
    hands.fill("again", FIRST_PASSWORD)
    hands.press("Give the account", lands="New account")
    expect(page.locator(".error-summary")).to_contain_text("may not be held together")
    assert_accessible(page)
    look(page, "back-incompatible")
    hands.pick("roles", "auditor")
    hands.fill("password", FIRST_PASSWORD)
    hands.fill("again", FIRST_PASSWORD)
    hands.press("Give the account", lands="Dana B")
    expect(page.locator(".timeline")).to_contain_text("Role given")
    choose_a_password(opened())


def choose_a_password(page: Page) -> None:
    hands = Mouse(page)
    hands.open("/accounts/login/")
    hands.fill("login", "dana.b")
    hands.fill("password", FIRST_PASSWORD)
    page.keyboard.press("Enter")
    hands.arrives("Change my password")
    expect(page.locator("main")).to_contain_text("An administrator chose your present password")
    assert_accessible(page)
    hands.fill("oldpassword", FIRST_PASSWORD)
    hands.fill("password1", OWN_PASSWORD)
    hands.fill("password2", OWN_PASSWORD)
    page.locator("main").get_by_role("button", name="Change the password").click()
    expect(page.locator(".notice")).to_be_visible()
    hands.open("/")
    hands.arrives("My work")
    assert Officer.objects.get(username="dana.b").check_password(OWN_PASSWORD)


def test_a_table_comes_by_file_without_a_script(scriptless, sign_in, national):
    sign_in(scriptless, OfficerFactory(office=national, roles=["administrator"]))
    hands = Mouse(scriptless)
    send(hands, "code,name_en\nx,y\n")
    expect(scriptless.locator("main")).to_contain_text("The column “name_ru” is missing.")
    send(hands, KINDS)
    hands.arrives("What the file would do")
    hands.press("Take the whole file", lands="Kinds of documents")
    assert DocumentKind.objects.get(pk="letter").source == "=1+1"
    assert Event.objects.filter(kind="reference.added", subject="documentkind letter").count() == 1


def send(hands: Mouse, content: str) -> None:
    hands.open("/admin/reference/documentkind/import/")
    file = {"name": "kinds.csv", "mimeType": "text/csv", "buffer": content.encode()}
    hands.field("file").set_input_files(file)
    hands.page.locator("main").get_by_role("button", name="Show what it would do").click()


def test_pages_of_an_administrator_are_accessible(page, sign_in, national):
    figure = Figure.objects.get(key="mci", since="2026-01-01")
    sign_in(page, OfficerFactory(office=national, roles=["administrator"]))

    judged(
        page, "/admin/", "/admin/accounts/officer/?is_active__exact=1", f"/admin/reference/figure/{figure.pk}/change/",
        f"/admin/reference/figure/{figure.pk}/correction/", "/admin/reference/documentkind/import/",
    )  # fmt: skip
    send(Mouse(page), KINDS.replace("letter", "passport"))
    assert_accessible(page)
    look(page, "back-preview")
    page.set_viewport_size(PHONE)
    judged(page, "/admin/reference/figure/")


def test_pages_of_an_auditor_are_accessible(page, sign_in, national):
    case = CaseFactory()
    sign_in(page, OfficerFactory(office=national, roles=["auditor"]))

    judged(
        page, "/admin/", "/admin/audit/event/", f"/admin/cases/case/{case.pk}/change/"
    )  # fmt: skip
