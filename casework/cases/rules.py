"""Rules of every file, as pure functions: four eyes, places of a family, the content that is signed."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from casework.common.errors import NotPermitted, RuleBroken
from casework.common.flow import Step

FAMILIES = "families"


def places(unit: str, members: int) -> int:
    """Places that so many counted members take: one each, or one for a whole family."""
    return min(members, 1) if unit == FAMILIES else members


def check_right(has_permission: bool) -> None:
    if not has_permission:
        raise NotPermitted(_("Your roles do not allow this step. Ask a colleague whose role does."))


def check_office(is_own: bool, office: str) -> None:
    """Refuse an officer of another office, who may see the file but not work on it."""
    if not is_own:
        raise NotPermitted(_("This file is worked on at %(office)s.") % {"office": office})


def check_signatory(step: Step, *, officer: int, registrar: int) -> None:
    """Refuse that an officer decides on the merits of a file that this officer registered."""
    if step.on_merits and officer == registrar:
        raise NotPermitted(_("You registered this file, so another officer must decide it."))


def check_countersignatory(step: Step, *, officer: int, signatory: int, registrar: int) -> None:
    """Refuse that an officer countersigns what this officer signed or, on the merits, registered."""
    if officer == signatory:
        raise NotPermitted(_("You signed this proposal, so another officer must countersign it."))
    check_signatory(step, officer=officer, registrar=registrar)


def check_outcomes(step: Step, outcomes: Mapping[int, str], members: Iterable[int]) -> None:
    """Refuse a ruling that leaves a member without an outcome or speaks of somebody else."""
    if set(outcomes) != set(members):
        raise RuleBroken(_("A decision names an outcome for each member of the file, and for nobody else."))


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
