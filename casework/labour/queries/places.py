"""What the programme of a permit says of its places."""

from datetime import date

from casework.cases.models import Case
from casework.labour.models import PlaceRule
from casework.labour.states import Basis

LABOUR = "labour"
HOUSEHOLD = "household"


def rule(programme: str, on: date) -> PlaceRule:
    """The rule in force on a day; where none is on record, a renewal takes a place and no end returns one."""
    found = PlaceRule.objects.filter(programme=programme, since__lte=on).order_by("-since").first()
    return found or PlaceRule(programme_id=programme, since=on, returns=[], renewals_draw=True)


def programme_of(case: Case) -> str:
    """The programme whose places a request for a permit takes; empty where it takes none.

    A replacement goes on in the place of the permit it replaces, and so does a renewal where the rule says so.
    Transfers inside a company stand outside every quota.
    """
    request = case.permit_request
    if request.basis == Basis.INTRA or request.replaces_id:
        return ""
    if request.renews_id and not rule(LABOUR, case.received_on).renewals_draw:
        return ""
    return LABOUR


def household_programme(case: Case) -> str:
    """The programme of a household permit; empty where an extension goes on in the place of the permit it extends."""
    if case.household_request.extends_id and not rule(HOUSEHOLD, case.received_on).renewals_draw:
        return ""
    return HOUSEHOLD


def draws(case: Case) -> bool:
    return bool(programme_of(case))
