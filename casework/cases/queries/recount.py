"""Files against the ledger: what each file should hold and have used, and where the ledger says otherwise."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from casework.cases import rules
from casework.cases.models import Case
from casework.cases.states import Outcome, State
from casework.quotas import queries as ledger
from casework.quotas.models import Plan


@dataclass(frozen=True)
class FileDifference:
    """A file whose places in the ledger are not what its members and its state say; places in the unit of the plan."""

    file: str
    state: str
    held: int
    used: int
    held_by_file: int
    used_by_file: int

    def as_dict(self) -> dict[str, Any]:
        return {"between": "ledger and files", **asdict(self)}


@dataclass(frozen=True)
class Agreement:
    """Ledger against files of some plans: how many were compared, how many of them are generated, which differ."""

    files: int
    generated: int
    differences: list[FileDifference]


def differences() -> list[dict[str, Any]]:
    """Counters against ledger, then ledger against files; empty where all agree."""
    return [*(asdict(found) for found in ledger.differences()), *(found.as_dict() for found in file_differences())]


def file_differences() -> list[FileDifference]:
    """Every file that holds or has used other places than it should, and every line of a file nobody knows."""
    return _agreement(None).differences


def agreement(year: int, programme: str = "") -> Agreement:
    """Ledger against files now, in the plans of a year or in that of one programme."""
    plans = Plan.objects.filter(year=year)
    return _agreement(plans.filter(programme=programme) if programme else plans)


def _agreement(plans: QuerySet[Plan] | None) -> Agreement:
    written = ledger.ledger_by_file(plans)
    files = {case.number: case for case in _files(set(written), plans)}
    inside = None if plans is None else set(plans.values_list("pk", flat=True))
    numbers = {*written, *files}
    found = [_compare(number, files.get(number), written.get(number, (0, 0)), inside) for number in numbers]
    differing = sorted((one for one in found if one is not None), key=lambda one: one.file)
    return Agreement(len(numbers), sum(case.is_generated for case in files.values()), differing)


def _files(numbers: set[str], plans: QuerySet[Plan] | None) -> Any:
    granted = Q(members__is_counted=True, members__outcome=Outcome.GRANTED)
    drawing = Q(allocation__isnull=False) if plans is None else Q(allocation__plan__in=plans)
    return (
        Case.objects.filter(Q(number__in=numbers) | drawing)
        .select_related("allocation__plan")
        .annotate(
            counted=Count("members", filter=Q(members__is_counted=True)), granted=Count("members", filter=granted)
        )
    )


def _compare(
    number: str, case: Case | None, written: tuple[int, int], inside: set[int] | None
) -> FileDifference | None:
    held, used = written
    if case is None:
        return FileDifference(number, "", held, used, 0, 0)
    should_hold, should_use = _expected(case, inside)
    agrees = used == should_use and (held >= should_hold > 0 if should_hold else held == 0)
    return None if agrees else FileDifference(number, case.state, held, used, should_hold, should_use)


def _expected(case: Any, inside: set[int] | None) -> tuple[int, int]:
    """A file under review holds at least a place for each counted member; an included one has used its granted ones.

    `inside`: the plans that are compared; in them a file that draws on another plan holds and uses nothing.
    """
    if case.allocation is None or inside is not None and case.allocation.plan_id not in inside:
        return 0, 0
    unit = case.allocation.plan.unit
    if case.is_open:
        return rules.places(unit, case.counted), 0
    return 0, rules.places(unit, case.granted) if case.state == State.INCLUDED else 0
