"""Nights as they were counted, counted again from who slept where, and the figures of a period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery

from casework.accommodation.models import Assignment, Centre, NightCount, Place, Stay
from casework.accommodation.rules.nights import Span, days_from, mean, per_night, share, total
from casework.accommodation.states import SLEPT, State

Row = tuple[Any, ...]
BACK = 62
"""Nights that are counted again every day: what is written down later than that is found by `recount` alone."""


@dataclass(frozen=True)
class Night:
    """What one night came to."""

    persons: int
    families: int
    taken: int
    offered: int

    def says(self, count: NightCount) -> bool:
        return (self.persons, self.families, self.taken, self.offered) == (
            count.persons, count.families, count.taken, count.offered,
        )  # fmt: skip


def slept() -> QuerySet[Assignment]:
    """Nights of people who came: in the house, or out of it again."""
    return Assignment.objects.filter(person__isnull=False, state__in=SLEPT)


def count_of(centre: Centre, night: date) -> Night:
    """One night, counted from who slept where."""
    there = slept().filter(centre=centre, nights__contains=night)
    counted = there.aggregate(
        persons=Count("person", distinct=True), families=Count("household", distinct=True), taken=Count("place")
    )
    places = Place.objects.in_use(night).filter(room__centre=centre).count()
    blocked = Assignment.objects.blocks().holding().filter(centre=centre, nights__contains=night).count()
    return Night(**counted, offered=max(places - blocked, counted["taken"]))


def counts_of(centre: Centre, since: date, nights: int) -> list[Night]:
    """Many nights at once, by the pure arithmetic of spans; equal to `count_of` of each."""
    end = since + timedelta(days=nights)
    rows = list(
        Assignment.objects.filter(centre=centre, nights__overlap=(since, end))
        .filter(Q(person=None, state=State.PLANNED) | Q(person__isnull=False, state__in=SLEPT))
        .values_list("person", "household", "place", "nights")
    )
    people = [row for row in rows if row[0] is not None]
    rooms = Place.objects.filter(room__centre=centre).values_list("room__since", "room__closes_on")
    places = per_night((Span(opens, closes or date.max) for opens, closes in rooms), since, nights)
    blocked = per_night(_spans(row for row in rows if row[0] is None), since, nights)
    persons, taken = per_night(_spans(people), since, nights), per_night(_spans(_placed(people)), since, nights)
    return [
        Night(persons[n], _families(people, day), taken[n], max(places[n] - blocked[n], taken[n]))
        for n, day in enumerate(days_from(since, nights))
    ]


def _spans(rows: Iterable[Row]) -> list[Span]:
    return [Span(row[3].lower, row[3].upper) for row in rows]


def _placed(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row[2] is not None]


def _families(rows: Iterable[Row], night: date) -> int:
    return len({household for _person, household, _place, nights in rows if nights.lower <= night < nights.upper})


def newest_counts(centre: Centre, since: date, until: date) -> list[NightCount]:
    """The newest count of each night of a period."""
    rows = NightCount.objects.filter(centre=centre, night__gte=since, night__lt=until)
    return list(rows.order_by("night", "-revision").distinct("night"))


def nights_due(today: date) -> list[tuple[str, date]]:
    """Nights that are over and not counted, or counted otherwise than they are now: code of the centre, and night."""
    first = today - timedelta(days=BACK)
    return [
        (centre.code, night)
        for centre in Centre.objects.order_by("pk")
        for night in _due_of(centre, max(first, _opened(centre) or today), today)
    ]


def _opened(centre: Centre) -> date | None:
    return centre.rooms.aggregate(first=Min("since"))["first"]


def _due_of(centre: Centre, since: date, today: date) -> list[date]:
    nights = max(0, (min(today, centre.closes_on or today) - since).days)
    newest = {count.night: count for count in newest_counts(centre, since, today)}
    pairs = zip(days_from(since, nights), counts_of(centre, since, nights), strict=True)
    return [day for day, now in pairs if day not in newest or not now.says(newest[day])]


@dataclass(frozen=True)
class Corrected:
    """A night that was counted otherwise at first."""

    first: NightCount
    newest: NightCount


def corrections(centre: Centre, since: date, until: date) -> list[Corrected]:
    rows = NightCount.objects.filter(centre=centre, night__gte=since, night__lt=until)
    last = NightCount.objects.filter(centre=centre, night=OuterRef("night")).order_by("-revision").values("revision")
    changed = rows.annotate(last=Subquery(last[:1])).filter(Q(revision=1) | Q(revision=F("last")), last__gt=1)
    by_night: dict[date, list[NightCount]] = {}
    for count in changed.order_by("night", "revision"):
        by_night.setdefault(count.night, []).append(count)
    return [Corrected(first, newest) for first, newest in by_night.values()]


@dataclass(frozen=True)
class Figures:
    """A centre over a period. `split`: families whose members slept in several rooms on one night; days of mean."""

    person_nights: int
    place_nights: int
    taken_nights: int
    occupancy: float | None
    mean_stay: float | None
    families: int
    split: int
    mean_wait: float | None
    corrected: tuple[Corrected, ...]


def figures(centre: Centre, since: date, until: date) -> Figures:
    """The figures of a period, from its counted nights; lengths and splits from who slept where."""
    counts = newest_counts(centre, since, until)
    offered, taken = sum(one.offered for one in counts), sum(one.taken for one in counts)
    rows = list(slept().filter(centre=centre, nights__overlap=(since, until)).values("household", "room", "nights"))
    return Figures(
        person_nights=sum(one.persons for one in counts), place_nights=offered, taken_nights=taken,
        occupancy=share(taken, offered), mean_stay=mean(_lengths(centre, since, until)),
        families=len({row["household"] for row in rows}), split=_split(rows, since, until),
        mean_wait=mean(_waits(centre, since, until)), corrected=tuple(corrections(centre, since, until)),
    )  # fmt: skip


def _lengths(centre: Centre, since: date, until: date) -> list[int]:
    """Nights of each stay that ended in the period, from its first night to its last."""
    ended = Stay.objects.filter(centre=centre, ended_on__gte=since, ended_on__lt=until)
    nights = slept().filter(stay__in=ended).values("stay").annotate(
        first=Min("nights__startswith"), last=Max("nights__endswith")
    )  # fmt: skip
    return [(row["last"] - row["first"]).days for row in nights.order_by()]


def _waits(centre: Centre, since: date, until: date) -> list[int]:
    """Days from asking to the first night, of families whose first night lies in the period."""
    firsts = slept().filter(centre=centre).values("stay", "stay__asked_on").annotate(first=Min("nights__startswith"))
    found = firsts.order_by().filter(first__gte=since, first__lt=until)
    return [max(0, (row["first"] - row["stay__asked_on"]).days) for row in found]


def _split(rows: Iterable[Any], since: date, until: date) -> int:
    """Families that were in several rooms on the same night."""
    by_family: dict[int, list[tuple[int, Span]]] = {}
    for row in rows:
        by_family.setdefault(row["household"], []).append((row["room"], Span(row["nights"].lower, row["nights"].upper)))
    return sum(
        any(
            room != other and total([Span(max(span.since, since), min(span.until, until))], by.since, by.until)
            for n, (room, span) in enumerate(of)
            for other, by in of[n + 1 :]
        )
        for of in by_family.values()
    )
