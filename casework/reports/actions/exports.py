"""Exports: asked for by an officer, made part by part by the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from casework.accounts.queries import Officer
from casework.audit.actions import record
from casework.common import sweeps
from casework.reports import frozen
from casework.reports.catalogue import Entry, Parameters, registered
from casework.reports.models import Export, ExportPart
from casework.reports.printing import PRINTINGS
from casework.reports.queries.editions import edition, known_now
from casework.reports.queries.exports import edition_of, next_step
from casework.reports.rules import resolved
from casework.reports.states import EXPORT


@dataclass(frozen=True)
class Question:
    """What is asked of a report: its parameters, the day, and the moment of knowledge; without one, now."""

    parameters: Parameters
    as_of: date
    known_at: datetime | None = None


@transaction.atomic
def ask(entry: Entry, question: Question, formats: Sequence[str], *, by: Officer, at: datetime) -> Export:
    """Have a report made in these formats while the officer goes on working."""
    asked = Export.objects.create(
        report=entry.slug, parameters=resolved(question.parameters, question.as_of), as_of=question.as_of,
        known_at=question.known_at or known_now(), formats=list(formats), asked_by_id=by.pk, asked_at=at,
    )  # fmt: skip
    told = {"report": entry.slug, "as_of": question.as_of, "formats": list(formats)}
    record("report.export_asked", subject=asked.number, by=by, at=at, after=told)
    sweeps.hint(EXPORT)
    return asked


@transaction.atomic
def make_step(pk: int, step: str, *, at: datetime) -> None:
    """Make the next part of an export; nothing where another worker has made it."""
    export = Export.objects.select_for_update(of=("self",)).get(pk=pk)
    if next_step(export) != step:
        return
    if step == "data":
        made = edition(registered()[export.report], export.parameters, export.as_of, at=at, known_at=export.known_at)
        export.data = frozen.written(made.report)
        export.reconciliation = frozen.plain_reconciliation(made.reconciliation)
        export.save(update_fields=["data", "reconciliation"])
    else:
        content = PRINTINGS[step].write(edition_of(export))
        ExportPart.objects.create(export=export, format=step, content=content)
    if not next_step(export):
        export.finished_at = at
        export.save(update_fields=["finished_at"])
