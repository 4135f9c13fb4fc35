"""What happens to families: a new head, a part that leaves, a marriage; each with the day from which it holds."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.common.errors import RuleBroken
from casework.people.actions.guards import check_may_register, in_sentences
from casework.people.actions.households import change_role, found_household, join_household, leave_household
from casework.people.models import Household, Membership, Person

Role = Membership.Role


@in_sentences()
@transaction.atomic
def name_head(person: Person, *, former_role: str, since: date, by: Officer, at: datetime) -> Membership:
    """Make somebody the head of the family from a day on; a head who is still there takes another role."""
    check_may_register(by)
    own = _membership(person)
    if own.role == Role.HEAD:
        raise RuleBroken(_("This person is the head of the family already."))
    former = _open(own.household).filter(role=Role.HEAD).first()
    if former is not None:
        if former_role in ("", Role.HEAD):
            raise RuleBroken(_("Say which role the head of today has from then on."))
        change_role(former, role=former_role, since=since, by=by, at=at)
    return change_role(own, role=Role.HEAD, since=since, by=by, at=at)


@in_sentences()
@transaction.atomic
def split_household(head: Person, others: Iterable[Person], *, since: date, by: Officer, at: datetime) -> Household:
    """Let a part of a family leave and be a family of its own from a day on; roles stay, but for the new head."""
    check_may_register(by)
    own = _membership(head)
    rows = {row.person_id: row for row in _open(own.household).select_related("person")}
    leaving = [rows.get(person.pk) for person in others]
    if None in leaving:
        raise RuleBroken(_("Somebody of these is not in this family today; look at the family again."))
    kept = [(row.person, row.role) for row in leaving if row is not None and row.person_id != head.pk]
    for row in (own, *(row for row in leaving if row is not None and row.person_id != head.pk)):
        leave_household(row, until=since, by=by, at=at)
    members = [(person, Role.OTHER.value if role == Role.HEAD else role) for person, role in kept]
    return found_household(head, members, since=since, by=by, at=at)


@in_sentences()
@transaction.atomic
def marry(person: Person, spouse: Person, *, on: date, by: Officer, at: datetime) -> Household:
    """Write down a marriage: the two are one family from that day on.

    The spouse joins a person who heads a family; any other two leave their families and found one.
    """
    check_may_register(by)
    if person.pk == spouse.pk:
        raise RuleBroken(_("A marriage is of two persons; enter another number."))
    own, other = _open_of(person), _open_of(spouse)
    if other is not None:
        leave_household(other, until=on, by=by, at=at)
    if own is not None and own.role == Role.HEAD:
        join_household(own.household, spouse, role=Role.SPOUSE, since=on, by=by, at=at)
        household = own.household
    else:
        if own is not None:
            leave_household(own, until=on, by=by, at=at)
        household = found_household(person, [(spouse, Role.SPOUSE)], since=on, by=by, at=at)
    for subject, with_whom in ((person, spouse), (spouse, person)):
        after = {"record": with_whom.number, "since": on}
        audit.record("person.marry", subject=subject.number, by=by, at=at, after=after)
    return household


def _membership(person: Person) -> Membership:
    found = _open_of(person)
    if found is None:
        raise RuleBroken(_("This person belongs to no family now; take the person into one first."))
    return found


def _open_of(person: Person) -> Membership | None:
    return Membership.objects.filter(person=person, until=None).select_related("household").first()


def _open(household: Household) -> QuerySet[Membership]:
    return Membership.objects.filter(household=household, until=None).order_by("pk")
