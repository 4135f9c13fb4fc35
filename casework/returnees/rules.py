"""The law of the status and of inclusion, as pure functions over dated figures. No database and no clock."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from casework.common.errors import RuleBroken


def check_extension(*, months: int, at_most: int, was_extended: bool) -> None:
    """Refuse a second or too long extension. Source: order of 10 Oct 2025: once, at most 6 months (2018: 3)."""
    if was_extended:
        raise RuleBroken(_("The status can be extended once, and it was."))
    if not 1 <= months <= at_most:
        raise RuleBroken(_("The status can be extended by 1 to %(most)d months.") % {"most": at_most})


@dataclass(frozen=True)
class Money:
    """A multiple of the monthly calculation index, the index, and their product in tenge."""

    multiple: Decimal
    index: Decimal

    @property
    def tenge(self) -> Decimal:
        return self.multiple * self.index
