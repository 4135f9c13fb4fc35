"""Who lives in a centre and when each was seen last."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.utils.functional import Promise

from casework.accommodation.models import Assignment, Centre, Sighting
from casework.common.workdays import local_date
from casework.people.models import Person
from casework.reference.queries import whole

UNSEEN = 3
"""Days without being seen after which somebody asks, where no figure says it."""


@dataclass(frozen=True)
class Resident:
    """Somebody who sleeps here tonight. `unseen`: days since the person was seen, or came."""

    assignment: Assignment
    person: Person
    seen_at: datetime | None
    how: str
    unseen: int

    @property
    def how_words(self) -> str | Promise:
        return Sighting.How(self.how).label if self.how else ""

    @property
    def is_out(self) -> bool:
        return self.how == Sighting.How.GATE_OUT


def residents(centre: Centre, today: date, text: str = "") -> list[Resident]:
    """Everybody in the house tonight by room and place; with `text` those whose name or number has it."""
    seen = Sighting.objects.filter(centre=centre, person=OuterRef("person")).order_by("-seen_at", "-pk")
    rows = Assignment.objects.slept().filter(centre=centre, nights__contains=today).annotate(
        seen_at=Subquery(seen.values("seen_at")[:1]), how=Subquery(seen.values("how")[:1])
    )  # fmt: skip
    listed = rows.select_related("person", "room", "place", "stay__centre").prefetch_related("person__names")
    found = [_resident(one, today) for one in listed.order_by("room__floor", "room__number", "place__number", "pk")]
    return [one for one in found if one is not None and _has(one.person, text.strip().casefold())]


def _resident(one: Assignment, today: date) -> Resident | None:
    if one.person is None:
        return None
    seen_at, how = one.seen_at, one.how or ""  # type: ignore[attr-defined] # annotated by `residents`
    last = local_date(seen_at) if seen_at else one.since
    return Resident(one, one.person, seen_at, how, (today - last).days)


def _has(person: Person, text: str) -> bool:
    known = (person.number, *person.names.all())
    return not text or any(text in str(words).casefold() for words in known)


def unseen_days(today: date) -> int:
    return whole("office.centre_unseen", today) or UNSEEN


def unseen(centre: Centre, today: date) -> list[Resident]:
    """Whom nobody has seen for so many days that somebody must ask; the longest first."""
    days = unseen_days(today)
    found = [one for one in residents(centre, today) if one.unseen >= days]
    return sorted(found, key=lambda one: (-one.unseen, one.person.pk))
