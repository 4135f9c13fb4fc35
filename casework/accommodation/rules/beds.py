"""Who may sleep in which room. Pure.

Source: the law of children's rights leaves no minor alone; the rules of a house part women from men where strangers
share a room.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.accommodation.states import SexRule
from casework.common.errors import RuleBroken


@dataclass(frozen=True)
class Guest:
    """A person as rooms know it; `name` is said where one is refused. `is_infant`: sleeps in a cot, takes no place."""

    pk: int
    name: object
    sex: str
    is_minor: bool = False
    is_infant: bool = False


@dataclass(frozen=True)
class Quarters:
    """A guest in a room. `is_reachable`: without steps, or the guest can climb them."""

    guest: Guest
    room: int
    room_name: str
    sex_rule: str = SexRule.ANY
    is_reachable: bool = True


def check_steps(quarters: Iterable[Quarters]) -> None:
    """Refuse a room behind steps for somebody who cannot climb them."""
    for one in quarters:
        if not one.is_reachable:
            raise RuleBroken(
                _("%(name)s cannot climb steps, and room %(room)s has them; choose a room without steps.")
                % {"name": one.guest.name, "room": one.room_name}
            )


def check_sex(quarters: Iterable[Quarters]) -> None:
    """Refuse a person whom a room shared by strangers does not admit."""
    for one in quarters:
        if one.sex_rule not in (SexRule.ANY, one.guest.sex):
            raise RuleBroken(
                _("Room %(room)s is for %(whom)s only; choose another room for %(name)s.")
                % {"room": one.room_name, "whom": SexRule(one.sex_rule).label, "name": one.guest.name}
            )


def check_minors(quarters: Iterable[Quarters]) -> None:
    """Refuse a minor in a room where no adult of the family sleeps."""
    everybody = list(quarters)
    watched = {one.room for one in everybody if not one.guest.is_minor}
    alone = [one for one in everybody if one.guest.is_minor and one.room not in watched]
    if alone:
        first = alone[0]
        raise RuleBroken(
            _("%(name)s is a minor: put an adult of the family into room %(room)s too, or choose another room.")
            % {"name": first.guest.name, "room": first.room_name}
        )
