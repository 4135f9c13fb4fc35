"""How the quota of last year was closed: in December an order took back the places that nobody had asked for."""

from datetime import date, datetime, time

from casework.common.workdays import ALMATY
from casework.desk.demonstration import staff
from casework.quotas.actions import load_plan
from casework.quotas.models import Plan
from casework.quotas.planfile import COLUMNS, parse
from casework.quotas.queries import known, position_of
from casework.returnees.actions.inclusions import RETURNEE

ACT = "Order of the demonstration: places nobody asked for return to the reserve"


def close(at: datetime) -> int:
    """Leave each region the places its files used or held at Christmas; the rest goes to the reserve of the country.

    Gives the number of orders: none where last year has no plan on record.
    """
    year = at.astimezone(ALMATY).year - 1
    plan = Plan.objects.filter(programme=RETURNEE, year=year).first()
    if plan is None:
        return 0
    day = date(year, 12, 24)
    load_plan(
        parse(_figures(plan, day).encode(), known()), by=staff.signatories(), at=datetime.combine(day, time(17), ALMATY)
    )
    return 1


def _figures(plan: Plan, day: date) -> str:
    """The plan as a file of the kind that is loaded: what each region keeps, and the total as it was."""
    cells = position_of(plan, as_of=day)
    kept = {cell.region: cell.held + cell.used for cell in cells if not cell.is_reserve}
    total = sum(cell.limit or 0 for cell in cells)
    lines = [
        f"{RETURNEE},{plan.unit},{plan.year},{region},,{places}" for region, places in {"KZ": total, **kept}.items()
    ]
    return "\n".join([",".join(COLUMNS), *(f'{line},"{ACT}",{day.isoformat()},the demonstration' for line in lines)])
