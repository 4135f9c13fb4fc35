"""A year of permits at four offices, through the actions, with whatever befalls them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from casework.accounts.models import Office, Officer
from casework.cases.models import Case
from casework.cases.queries.recount import differences
from casework.common.workdays import ALMATY
from casework.desk.demonstration.permits import ROADS, Desk, Road, tell
from casework.labour.actions import employers as registry
from casework.labour.generated import bin_of
from casework.labour.models import Activity, Employer, EmployerFacts, Permit
from casework.labour.rules import Staff
from casework.quotas.models import Allocation, Ceiling
from casework.reference.queries import work_calendar

CATEGORIES = ("3", "2", "4", "3", "1", "seasonal", "3", "4", "2")
STAFF = {category: Staff(1_000_000, 0) for category in ("1", "2", "3", "4")}

PORTION = 500
"""Workers that a portion may have at most."""


def desk(office: Office, first: Officer, second: Officer, head: Officer) -> Desk:
    assert office.region is not None
    return Desk(office, office.region, first, second, head)


def employer(at_desk: Desk, number: int, at: datetime) -> Employer:
    """A large one, whose shares no permit of a year can break."""
    facts = EmployerFacts(
        f"Generated employer {number}", "company", "large", Activity.objects.get(pk="D"), at_desk.region, "no street"
    )
    found = registry.register_employer(bin_of(number), facts, is_generated=True, by=at_desk.registrar, at=at)
    registry.record_headcount(found, on=at.date(), staff=STAFF, by=at_desk.registrar, at=at)
    return found


def told(
    desks: list[Desk], *, wanted: int, year: int, seed: str = "a year", turn: int = 0,
    categories: Sequence[str] = CATEGORIES, roads: Sequence[Road] = ROADS,
) -> Counter[str]:  # fmt: skip
    """So many requests of the year, told on its last evening; gives how many walked each road to its end.

    `turn`: of several portions, each with employers and workers of its own.
    """
    begun, until = (datetime(year, month, day, 12, tzinfo=ALMATY) for month, day in ((1, 5), (12, 31)))
    everywhere = {
        one.office.code: [employer(one, 20 * turn + 5 * place + number, begun) for number in range(5)]
        for place, one in enumerate(desks)
    }
    return tell(
        desks, everywhere, categories, wanted=wanted, until=until, calendar=work_calendar(), seed=seed,
        first=turn * PORTION, roads=roads,
    )  # fmt: skip


def faults() -> dict[str, int]:
    """What must be nought after any year: books that differ, cells and ceilings beyond their limits, orphans."""
    cells = Allocation.objects.filter(plan__programme="labour")
    used = sum(cells.values_list("used", flat=True))
    standing = Case.objects.filter(allocation__plan__programme="labour", state="issued").count()
    return {
        "books that differ": len(differences()),
        "cells beyond their limit": sum(cell.held + cell.used > (cell.limit or 0) for cell in cells),
        "ceilings beyond their limit": sum(one.taken > one.limit for one in Ceiling.objects.all()),
        "places used without a file that stands": abs(used - standing),
        "permits without the file whose place they take": Permit.objects.filter(place_of=None).count(),
    }
