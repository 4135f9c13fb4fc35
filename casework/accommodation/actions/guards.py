"""What every act in a centre asks first: who acts, and whether the stay can still be changed."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from functools import partial

from django.db import connection
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accommodation.models import Assignment, Centre, Stay
from casework.accommodation.states import STEPS, State
from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.cases.states import OPEN
from casework.common.constraints import explained
from casework.common.errors import Conflict, NotPermitted, RuleBroken


def check_runs(centre: Centre, by: Officer) -> None:
    """Refuse whoever does not manage this centre."""
    if not by.has_perm(Permission.MANAGE_CENTRE):
        raise NotPermitted(_("Who lives in a centre is changed by its managers; ask one of them."))
    if by.office_id != centre.office_id:
        raise NotPermitted(_("This centre is run by %(office)s; ask its managers.") % {"office": centre.office})


def _in_words(words: Promise) -> Conflict:
    return Conflict(str(words))


REFUSED = {
    "assignment_before_the_room_closes": gettext_lazy("The room is closed on one of these nights; choose another one."),
    "assignment_of_whoever_lives_here": gettext_lazy("This family comes for services only; open a stay with a bed."),
    "room_closes_empty": gettext_lazy("Somebody has nights there after that day; move them, or choose a later day."),
    "room_closes_with_its_centre": gettext_lazy("The centre closes; its rooms are not used any longer than it is."),
    "centre_closes_after_its_rooms": gettext_lazy("A room was entered or opened meanwhile; look at the centre again."),
    "stay_in_an_open_centre": gettext_lazy("This centre closes and takes nobody in; choose another one."),
}
"""What triggers refuse where something changed since the page was read, in words."""
WORDED = {name: partial(_in_words, words) for name, words in REFUSED.items()}


def refusals() -> AbstractContextManager[None]:
    """Words for whatever the database refuses in a centre; wraps an outermost action, outside its transaction."""
    return explained(WORDED)


COLUMNS = [field.attname for field in Stay._meta.concrete_fields]
BESIDE = (
    "works_at", "file_state", "file_number", "status_since", "status_until", "status_number", "family",
    "step_free",
)  # fmt: skip
ASKED = ", ".join((*(f"(held.stay).{name}" for name in COLUMNS), *(f"held.{name}" for name in BESIDE)))
LOCKED = f"SELECT {ASKED} FROM accommodation_locked(%s, %s) AS held"  # noqa: S608 names of our own columns
"""Asked of the database by name, since it is part of every act: planning it takes longer than answering it."""


def locked(stay: Stay, *, on: date) -> Stay:
    """The stay as it is now, locked until the transaction ends, with what it rests on and its family on a day."""
    with connection.cursor() as cursor:
        cursor.execute(LOCKED, [stay.pk, on])
        [row] = cursor.fetchall()
    found = Stay.from_db(connection.alias, COLUMNS, row[: len(COLUMNS)])
    for name, value in zip(BESIDE, row[len(COLUMNS) :], strict=True):
        setattr(found, name, value)
    return found


def check_manages(stay: Stay, by: Officer) -> None:
    """Refuse whoever does not manage the centre of a stay."""
    if not by.has_perm(Permission.MANAGE_CENTRE) or by.office_id != stay.works_at:
        check_runs(stay.centre, by)


def check_open(stay: Stay) -> None:
    if not stay.is_open:
        raise RuleBroken(_("This stay has ended; open a new one."))


def check_entitled(stay: Stay, since: date, until: date) -> None:
    """Refuse nights that the stay does not cover; the basis is judged by the day on which they begin."""
    if stay.file_state is not None and stay.file_state not in OPEN:
        raise RuleBroken(
            _("The file %(number)s is decided: a temporary stay takes nobody in any more.")
            % {"number": stay.file_number}
        )
    if stay.status_since is not None and not stay.status_since <= since < stay.status_until:
        raise RuleBroken(
            _("The status %(number)s is not in force on %(day)s; an adaptation centre is for its holders.")
            % {"number": stay.status_number, "day": date_format(since, "j M Y")}
        )
    check_covered(stay, until)


def check_covered(stay: Stay, until: date) -> None:
    """Refuse a departure after the days that the family is entitled to."""
    if stay.entitled_until is not None and until > stay.entitled_until:
        raise RuleBroken(
            _("The family is entitled to stay until %(day)s. Choose an earlier departure, or ask for an extension.")
            % {"day": date_format(stay.entitled_until, "j M Y")}
        )


def check_nights(since: date, until: date) -> None:
    if until <= since:
        raise RuleBroken(_("The departure lies after the arrival; enter a later day."))


def check_step(step: str, assignments: Iterable[Assignment]) -> None:
    """Refuse an act that the state of one of these nights does not allow."""
    for one in assignments:
        if one.state not in STEPS[step]:
            raise Conflict(
                _("This is not possible any more: the place of %(person)s is “%(state)s”. Look at the stay again.")
                % {"person": one.person or one.reason, "state": State(one.state).label}
            )
