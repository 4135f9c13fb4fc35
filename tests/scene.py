"""One thing of every kind that an address can name, all of one office, and an officer of every role who asks for it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from io import BytesIO
from itertools import product
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from casework.accounts.models import Officer
from casework.cases.actions import clocks, documents
from casework.cases.actions.recounts import recount
from casework.cases.models import Case, Document, Drift
from casework.common.workdays import local_date
from casework.desk.models import IntakeDraft
from casework.people.models import Name, Person
from casework.quotas.models import Allocation
from casework.reference.models import DocumentKind, Region
from casework.reports.dashboards import DASHBOARDS
from casework.returnees.models import Grant
from tests.accommodation import scene as accommodation
from tests.arrivals import scene as arrivals
from tests.backoffice import scene as backoffice
from tests.cases.lists import asks
from tests.desk.intakes import Walk
from tests.factories.accounts import AbsenceFactory, OfficeFactory, OfficerFactory
from tests.factories.cases import FileRequestFactory, HandOverFactory, WaitFactory
from tests.factories.common import AttemptFactory
from tests.factories.people import (
    ContactDetailFactory,
    ImportFaultFactory,
    LikelyPairFactory,
    PersonFactory,
    PhotoFactory,
    SamePersonFactory,
)
from tests.factories.quotas import AllocationFactory, EntryFactory, ProgrammeFactory
from tests.factories.reports import ExportFactory, ExportPartFactory, IssueFactory, ScheduleFactory
from tests.factories.returnees import DoubleInclusionFactory
from tests.filling import filled
from tests.labour import scene as labour
from tests.moments import NOON
from tests.people.registers import written
from tests.people.zones import PASSPORT
from tests.posts import sent
from tests.quotas.orders import drafted, signed
from tests.world import (
    Staff,
    current,
    decided,
    family,
    granted,
    held,
    lodged,
    lodged_inclusion,
    proposed,
    recommended,
    staff_of,
    with_papers,
)  # fmt: skip

ROLES = (
    "caseworker", "head_of_office", "centre_manager", "labour_officer", "quota_manager", "inspector", "analyst",
    "auditor", "administrator",
)  # fmt: skip
PLACES = ("own", "other", "national")


@dataclass
class Scene:
    """`officers` by role and place; `addresses` and `given` (what a form needs besides) by key of the policy table."""

    staff: Staff
    officers: dict[tuple[str, str], Officer]
    addresses: dict[str, str] = field(default_factory=dict)
    given: dict[str, dict[str, Any]] = field(default_factory=dict)

    @cached_property
    def caseworker(self) -> Officer:
        """Neither the registrar nor a signatory of anything; the intake drafts are this officer's."""
        return self.officers["caseworker", "own"]

    def able(self, act: frozenset[str]) -> Officer:
        """Somebody of the own office who may act, and has not acted yet."""
        if "caseworker" in act:
            return self.caseworker
        return self.staff.head if "head_of_office" in act else self.officers[min(act), "own"]

    def put(self, key: str, /, *arguments: object, **given: Any) -> None:
        """An address of a route, and what is sent there with what its own form asks."""
        self.addresses[key] = reverse(key.partition(" ")[0], args=arguments)
        self.given[key] = given


@contextmanager
def standing(blocker: Any) -> Iterator[Scene]:
    """A scene for the tests of a whole module; nothing of it stays. Thousands of refusals are no news for the log."""
    logging.disable(logging.CRITICAL)
    try:
        with blocker.unblock(), transaction.atomic():
            yield build()
            transaction.set_rollback(True)
    finally:
        logging.disable(logging.NOTSET)


def build() -> Scene:
    staff = _staff_with_places()
    scene = Scene(staff, _officers(staff))
    _put_quotas(scene, Allocation.objects.get(region="KZ-55"))
    _put_files(scene)
    _put_persons(scene)
    _put_drafts(scene)
    _put_reports(scene)
    accommodation.put_all(scene)
    _put_lists(scene)
    _put_waiting(scene)
    backoffice.put_all(scene)
    labour.put_all(scene)
    arrivals.put_all(scene)
    return scene


def _staff_with_places() -> Staff:
    """Places for this year, whichever it is: pages know no other day than today."""
    places = AllocationFactory(plan__year=local_date(timezone.now()).year, places=100)
    AllocationFactory(plan=places.plan, region=Region.objects.get(pk="KZ-11"), places=100)
    if places.plan.year != NOON.year:
        AllocationFactory(plan__year=NOON.year, places=100)
    return staff_of("KZ-55")


def _officers(staff: Staff) -> dict[tuple[str, str], Officer]:
    other, national = OfficeFactory(region=Region.objects.get(pk="KZ-11")), OfficeFactory(national=True)
    offices = {"own": staff.office, "other": other, "national": national}
    return {
        (role, place): OfficerFactory(office=offices[place], roles=[role]) for role, place in product(ROLES, PLACES)
    }


def _put_quotas(scene: Scene, allocation: Allocation) -> None:
    scene.put("quotas:allocation", allocation.pk)
    scene.put("quotas:order", allocation.plan.orders.first().pk)
    scene.put("quotas:plan", allocation.plan.programme_id, allocation.plan.year)
    _put_orders(scene, allocation)
    _put_drift(scene, allocation)
    _put_ended_year(scene)


def _put_drift(scene: Scene, allocation: Allocation) -> None:
    """A file nobody knows holds places."""
    EntryFactory(allocation=allocation, file="IN-2026-900000")
    recount(NOON.date(), at=NOON)
    scene.put("desk:drift", Drift.objects.get(subject="IN-2026-900000").pk)


def _put_ended_year(scene: Scene) -> None:
    """A year that is over, in which a file still holds a place."""
    ended = AllocationFactory(plan__year=local_date(timezone.now()).year - 1, places=5)
    EntryFactory(allocation=ended, places=1, file=lodged_inclusion(scene.staff).number)
    scene.put("desk:carrying", ended.plan.programme_id, ended.plan.year)


def _put_orders(scene: Scene, allocation: Allocation) -> None:
    year = allocation.plan.programme_id, allocation.plan.year
    other = allocation.plan.allocations.get(region="KZ-11")
    line = {"source_0": allocation.pk, "target_0": other.pk, "places_0": "3"}
    scene.put("quotas:new_order", *year, **line)
    scene.put("quotas:closing", *year)
    migrants, now = ProgrammeFactory(code="in_migrant"), local_date(timezone.now()).year
    scene.put("quotas:establishing", migrants.pk, now, act="order 1", reserve="5")
    AllocationFactory(plan=allocation.plan, region=None)
    scene.put("quotas:percentage", *year, old="0.20", new="0.25")
    today = local_date(timezone.now())
    draft = drafted(allocation, other, 3, in_force_from=today)
    for name in ("draft", "signature", "discarding"):
        scene.put(f"quotas:{name}", draft.pk)
    waiting = signed(drafted(allocation, other, 4, in_force_from=today))
    for name in ("countersignature", "return"):
        scene.put(f"quotas:{name}", waiting.pk)


def _put_waiting(scene: Scene) -> None:
    """One file on a waiting list, and one that comes behind it."""
    allocation = Allocation.objects.get(region="KZ-55", plan__year=local_date(timezone.now()).year)
    listed = WaitFactory(case=asks(scene.staff, 2), allocation=allocation)
    scene.put("cases:leaving", listed.case.number)
    scene.put("cases:waiting", asks(scene.staff, 1).number)
    scene.put("quotas:proposal", allocation.plan.programme_id, allocation.plan.year)


def _put_files(scene: Scene) -> None:
    staff = scene.staff
    fresh = with_papers(lodged(staff), staff)
    for name in ("case", "papers", "notes", "pause", "holding"):
        scene.put(f"cases:{name}", fresh.number, **({"is_original_seen": "on"} if name == "papers" else {}))
    scene.put("desk:lodged", fresh.number)
    colleague = OfficerFactory(office=staff.office, roles=["caseworker"])
    scene.put("cases:hand_over", fresh.number)
    scene.put("cases:assignment", fresh.number, officer=colleague.pk)
    scene.put("desk:assignment", officer=colleague.pk, batch=f"{fresh.number}/{current(fresh)}")
    for name in ("accept", "withdraw"):
        scene.put(f"cases:step {name}", fresh.number, name)
    scene.put("cases:counting", fresh.number, fresh.members.last().pk, why_not="not_arrived")
    scan = _scan(fresh, staff)
    scene.put("cases:paper", fresh.number, scan.pk)
    scene.put("cases:withdrawn_paper", fresh.number, scan.pk)
    _put_decisions(scene)


def _put_decisions(scene: Scene) -> None:
    staff = scene.staff
    scene.put("cases:proposal grant", recommended(staff).number, "grant")
    waiting = recommended(staff)
    proposed(staff, waiting, "grant")
    scene.put(
        "cases:complaint",
        decided(staff, lodged(staff), "refuse_acceptance").number,
        received_on=_today(),
        late_because="Ill.",
    )
    scene.put("cases:countersignature", waiting.number)
    scene.put("cases:returned_proposal", waiting.number)
    paused = lodged(staff)
    clocks.pause(paused, version=current(paused), reason="A birth certificate.", by=staff.registrar, at=NOON)
    scene.put("cases:resumption", paused.number)
    _put_inclusion(scene)
    _put_printed(scene)


def _today() -> str:
    return local_date(timezone.now()).isoformat()


def _put_printed(scene: Scene) -> None:
    """Papers of a family of one: each is typeset anew for whoever asks."""
    staff = scene.staff
    case = granted(staff, family(staff, 1))
    grant = case.grants.get()
    scene.put("returnees:certificate", grant.certificate)
    Grant.objects.filter(pk=grant.pk).update(until=date(2090, 1, 1))  # in force whenever this runs
    for name in ("editions", "correction", "duplicate"):
        scene.put(f"returnees:{name}", grant.certificate)
    Name.objects.filter(person=grant.person).update(surname="Corrected")
    scene.put("returnees:certificate_check", grant.token)
    scene.put("returnees:certificates", case.number)
    scene.put("returnees:notice receipt", case.number, "receipt")
    refused = decided(staff, recommended(staff, recommendation="refuse"), "preliminarily_refuse")
    scene.put("returnees:notice hearing", refused.number, "hearing")


def _put_inclusion(scene: Scene) -> None:
    case = held(scene.staff)
    scene.put("cases:step resettle", case.number, "resettle", settlement_region="KZ-11")
    child = PersonFactory(child=True, office=scene.staff.office)
    case.household.memberships.create(person=child, role="child", since=NOON.date())
    scene.put("cases:new_member", case.number, person=child.pk)


def _scan(case: Case, staff: Staff) -> Document:
    return documents.add_document(
        case, kind=DocumentKind.objects.get(pk="application"), member=None, upload=picture(), is_original_seen=False,
        by=staff.registrar, at=NOON,
    )  # fmt: skip


def picture(name: str = "scan.png") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (30, 40)).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue())


def _put_persons(scene: Scene) -> None:
    office = scene.staff.office
    household = family(scene.staff, 3)
    person, child = household.memberships.first().person, household.memberships.last()
    other = PersonFactory(office=office)
    for name in ("person", "names", "documents", "contacts", "iin", "correction", "newborn"):
        scene.put(f"desk:{name}", person.number)
    scene.put("desk:new_photo", person.number, photo=picture)
    scene.put("desk:household", person.number, person=other.number)
    scene.put("desk:same", person.number, other=other.number)
    scene.put("desk:leaving", child.person.number, child.pk)
    scene.put("desk:photo", person.number, PhotoFactory(person=person, taken_by=scene.staff.registrar).pk)
    scene.put("desk:contact_end", person.number, ContactDetailFactory(person=person).pk)
    scene.put("desk:head", child.person.number, former_role="parent")
    for name in ("split", "death"):
        scene.put(f"desk:{name}", child.person.number)
    scene.put("desk:marriage", other.number, spouse=PersonFactory(office=office).number)
    _put_links(scene, person)


def _put_links(scene: Scene, person: Person) -> None:
    twin = PersonFactory(office=scene.staff.office)
    link = SamePersonFactory(record=person, other_record=twin, proposed_by=scene.staff.registrar)
    scene.put("desk:same_confirmation", person.number, link.pk)
    scene.put("desk:same_undoing", person.number, link.pk)
    pair = LikelyPairFactory(record=person, other_record=PersonFactory(office=scene.staff.office))
    scene.put("desk:pair", pair.pk, answer="later")
    put_off = LikelyPairFactory(
        record=person, other_record=PersonFactory(), answer="later", answered_by=scene.staff.registrar, answered_at=NOON
    )
    scene.put("desk:pair_undoing", put_off.pk)
    scene.put("desk:double", DoubleInclusionFactory(link=link).pk)
    _put_imports(scene)


def _put_imports(scene: Scene) -> None:
    """Sent by nobody's own officer: the office is what decides."""
    fault = ImportFaultFactory(person_import__office=scene.staff.office)
    for name in ("import", "import_faults"):
        scene.put(f"desk:{name}", fault.person_import_id)
    for name in ("desk:imports", "desk:new_import", "desk:pairs"):
        scene.put(name, **({"file": table} if name == "desk:new_import" else {}))


def table() -> SimpleUploadedFile:
    return SimpleUploadedFile("register.csv", written([]), "text/csv")


def _put_drafts(scene: Scene) -> None:
    walk = Walk(scene.caseworker)
    walk.type_everything(scene.staff.office.region_id)
    draft = walk.draft
    for step in draft.what.steps:
        scene.put(f"desk:intake_step {step}", draft.pk, step)
    scene.put("desk:intake_zone", draft.pk, "new", zone=PASSPORT)
    scene.put("desk:intake_typed", draft.pk, "receipt", version=draft.version, proxy="A brother.")
    scene.put("desk:intake_removal", draft.pk)
    scene.put("desk:intake_new_member", draft.pk)
    scene.put("desk:intake_member", draft.pk, "2")
    scene.put("desk:intake_matches", draft.pk, "2")
    scene.put("desk:intake_member_removal", draft.pk, "2", version=draft.version)
    _put_draft_of_record(scene, walk)
    _put_extension(scene, walk)


def _put_draft_of_record(scene: Scene, walk: Walk) -> None:
    """A family on record of which one member was taken out, and can be taken in again."""
    person = granted(scene.staff).applicant
    draft = walk.begin("inclusion", person=person.number)
    record = draft.members[1]["record"]
    walk.post(f"members/{draft.members[1]['key']}/removal/")
    draft = IntakeDraft.objects.get(pk=draft.pk)
    scene.put("desk:intake_records", draft.pk, record=record, version=draft.version)


def _put_extension(scene: Scene, walk: Walk) -> None:
    """The one kind of intake that asks for months and a reason."""
    draft = walk.begin("extension", person=granted(scene.staff).applicant.number)
    scene.put("desk:intake_step request", draft.pk, "request")
    scene.put("desk:intake_start extension", "extension", person=draft.members[0]["record"])


def _put_reports(scene: Scene) -> None:
    """One issue by its schedule; a report of no plan is typeset the quickest."""
    schedule = ScheduleFactory()
    issue = IssueFactory(schedule=schedule)
    for name in ("schedule", "successor", "ending"):
        scene.put(f"reports:{name}", schedule.pk)
    for name in ("issue", "again", "comparison", "anew"):
        scene.put(f"reports:{name}", issue.pk)
    scene.put("reports:outside_file", issue.pk, "csv")
    for board in DASHBOARDS:
        scene.put(f"reports:dashboard {board.slug}", board.slug)
    export = ExportFactory(asked_by=scene.officers["analyst", "own"])
    scene.put("reports:export", export.pk)
    scene.put("reports:export_file", ExportPartFactory(export=export).export.pk, "csv")
    scene.put("reports:issue_file", issue.pk, "csv")
    for name in ("report", "issuing", "new_schedule", "new_export"):
        scene.put(f"reports:{name}", issue.report)
    for kind in ("pdf", "csv"):
        scene.put(f"reports:report_file {kind}", issue.report, kind)


def _put_lists(scene: Scene) -> None:
    scene.put("desk:request_for_file", PersonFactory().number)
    asked = FileRequestFactory(asked_office=scene.staff.office)
    scene.put("desk:file_request", asked.pk, reply="declined", because="The file is closed.")
    offer = HandOverFactory(to_office=scene.staff.office)
    scene.put("desk:hand_over", offer.pk, answer="accept")
    for name in ("desk:between", "desk:office", "desk:absences", "desk:new_absence"):
        scene.put(name)
    scene.put("desk:absence", AbsenceFactory(officer=scene.caseworker).pk)
    scene.put("desk:absence_of", scene.staff.registrar.pk)
    scene.put("desk:waking", "quotas.recalculate")
    scene.put("desk:another_try", AttemptFactory(parked_at=NOON, error="It failed.").pk)
    for name in (
        "desk:drifts",
        "desk:sweeps",
        "returnees:ending",
        "desk:home",
        "desk:search",
        "desk:people",
        "desk:intake",
        "cases:cases",
        "quotas:plans",
    ):
        scene.put(name)
    for name in ("catalogue", "archive", "schedules", "exports", "dashboards"):
        scene.put(f"reports:{name}")
    scene.put("desk:queue overdue", "overdue")
    scene.put("desk:queue countersign", "countersign")
    scene.put("desk:queue_export overdue", "overdue")
    scene.put("desk:queue_export countersign", "countersign")
    scene.put("desk:intake_start", "status")
    for name in ("account_login", "account_change_password", "set_language", "healthz", "account_logout"):
        scene.put(name)


def body(client: Client, address: str, given: dict[str, Any]) -> dict[str, Any]:
    """What an officer would send to an address: its form filled in, or what is given where it has none to show."""
    page = client.get(address)
    shown = page.context.get("form") if page.status_code == 200 and page.context else None
    known = {name: value() if callable(value) else value for name, value in given.items()}
    return sent(**known) if shown is None else filled(shown, **known)
