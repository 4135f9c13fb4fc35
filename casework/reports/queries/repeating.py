"""Whether an issue repeats: the same report, computed again for the same day, must be the same to the letter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from casework.common.written import Text
from casework.reports import frozen
from casework.reports.models import Issue, Schedule
from casework.reports.queries.editions import again
from casework.reports.report import Column, Kind, Report, Row, Table, Value

Place = tuple[str, str, str]


@dataclass(frozen=True)
class Difference:
    """A figure that is another now; None where its row is missing."""

    table: Text
    row: tuple[Text, ...]
    column: Column
    then: Value
    now: Value


@dataclass(frozen=True)
class Repetition:
    """An issue computed again as known at a moment. Words may have been reworded since; figures may not."""

    known_at: datetime
    checksum: str
    is_same: bool
    differences: list[Difference]


def repetition(issue: Issue, known_at: datetime) -> Repetition:
    """Compute an issue again: as known when it was made it must be the same; as known later, late lines show."""
    now = again(issue, known_at)
    checksum = frozen.checksum_of(now)
    is_same = checksum == issue.checksum
    return Repetition(known_at, checksum, is_same, [] if is_same else list(differences(issue.content, now)))


def differences(then: Report, now: Report) -> Iterator[Difference]:
    """Every figure that is not the same in both, in the order of the first, then what only the second has."""
    before, after = _figures(then), _figures(now)
    for place in [*before, *(place for place in after if place not in before)]:
        old, new = before.get(place), after.get(place)
        if old is None or new is None or old.then != new.then:
            known = old or new
            if known is not None:
                yield replace(known, then=old.then if old else None, now=new.then if new else None)


def changes(then: Issue, now: Report) -> list[Difference]:
    """Every figure that is another than in an issue."""
    return list(differences(then.content, now))


def hidden_before(report: str, parameters: Mapping[str, Any], schedule: Schedule | None) -> set[Place]:
    """Cells that were hidden in the issue before: of the same schedule, or by hand of the same question."""
    same = Issue.objects.filter(report=report, parameters=parameters)
    earlier = (same if schedule is None else schedule.issues).order_by("pk").last()
    return {(table, row, column) for table, row, column in earlier.hidden} if earlier else set()


def _figures(report: Report) -> dict[Place, Difference]:
    return {
        (table.key, row.key, column.key): Difference(table.title, _heads(table, row), column, value, None)
        for table in report.tables
        for row in table.lines
        for column, value in zip(table.columns, row.values, strict=True)
        if column.kind != Kind.TEXT
    }


def _heads(table: Table, row: Row) -> tuple[Text, ...]:
    return tuple(value for value in row.values if isinstance(value, Text))
