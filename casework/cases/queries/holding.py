"""Who could hold a file of an office, and how much each holds already."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from casework.accounts.models import Absence, Office, Officer
from casework.accounts.permissions import Permission
from casework.accounts.queries import away
from casework.cases.models import Case, is_past_due


@dataclass(frozen=True)
class Colleague:
    """An officer who may hold files: how many open ones the officer holds, how many are overdue, whether away today."""

    officer: Officer
    open: int = 0
    overdue: int = 0
    absence: Absence | None = None


def who_may_hold(office: Office, works: str = Permission.PROCESS) -> QuerySet[Officer]:
    """Active officers of an office who may work on its files of the kind that this permission opens."""
    return Officer.objects.who_may(works).filter(office=office)


def colleagues(office: Office, today: date, works: str = Permission.PROCESS) -> list[Colleague]:
    """Everybody who may hold such a file of this office, who is here and holds the fewest first."""
    held, absences = _held(office, today), {absence.officer_id: absence for absence in away(office, today)}
    found = [
        Colleague(officer, *held.get(officer.pk, (0, 0)), absences.get(officer.pk))
        for officer in who_may_hold(office, works)
    ]
    return sorted(found, key=lambda one: (one.absence is not None, one.open, str(one.officer)))


def _held(office: Office, today: date) -> dict[int, tuple[int, int]]:
    """Open and overdue files of an office by the officer who holds them."""
    files = Case.objects.filter(office=office, holder__isnull=False).open()
    late = Count("pk", filter=is_past_due(today))
    counts = files.order_by().values_list("holder").annotate(open=Count("pk"), late=late)
    return {holder: (open_ones, late_ones) for holder, open_ones, late_ones in counts}
