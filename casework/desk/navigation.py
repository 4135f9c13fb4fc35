"""What the frame of a page shows: the queues with their counts, then the registers the officer may see."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.accounts.permissions import BACK_OFFICE, Permission
from casework.common.workdays import local_date
from casework.desk import queues
from casework.desk.queries.beside import BORDER, waiting_beside
from casework.desk.queries.offices import ANSWERED_BY_HEADS
from casework.desk.queries.sweeps import open_drifts
from casework.quotas.queries.forecasts import cells_warned
from casework.reference.queries import work_calendar


@dataclass(frozen=True)
class Place:
    """One place the sidebar can lead to."""

    label: str | Promise
    url_name: str
    permission: Permission
    icon: str


WORK = (
    Place(_("My work"), "desk:home", Permission.VIEW_FILES, "home"),
    Place(_("Our office"), "desk:office", Permission.ASSIGN, "eye"),
)
REGISTERS = (
    Place(_("People"), "desk:people", Permission.VIEW_FILES, "people"),
    Place(_("Records of one person"), "desk:pairs", Permission.REGISTER, "link"),
    Place(_("Files"), "cases:cases", Permission.VIEW_FILES, "file"),
    Place(_("Statuses that end soon"), "returnees:ending", Permission.VIEW_FILES, "clock"),
    Place(_("Centres"), "accommodation:centres", Permission.VIEW_FILES, "centre"),
    Place(_("Employers and permits"), "labour:employers", Permission.VIEW_LABOUR, "centre"),
    Place(_("Crossings"), "arrivals:crossings", Permission.VIEW_CROSSINGS, "right"),
    Place(_("Figures of the border"), "arrivals:statistics", Permission.VIEW_REPORTS, "paper"),
    Place(_("Quotas"), "quotas:plans", Permission.VIEW_QUOTAS, "quota"),
    Place(_("Reports"), "reports:catalogue", Permission.VIEW_REPORTS, "paper"),
    Place(_("Books that differ"), "desk:drifts", Permission.SIGN_ORDER, "warning"),
    Place(_("Work that waits"), "desk:sweeps", Permission.VIEW_SWEEPS, "queue"),
)
BOARDS = tuple(
    Place(_("Dashboards"), "reports:dashboards", permission, "eye")
    for permission in (
        Permission.VIEW_REPORTS, Permission.ASSIGN, Permission.VIEW_FILES, Permission.VIEW_LABOUR,
        Permission.MANAGE_CENTRE, Permission.VIEW_CROSSINGS,
    )
)  # fmt: skip
"""One place for whoever has figures of any work to look at."""
OFFICES = tuple(Place(_("Back office"), "admin:index", permission, "lock") for permission in sorted(BACK_OFFICE))
"""One place, open to whoever holds one of several permissions."""
NEWS: dict[str, Callable[[Officer], int]] = {
    "desk:drifts": lambda officer: open_drifts().count(),
    "quotas:plans": lambda officer: cells_warned() if officer.has_perm(Permission.SIGN_ORDER) else 0,
}
"""What packages above this one count beside a place, by its address: put here in `AppConfig.ready()`."""
BETWEEN = Place(_("Between offices"), "desk:between", Permission.VIEW_FILES, "link")
INTAKE = Place(_("Take in a family"), "desk:intake", Permission.REGISTER, "plus")


@dataclass(frozen=True)
class Link:
    """A place as shown to one officer: `count` is None where nothing is counted."""

    label: str | Promise
    href: str
    icon: str
    is_current: bool
    count: int | None = None
    tone: str = ""


@dataclass(frozen=True)
class Frame:
    """Everything of the frame that depends on the officer."""

    work: list[Link]
    queues: list[Link]
    registers: list[Link]
    intake: Link | None


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Lazy, so that a fragment or an open page asks the database nothing."""
    return {
        "frame": SimpleLazyObject(lambda: frame_of(request)),
        "today": local_date(timezone.now()),
        "work_calendar": SimpleLazyObject(work_calendar),
        "demonstration": getattr(settings, "DEMONSTRATION", False),
    }


def frame_of(request: HttpRequest) -> Frame:
    officer = request.user
    if not isinstance(officer, Officer):
        return Frame([], [], [], None)
    intake = links((INTAKE,), officer, request.path)
    counts = _counts(officer)
    return Frame(
        work=[*links(WORK, officer, request.path), *between_offices(officer, request.path, counts)],
        queues=[*queue_links(officer, request.path, counts), *border_links(officer, request.path, counts)],
        registers=nearest(
            [
                *links(BOARDS, officer, request.path)[:1],
                *links(REGISTERS, officer, request.path),
                *links(OFFICES, officer, request.path)[:1],
            ]
        ),
        intake=intake[0] if intake else None,
    )


def nearest(found: list[Link]) -> list[Link]:
    """The same places; of two that lead to the page the one that leads closer is marked."""
    closest = max((link.href for link in found if link.is_current), key=len, default="")
    return [replace(link, is_current=link.href == closest) if link.is_current else link for link in found]


def links(places: Iterable[Place], officer: Officer, path: str) -> list[Link]:
    allowed = [place for place in places if officer.has_perm(place.permission)]
    found = [(place, address(place.url_name)) for place in allowed]
    return [_link(place, href, officer, path) for place, href in found if href]


def _link(place: Place, href: str, officer: Officer, path: str) -> Link:
    """What is new is counted where officers begin and at the place itself; other pages ask no more than they must."""
    here = is_current(href, path)
    count = NEWS.get(place.url_name) if here or path == "/" else None
    return Link(place.label, href, place.icon, here, (count(officer) or None) if count else None)


def _counts(officer: Officer) -> dict[str, int]:
    """Everything that is counted beside its name, by one query."""
    if not officer.has_perm(Permission.VIEW_FILES):
        return {}
    return queues.counts(officer, today=local_date(timezone.now()), beside=waiting_beside)


def queue_links(officer: Officer, path: str, counts: Mapping[str, int]) -> list[Link]:
    mine = [queue for queue in queues.QUEUES if officer.has_perm(queue.permission)]
    found = [(queue, address("desk:queue", queue.slug)) for queue in mine]
    return [
        Link(queue.label, href, "", is_current(href, path), counts.get(queue.slug, 0), queue.tone)
        for queue, href in found
        if href
    ]


def border_links(officer: Officer, path: str, counts: Mapping[str, int]) -> list[Link]:
    """Queues of the border: what waits there is no file."""
    mine = [queue for queue in BORDER if queue.is_open_to(officer)]
    found = [(queue, address(queue.url_name)) for queue in mine]
    return [
        Link(queue.label, href, "", is_current(href, path), counts.get(queue.slug, 0), queue.tone)
        for queue, href in found
    ]


def between_offices(officer: Officer, path: str, counts: Mapping[str, int]) -> list[Link]:
    """The way to what passes between offices; a head reads how much waits for an answer."""
    found = links((BETWEEN,), officer, path)
    if not officer.has_perm(Permission.ASSIGN):
        return found
    waiting = sum(counts.get(kind, 0) for kind in ANSWERED_BY_HEADS)
    return [replace(link, count=waiting, tone="attention") for link in found]


def address(url_name: str, *args: str) -> str:
    """Empty where there is none."""
    return _address(settings.ROOT_URLCONF, url_name, args)


@cache
def _address(among: str, url_name: str, args: tuple[str, ...]) -> str:
    """Every page asks for some thirty of them; they stand as long as the program runs."""
    try:
        return reverse(url_name, urlconf=among, args=args)
    except NoReverseMatch:
        return ""


def is_current(href: str, path: str) -> bool:
    return path == href or href != "/" and path.startswith(href)
