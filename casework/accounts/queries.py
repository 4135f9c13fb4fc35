"""Reads about roles and who holds them; officers as packages may know them that keep no row of theirs."""

from collections.abc import Collection
from dataclasses import dataclass

from casework.accounts.models import Officer, OfficerRequest, Role
from casework.accounts.permissions import Permission

__all__ = ["Colleague", "Officer", "OfficerRequest", "incompatible", "who_may"]


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
