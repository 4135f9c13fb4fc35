"""What decided files brought, in bulk: grants, inclusions with their money, lines of the ledger."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from casework.cases.states import State
from casework.common.periods import months_after
from casework.common.sequences import next_numbers
from casework.common.workdays import local_date
from casework.quotas.models import Entry
from casework.quotas.states import Kind, deltas
from casework.reference import queries as reference
from casework.returnees.models import (
    Entitlement,
    ExtensionRequest,
    Grant,
    Inclusion,
    InclusionRequest,
    StatusApplication,
)
from casework.returnees.queries import RETURNEE
from casework.returnees.rules import Money
from tests.bench.office.files import File, cell_of

MEASURES = (Entitlement.Measure.RENT_MIN, Entitlement.Measure.RENT_MAX)


def write_details(files: Sequence[File]) -> None:
    """The row of its procedure that each file has."""
    by_kind = {kind: [file for file in files if file.kind == kind] for kind in ("status", "inclusion", "extension")}
    StatusApplication.objects.bulk_create(_application(file) for file in by_kind["status"])
    InclusionRequest.objects.bulk_create(
        InclusionRequest(case=file.case, programme_id=RETURNEE) for file in by_kind["inclusion"]
    )
    ExtensionRequest.objects.bulk_create(
        ExtensionRequest(case=file.case, months=6, reason="The citizenship papers are not ready.")
        for file in by_kind["extension"]
    )


def _application(file: File) -> StatusApplication:
    facts: dict[str, Any] = {"left_country": file.family.facts.country, "arrived_on": file.family.facts.since}
    if sat := file.moment("commission"):
        facts |= {"commission_on": local_date(sat), "minutes_number": f"{sat:%m}-{sat:%d}", "recommendation": "grant"}
    if heard := file.moment("hear"):
        facts |= {"hearing_on": local_date(heard), "hearing_statement": "The applicant will bring other proof."}
    return StatusApplication(case=file.case, **facts)


def write_fruits(files: Sequence[File]) -> None:
    """Grants, inclusions and entitlements of the files that were decided so."""
    extended = {file.family.household.pk: file for file in files if file.state == State.EXTENDED}
    granted = [file for file in files if file.state == State.GRANTED]
    Grant.objects.bulk_create(
        grant for file in granted for grant in _grants(file, extended.get(file.family.household.pk))
    )
    included = [file for file in files if file.state == State.INCLUDED]
    Inclusion.objects.bulk_create(row for file in included for row in _inclusions(file))
    Entitlement.objects.bulk_create(row for file in included for row in _entitlements(file))


def _grants(file: File, extension: File | None) -> Iterator[Grant]:
    since = local_date(file.moments[-1])
    numbers = next_numbers("returnees_certificate_number", len(file.members))
    for member, number in zip(file.members, numbers, strict=True):
        yield Grant(
            case=file.case, person=member.person, certificate=f"RS-{since.year}-{number:06d}",
            token=secrets.token_urlsafe(32), since=since, until=months_after(since, 18 if extension else 12),
            extended_by=extension.case if extension else None,
        )  # fmt: skip


def _inclusions(file: File) -> Iterator[Inclusion]:
    day = local_date(file.moments[-1])
    for member in file.members:
        yield Inclusion(case=file.case, person=member.person, programme_id=RETURNEE, included_on=day)


def _entitlements(file: File) -> Iterator[Entitlement]:
    day = local_date(file.moments[-1])
    for member in file.members:
        yield _entitlement(file, Entitlement.Measure.RELOCATION, day, member.person)
    for measure in MEASURES:
        yield _entitlement(file, measure, day, None)


def _entitlement(file: File, measure: str, day: date, person: Any) -> Entitlement:
    money = Money(_amount(f"support.{measure}", day), _amount("mci", day))
    return Entitlement(
        case=file.case, person=person, measure=measure, multiple=money.multiple, index_tenge=money.index,
        tenge=money.tenge,
    )  # fmt: skip


@cache
def _amount(key: str, day: date) -> Decimal:
    return reference.amount(key, day)


def write_ledger(files: Sequence[File]) -> None:
    """A hold for each accepted request, and what ended it."""
    holding = [(file, at) for file in files if file.kind == "inclusion" and (at := file.moment("accept"))]
    holds = Entry.objects.bulk_create(_hold(file, at) for file, at in holding)
    Entry.objects.bulk_create(
        end for (file, _), hold in zip(holding, holds, strict=True) if (end := _end(file, hold)) is not None
    )


def _hold(file: File, at: datetime) -> Entry:
    places = len(file.members)
    return _line(file, Kind.HOLD, places, at, f"{file.case.number}/hold/3", vars(deltas(Kind.HOLD, places)))


def _end(file: File, hold: Entry) -> Entry | None:
    kind = {State.INCLUDED: Kind.USE, State.REFUSED: Kind.RELEASE, State.WITHDRAWN: Kind.RELEASE}.get(State(file.state))
    if kind is None:
        return None
    key = f"{file.case.number}/{kind}/{hold.pk}"
    effect = vars(deltas(kind, hold.places, held=hold.places))
    return _line(file, kind, hold.places, file.moments[-1], key, {**effect, "closes": hold})


def _line(file: File, kind: Kind, places: int, at: datetime, key: str, effect: dict[str, Any]) -> Entry:
    held = file.moment("accept") or at
    return Entry(
        allocation=cell_of(file, held.year), kind=kind, places=places, file=file.case.number, key=key,
        happened_on=local_date(at), made_by=file.hands[0 if kind == Kind.HOLD else 2], **effect,
    )  # fmt: skip
