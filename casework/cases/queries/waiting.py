"""What waits for the applicant, and until when places are kept meanwhile."""

from datetime import date

from django.db.models import Q, QuerySet

from casework.cases.models import Pause
from casework.cases.procedures import registered
from casework.common import terms
from casework.common.workdays import WorkCalendar
from casework.reference import queries as reference

WAIT = "office.papers_wait"
LAPSE = "lapse"
"""The step that ends a hold because a paper was not brought; a procedure may have other steps of the clock."""


def pauses_that_hold() -> QuerySet[Pause]:
    """Pauses that run, of files that hold places and can lapse."""
    running = Pause.objects.filter(_can_lapse(), until=None, case__allocation__isnull=False)
    return running.select_related("case").order_by("since", "pk")


def kept_until(pause: Pause) -> date | None:
    """The last day on which places are kept while a pause runs; None where no figure is on record for it."""
    try:
        term = reference.term(WAIT, pause.since)
    except reference.FigureMissing:
        return None
    return terms.due(pause.since, term, WorkCalendar(), today=pause.since).on


def _can_lapse() -> Q:
    """Files in a state from which a paper that was not brought can end them."""
    condition = Q(pk__in=[])
    for code, entry in registered().items():
        for step in entry.procedure.flow.steps.values():
            if step.name == LAPSE:
                condition |= Q(case__procedure=code, case__state__in=step.sources)
    return condition
