"""Statements of the bank as large as a test asks for, with what a right reading of them finds."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple


class Meant(NamedTuple):
    paid: int
    reversed: int
    twice: int
    unmatched: int
    sum: Decimal


def statement(references: Sequence[str], *, lines: int) -> tuple[bytes, Meant]:
    """Of each hundred lines two match nothing, three stand there twice, two take a payment back, the rest pay."""
    rows, meant = ["document,paid_on,tenge,reference,reverses"], Meant(0, 0, 0, 0, Decimal(0))
    for number in range(lines):
        row, meant = _line(number, references, meant)
        rows.append(row)
    return "\n".join([*rows, ""]).encode(), meant


def _line(number: int, references: Sequence[str], meant: Meant) -> tuple[str, Meant]:
    turn, reference = number % 100, references[number % len(references)]
    if turn in (10, 60):
        return _row(number, "for a worker"), meant._replace(unmatched=meant.unmatched + 1)
    if turn in (20, 50, 80):
        earlier = number - 1
        row = _row(earlier, references[earlier % len(references)])
        return row, meant._replace(twice=meant.twice + 1)
    if turn in (30, 70):
        taken = _row(number, reference, reverses=number - 2)
        return taken, meant._replace(reversed=meant.reversed + 1, sum=meant.sum - _tenge(number - 2))
    return _row(number, reference), meant._replace(paid=meant.paid + 1, sum=meant.sum + _tenge(number))


def _row(number: int, reference: str, *, reverses: int | None = None) -> str:
    back = "" if reverses is None else f"D-{reverses}"
    tenge = _tenge(number if reverses is None else reverses)
    return f"D-{number},2026-03-02,{tenge},{reference},{back}"


def _tenge(number: int) -> Decimal:
    return Decimal(1000 + number % 500)
