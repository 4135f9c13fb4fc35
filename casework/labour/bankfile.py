"""A statement of the bank as a table: one line for each payment or reversal, taken whole or refused whole. Pure.

Columns: `document` (of the bank, once for each line), `paid_on` (2026-03-02), `tenge` (202650.00, above zero),
`reference` (the number of the file), `reverses` (the document that a reversal takes back; else empty).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from casework.common import tablefile
from casework.common.tablefile import Fault, Line, Unreadable

COLUMNS = ("document", "paid_on", "tenge", "reference", "reverses")
MOST_BYTES = 20 * 1024 * 1024
MOST_LINES = 100_000
MOST_FAULTS = 50
DOCUMENT = 60
REFERENCE = 200
SUM = re.compile(r"[0-9]{1,12}([.,][0-9]{1,2})?")
NUMBER = re.compile(r"F[PR]-[0-9]{4}-[0-9]{6}")


@dataclass(frozen=True)
class BankRow:
    """One line of a statement, with its number in the file; `reverses` is empty where money came in."""

    line: int
    document: str
    paid_on: date
    tenge: Decimal
    reference: str
    reverses: str = ""

    @property
    def file(self) -> str:
        """The number of the file that the reference names, wherever in its text; empty where it names none."""
        found = NUMBER.search(self.reference.upper().replace(" ", ""))
        return found.group() if found else ""


def parse(content: bytes, *, today: date) -> list[BankRow]:
    """The lines of a statement; Unreadable with the faults found, the first fifty of them."""
    text = tablefile.decoded(content, most=MOST_BYTES)
    rows: list[BankRow] = []
    faults: list[Fault] = []
    for line in tablefile.lines(text, COLUMNS):
        found = line if isinstance(line, Fault) else _row(line, today)
        (faults if isinstance(found, Fault) else rows).append(found)  # type: ignore[arg-type]
        if len(rows) > MOST_LINES or len(faults) >= MOST_FAULTS:
            break
    if len(rows) > MOST_LINES:
        raise Unreadable(Fault(_("The file has more than %(most)d lines; send it in parts.") % {"most": MOST_LINES}))
    faults += _contradictions(rows)
    if faults:
        raise Unreadable(*faults[:MOST_FAULTS])
    return rows


def _row(line: Line, today: date) -> BankRow | Fault:
    cells = line.cells
    if not cells["document"] or len(cells["document"]) > DOCUMENT:
        return Fault(_("A document of the bank has 1 to 60 characters."), line.number, "document")
    if len(cells["reference"]) > REFERENCE or len(cells["reverses"]) > DOCUMENT:
        return Fault(_("This cell is too long."), line.number)
    day, tenge = _day(cells["paid_on"]), _sum(cells["tenge"])
    if day is None or day > today:
        return Fault(_("Write a day that has come, as 2026-03-02."), line.number, "paid_on")
    if tenge is None:
        return Fault(_("Write a sum above zero in digits, as 202650.00."), line.number, "tenge")
    return BankRow(line.number, cells["document"], day, tenge, cells["reference"], cells["reverses"])


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _sum(cell: str) -> Decimal | None:
    try:
        tenge = Decimal(cell.replace(",", ".")) if SUM.fullmatch(cell) else None
    except InvalidOperation:
        return None
    return tenge if tenge else None


def _contradictions(rows: list[BankRow]) -> Iterator[Fault]:
    """Documents that stand there twice and do not say the same."""
    said: dict[str, tuple[object, ...]] = {}
    for row in rows:
        told = (row.paid_on, row.tenge, row.reference, row.reverses)
        if said.setdefault(row.document, told) != told:
            yield Fault(_("This document stands there twice and does not say the same."), row.line, "document")
