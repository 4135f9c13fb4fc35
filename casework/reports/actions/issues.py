"""Issues made by the clock and by hand, issued anew, and opened."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.permissions import Permission
from casework.accounts.queries import Officer, holders, mailboxes, who_may
from casework.audit.actions import record
from casework.common import sweeps
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.reports import disclosure, frozen, rules
from casework.reports.actions.guards import check_permitted
from casework.reports.catalogue import Entry, Parameters, registered
from casework.reports.models import Issue, Letter, Receipt, Schedule
from casework.reports.queries.due import due_period
from casework.reports.queries.editions import edition
from casework.reports.queries.repeating import changes, hidden_before
from casework.reports.report import Edition, checksum
from casework.reports.states import MAIL


@transaction.atomic
def issue(
    entry: Entry, parameters: Parameters, as_of: date, *, by: Officer, at: datetime, anew: Issue | None = None
) -> Issue:
    """Freeze a report by hand; `anew`: the issue of the same report in whose place it is read from now on."""
    check_permitted(by)
    if as_of > local_date(at):
        raise RuleBroken(_("This day has not come yet; enter today or an earlier day."))
    made = edition(entry, parameters, as_of, at=at)
    origin: dict[str, Any] = {"made_by": by}
    if anew is not None:
        origin |= {"replaces": anew, "changed": len(changes(anew, made.report))}
    return _freeze(made, rules.resolved(parameters, as_of), origin, by=by, at=at)


@transaction.atomic
def issue_due(pk: int, day: date, *, at: datetime) -> Issue | None:
    """Issue what a schedule owes for a reporting day; None where it owes nothing. The clock does it, no officer."""
    owing = Schedule.objects.select_for_update(of=("self",)).get(pk=pk)
    period = due_period(owing, day, at)
    if period is None:
        return None
    made = edition(registered()[owing.report], owing.parameters, period.as_of, at=at)
    parameters = rules.resolved(owing.parameters, period.as_of)
    frozen_issue = _freeze(made, parameters, {"schedule": owing, "period": day}, by=None, at=at)
    _lay_before(frozen_issue, owing)
    return frozen_issue


@transaction.atomic
def open_issue(found: Issue, *, by: Officer, at: datetime) -> None:
    """Note that an officer for whom it was made has read it."""
    Receipt.objects.filter(issue=found, officer_id=by.pk, read_at=None).update(read_at=at)


def _freeze(
    made: Edition, parameters: Mapping[str, Any], origin: Mapping[str, Any], *, by: Officer | None, at: datetime
) -> Issue:
    """`origin`: the schedule and the reporting day, or who made it by hand and for which issue anew."""
    data = frozen.written(made.report)
    hidden = disclosure.of_report(made.report, hidden_before(made.report.slug, parameters, origin.get("schedule")))
    found = Issue.objects.create(
        report=made.report.slug, parameters=parameters, as_of=made.report.as_of, known_at=made.known_at, data=data,
        checksum=checksum(data), reconciliation=frozen.plain_reconciliation(made.reconciliation), made_at=at,
        hidden=sorted(hidden), **origin,
    )  # fmt: skip
    told = {"report": found.report, "as_of": found.as_of, "known_at": found.known_at, "checksum": found.checksum}
    if found.replaces:
        told |= {"replaces": found.replaces.number, "changed": found.changed}
    record("report.issued", subject=found.number, by=by, at=at, after=told)
    return found


def _lay_before(made: Issue, owing: Schedule) -> None:
    """Put an issue on the tables of those recipients who may still read reports; write to whoever has an address."""
    named = set(owing.recipients.values_list("pk", flat=True)) | holders(owing.roles)
    readers = sorted(named & {officer.pk for officer in who_may(Permission.VIEW_REPORTS)})
    Receipt.objects.bulk_create(Receipt(issue=made, officer_id=pk) for pk in readers)
    letters = dict.fromkeys(mailboxes(readers), False) | dict.fromkeys(owing.addresses, True)
    Letter.objects.bulk_create(
        Letter(issue=made, address=address, is_outside=is_outside) for address, is_outside in letters.items()
    )
    if letters:
        sweeps.hint(MAIL)
