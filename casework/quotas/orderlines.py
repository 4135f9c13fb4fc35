"""What the lines of an order may be, by what the order does. Pure: no database, no clock."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.quotas.rules import Move
from casework.quotas.states import OrderKind

Fits = Callable[[Move, int | None], bool]

# By kind: which lines fit, given the id of the reserve, and the sentence for those that do not.
LINES: Mapping[str, tuple[Fits, str | Promise]] = {
    OrderKind.ESTABLISH: (
        lambda line, reserve: line.source is None,
        _("An order that establishes a plan gives new places; it has no “from”."),
    ),
    OrderKind.CHANGE: (lambda line, reserve: True, ""),
    OrderKind.REDISTRIBUTE: (
        lambda line, reserve: None not in (line.source, line.target),
        _("Redistribution keeps the total: each line says from where and to where. Else choose “changes”."),
    ),
    OrderKind.RELEASE: (
        lambda line, reserve: line.source == reserve and line.target is not None,
        _("Release of the reserve takes places from the reserve alone, and says to where."),
    ),
    OrderKind.CLOSE: (lambda line, reserve: False, _("An order that closes a year moves no places.")),
    OrderKind.OPEN: (lambda line, reserve: False, _("An order that opens books is loaded from a file.")),
}


def faults(kind: str, lines: Sequence[Move], reserve: int | None) -> list[str]:
    """What is wrong with the lines of an order of this kind, in sentences; nothing where they may stand."""
    fits, sentence = LINES[kind]
    found = [] if all(fits(line, reserve) for line in lines) else [str(sentence)]
    if not lines and kind != OrderKind.CLOSE:
        found.append(str(_("Write at least one line: from where, to where, how many places.")))
    if any(line.source is None and line.target is None for line in lines):
        found.append(str(_("A line needs an allocation it takes from or gives to.")))
    if any(line.source is not None and line.source == line.target for line in lines):
        found.append(str(_("A line moves places between two different allocations.")))
    if _repeated(lines):
        found.append(str(_("The same “from” and “to” stand in two lines; write them as one.")))
    return found


def _repeated(lines: Sequence[Move]) -> bool:
    return any(number > 1 for number in Counter((line.source, line.target) for line in lines).values())
