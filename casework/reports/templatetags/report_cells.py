"""Typed cells of reports on a page."""

from decimal import Decimal
from typing import Any, NamedTuple

from django import template
from django.utils.formats import date_format, number_format

from casework.common.templatetags.frame import figure
from casework.common.written import Text
from casework.reports import wording
from casework.reports.catalogue import registered
from casework.reports.report import Column, Kind, Row, Table, Value

register = template.Library()
register.filter("said", wording.said)


class Cell(NamedTuple):
    """A cell ready to be laid out. `share`: a per cent for a bar; `value`: the bare figure, which charts read."""

    words: str
    is_number: bool
    is_head: bool
    share: str | None
    value: str


@register.simple_tag
def cells(row: Row, table: Table) -> list[Cell]:
    """The cells of a row; the first is its head."""
    pairs = zip(table.columns, row.values, strict=True)
    return [
        Cell(words_of(value, column), column.kind != Kind.TEXT, place == 0, _share(value, column), _bare(value))
        for place, (column, value) in enumerate(pairs)
    ]


@register.filter
def words_of(value: Value, column: Column) -> str:
    """A value as a page writes it; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, Text):
        return wording.said(value)
    if isinstance(value, Decimal):
        return number_format(value, 2 if column.kind == Kind.MONEY else 1, force_grouping=True)
    return figure(value) if isinstance(value, int) else date_format(value, "j M Y")


@register.filter
def report_title(slug: str) -> str:
    return wording.said(registered()[slug].title)


@register.filter
def parameters_in_words(thing: Any) -> str:
    """The parameters of an issue or a schedule."""
    return registered()[thing.report].in_words(thing.parameters)


def _bare(value: Value) -> str:
    return str(value) if isinstance(value, int | Decimal) else ""


def _share(value: Value, column: Column) -> str | None:
    return str(value) if column.kind == Kind.PERCENT and isinstance(value, Decimal) else None
