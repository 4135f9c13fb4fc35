"""Rules of every file, as pure functions: four eyes, places of a family, the content that is signed."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.states import REFUSALS, Outcome, ReceivedHow, State
from casework.common.errors import NotPermitted, RuleBroken
from casework.common.flow import Decides, Step

FAMILIES = "families"

SAYS = {
    Decides.EACH: gettext_lazy("Decide about every member who is counted, and about no other."),
    Decides.REFUSES_ALL: gettext_lazy("A refusal refuses every member of the file."),
    Decides.NOBODY: gettext_lazy("This step decides about nobody yet."),
    Decides.UNCHANGED: gettext_lazy("This step leaves the outcome of every member as it is."),
}
"""What each kind of signed step says of the members, where a ruling says something else."""


@dataclass(frozen=True)
class Standing:
    """How a member of a file stands before a decision."""

    is_counted: bool
    outcome: str


@dataclass(frozen=True)
class ComplaintFacts:
    """What a complaint says, when and how it came in, and from whom: the proxy, or the applicant where it is empty."""

    received_on: date
    ground: str
    received_how: str = ReceivedHow.IN_PERSON
    proxy: str = ""
    late_because: str = ""


def places(unit: str, members: int) -> int:
    """Places that so many counted members take: one each, or one for a whole family."""
    return min(members, 1) if unit == FAMILIES else members


def check_right(has_permission: bool) -> None:
    if not has_permission:
        raise NotPermitted(_("Your roles do not allow this step. Ask a colleague whose role does."))


def check_clock(step: Step, is_officer: bool) -> None:
    """Refuse that an officer takes a step of the clock, and that the clock takes one of an officer."""
    if step.by_clock and is_officer:
        raise NotPermitted(_("This step is taken when its day has come, and by no officer."))
    if not step.by_clock and not is_officer:
        raise NotPermitted(_("This step is taken by an officer."))


def check_office(is_own: bool, office: Callable[[], object]) -> None:
    """Refuse an officer of another office, who may see the file but not work on it."""
    if not is_own:
        raise NotPermitted(_("This file is worked on at %(office)s.") % {"office": office()})


def check_signatory(step: Step, *, officer: int, registrar: int, barred: Collection[int] = ()) -> None:
    """Refuse that an officer decides on the merits of a file that this officer registered.

    A complaint is decided by others than the `barred`, who registered or decided what it complains of.
    """
    if step.countersigned and officer in barred:
        raise NotPermitted(_("You took part in the refusal complained of, so another officer must decide this file."))
    if step.on_merits and officer == registrar:
        raise NotPermitted(_("You registered this file, so another officer must decide it."))


def check_countersignatory(
    step: Step, *, officer: int, signatory: int, registrar: int, barred: Collection[int] = ()
) -> None:
    """Refuse that an officer countersigns what this officer signed or, on the merits, registered."""
    if officer == signatory:
        raise NotPermitted(_("You signed this proposal, so another officer must countersign it."))
    check_signatory(step, officer=officer, registrar=registrar, barred=barred)


def check_complained_of(state: str) -> None:
    """Refuse a complaint of anything but a refusal of a whole file."""
    if state not in REFUSALS:
        facts = {"state": State(state).label}
        raise RuleBroken(_("Only a refusal can be complained of; this file is “%(state)s”.") % facts)


def check_complaint_received(on: date, *, refused_on: date, last_day: date | None, late_because: str) -> None:
    """Refuse a complaint older than its refusal, and a late one without a word why it is taken.

    `last_day`: of the term for complaints; None where no term is on record.
    """
    if on < refused_on:
        day = date_format(refused_on, "j M Y")
        raise RuleBroken(_("The refusal is of %(day)s; a complaint of it cannot be older.") % {"day": day})
    if last_day is not None and on > last_day:
        _check_delay_is_explained(last_day, late_because)
    elif late_because:
        raise RuleBroken(_("The complaint came in time; there is no delay to explain."))


def _check_delay_is_explained(last_day: date, because: str) -> None:
    if not because:
        day = date_format(last_day, "j M Y")
        raise RuleBroken(
            _("The term for complaints ended on %(day)s. Say why the complaint is taken all the same.") % {"day": day}
        )


def check_outcomes(step: Step, outcomes: Mapping[int, str], members: Mapping[int, Standing]) -> None:
    """Refuse a ruling that leaves a member out, speaks of somebody else, or says what its step cannot say."""
    if outcomes.keys() != members.keys():
        raise RuleBroken(_("A decision names an outcome for each member of the file, and for nobody else."))
    if any(outcomes[pk] not in _possible(step, member) for pk, member in members.items()):
        raise RuleBroken(str(SAYS[step.decides]))


def _possible(step: Step, member: Standing) -> tuple[str, ...]:
    """The outcomes that a step can give a member."""
    return {
        Decides.EACH: (Outcome.GRANTED, Outcome.REFUSED) if member.is_counted else (Outcome.PENDING,),
        Decides.REFUSES_ALL: (Outcome.REFUSED,),
        Decides.NOBODY: (Outcome.PENDING,),
        Decides.UNCHANGED: (member.outcome,),
    }[step.decides]


def check_ground(step: Step, *, refuses_somebody: bool, has_ground: bool, has_reasons: bool) -> None:
    """Refuse a refusal without its ground and reasons, and a ground where nobody is refused anything."""
    needed = step.grounded or refuses_somebody
    if needed and not (has_ground and has_reasons):
        raise RuleBroken(_("Name the ground and the reasons: the family must learn why."))
    if has_ground and not needed:
        raise RuleBroken(_("Nobody is refused anything, so there is no ground to name."))


def split_use(granted: int, holds: Sequence[int]) -> list[int]:
    """How many places of each hold are used when `granted` members are; the oldest hold is used first.

    >>> split_use(4, [5, 1])
    [4, 0]
    """
    used, left = [], granted
    for size in holds:
        used.append(min(size, left))
        left -= used[-1]
    if left:
        raise RuleBroken(_("More members are granted than places are held; hold the missing places first."))
    return used


def content_hash(content: Mapping[str, object]) -> str:
    """The fingerprint of what is signed: members, outcomes, ground, reasons, allocation."""
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
