"""One row of every table of the back office, and what its forms need besides what they ask."""

from datetime import date
from typing import Any

from axes.models import AccessAttempt
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from casework.accounts.models import Officer
from casework.audit.models import Event
from casework.backoffice.resources import resource_of
from casework.cases.models import Case, CaseMember, Decision, Document
from casework.quotas.models import Allocation, Entry, Order, Plan
from casework.reference.actions import add_reference
from casework.returnees.models import Grant
from tests.factories.accommodation import AssignmentFactory, DeliveryFactory, NightCountFactory
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.arrivals import (
    CheckpointFactory,
    MigrationCategoryFactory,
    PostTokenFactory,
    PurposeFactory,
    StayRuleFactory,
)
from tests.factories.audit import SubmissionFactory
from tests.factories.reference import (
    CalendarDayFactory,
    DocumentKindFactory,
    FigureFactory,
    GroundFactory,
    LegalActFactory,
    RegionFactory,
)
from tests.factories.returnees import EntitlementFactory, InclusionFactory
from tests.moments import NOON

FIRST_PASSWORD = "a bridge without a river"
NEW_ROWS: dict[str, dict[str, Any]] = {
    "region": {"code": "KZ-98", "name_en": "New", "name_ru": "Новая", "name_kk": "Жаңа"},
    "legalact": {"title": "Order No. 7"},
    "figure": {"key": "mci", "value": "5000", "since": "2051-01-01"},
    "calendarday": {"day": "2051-01-01", "name": "A day off"},
    "ground": {
        "code": "status.other", "procedure": "status", "step": "refuse", "name_en": "x", "name_ru": "x", "name_kk": "x"
    },
    "stayrule": {"code": "treaty", "since": "2051-01-01", "days": "90"},
    "migrationcategory": {"code": "new", "name_en": "x", "name_ru": "x", "name_kk": "x"},
    "purpose": {"code": "new", "name_en": "x", "name_ru": "x", "name_kk": "x", "category": "transit"},
    "checkpoint": {
        "code": "CP900", "name_en": "x", "name_ru": "x", "name_kk": "x", "mode": "road", "region": "KZ-55",
        "zone": "Asia/Almaty",
    },
    "documentkind": {"code": "letter", "name_en": "letter", "name_ru": "письмо", "name_kk": "хат"},
}  # fmt: skip


def put_all(scene: Any) -> None:
    scene.put("admin:index")
    scene.put("admin:login")
    _put_officers(scene)
    _put_offices(scene)
    _put_law(scene, scene.officers["administrator", "own"])
    _put_files(scene)
    _put_centres(scene)
    for row in (Plan.objects.first(), Allocation.objects.first(), Order.objects.first(), Entry.objects.first()):
        _put_row(scene, row)


def name_of(row: Model | type[Model]) -> str:
    return f"admin:{row._meta.app_label}_{row._meta.model_name}"


def _put_row(scene: Any, row: Model, *acts: str, **given: Any) -> None:
    """A table, the page of a row, and its acts."""
    scene.put(f"{name_of(row)}_changelist")
    for page in ("change", *acts):
        scene.put(f"{name_of(row)}_{page}", row.pk, **(given if page != "change" else {}))


def _put_officers(scene: Any) -> None:
    officer = OfficerFactory(office=scene.staff.office, roles=["analyst"])
    typed = {"password": FIRST_PASSWORD, "again": FIRST_PASSWORD}
    _put_row(scene, officer, "facts", "roles", "closing")
    _put_row(scene, officer.held_roles.get().role)
    scene.put("admin:accounts_officer_password", officer.pk, **typed)
    scene.put("admin:accounts_officer_add", username="dana.b", **typed)
    scene.put("admin:accounts_officer_reopening", OfficerFactory(office=scene.staff.office, is_active=False).pk)
    _put_row(scene, PostTokenFactory(), "revoking")
    scene.put("admin:arrivals_posttoken_add", checkpoint="CP001")
    attempt = AccessAttempt.objects.create(username=officer.username, ip_address="192.0.2.1", failures_since_start=3)
    _put_row(scene, attempt, "letting_in")


def _put_offices(scene: Any) -> None:
    _put_row(scene, OfficeFactory(), "name", "closing")
    scene.put("admin:accounts_office_add", code="KZ-55-2", name="Ekibastuz")
    scene.put("admin:accounts_office_reopening", OfficeFactory(is_active=False).pk)


def _put_law(scene: Any, keeper: Officer) -> None:
    rows = (
        RegionFactory.build(code="KZ-99"), LegalActFactory.build(), FigureFactory.build(since=date(2050, 1, 1)),
        CalendarDayFactory.build(), GroundFactory.build(), DocumentKindFactory.build(),
        StayRuleFactory.build(since=date(2050, 1, 1)), MigrationCategoryFactory.build(),
        PurposeFactory.build(category_id="transit", category=None), CheckpointFactory.build(),
    )  # fmt: skip
    for row in rows:
        add_reference(row, by=keeper, at=NOON)
        _put_row(scene, row, "correction", "removal")
        scene.put(f"{name_of(row)}_add", **NEW_ROWS[row._meta.model_name])
        scene.put(f"{name_of(row)}_export")
        scene.put(f"{name_of(row)}_import", file=lambda row=row: file_of(row))


def file_of(*rows: Model) -> SimpleUploadedFile:
    """Rows as a file that can be imported."""
    table = resource_of(type(rows[0])).export(rows)
    return SimpleUploadedFile("table.csv", table.export("csv").encode())


def _put_files(scene: Any) -> None:
    case = Case.objects.filter(office=scene.staff.office).first()
    person = case.applicant
    rows = (
        case, CaseMember.objects.filter(case=case).first(), Document.objects.filter(case__office=case.office).first(),
        Decision.objects.filter(case__office=case.office).first(),
        Grant.objects.filter(case__office=case.office).first(), InclusionFactory(case=case, person=person),
        EntitlementFactory(case=case, person=person), Event.objects.filter(subject=case.number).first(),
        SubmissionFactory(officer=scene.staff.registrar),
    )  # fmt: skip
    for row in rows:
        _put_row(scene, row)


def _put_centres(scene: Any) -> None:
    night = AssignmentFactory(stay__centre__office=scene.staff.office)
    centre, counted = night.centre, NightCountFactory(centre=night.centre)
    given = DeliveryFactory(stay=night.stay)
    for row in (centre, night.room, night.stay, night, counted, given, given.service):
        _put_row(scene, row)
