"""What waits for an officer beside files: answers between offices, sojourns and travellers of the border."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.arrivals.queries.links import most_waiting_links
from casework.arrivals.queries.sojourns import most_overstays, most_unannounced
from casework.desk.queries.offices import to_answer


@dataclass(frozen=True)
class BorderQueue:
    """A list of the border that an officer works through. `waits`: what is counted, no further than officers read."""

    slug: str
    label: str | Promise
    url_name: str
    permissions: tuple[Permission, ...]
    waits: Callable[[Officer, date], QuerySet[Any]]
    tone: str = ""

    def is_open_to(self, officer: Officer) -> bool:
        return all(map(officer.has_perm, self.permissions))


BORDER = (
    BorderQueue(
        "overstays", _("Overstays"), "arrivals:overstays", (Permission.CLEAR_SOJOURNS,), most_overstays, "overdue"
    ),
    BorderQueue(
        "unannounced", _("Hosts who did not tell"), "arrivals:unannounced", (Permission.CLEAR_SOJOURNS,),
        most_unannounced, "attention",
    ),
    BorderQueue(
        "links", _("Travellers to recognise"), "arrivals:links", (Permission.REGISTER, Permission.VIEW_CROSSINGS),
        most_waiting_links,
    ),
)  # fmt: skip


def waiting_beside(officer: Officer, today: date) -> Mapping[str, QuerySet[Any]]:
    """Everything that is counted beside its name and is no file, by its slug."""
    mine = {queue.slug: queue.waits(officer, today) for queue in BORDER if queue.is_open_to(officer)}
    return {**(to_answer(officer) if officer.has_perm(Permission.ASSIGN) else {}), **mine}
