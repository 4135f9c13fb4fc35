from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Subquery

from casework.people.models import IdentityDocument, Membership, Name, Person
from casework.people.models.household import held_on

ORDER = [role.value for role in Membership.Role]


def family_of(person: Person, on: date) -> list[Membership]:
    """The memberships of the household a person belongs to on a day: the head first, then by role and age.

    Empty where the person belongs to none. Names, documents and offices come along.
    """
    return family_and_past(person, on)[0]


def family_and_past(person: Person, on: date) -> tuple[list[Membership], list[Membership]]:
    """As `family_of`, and the person's own memberships that ended by that day, the newest first."""
    own = Membership.objects.on(on).filter(person=person).values("household")
    here = Q(household__in=Subquery(own)) & held_on(on)
    rows = list(
        Membership.objects.filter(here | Q(person=person, until__lte=on))
        .select_related("household", "person__office")
        .prefetch_related(*(Prefetch(f"person__{name}", rows) for name, rows in papers().items()))
    )
    past = [row for row in rows if row.until is not None and row.until <= on]
    now = [row for row in rows if row not in past]
    return sorted(now, key=_order), sorted(past, key=lambda row: (row.until, row.pk), reverse=True)


def papers() -> dict[str, QuerySet[Any]]:
    """Names and documents of a person, with all that is shown of them."""
    return {
        "names": Name.objects.select_related("document__kind"),
        "identity_documents": IdentityDocument.objects.select_related("kind"),
    }


def _order(member: Membership) -> tuple[int, date, int]:
    return ORDER.index(member.role), member.person.born_on, member.pk
