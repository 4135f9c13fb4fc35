"""What the page of a permit shows besides what the permit says."""

from datetime import date
from typing import Any

from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.labour import rules
from casework.labour.models import Permit
from casework.labour.states import IN_FORCE
from casework.reference import queries as reference


def shown(permit: Permit, today: date, officer: Officer) -> dict[str, Any]:
    """Its history, its renewal days, what carries it on, and the open files about it that the officer sees."""
    about = Case.objects.visible_to(officer).filter(permit_request__renews=permit) | Case.objects.visible_to(
        officer
    ).filter(permit_request__replaces=permit)
    return {
        "history": permit.changes.select_related("recorded_by"),
        "trips": permit.trips.select_related("region"),
        "family": permit.family.select_related("person").prefetch_related("person__names"),
        "following": permit.following.order_by("pk"),
        "files": about.order_by("pk"),
        "is_in_force": permit.is_in_force(today),
        "is_running": permit.state in IN_FORCE and today < permit.until,
        "window": window(permit, today),
    }


def window(permit: Permit, today: date) -> tuple[date, date] | None:
    """The first and the last day to ask for its renewal; None where the figures are missing."""
    earliest, latest = reference.whole("renewal.earliest", today), reference.whole("renewal.latest", today)
    if earliest is None or latest is None:
        return None
    return rules.days_to_renew(permit.until, earliest=earliest, latest=latest)
