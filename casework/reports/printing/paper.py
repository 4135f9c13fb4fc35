"""A report on paper, in Kazakh, Russian and English together."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from casework.common import pdf
from casework.common.written import Text, number
from casework.reports import wording as words
from casework.reports.printing.beside import particulars, tables
from casework.reports.report import Column, Edition, Kind, Row, Table, Value
from casework.returnees.wording.common import GENERATED, MARK

TEMPLATE = pdf.ROOT / "casework/reports/typst/report.typ"
WIDE = 9
"""Columns beyond which a page is turned."""
ONE_PAGE = ("digest",)
"""Reports that are to be read on one page: what stands on it is set closer."""

Plain = dict[str, Any]


def write(edition: Edition) -> bytes:
    return pdf.compile_pdf(TEMPLATE, sheet(edition), on=edition.report.as_of)


def sheet(edition: Edition) -> Plain:
    """What the template reads."""
    report, found = edition.report, list(tables(edition))
    return {
        "title": f"{report.title.kk} · {edition.number or report.as_of.isoformat()}",
        "office": asdict(words.AUTHORITY),
        "generated": edition.reconciliation.generated > 0,
        "wide": any(len(table.columns) > WIDE for table in found),
        "compact": report.slug in ONE_PAGE,
        "heading": asdict(report.title),
        "particulars": [{"label": asdict(word), "value": asdict(value)} for word, value in particulars(edition)],
        "tables": list(map(_table, found)),
        "notes": list(map(asdict, report.notes)),
        "words": _fixed(edition),
    }


def _fixed(edition: Edition) -> Plain:
    fixed = {"generated": GENERATED, "notes": words.NOTES, "page": words.PAGE}
    return {**{name: asdict(text) for name, text in fixed.items()}, "mark": MARK, "number": edition.number}


def _table(table: Table) -> Plain:
    return {
        "title": asdict(table.title),
        "unit": asdict(table.unit),
        "columns": [{"label": asdict(each.label), "is_text": each.kind == Kind.TEXT} for each in table.columns],
        "rows": [{"level": row.level, "cells": list(_cells(row, table.columns))} for row in table.lines],
    }


def _cells(row: Row, columns: tuple[Column, ...]) -> Iterator[Plain]:
    for column, value in zip(columns, row.values, strict=True):
        share = float(value) if column.kind == Kind.PERCENT and isinstance(value, Decimal) else None
        yield {"words": asdict(_words(value)), "share": share}


def _words(value: Value) -> Text:
    """Figures as Kazakh and Russian write them; a dash where there is nothing."""
    if isinstance(value, Text):
        return value
    if isinstance(value, date):
        return Text.same(f"{value:%d.%m.%Y}")
    if value is None:
        return Text.same("–")
    written = f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else number(Decimal(value), "kk")
    return Text.same(written)
