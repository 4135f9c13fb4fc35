"""What an application for the status goes through before the decision."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.cases.actions import opening
from casework.cases.actions.acts import Act
from casework.cases.models import Case
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.returnees.models import StatusApplication
from casework.returnees.queries import citizens, told_on


@dataclass(frozen=True)
class StatusFacts:
    """What only an application for the status says."""

    left_country: str
    arrived_on: date
    wants_centre: bool = False


def lodge_status(application: opening.Application, facts: StatusFacts, *, by: Officer, at: datetime) -> Case:
    """Lodge an application for the status of a whole family; citizens among them take no part in the decision.

    Source: order of 10 Oct 2025.
    """
    if facts.arrived_on > application.received_on:
        raise RuleBroken(_("The family arrived before it applies; look at the two dates."))
    if application.applicant.citizenship == "KZ":
        raise RuleBroken(_("A citizen of Kazakhstan is granted no returnee status."))
    out = citizens(person for person, role in application.members)
    application = replace(application, not_counted={**(application.not_counted or {}), **out})

    def details(case: Case) -> StatusApplication:
        return StatusApplication.objects.create(
            case=case, left_country=facts.left_country, arrived_on=facts.arrived_on, wants_centre=facts.wants_centre
        )

    return opening.lodge(application, details=details, by=by, at=at)


def record_commission(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Keep when the commission sat, the number of its minutes and what it recommends."""
    details = case.status_application
    details.commission_on = act.facts["commission_on"]
    details.minutes_number = act.facts["minutes_number"]
    details.recommendation = act.facts["recommendation"]
    if not case.received_on <= details.commission_on <= local_date(at):
        raise RuleBroken(_("The commission sat between the day of receipt and today."))
    details.save(update_fields=["commission_on", "minutes_number", "recommendation"])


def record_hearing(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Keep when the family was heard and what it said."""
    details = case.status_application
    details.hearing_on, details.hearing_statement = act.facts["hearing_on"], act.facts["hearing_statement"]
    if not (told_on(case) or case.received_on) <= details.hearing_on <= local_date(at):
        raise RuleBroken(_("The hearing was held between the day of the preliminary decision and today."))
    details.save(update_fields=["hearing_on", "hearing_statement"])
