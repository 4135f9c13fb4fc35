"""Permits carried on: renewed for the same worker, or taken over by another one."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.common.errors import Conflict, RuleBroken
from casework.common.workdays import local_date
from casework.labour import rules
from casework.labour.actions.permits import check_term, lodge_request
from casework.labour.models import Category, Permit, PermitRequest
from casework.labour.states import IN_FORCE, Basis
from casework.people.models import Person
from casework.reference import queries as reference

KEPT = (
    "employer", "category", "post", "fee_group", "vacancy_code", "vacancy_posted_on", "asks_education", "asks_years",
    "has_education", "has_years", "basis",
)  # fmt: skip
"""What a renewal asks as it was asked before."""


@transaction.atomic
def ask_renewal(permit: Permit, *, months: int, received_on: date, by: Officer, at: datetime) -> Case:
    """Lodge a request to renew a permit, within the days before its end that the law gives.

    Source: Order No. 559 of 27 June 2016 (60 to 30 calendar days before the end; up to three renewals).
    """
    _check_in_force(permit)
    _check_not_renewed(permit)
    _check_window(permit, received_on)
    request = permit.case.permit_request
    if request.basis == Basis.INTRA:
        months = _intra_months(permit, received_on)
    else:
        _check_renewals(permit, check_term(permit.category, months, received_on))
    asked = PermitRequest(renews=permit, months=months, **{name: getattr(request, name) for name in KEPT})
    return lodge_request("renewal", asked, permit.person, permit.region, received_on=received_on, by=by, at=at)


@transaction.atomic
def ask_replacement(
    permit: Permit, worker: Person, *, has_education: str, has_years: int, received_on: date, by: Officer, at: datetime
) -> Case:
    """Lodge a request to let another worker take over the post of a permit, for the rest of its term."""
    _check_in_force(permit)
    if permit.until <= local_date(at):
        raise RuleBroken(_("The term of this permit is over; ask for a new one."))
    if worker.pk == permit.person_id:
        raise RuleBroken(_("Name another worker than the one who has this permit."))
    kept = {name: getattr(permit.case.permit_request, name) for name in KEPT}
    brought = {"has_education": has_education, "has_years": has_years}
    asked = PermitRequest(replaces=permit, months=permit.case.permit_request.months, **{**kept, **brought})
    return lodge_request("replacement", asked, worker, permit.region, received_on=received_on, by=by, at=at)


def _check_in_force(permit: Permit) -> None:
    if permit.employer_id is None:
        raise RuleBroken(_("A household permit is extended at the counter, neither renewed nor replaced."))
    if permit.state not in IN_FORCE:
        facts = {"permit": permit, "state": permit.get_state_display()}
        raise RuleBroken(_("Permit %(permit)s is “%(state)s”; only one in force is carried on.") % facts)


def _check_not_renewed(permit: Permit) -> None:
    later = permit.following.filter(case__permit_request__renews=permit).first()
    if later is not None:
        raise Conflict(_("This permit was renewed already: %(permit)s.") % {"permit": later})


def _check_window(permit: Permit, received_on: date) -> None:
    earliest = reference.figure("renewal.earliest", received_on).whole
    latest = reference.figure("renewal.latest", received_on).whole
    first, last = rules.days_to_renew(permit.until, earliest=earliest, latest=latest)
    if not first <= received_on <= last:
        facts = {"first": date_format(first, "D j M Y"), "last": date_format(last, "D j M Y")}
        raise RuleBroken(_("The renewal of this permit is asked for from %(first)s to %(last)s.") % facts)


def _check_renewals(permit: Permit, category: Category) -> None:
    most = category.renewals_most
    if most is not None and permit.renewals >= most:
        facts = {"most": most, "category": category.label}
        raise RuleBroken(_("A permit of “%(category)s” is renewed at most %(most)d times.") % facts)


def _intra_months(permit: Permit, on: date) -> int:
    if permit.renewals:
        raise RuleBroken(_("A transfer inside a company is renewed once."))
    return reference.figure("intra.renewal_months", on).whole
