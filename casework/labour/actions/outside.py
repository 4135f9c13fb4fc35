"""Workers without a permit who are counted, trips of permit holders, and families who stay with them."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.cases.actions.locking import check_works_here
from casework.common.constraints import explained
from casework.common.errors import RuleBroken
from casework.labour import rules
from casework.labour.actions.guards import check_foreign, check_may, check_works_with, locked
from casework.labour.models import Employer, ExemptWorker, FamilyMember, Permit, Trip
from casework.labour.rules import Term
from casework.labour.states import EAEU_STATES, Exempt
from casework.people.models import Person
from casework.reference import queries as reference
from casework.reference.models import Region


def record_exempt(
    employer: Employer, person: Person, *, why: str, category: str, region: Region, term: Term, by: Officer,
    at: datetime,
) -> ExemptWorker:  # fmt: skip
    """Write down a foreigner who works without a permit. Outside every quota, and counted."""
    with explained():
        return _exempt(employer, person, why, category, region, term, by=by, at=at)


@transaction.atomic
def _exempt(
    employer: Employer, person: Person, why: str, category: str, region: Region, term: Term, *, by: Officer,
    at: datetime,
) -> ExemptWorker:  # fmt: skip
    check_may(Permission.LABOUR, by)
    check_works_with(employer, by)
    check_foreign(person)
    employer = locked(employer)
    if why == Exempt.EAEU and str(person.citizenship) not in EAEU_STATES:
        raise RuleBroken(_("This citizenship is none of the Eurasian Economic Union."))
    if why == Exempt.HEAD and category != "1":
        raise RuleBroken(_("Only a head of category 1 needs no permit as the head of a wholly foreign company."))
    found = ExemptWorker.objects.create(
        employer=employer, person=person, why=why, category=category, region=region, since=term.since,
        until=term.until, recorded_by=by, recorded_at=at,
    )  # fmt: skip
    told = {"why": why, "category": category, "since": term.since}
    audit.record("employer.exempt_worker", subject=employer.bin, by=by, at=at, after=told)
    return found


def record_trip(permit: Permit, *, region: Region, since: date, until: date, by: Officer, at: datetime) -> Trip:
    """Write down a trip to another region; of one calendar year so many days at most as the law says.

    `until` is the first day back. Source: the figure `trip.days_most`.
    """
    with explained():
        return _trip(permit, region, since, until, by=by, at=at)


@transaction.atomic
def _trip(permit: Permit, region: Region, since: date, until: date, *, by: Officer, at: datetime) -> Trip:
    permit = _mine(permit, by)
    if region.pk == permit.region_id:
        raise RuleBroken(_("The permit is for this region; a trip leads to another one."))
    if since < permit.since or until > permit.until:
        raise RuleBroken(_("A trip lies within the term of the permit."))
    most = reference.figure("trip.days_most", since).whole
    trips = [*permit.trips.values_list("since", "until"), (since, until)]
    for year in range(since.year, until.year + 1):
        days = rules.days_of_year(trips, year)
        if days > most:
            facts = {"year": year, "days": days, "most": most}
            raise RuleBroken(_("In %(year)d the trips would come to %(days)d days; %(most)d are allowed.") % facts)
    trip = Trip.objects.create(permit=permit, region=region, since=since, until=until, recorded_by=by, recorded_at=at)
    told = {"permit": permit.number, "region": region.pk, "since": since, "until": until}
    audit.record("permit.trip", subject=permit.case.number, by=by, at=at, after=told)
    return trip


def attach_family(
    permit: Permit, person: Person, *, kin: str, term: Term, needs_school: bool, by: Officer, at: datetime
) -> FamilyMember:
    """Write down a spouse or child who stays with the worker; the stay may end before the permit, never after."""
    with explained():
        return _attach(permit, person, kin, term, needs_school, by=by, at=at)


@transaction.atomic
def _attach(
    permit: Permit, person: Person, kin: str, term: Term, needs_school: bool, *, by: Officer, at: datetime
) -> FamilyMember:
    permit = _mine(permit, by)
    until = term.until or permit.until
    if person.pk == permit.person_id:
        raise RuleBroken(_("This is the worker; name a member of the family."))
    if until > permit.until:
        last = date_format(permit.until, "j M Y")
        raise RuleBroken(_("The family stays no longer than the worker may: until %(last)s.") % {"last": last})
    if kin == FamilyMember.Kin.CHILD and not person.is_minor_on(term.since):
        raise RuleBroken(_("Who is of age stays by a right of their own; only minor children are attached."))
    member = FamilyMember.objects.create(
        permit=permit, person=person, kin=kin, since=term.since, until=until, needs_school=needs_school,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    told = {"permit": permit.number, "kin": kin, "until": until, "needs_school": needs_school}
    audit.record("permit.family", subject=permit.case.number, by=by, at=at, after=told)
    return member


def _mine(permit: Permit, by: Officer) -> Permit:
    """The permit, locked and in force, where this officer may write about it."""
    check_may(Permission.LABOUR, by)
    found = Permit.objects.select_for_update(of=("self",)).select_related("case__office").get(pk=permit.pk)
    check_works_here(found.case, by)
    if not found.is_running:
        raise RuleBroken(_("Permit %(permit)s is not in force.") % {"permit": found})
    return found
