"""Files against the ledger: what each file should hold and have used, and where the ledger says otherwise."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, Q

from casework.cases import rules
from casework.cases.models import Case
from casework.cases.states import Outcome, State
from casework.quotas import queries as ledger


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


def differences() -> list[dict[str, Any]]:
    """Counters against ledger, then ledger against files; empty where all agree."""
    return [*(asdict(found) for found in ledger.differences()), *(found.as_dict() for found in file_differences())]


def file_differences() -> list[FileDifference]:
    """Every file that holds or has used other places than it should, and every line of a file nobody knows."""
    written = ledger.ledger_by_file()
    files = {case.number: case for case in _files(set(written))}
    found = [_compare(number, files.get(number), written.get(number, (0, 0))) for number in {*written, *files}]
    return sorted((one for one in found if one is not None), key=lambda one: one.file)


def _files(numbers: set[str]) -> Any:
    granted = Q(members__is_counted=True, members__outcome=Outcome.GRANTED)
    return (
        Case.objects.filter(Q(number__in=numbers) | Q(allocation__isnull=False))
        .select_related("allocation__plan")
        .annotate(
            counted=Count("members", filter=Q(members__is_counted=True)), granted=Count("members", filter=granted)
        )
    )


def _compare(number: str, case: Case | None, written: tuple[int, int]) -> FileDifference | None:
    held, used = written
    if case is None:
        return FileDifference(number, "", held, used, 0, 0)
    should_hold, should_use = _expected(case)
    agrees = used == should_use and (held >= should_hold > 0 if should_hold else held == 0)
    return None if agrees else FileDifference(number, case.state, held, used, should_hold, should_use)


def _expected(case: Any) -> tuple[int, int]:
    """A file under review holds at least a place for each counted member; an included one has used its granted ones."""
    if case.allocation is None:
        return 0, 0
    unit = case.allocation.plan.unit
    if case.is_open:
        return rules.places(unit, case.counted), 0
    return 0, rules.places(unit, case.granted) if case.state == State.INCLUDED else 0
