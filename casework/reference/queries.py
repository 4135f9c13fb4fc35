"""What is in force on a day, and how a row stands."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.common.errors import RuleBroken
from casework.common.terms import Term, Unit
from casework.common.workdays import WorkCalendar
from casework.common.written import Text
from casework.reference.models import CalendarDay, DocumentKind, Figure, Ground, LegalAct, Region
from casework.reference.rules import RESTED_ON

KEYS: dict[type[Model], tuple[str, ...]] = {
    Region: ("code",),
    LegalAct: ("title",),
    Figure: ("key", "since"),
    CalendarDay: ("day",),
    Ground: ("code",),
    DocumentKind: ("code",),
}
"""By what a row of each table is known, in the trail and in files; it never changes."""
DATED: dict[type[Model], frozenset[str]] = {Figure: RESTED_ON}
"""Tables whose rows hold from a day on, and what files of that day take from them."""


def keep_as_reference(model: type[Model], *key: str, rested_on: frozenset[str] = frozenset()) -> None:
    """Have rows of a higher package's table kept as these are: called in `AppConfig.ready()`."""
    KEYS[model] = key
    if rested_on:
        DATED[model] = rested_on


class FigureMissing(RuleBroken, LookupError):
    """No figure is on record for that day; reference data must be completed."""


def figure(key: str, on: date) -> Figure:
    """The row of a figure in force on a day; FigureMissing where none is on record."""
    return figures([key], on)[key]


def amounts(keys: Iterable[str], on: date) -> dict[str, Decimal]:
    """Several figures in force on a day, in one query; FigureMissing where one is not on record."""
    return {key: row.value for key, row in figures(keys, on).items()}


def figures(keys: Iterable[str], on: date) -> dict[str, Figure]:
    """As `figure`, of several keys in one query."""
    wanted = list(keys)
    found = Figure.objects.select_related("act").all_in_force(wanted, on)
    for key in wanted:
        if key not in found:
            raise FigureMissing(_missing(key, on))
    return found


def _missing(key: str, on: date) -> str:
    day, first = date_format(on, "j M Y"), Figure.objects.filter(key=key).order_by("since").first()
    sentence = _("No figure “%(key)s” is on record for %(day)s.") % {"key": key, "day": day}
    if first is not None and on < first.since:
        sentence += " " + _("The first one is of %(day)s.") % {"day": date_format(first.since, "j M Y")}
    return sentence + " " + _("An administrator must add it.")


def whole(key: str, on: date) -> int | None:
    """A figure as a whole number; None where none is on record for that day."""
    found = Figure.objects.in_force(key, on)
    return found.whole if found is not None else None


def amount(key: str, on: date) -> Decimal:
    return figure(key, on).value


@dataclass(frozen=True)
class Span:
    """A whole figure from a day on and, where its row or the next one says so, until another."""

    value: int
    since: date
    until: date | None


def history(key: str) -> list[Span]:
    """Every row of a figure in order, each until the next one begins."""
    rows = list(Figure.objects.filter(key=key).order_by("since"))
    nexts = [row.since for row in rows[1:]] + [None]
    return [
        Span(row.whole, row.since, min(filter(None, (row.until, follows)), default=None))
        for row, follows in zip(rows, nexts, strict=True)
    ]


def term(key: str, on: date) -> Term:
    """A deadline of the law as a Term, with its act."""
    return term_of(figure(key, on))


def term_of(row: Figure) -> Term:
    return Term(row.whole, Unit(row.unit), str(row.act or row.source), row.is_approximate, row.remark)


def work_calendar() -> WorkCalendar:
    """The calendar of the office, in one query."""
    days = list(CalendarDay.objects.values_list("day", "is_working", "name"))
    return WorkCalendar({day: works for day, works, _name in days}, {day: name for day, _works, name in days})


def key_of(row: Model) -> dict[str, Any]:
    return {name: getattr(row, name) for name in KEYS[type(row)]}


def values_of(row: Model) -> dict[str, Any]:
    """Everything a row says but its key, foreign keys by their `_id`."""
    fields = [field for field in row._meta.concrete_fields if field.name not in (*KEYS[type(row)], "id")]
    return {field.attname: field.get_prep_value(field.value_from_object(row)) for field in fields}


def mark_of(row: Model) -> str:
    """A short mark of the row as it stands: another mark, and somebody has changed it since."""
    return hashlib.sha256(json.dumps(values_of(row), cls=DjangoJSONEncoder).encode()).hexdigest()[:16]


def region_names() -> dict[str, Text]:
    """Every region's name in the three languages of documents, by its code, in the order of the codes."""
    names = Region.objects.order_by("pk").values_list("pk", "name_kk", "name_ru", "name_en")
    return {code: Text(kk, ru, en) for code, kk, ru, en in names}
