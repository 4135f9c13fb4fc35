"""Reads about roles and who holds them, who is away and who stands in; officers as other packages may know them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from casework.accounts.models import Absence, Office, Officer, OfficerRequest, Role
from casework.accounts.permissions import WRITING, Permission
from casework.common.written import Text

__all__ = [
    "Colleague",
    "Officer",
    "OfficerRequest",
    "away",
    "deputies_for",
    "holders",
    "incompatible",
    "mailboxes",
    "office_names",
    "role_names",
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


def holders(roles: Collection[str]) -> set[int]:
    """The keys of officers in work who hold one of these roles."""
    found = Officer.objects.filter(is_active=True, held_roles__role__in=list(roles))
    return set(found.values_list("pk", flat=True))


def mailboxes(officers: Collection[int]) -> list[str]:
    """The addresses of those of these officers who have one, each once."""
    found = Officer.objects.filter(pk__in=officers).exclude(email="").order_by("email")
    return sorted(set(found.values_list("email", flat=True)))


def role_names() -> list[tuple[str, str]]:
    """Every role by its code, in the order of names."""
    return list(Role.objects.order_by("name").values_list("code", "name"))


def office_names() -> dict[str, Text]:
    """Every office by its code, in the order of names."""
    return {code: Text.same(name) for code, name in Office.objects.order_by("name").values_list("code", "name")}


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
