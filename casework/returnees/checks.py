"""What the law asks of a proposal before it may be signed, beyond what every decision must say."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.states import Outcome, State
from casework.common.errors import RuleBroken
from casework.people.models import Person
from casework.returnees.queries import grants_to_extend


def grants_somebody(case: Case, outcomes: Mapping[int, str]) -> None:
    """A favourable decision is favourable to at least one member."""
    if Outcome.GRANTED not in outcomes.values():
        raise RuleBroken(_("Nobody is granted anything. Propose a refusal instead."))


def grants_somebody_and_refuses_after_hearing(case: Case, outcomes: Mapping[int, str]) -> None:
    """Nobody is refused the status without having been heard. Source: order of 10 Oct 2025."""
    grants_somebody(case, outcomes)
    if Outcome.REFUSED in outcomes.values() and case.state != State.HEARD:
        raise RuleBroken(_("A member can be refused only after a hearing. Propose the preliminary refusal first."))


def extends_only_once(case: Case, outcomes: Mapping[int, str]) -> None:
    """Only a status in force, not extended before, is extended. Source: order of 10 Oct 2025."""
    grants_somebody(case, outcomes)
    granted = [pk for pk, outcome in outcomes.items() if outcome == Outcome.GRANTED]
    persons = set(case.members.filter(pk__in=granted).values_list("person", flat=True))
    once = grants_to_extend(persons, case.asked_on).filter(extended_by=None)
    without = persons - set(once.values_list("person", flat=True))
    if without:
        raise RuleBroken(
            _("No status that could still be extended: %(names)s. Refuse them, with the ground.")
            % {"names": ", ".join(map(str, Person.objects.filter(pk__in=without).prefetch_related("names")))}
        )
