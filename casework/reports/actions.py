"""All writes of reports: schedules begun, replaced and ended; issues made by the clock and by hand, and opened."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.permissions import Permission
from casework.accounts.queries import Officer, who_may
from casework.audit.actions import record
from casework.common import sweeps
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.common.workdays import DAY, local_date
from casework.reference.queries import work_calendar
from casework.reports import frozen, rules
from casework.reports.catalogue import Entry, Parameters, registered
from casework.reports.models import Issue, Receipt, Schedule
from casework.reports.queries.due import due_period
from casework.reports.queries.editions import edition
from casework.reports.report import Edition, checksum
from casework.reports.rules import Terms
from casework.reports.states import SWEEP


@transaction.atomic
def schedule(entry: Entry, terms: Terms, *, by: Officer, at: datetime) -> Schedule:
    """Have a report issued by a rule. Periods since its first day that have passed are made up."""
    _check_permitted(by)
    return _begin(entry.slug, terms, None, by=by, at=at)


@transaction.atomic
def replace(old: Schedule, terms: Terms, *, by: Officer, at: datetime) -> Schedule:
    """Let another schedule take the place of this one from its first day on, so that no period comes twice."""
    _check_permitted(by)
    old = _at_work(old, local_date(at))
    if terms.since <= local_date(at):
        raise RuleBroken(_("Today is still the day of the schedule as it was; let the change begin tomorrow or later."))
    _end(old, terms.since, by=by, at=at)
    return _begin(old.report, terms, old, by=by, at=at)


@transaction.atomic
def end(ended: Schedule, *, by: Officer, at: datetime) -> Schedule:
    """Bring forth no issue from today on; what was issued stays, what was missed before is still made up."""
    _check_permitted(by)
    today = local_date(at)
    ended = _at_work(ended, today)
    return _end(ended, max(today, ended.since), by=by, at=at)


@transaction.atomic
def issue(entry: Entry, parameters: Parameters, as_of: date, *, by: Officer, at: datetime) -> Issue:
    """Freeze a report by hand."""
    _check_permitted(by)
    if as_of > local_date(at):
        raise RuleBroken(_("This day has not come yet; enter today or an earlier day."))
    made = edition(entry, parameters, as_of, at=at)
    return _freeze(made, rules.resolved(parameters, as_of), {"made_by": by}, by=by, at=at)


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


def _begin(report: str, terms: Terms, old: Schedule | None, *, by: Officer, at: datetime) -> Schedule:
    _check_bounded(terms, local_date(at))
    begun = Schedule.objects.create(
        report=report, parameters=terms.parameters, rule=terms.rule, formats=list(terms.formats), since=terms.since,
        until=terms.until, replaces=old, created_by_id=by.pk, created_at=at,
    )  # fmt: skip
    begun.recipients.set(terms.recipients)
    told = {"report": report, "rule": terms.rule, "since": terms.since, "until": terms.until}
    told |= {**terms.parameters, "recipients": len(terms.recipients)}
    before = {"replaces": old.number} if old else None
    record("report.scheduled", subject=begun.number, by=by, at=at, before=before, after=told)
    sweeps.hint(SWEEP)
    return begun


def _end(ended: Schedule, until: date, *, by: Officer, at: datetime) -> Schedule:
    before = ended.until
    ended.until = until if before is None else min(before, until)
    ended.ended_by_id, ended.ended_at = by.pk, at
    ended.save(update_fields=["until", "ended_by", "ended_at"])
    record(
        "report.schedule_ended", subject=ended.number, by=by, at=at, before={"until": before},
        after={"until": ended.until},
    )  # fmt: skip
    return ended


def _freeze(
    made: Edition, parameters: Mapping[str, Any], origin: Mapping[str, Any], *, by: Officer | None, at: datetime
) -> Issue:
    """`origin`: the schedule and the reporting day, or who made it by hand."""
    data = frozen.written(made.report)
    found = Issue.objects.create(
        report=made.report.slug, parameters=parameters, as_of=made.report.as_of, known_at=made.known_at, data=data,
        checksum=checksum(data), reconciliation=frozen.plain_reconciliation(made.reconciliation), made_at=at, **origin,
    )  # fmt: skip
    told = {"report": found.report, "as_of": found.as_of, "known_at": found.known_at, "checksum": found.checksum}
    record("report.issued", subject=found.number, by=by, at=at, after=told)
    return found


def _lay_before(made: Issue, owing: Schedule) -> None:
    """Put an issue on the tables of those recipients who may still read reports."""
    readers = {officer.pk for officer in who_may(Permission.VIEW_REPORTS)}
    named = owing.recipients.values_list("pk", flat=True)
    Receipt.objects.bulk_create(Receipt(issue=made, officer_id=pk) for pk in sorted(readers.intersection(named)))


def _at_work(found: Schedule, today: date) -> Schedule:
    """The schedule, locked; Conflict where somebody has ended it meanwhile."""
    locked = Schedule.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if locked.ended_at is not None or not locked.is_at_work(today):
        raise Conflict(_("This schedule has ended already; nothing was changed."))
    return locked


def _check_permitted(by: Officer) -> None:
    if not by.has_perm(Permission.SCHEDULE_REPORTS):
        raise NotPermitted(_("Reports are issued and scheduled by a quota manager."))


def _check_bounded(terms: Terms, today: date) -> None:
    """Nobody floods the archive by a day long past."""
    count = len(rules.periods_due(terms.rule, terms.since, today + DAY, work_calendar()))
    if count > rules.MOST_AT_ONCE:
        message = _("%(count)d issues would be made up at once, more than %(most)d; let the schedule begin later.")
        raise RuleBroken(message % {"count": count, "most": rules.MOST_AT_ONCE})
