"""Household permits, made for volume at the counter: asked for, held and issued in one act of one officer.

One in so many, drawn by the system, waits for the second look of another officer before it is issued.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.cases.actions.acts import Act
from casework.cases.actions.locking import as_it_is, check_works_here
from casework.cases.actions.opening import Application, lodge_with
from casework.cases.actions.steps import take_step
from casework.cases.models import Case, CaseMember
from casework.cases.states import Outcome
from casework.common.errors import NotPermitted, RuleBroken
from casework.common.periods import months_after
from casework.common.rows import insert, remember, updated
from casework.common.sequences import next_number
from casework.common.workdays import local_date
from casework.labour import rules
from casework.labour.actions.guards import check_foreign, check_may
from casework.labour.actions.permits import household_of
from casework.labour.actions.workers import known_worker, worker_of
from casework.labour.models import HouseholdRequest, Permit, PrivateEmployer, PrivateFacts
from casework.labour.queries.draws import is_drawn
from casework.labour.queries.places import household_programme
from casework.labour.states import ENDED_EARLY, IN_FORCE
from casework.people.models import Membership, Person, check_iin_alone
from casework.people.rules import DocumentFacts, NameFacts, PersonFacts
from casework.reference import queries as reference
from casework.reference.models import Region


@dataclass(frozen=True)
class Counter:
    """What the counter was told. `worker`: None where the passport is said to be on record."""

    employer: PrivateFacts
    passport: DocumentFacts
    worker: tuple[PersonFacts, NameFacts] | None
    months: int
    work: str


@transaction.atomic
def serve(asked: Counter, *, by: Officer, at: datetime) -> Case:
    """Everything of one visit at the counter, whole or not at all; the work is done in the region of the office."""
    check_may(Permission.LABOUR, by)
    region = by.office.region
    if region is None:
        raise RuleBroken(_("Household permits are given at the offices of the regions."))
    employer = private_employer(asked.employer, region=region, by=by, at=at)
    worker = worker_of(*asked.worker, by=by, at=at) if asked.worker else known_worker(asked.passport)
    return give(employer, worker, months=asked.months, work=asked.work, region=region, by=by, at=at)


@transaction.atomic
def private_employer(facts: PrivateFacts, *, region: Region, by: Officer, at: datetime) -> PrivateEmployer:
    """The private employer of this IIN, taken in where it is not on record."""
    known = PrivateEmployer.objects.filter(iin=facts.iin).first()
    if known is not None:
        return known
    check_iin_alone(facts.iin)
    if not facts.name:
        raise RuleBroken(_("No private employer with this IIN is on record; give the name as well."))
    return PrivateEmployer.objects.create(
        iin=facts.iin,
        name=facts.name,
        address=facts.address,
        region=region,
        registered_by=by,
        registered_at=at,
        is_generated=facts.is_generated,
    )


@transaction.atomic
def give(
    employer: PrivateEmployer, worker: Person, *, months: int, work: str, region: Region, by: Officer, at: datetime
) -> Case:
    """Give a household permit: lodged, its place held, issued. It waits where it is drawn for a second look."""
    _check_months(months, local_date(at))
    asked = HouseholdRequest(employer=employer, work=work, months=months)
    return _walk(asked, worker, region, by=by, at=at)


@transaction.atomic
def extend(permit: Permit, *, months: int, by: Officer, at: datetime) -> Case:
    """Carry a household permit on, from the day after its last; all together at most so many months as the law says."""
    today = local_date(at)
    check_works_here(permit.case, by)
    _check_months(months, today)
    if permit.private_employer is None or permit.state not in IN_FORCE or permit.until < today:
        raise RuleBroken(_("Only a household permit in force is extended."))
    most = reference.figure("household.months_total", today).whole
    if not rules.fits(permit.first_since, months_after(permit.until, months), most):
        raise RuleBroken(
            _("A household permit is for at most %(most)d months with all its extensions.") % {"most": most}
        )
    asked = HouseholdRequest(employer=permit.private_employer, work=permit.post, months=months, extends=permit)
    return _walk(asked, permit.person, permit.region, by=by, at=at)


def _check_months(months: int, on: date) -> None:
    most = reference.figure("household.months_most", on).whole
    if not 1 <= months <= most:
        raise RuleBroken(_("A household permit is given for 1 to %(most)d months at a time.") % {"most": most})


def _walk(asked: HouseholdRequest, worker: Person, region: Region, *, by: Officer, at: datetime) -> Case:
    check_foreign(worker)
    members = [(worker, Membership.Role.HEAD)]
    household = household_of(worker, by=by, at=at)
    application = Application("household", worker, household, members, region, local_date(at))
    case = lodge_with(application, asked, by=by, at=at)
    case = take_step(case, "accept", version=case.version, lock=as_it_is, by=by, at=at)
    if is_drawn(case, local_date(at)):
        return case
    return take_step(case, "issue", version=case.version, lock=as_it_is, by=by, at=at)


def issue(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Issue the permit: from today, or from the day after the one it extends."""
    today = local_date(at)
    if by.pk == case.registered_by_id and is_drawn(case, today):
        raise NotPermitted(_("This file was drawn for a second look: another officer issues its permit."))
    outcomes = updated(CaseMember.objects.filter(case=case), outcome=Outcome.GRANTED)
    remember(case, "members", outcomes)
    request = case.household_request
    old = _locked(request.extends_id)
    since = old.until if old else today
    permit = Permit(
        case=case, number=f"HP-{today.year}-{next_number('labour_household_number'):06d}",
        private_employer=request.employer, person=case.applicant, region=case.settlement_region, post=request.work,
        since=since, until=months_after(since, request.months), previous=old, token=secrets.token_urlsafe(32),
        renewals=old.renewals + 1 if old else 0, first_since=old.first_since if old else since,
        place_of_id=case.pk if old is None or household_programme(case) else old.place_of_id,
    )  # fmt: skip
    insert(permit)


def _locked(pk: int | None) -> Permit | None:
    if pk is None:
        return None
    old = Permit.objects.select_for_update(of=("self",)).get(pk=pk)
    if old.state in ENDED_EARLY:
        raise RuleBroken(_("Permit %(permit)s has ended meanwhile; there is nothing to extend.") % {"permit": old})
    return old
