"""A page of the list of crossings, and how many there are: never by reading more of the table than a page may cost.

What one index answers is asked as it is, of the newest months first: a table of many months is long in planning. What
no index answers whole is looked for among so many of the newest crossings that an index does find, and the page says
how far back it looked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from casework.arrivals.models import Crossing, Tally
from casework.arrivals.queries.crossings import Place, Question, found, patterns, place_of, with_names
from casework.arrivals.states import Grain, Side

MOST_LOOKED_AT = 20_000
COUNTED_AT_MOST = 1000
RECENT = timedelta(days=40)
SHOWN = (
    "crossed_on", "crossed_at", "direction", "checkpoint_id", "nationality", "document_number", "born_on",
    "born_precision", "surname", "given", "patronymic", "purpose_id",
)  # fmt: skip
COLUMNS = {"purpose": "purpose_id", "checkpoint": "checkpoint_id"}
NAMED = "(surname LIKE %s OR given LIKE %s OR patronymic LIKE %s)"
SIDES = {"nationality": Side.NATIONALITY, "purpose": Side.PURPOSE, "checkpoint": Side.CHECKPOINT}
"""Parts of a question by which crossings have an index in the order of time."""


@dataclass(frozen=True)
class Page:
    """Lines of the list, the newest first, and the places before and after them.

    `looked_to`: how far the search went where it stopped before the end; the page that follows goes on from there.
    """

    rows: Sequence[Crossing] = ()
    earlier: str = ""
    later: str = ""
    looked_to: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing lies before or after it."""
        return not (self.earlier or self.later)


def page(question: Question, place: Place | None = None, *, size: int = 25) -> Page:
    """A page of the list from a place on, the newest crossings where none is given."""
    is_back = place is not None and place.is_back
    look = _looked_for if _is_mixed(question) else _rows
    rows, edge = look(question, place, size + 1)
    has_more, got = len(rows) > size, with_names(rows[:size])
    got = got[::-1] if is_back else got
    on = place_of(got[-1 if not is_back else 0]) if has_more else _place_at(edge)
    first, last = (place_of(got[0]), place_of(got[-1])) if got else (_place_at(place), _place_at(place))
    earlier, later = (last, on) if is_back else (on, first if place else "")
    return Page(got, earlier, later, edge.at if edge and not has_more else None)


def capped_count(question: Question, page: Page) -> tuple[int | None, bool]:
    """How many there are, counted as far as a thousand, and whether there are more; None where nobody could say."""
    if page.is_whole:
        return len(page.rows), False
    if _is_mixed(question):
        return (len(page.rows), True) if page.rows and page.earlier and page.looked_to is None else (None, False)
    for since in _since(question, page.rows[0].crossed_on - RECENT if page.rows else None):
        count = found(replace(question, since=since)).order_by()[: COUNTED_AT_MOST + 1].count()
        if count > COUNTED_AT_MOST:
            return COUNTED_AT_MOST, True
    return count, False


def _is_mixed(question: Question) -> bool:
    """Whether no index answers it whole."""
    asked = [name for name in (*SIDES, "direction", "name") if getattr(question, name)]
    return not (question.document or question.born_on) and (len(asked) > 1 or bool(question.name))


def _rows(question: Question, place: Place | None, most: int) -> tuple[list[Crossing], Place | None]:
    """Rows by an index: of the last weeks, and where these are too few, of all the time asked for."""
    rows: list[Crossing] = []
    for since in _spans(question, place):
        rows = list(_ordered(found(replace(question, since=since)), place).only(*SHOWN)[:most])
        if len(rows) == most:
            break
    return rows, None


def _spans(question: Question, place: Place | None) -> list[date | None]:
    """From which days on to look, one after the other: first the last weeks, where these are likely to do."""
    if question.document or question.born_on or (place and place.is_back):
        return [question.since]
    return _since(question, (place.at.date() if place else question.until or _newest()) - RECENT)


def _since(question: Question, recent: date | None) -> list[date | None]:
    """From a recent month on, then from the day of the question; from that alone where it is the later one.

    Whole months: of a part of one the database would read the days before it too.
    """
    recent = recent.replace(day=1) if recent else None
    is_enough = recent is None or question.since is not None and question.since >= recent
    return [question.since] if is_enough else [recent, question.since]


def _newest() -> date:
    """The end of the last month of which there are crossings."""
    last = Tally.objects.filter(side=Side.ALL, grain=Grain.MONTH).order_by("-since").values_list("since", flat=True)
    return (last.first() or date.max - RECENT) + RECENT / 2


def _ordered(rows: QuerySet[Crossing], place: Place | None) -> QuerySet[Crossing]:
    rows = rows.filter(_beyond(place)) if place else rows
    return rows.order_by(*(("crossed_at", "id") if place and place.is_back else ("-crossed_at", "-id")))


def _beyond(place: Place) -> Q:
    """Rows after a place: by the day, which leaves out whole months; by the moment, which an index knows; by number."""
    if place.is_back:
        first = place.at.date() - timedelta(days=1)
        rest = Q(crossed_at__gt=place.at) | Q(id__gt=place.number)
        return Q(crossed_on__gte=first, crossed_at__gte=place.at) & rest
    last = place.at.date() + timedelta(days=1)
    return Q(crossed_on__lte=last, crossed_at__lte=place.at) & (Q(crossed_at__lt=place.at) | Q(id__lt=place.number))


def _looked_for(question: Question, place: Place | None, most: int) -> tuple[list[Crossing], Place | None]:
    """Rows among the next so many that the rarest side of the question has; and where these end, if before the last."""
    side = _rarest(question)
    near = Question(since=question.since, until=question.until, **({side: getattr(question, side)} if side else {}))
    seen = _ordered(found(near), place)
    rows = _wanted(seen.only(*SHOWN)[:MOST_LOOKED_AT], question, most)
    last = seen.values_list("crossed_at", "pk")[MOST_LOOKED_AT - 1 : MOST_LOOKED_AT] if len(rows) < most else ()
    return rows, next((Place(at, number, place is not None and place.is_back) for at, number in last), None)


def _wanted(seen: QuerySet[Crossing], question: Question, most: int) -> list[Crossing]:
    """Those of the rows seen that answer the question: they are fetched first, in their order, and then looked at."""
    within, given = seen.query.sql_with_params()
    asked = {COLUMNS.get(name, name): getattr(question, name) for name in (*SIDES, "direction")}
    told: list[tuple[str, tuple[str, ...]]] = [(f"{column} = %s", (value,)) for column, value in asked.items() if value]
    told += [(NAMED, (pattern,) * 3) for pattern in patterns(question.name)]
    wanted = " AND ".join(condition for condition, _values in told)
    values = [value for _condition, values in told for value in values]
    statement = f"SELECT * FROM ({within}) AS seen WHERE {wanted} LIMIT %s"  # noqa: S608 names of columns alone
    return list(Crossing.objects.raw(statement, [*given, *values, most]))


def _rarest(question: Question) -> str:
    """The side of which there are fewest; empty where the question names none."""
    asked = {name: side for name, side in SIDES.items() if getattr(question, name)}
    if len(asked) < 2:
        return next(iter(asked), "")
    rows = Tally.objects.filter(grain=Grain.MONTH, side__in=asked.values())
    named = Q(*(Q(side=side, key=getattr(question, name)) for name, side in asked.items()), _connector=Q.OR)
    totals: dict[Any, int] = dict(rows.filter(named).values_list("side").annotate(Sum("crossings")).order_by())
    return min(asked, key=lambda name: totals.get(asked[name], 0))


def _place_at(place: Place | None) -> str:
    return place.word if place else ""
