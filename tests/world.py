"""An office at work, and families in every state of their files: all through the actions, as officers would."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from casework.accounts.models import Office, Officer
from casework.cases.actions import decisions, documents
from casework.cases.actions.acts import Act
from casework.cases.actions.decisions import Ruling
from casework.cases.actions.opening import Application, members_of
from casework.cases.actions.steps import countersign, take_step
from casework.cases.models import Case, Decision
from casework.cases.procedures import procedure
from casework.cases.queries import missing_papers
from casework.cases.states import Outcome
from casework.common.flow import Decides
from casework.people.models import Household, Person
from casework.quotas.models import Programme
from casework.reference.models import Ground, Region
from casework.returnees.actions import extensions, inclusions, status
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.people import PersonFactory, household_of
from tests.moments import NOON

RECEIVED = date(2026, 2, 16)


@dataclass(frozen=True)
class Staff:
    """The officers of one office, each with one role."""

    office: Office
    registrar: Officer
    caseworker: Officer
    head: Officer


def staff_of(region: str = "KZ-55") -> Staff:
    office = OfficeFactory(region=Region.objects.get(pk=region))
    registrar, caseworker = OfficerFactory.create_batch(2, office=office, roles=["caseworker"])
    return Staff(office, registrar, caseworker, OfficerFactory(office=office, roles=["head_of_office"]))


def national(role: str = "head_of_office") -> Officer:
    return OfficerFactory(office=OfficeFactory(national=True), roles=[role])


def family(staff: Staff, size: int = 5, **applicant: object) -> Household:
    """A household registered at the office: an adult, and children."""
    parent = PersonFactory(office=staff.office, **applicant)
    children = PersonFactory.create_batch(size - 1, child=True, office=staff.office)
    return household_of(parent, *children)


def application(staff: Staff, household: Household, kind: str = "status", **changes: object) -> Application:
    members = members_of(household, RECEIVED)
    facts = {"settlement_region": staff.office.region, "received_on": RECEIVED, **changes}
    return Application(kind, members[0][0], household, members, **facts)


def lodged(staff: Staff, household: Household | None = None, *, at: datetime = NOON, **changes: object) -> Case:
    """An application for the status, just lodged."""
    household = household or family(staff)
    facts = status.StatusFacts("MN", date(2026, 2, 1))
    return status.lodge_status(application(staff, household, **changes), facts, by=staff.registrar, at=at)


def with_papers(case: Case, staff: Staff) -> Case:
    """The same file with every paper seen in the original."""
    for paper in missing_papers(case):
        documents.add_document(
            case, kind=paper.kinds[0], member=paper.member, upload=None, is_original_seen=True,
            by=staff.registrar, at=NOON,
        )  # fmt: skip
    return case


def accepted(staff: Staff, case: Case | None = None) -> Case:
    case = with_papers(case or lodged(staff), staff)
    return step(case, "accept", by=staff.registrar)


def recommended(staff: Staff, case: Case | None = None, recommendation: str = "grant") -> Case:
    facts = {"commission_on": RECEIVED, "minutes_number": "7", "recommendation": recommendation}
    return step(case or accepted(staff), "commission", by=staff.registrar, **facts)


def heard(staff: Staff, case: Case | None = None) -> Case:
    case = decided(staff, case or recommended(staff, recommendation="refuse"), "preliminarily_refuse")
    return step(case, "hear", by=staff.registrar, hearing_on=NOON.date(), hearing_statement="They have relatives here.")


def granted(staff: Staff, household: Household | None = None) -> Case:
    return decided(staff, recommended(staff, accepted(staff, lodged(staff, household))), "grant")


def lodged_inclusion(staff: Staff, household: Household | None = None, programme: str = "returnee") -> Case:
    """A request for inclusion of a family that has the status; received on the day of the grant."""
    if household is None:
        household = granted(staff).household
    asked = application(staff, household, "inclusion", received_on=NOON.date())
    skipped = inclusions.not_counted([person for person, role in asked.members], programme)
    asked = application(staff, household, "inclusion", received_on=NOON.date(), not_counted=skipped)
    found = Programme.objects.get(pk=programme)
    return inclusions.lodge_inclusion(asked, programme=found, left_region=None, by=staff.registrar, at=NOON)


def held(staff: Staff, case: Case | None = None) -> Case:
    """A request for inclusion with its places held."""
    return step(with_papers(case or lodged_inclusion(staff), staff), "accept", by=staff.registrar)


def included(staff: Staff, case: Case | None = None) -> Case:
    return decided(staff, case or held(staff), "include")


def lodged_extension(staff: Staff, case: Case | None = None, months: int = 6) -> Case:
    case = case or granted(staff)
    asked = application(staff, case.household, "extension", received_on=NOON.date())
    return extensions.lodge_extension(
        asked, months=months, reason="Citizenship is delayed.", by=staff.registrar, at=NOON
    )


def step(case: Case, name: str, *, by: Officer, at: datetime = NOON, **facts: object) -> Case:
    return take_step(case, name, version=current(case), act=Act(facts=facts), by=by, at=at)


def ruling(case: Case, name: str, refused: tuple[Person, ...] = (), ground: str = "") -> Ruling:
    """What an officer would sign: everybody granted but `refused`, or what the step says of all."""
    kind = procedure(case.procedure).flow.steps[name]
    outcomes = {member.pk: _outcome(kind.decides, member, refused) for member in case.members.all()}
    if not kind.grounded and not refused:
        return Ruling(outcomes)
    listed = Ground.objects.filter(procedure=case.procedure, step=kind.grounds or name)
    return Ruling(outcomes, listed.filter(pk=ground).first() if ground else listed.first(), "As heard.")


def _outcome(decides: Decides, member, refused: tuple[Person, ...]) -> str:
    each = Outcome.REFUSED if member.person in refused else Outcome.GRANTED
    table: Mapping[Decides, str] = {
        Decides.EACH: each if member.is_counted else Outcome.PENDING,
        Decides.REFUSES_ALL: Outcome.REFUSED,
        Decides.NOBODY: Outcome.PENDING,
        Decides.UNCHANGED: member.outcome,
    }
    return table[decides]


def proposed(
    staff: Staff, case: Case, name: str, *, by: Officer | None = None, at: datetime = NOON, **ruled: object
) -> Decision:
    signed = ruling(case, name, **ruled)
    return decisions.propose(case, name, version=current(case), ruling=signed, by=by or staff.caseworker, at=at)


def decided(staff: Staff, case: Case, name: str, **ruled: object) -> Case:
    """Proposed by the caseworker and countersigned by the head."""
    decision = proposed(staff, case, name, **ruled)
    return countersign(decision, version=current(case), by=staff.head, at=NOON)


def current(case: Case) -> int:
    return Case.objects.values_list("version", flat=True).get(pk=case.pk)
