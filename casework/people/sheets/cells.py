"""Cells of a table that hold a name, a date of birth, a sex: read, or refused in a sentence. Pure."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import gettext as _

from casework.common import text
from casework.people.rules import BirthDate, NameFacts, NoBirthDate, fold

SCRIPTS = (
    "kk-cyrl", "ru-cyrl", "mn-cyrl", "kk-arab", "latn-passport", "latn-2018", "latn-2021", "pinyin", "tr", "uz",
)  # fmt: skip
SEXES = ("F", "M", "X")
LONGEST_NAME = 200
NAME_PARTS = ("surname", "given", "patronymic")


class NoRow(ValueError):
    """A cell that cannot be taken; the message is a sentence that says what to do, `column` says where."""

    def __init__(self, sentence: str, column: str) -> None:
        super().__init__(sentence)
        self.column = column


def name(cells: Mapping[str, str]) -> NameFacts:
    """The name of a row in a script that is known; an empty script leaves it open."""
    script = cells["script"].lower()
    if script and script not in SCRIPTS:
        raise NoRow(_("There is no such script; write one of %(scripts)s.") % {"scripts": ", ".join(SCRIPTS)}, "script")
    parts = {part: clean(cells[part], part, most=LONGEST_NAME) for part in NAME_PARTS}
    if not _is_readable(parts["surname"] + parts["given"]):
        raise NoRow(_("Give a surname or a given name."), "surname")
    return NameFacts(script, parts["surname"], parts["given"], parts["patronymic"])


@lru_cache(maxsize=50_000)
def _is_readable(text: str) -> bool:
    return bool(fold(text).strip("'"))


def birth(cell: str) -> BirthDate | None:
    """None for an empty cell."""
    try:
        return BirthDate.read(text.ascii_digits(cell)) if cell else None
    except NoBirthDate as fault:
        raise NoRow(
            _("Write a date of birth as 1985-03-14 or 14.03.1985; or 1985-03 or 1985."), "birth_date"
        ) from fault


def sex(cell: str) -> str:
    """F, M, X or empty."""
    if cell and cell.upper() not in SEXES:
        raise NoRow(_("Write the sex as F, M or X; or leave it empty."), "sex")
    return cell.upper()


@lru_cache(maxsize=100_000)
def clean(cell: str, column: str, *, most: int) -> str:
    """Text as it is stored; NoRow where it is too long or holds what no name and no paper has."""
    if len(cell) > most:
        raise NoRow(_("This is longer than %(most)d letters.") % {"most": most}, column)
    try:
        return text.clean(cell, text.NAME)
    except text.Unclean as fault:
        raise NoRow(str(fault), column) from fault
