"""What the law asks of a proposal before it may be signed."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.states import Outcome, State
from casework.common.errors import RuleBroken


def grants_somebody(case: Case, outcomes: Mapping[int, str]) -> None:
    """A favourable decision is favourable to at least one member, and decides every counted one."""
    if Outcome.GRANTED not in outcomes.values():
        raise RuleBroken(_("Nobody is granted anything. Propose a refusal instead."))
    counted = set(case.members.filter(is_counted=True).values_list("pk", flat=True))
    if any(outcomes[pk] == Outcome.PENDING for pk in counted):
        raise RuleBroken(_("Decide about every member who is counted."))
    if any(outcome == Outcome.GRANTED and pk not in counted for pk, outcome in outcomes.items()):
        raise RuleBroken(_("A member who takes no place cannot be granted one."))


def grants_somebody_and_refuses_after_hearing(case: Case, outcomes: Mapping[int, str]) -> None:
    """Nobody is refused the status without having been heard. Source: order of 10 Oct 2025."""
    grants_somebody(case, outcomes)
    if Outcome.REFUSED in outcomes.values() and case.state != State.HEARD:
        raise RuleBroken(_("A member can be refused only after a hearing. Propose the preliminary refusal first."))


def refuses_everybody(case: Case, outcomes: Mapping[int, str]) -> None:
    if set(outcomes.values()) != {Outcome.REFUSED}:
        raise RuleBroken(_("A refusal refuses every member of the file."))


def decides_nobody_yet(case: Case, outcomes: Mapping[int, str]) -> None:
    if set(outcomes.values()) != {Outcome.PENDING}:
        raise RuleBroken(_("A preliminary refusal decides about nobody; the family is heard first."))
