"""The facts that an event stores, in words: their names, their codes, their days.

The trail keeps codes and ISO dates, so that it means the same in ten years; a reader wants words. Each package
registers its own when Django starts; what nobody has worded is shown as it is stored.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casework.common.workdays import ALMATY

logger = logging.getLogger(__name__)

Say = Callable[[Any], str | Promise]

_names: dict[str, str | Promise] = {}
_says: dict[str, Say] = {}
_unsaid: set[str] = set()


def register(
    *,
    names: Mapping[str, str | Promise] | None = None,
    codes: Mapping[str, Mapping[str, str | Promise]] | None = None,
    says: Mapping[str, Say] | None = None,
    unsaid: Iterable[str] = (),
) -> None:
    """Word facts by their stored name.

    `codes` gives the words for the values of a fact, `says` a function where a table is not enough; `unsaid` are
    numbers of the office's own rows, which tell a reader nothing. ValueError where a fact is read in another way
    already: one name means one thing.
    """
    read = {name: _reader_of(table) for name, table in (codes or {}).items()} | dict(says or {})
    if read.keys() & _says.keys():
        raise ValueError(f"Facts of these names are read already: {sorted(read.keys() & _says.keys())}")
    _names.update(names or {})
    _says.update(read)
    _unsaid.update(unsaid)


def _reader_of(table: Mapping[str, str | Promise]) -> Say:
    return lambda code: table.get(str(code), str(code))


def is_said(name: str) -> bool:
    return name not in _unsaid


def name_of(name: str) -> str:
    """What a fact is called."""
    return str(_names.get(name) or name.replace("_", " ").removesuffix(" id"))


def said(name: str, value: Any) -> str:
    """A stored value in words; empty where nothing is stored."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, list):
        return "; ".join(said(name, one) for one in value)
    if words := _read(name, value):
        return words
    if isinstance(value, Mapping):
        return ", ".join(filter(None, (said(key, one) for key, one in value.items() if is_said(key))))
    return _plain(value)


def _read(name: str, value: Any) -> str:
    """By its reader; empty where there is none, or where an earlier program stored what this one cannot read.

    What was written down once must always open; that it was not read is logged, without what it says.
    """
    if name not in _says:
        return ""
    try:
        return str(_says[name](value))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        logger.warning("A stored fact was not understood: %s", name, exc_info=True)
        return ""


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _day(str(value)) or str(value)


def _day(value: str) -> str:
    """A stored date or moment written out; empty where it is neither."""
    try:
        found = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:
        return ""
    if isinstance(found, datetime):
        return date_format(found.astimezone(ALMATY), "j M Y, H:i")
    return date_format(found, "j M Y") if len(value) == 10 else ""
