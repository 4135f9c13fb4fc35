"""Cells that a spreadsheet would take for a formula, written so that it does not, and read back as they were."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

FORMULA = re.compile(r"'*[=+\-@\t\r]")
PHONE = re.compile(r"\+[0-9 ()-]+")


def harmless(rows: Iterable[Iterable[Any]]) -> Iterator[list[str]]:
    """Cells that a spreadsheet would take for a formula begin with an apostrophe."""
    for row in rows:
        yield [harmless_text("" if value is None else str(value)) for value in row]


def as_it_was(cell: str) -> str:
    """A cell of a file of ours without the apostrophe that `harmless` gave it."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) and len(cell) > 2 else cell


def harmless_text(text: str) -> str:
    """The same of one cell."""
    is_formula = len(text) > 1 and FORMULA.match(text) and not PHONE.fullmatch(text)
    return f"'{text}" if is_formula else text
