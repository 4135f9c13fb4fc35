"""Permits given out: first ones, renewals, replacements; and why the database would refuse one."""

import secrets
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.cases.actions.acts import Act
from casework.cases.models import Case
from casework.common.errors import Conflict, RuleBroken
from casework.common.periods import months_after
from casework.common.sequences import next_number
from casework.common.workdays import local_date
from casework.labour.actions.changes import pass_on
from casework.labour.actions.permits import check_nothing_stands, locked_fee
from casework.labour.models import Permit
from casework.labour.queries import fees
from casework.labour.queries.places import draws
from casework.labour.states import ENDED_EARLY


def issue(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Issue the permit of a file whose fee was paid in time; the database refuses it while a violation bars."""
    _check_paid(case)
    since = local_date(at)
    _create(case, since, months_after(since, case.permit_request.months))


def renew(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Issue the permit that carries the worker's own on: its term begins the day after the old one ends."""
    _check_paid(case)
    old = _locked_previous(case)
    if old.state in ENDED_EARLY:
        raise Conflict(_("Permit %(permit)s has ended meanwhile; there is nothing to renew.") % {"permit": old})
    _create(case, old.until, months_after(old.until, case.permit_request.months), renewals=old.renewals + 1)


def replace(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Issue a permit with a new number to the new worker for the rest of the term; the old one ends, without a fee."""
    check_nothing_stands(case, at)
    old, today = _locked_previous(case), local_date(at)
    pass_on(old, to=case, by=by, at=at)
    _create(case, max(today, old.since), old.until, renewals=old.renewals)


def barred(case: Case) -> Conflict:
    """Why the database refused the permit: by which violation."""
    found = case.permit_request.employer.violations.order_by("-bars_until").first()
    until = date_format(found.bars_until, "j M Y") if found else ""
    return Conflict(_("A violation bars new permits of this employer until %(until)s.") % {"until": until})


def _create(case: Case, since: date, until: date, *, renewals: int = 0) -> Permit:
    request, year = case.permit_request, since.year
    previous = request.previous
    place_of = case.pk if previous is None or draws(case) else previous.place_of_id
    return Permit.objects.create(
        case=case, number=f"WP-{year}-{next_number('labour_permit_number'):06d}", employer=request.employer,
        person=case.applicant, region=case.settlement_region, category=request.category, post=request.post,
        since=since, until=until, previous=previous, renewals=renewals, place_of_id=place_of,
        first_since=previous.first_since if previous else since, token=secrets.token_urlsafe(32),
    )  # fmt: skip


def _locked_previous(case: Case) -> Permit:
    request = case.permit_request
    return Permit.objects.select_for_update(of=("self",)).get(pk=request.renews_id or request.replaces_id or 0)


def _check_paid(case: Case) -> None:
    fee = locked_fee(case)
    if not fees.is_paid(fee):
        left = {"left": fee.tenge - fees.paid(fee, by=fee.due_on), "due": date_format(fee.due_on, "D j M Y")}
        raise RuleBroken(_("The fee is not paid: %(left)s tenge are missing, due by %(due)s.") % left)
