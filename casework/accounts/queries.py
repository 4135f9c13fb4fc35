"""Reads about roles and who holds them."""

from collections.abc import Collection

from casework.accounts.models import Role


def incompatible(codes: Collection[str]) -> tuple[Role, Role] | None:
    """The first two of these roles that may not be held together; None where all may."""
    for role in Role.objects.filter(pk__in=codes, conflicts_with__in=codes).order_by("pk"):
        other = role.conflicts_with.filter(pk__in=codes).order_by("pk").first()
        if other is not None:
            return role, other
    return None
