from datetime import date

from django.db.models import Subquery

from casework.people.models import Membership, Person

ORDER = tuple(Membership.Role)


def family_of(person: Person, on: date) -> list[Membership]:
    """The memberships of the household a person belongs to on a day: the head first, then by role and age.

    Empty where the person belongs to none. Names, documents and offices come along.
    """
    own = Membership.objects.on(on).filter(person=person).values("household")
    members = (
        Membership.objects.on(on)
        .filter(household__in=Subquery(own))
        .select_related("household", "person__office")
        .prefetch_related("person__names", "person__identity_documents__kind")
    )
    return sorted(members, key=lambda member: (ORDER.index(member.role), member.person.born_on, member.pk))
