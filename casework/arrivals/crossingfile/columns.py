"""The columns of a file of crossings, and everything that can be wrong in one of them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Column:
    """A column by its name; whether a file can do without it."""

    name: str
    says: str | Promise
    is_needed: bool = True
    is_date: bool = False


COLUMNS = (
    Column("direction", gettext_lazy("in or out")),
    Column(
        "crossed_at", gettext_lazy("date and time on the clock of the checkpoint, as 2009-05-31 14:05"), is_date=True
    ),
    Column("checkpoint", gettext_lazy("code of the checkpoint")),
    Column("mode", gettext_lazy("road, rail, air, water or foot; that of the checkpoint where empty"), is_needed=False),
    Column("nationality", gettext_lazy("country by two or three letters, as KG or KGZ; XX for a stateless person")),
    Column("document_country", gettext_lazy("who issued the document; the nationality where empty"), is_needed=False),
    Column("document_number", gettext_lazy("number of the document")),
    Column(
        "born_on",
        gettext_lazy("date of birth, as 1985-03-14; where the document says less, 1985-03 or 1985"),
        is_date=True,
    ),
    Column("sex", gettext_lazy("F, M, or X where the document does not say it")),
    Column("surname", gettext_lazy("surname as in the document")),
    Column("given", gettext_lazy("given name as in the document"), is_needed=False),
    Column("patronymic", gettext_lazy("patronymic"), is_needed=False),
    Column("purpose", gettext_lazy("code of the purpose")),
    Column("region", gettext_lazy("region of destination by its ISO code, as KZ-55"), is_needed=False),
    Column("visa", gettext_lazy("visa"), is_needed=False),
    Column("days", gettext_lazy("declared days of stay"), is_needed=False),
    Column("card", gettext_lazy("number of the migration card"), is_needed=False),
)
NAMES = tuple(column.name for column in COLUMNS)
NEEDED = tuple(column.name for column in COLUMNS if column.is_needed)
DATES = frozenset(column.name for column in COLUMNS if column.is_date)
REMARKS = ("line", "what_is_wrong", "as_it_was")
"""Columns of the list of rejected rows, which are passed over when the corrected list comes back."""

FAULTS: dict[str, str | Promise] = {
    "cells": gettext_lazy("The line has too few or too many cells."),
    "quote": gettext_lazy("A quotation mark is not closed."),
    "long": gettext_lazy("The line is too long to be a crossing."),
    "unclean": gettext_lazy("Some characters arrived damaged or cannot be seen; type the text again."),
    "direction": gettext_lazy("Write in or out."),
    "moment": gettext_lazy("Write date and time as 2009-05-31 14:05."),
    "future": gettext_lazy("This moment has not come yet."),
    "early": gettext_lazy("Crossings of that time are not kept, or no longer."),
    "checkpoint": gettext_lazy("No checkpoint has this code."),
    "mode": gettext_lazy("Write road, rail, air, water or foot, or leave it empty."),
    "country": gettext_lazy("No country has this code; write two or three letters, as KG or KGZ."),
    "document": gettext_lazy("Write the number of the document, at most 40 letters and digits."),
    "day": gettext_lazy("Write a date that exists, as 1985-03-14; where the document says less, 1985-03 or 1985."),
    "unborn": gettext_lazy("The date of birth lies after the crossing."),
    "sex": gettext_lazy("Write F, M or X."),
    "nameless": gettext_lazy("Write the surname or the given name."),
    "name": gettext_lazy("A name has at most 200 letters."),
    "purpose": gettext_lazy("No purpose has this code."),
    "region": gettext_lazy("No region has this code; write it as KZ-55, or leave it empty."),
    "days": gettext_lazy("Write a whole number of days up to 3660, or leave it empty."),
    "length": gettext_lazy("Write at most 40 letters and digits."),
    "json": gettext_lazy("Write one JSON object on a line, with the names of the columns and texts."),
    "foreign": gettext_lazy("This token belongs to another checkpoint."),
    "other": gettext_lazy("This crossing is on record with other facts; a file does not change it."),
}


def sentence(fault: str) -> str:
    """A stored fault, “column code”, as a sentence; of a whole line there is no column."""
    column, _blank, code = fault.rpartition(" ")
    told = str(FAULTS.get(code, code))
    return _("%(column)s: %(told)s") % {"column": column, "told": told} if column else told
