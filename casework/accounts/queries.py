"""Reads about roles and who holds them, who is away and who stands in; officers as other packages may know them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from casework.accounts.models import Absence, Office, Officer, OfficerRequest, Role
from casework.accounts.permissions import WRITING, Permission

__all__ = [
    "Colleague",
    "Officer",
    "OfficerRequest",
    "away",
    "deputies_for",
    "incompatible",
    "stood_in_for",
    "who_may",
]


def incompatible(codes: Collection[str]) -> tuple[Role, Role] | None:
    """The first two of these roles that may not be held together; None where all may."""
    for role in Role.objects.filter(pk__in=codes, conflicts_with__in=codes).order_by("pk"):
        other = role.conflicts_with.filter(pk__in=codes).order_by("pk").first()
        if other is not None:
            return role, other
    return None


@dataclass(frozen=True)
class Colleague:
    """An officer in work, by the key that rows of other packages keep."""

    pk: int
    name: str
    post: str
    office: str


def who_may(permission: Permission) -> list[Colleague]:
    """Every officer in work who holds a permission, by office and name."""
    found = Officer.objects.who_may(permission).order_by("office__name", "first_name", "last_name", "username")
    return [Colleague(each.pk, str(each), each.post, str(each.office)) for each in found]


def away(office: Office, day: date) -> QuerySet[Absence]:
    """Absences at an office on a day, who is back first before the others."""
    found = Absence.objects.on(day).filter(officer__office=office, officer__is_active=True)
    return found.select_related("officer", "deputy").order_by("until", "pk")


def stood_in_for(deputy: Officer, day: date) -> QuerySet[Absence]:
    """Absences in which this officer stands in on a day."""
    return Absence.objects.on(day).filter(deputy=deputy)


def deputies_for(officer: Officer) -> list[Officer]:
    """Active officers of the same office who may do everything this one may, as far as it changes anything."""
    others = Officer.objects.filter(office=officer.office_id, is_active=True).exclude(pk=officer.pk)
    needed = officer.permissions & WRITING
    return [other for other in others.prefetch_related("held_roles__role") if needed <= _permissions(other)]


def _permissions(officer: Officer) -> set[str]:
    return {permission for held in officer.held_roles.all() for permission in held.role.permissions}
