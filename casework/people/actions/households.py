"""Families: founded, joined and left by the day. `until` is the first day that no longer counts."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.audit.models import Event
from casework.common.errors import RuleBroken
from casework.common.rows import insert_together
from casework.common.sequences import next_number
from casework.people.actions.guards import check_may_register, in_sentences
from casework.people.models import Household, Membership, Person


@in_sentences()
@transaction.atomic
def found_household(
    head: Person, members: Sequence[tuple[Person, str]] = (), *, since: date, by: Officer, at: datetime
) -> Household:
    """Put a family on record: its head, and the others with their roles."""
    check_may_register(by)
    household = Household.objects.create(
        number=f"H-{next_number('people_household_number'):06d}", registered_by=by, registered_at=at,
        is_generated=head.is_generated,
    )  # fmt: skip
    everybody: Iterable[tuple[Person, str]] = ((head, Membership.Role.HEAD), *members)
    # By ascending person, so that two officers who found families of the same persons wait and do not deadlock.
    for person, role in sorted(everybody, key=lambda member: member[0].pk):
        _join(household, person, role=role, since=since, by=by, at=at)
    return household


@in_sentences()
@transaction.atomic
def join_household(
    household: Household, person: Person, *, role: str, since: date, by: Officer, at: datetime
) -> Membership:
    """Add a person to a family from a day on; the person belongs to no other on that day or later."""
    check_may_register(by)
    return _join(household, person, role=role, since=since, by=by, at=at)


@in_sentences()
@transaction.atomic
def leave_household(membership: Membership, *, until: date, by: Officer, at: datetime) -> Membership:
    """End a membership that has no end; `until` is the first day on which the person is no longer a member."""
    check_may_register(by)
    membership = _locked_open(membership)
    _end(membership, until)
    _tell("household.leave", membership, by=by, at=at, until=until)
    return membership


@in_sentences()
@transaction.atomic
def change_role(membership: Membership, *, role: str, since: date, by: Officer, at: datetime) -> Membership:
    """Give a member another role from a day on; from the first day on means that the role was written down wrongly."""
    check_may_register(by)
    membership = _locked_open(membership)
    before = membership.role
    if since == membership.since:
        membership.role = role
        membership.save(update_fields=["role"])
    else:
        _end(membership, since)
        membership = Membership.objects.create(
            household_id=membership.household_id, person_id=membership.person_id, role=role, since=since
        )
    _tell("household.change_role", membership, by=by, at=at, before=before, role=role, since=since)
    return membership


def _join(household: Household, person: Person, *, role: str, since: date, by: Officer, at: datetime) -> Membership:
    if since < person.born_on:
        raise RuleBroken(_("%(person)s was not born on that day; enter a later one.") % {"person": person})
    if person.died_on is not None and since > person.died_on:
        raise RuleBroken(_("%(person)s had died by that day; enter an earlier one.") % {"person": person})
    membership = Membership(household=household, person=person, role=role, since=since)
    told = _told("household.join", membership, by=by, at=at, role=role, since=since)
    insert_together([membership], told)
    return membership


def _end(membership: Membership, until: date) -> None:
    membership.until = until
    membership.save(update_fields=["until"])


def _locked_open(membership: Membership) -> Membership:
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.until is not None:
        raise RuleBroken(_("This membership has already ended."))
    return membership


def _tell(kind: str, membership: Membership, *, by: Officer, at: datetime, **told: Any) -> None:
    insert_together(_told(kind, membership, by=by, at=at, **told))


def _told(
    kind: str, membership: Membership, *, by: Officer, at: datetime, before: str | None = None, **after: object
) -> list[Event]:
    """One line in the trail of the family, one in that of the person; not written yet."""
    household, person = membership.household.number, membership.person.number
    role_before = {"role": before} if before else None
    after = {"household": household, "person": person, **after}
    return [
        audit.to_record(kind, subject=subject, by=by, at=at, before=role_before, after=after)
        for subject in (household, person)
    ]
