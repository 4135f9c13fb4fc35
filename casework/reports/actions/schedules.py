"""Schedules begun, replaced and ended."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.queries import Officer
from casework.audit.actions import record
from casework.common import sweeps
from casework.common.errors import Conflict, RuleBroken
from casework.common.workdays import DAY, local_date
from casework.reference.queries import work_calendar
from casework.reports import rules
from casework.reports.actions.guards import check_permitted
from casework.reports.catalogue import Entry
from casework.reports.models import Schedule
from casework.reports.queries.law import law_days
from casework.reports.rules import Terms
from casework.reports.states import SWEEP, Rule


@transaction.atomic
def schedule(entry: Entry, terms: Terms, *, by: Officer, at: datetime) -> Schedule:
    """Have a report issued by a rule. Periods since its first day that have passed are made up."""
    check_permitted(by)
    return _begin(entry.slug, terms, None, by=by, at=at)


@transaction.atomic
def replace(old: Schedule, terms: Terms, *, by: Officer, at: datetime) -> Schedule:
    """Let another schedule take the place of this one from its first day on, so that no period comes twice."""
    check_permitted(by)
    old = _at_work(old, local_date(at))
    if terms.since <= local_date(at):
        raise RuleBroken(_("Today is still the day of the schedule as it was; let the change begin tomorrow or later."))
    _end(old, terms.since, by=by, at=at)
    return _begin(old.report, terms, old, by=by, at=at)


@transaction.atomic
def end(ended: Schedule, *, by: Officer, at: datetime) -> Schedule:
    """Bring forth no issue from today on; what was issued stays, what was missed before is still made up."""
    check_permitted(by)
    today = local_date(at)
    ended = _at_work(ended, today)
    return _end(ended, max(today, ended.since), by=by, at=at)


def _begin(report: str, terms: Terms, old: Schedule | None, *, by: Officer, at: datetime) -> Schedule:
    _check_bounded(terms, local_date(at))
    begun = Schedule.objects.create(
        report=report, parameters=terms.parameters, rule=terms.rule, formats=list(terms.formats), since=terms.since,
        until=terms.until, replaces=old, created_by_id=by.pk, created_at=at, recurrence=terms.recurrence,
        roles=list(terms.roles), addresses=list(terms.addresses),
    )  # fmt: skip
    begun.recipients.set(terms.recipients)
    told = {"report": report, "rule": terms.rule, "since": terms.since, "until": terms.until}
    told |= {**terms.parameters, "recipients": len(terms.recipients), "addresses": len(terms.addresses)}
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


def _at_work(found: Schedule, today: date) -> Schedule:
    """The schedule, locked; Conflict where somebody has ended it meanwhile."""
    locked = Schedule.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if locked.ended_at is not None or not locked.is_at_work(today):
        raise Conflict(_("This schedule has ended already; nothing was changed."))
    return locked


def _check_bounded(terms: Terms, today: date) -> None:
    """Nobody floods the archive by a day long past."""
    law = law_days() if terms.rule == Rule.LAW else ()
    due = rules.periods_due(
        terms.rule, terms.since, today + DAY, work_calendar(), recurrence=terms.recurrence, law=law
    )  # fmt: skip
    count = len(due)
    if count > rules.MOST_AT_ONCE:
        message = _("%(count)d issues would be made up at once, more than %(most)d; let the schedule begin later.")
        raise RuleBroken(message % {"count": count, "most": rules.MOST_AT_ONCE})
