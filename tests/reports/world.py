"""Plans with something set, moved, held and used, and reports of them."""

from datetime import date, datetime

from casework.quotas import actions as quotas
from casework.quotas.models import Allocation, Order, Plan
from casework.quotas.states import OrderKind
from casework.reports.catalogue import registered
from casework.reports.queries.editions import edition
from casework.reports.report import Edition
from tests.factories.quotas import (
    AllocationFactory,
    EntryFactory,
    OrderFactory,
    PlanFactory,
    ProgrammeFactory,
    SignatoryFactory,
    region,
)
from tests.moments import NOON

UTILISATION = "quota-utilisation"
TODAY = NOON.date()
COUNTRY = {"programme": "", "year": 2026, "region": ""}


def labour() -> Plan:
    """Permits by region and category: 500 set in reserve, of them 40 moved to Pavlodar in February; some used, held."""
    plan = PlanFactory(programme=ProgrammeFactory(code="labour", name="Foreign labour", unit="permits"))
    reserve = AllocationFactory(plan=plan, region=None, places=500)
    cells = {
        (code, category): AllocationFactory(plan=plan, region=region(code), category=category, places=places)
        for code, category, places in (
            ("KZ-11", "1", 100), ("KZ-11", "2", 200), ("KZ-55", "1", 300), ("KZ-55", "2", 1200),
        )
    }  # fmt: skip
    move(reserve, cells["KZ-55", "1"], 40, on=date(2026, 2, 1))
    use(cells["KZ-11", "1"], 33)
    use(cells["KZ-55", "2"], 1000)
    EntryFactory(allocation=cells["KZ-55", "2"], places=200)
    return plan


def returnees() -> Plan:
    """Persons by region alone, all of it distributed."""
    plan = PlanFactory()
    use(AllocationFactory(plan=plan, region=region("KZ-55"), places=977), 5)
    AllocationFactory(plan=plan, region=region("KZ-11"), places=285)
    return plan


def use(cell: Allocation, places: int) -> None:
    held = EntryFactory(allocation=cell, places=places)
    quotas.use(held, places=places, key=f"{held.file}/use", by=SignatoryFactory(), at=NOON)


def move(source: Allocation, target: Allocation, places: int, *, on: date) -> Order:
    moves = [(source, target, places)]
    order = OrderFactory(plan=source.plan, kind=OrderKind.REDISTRIBUTE, in_force_from=on, moves=moves)
    return quotas.post_order(order, at=NOON)


def told(as_of: date = TODAY, *, known_at: datetime | None = None, **parameters: object) -> Edition:
    """Quota utilisation as of a day."""
    return edition(registered()[UTILISATION], COUNTRY | parameters, as_of, at=NOON, known_at=known_at)


def figures(found: Edition, table: str = "labour-2026") -> dict[str, dict[str, object]]:
    """The figures of a table by row and column."""
    sheet = next(each for each in found.report.tables if each.key == table)
    return {
        row.key: {column.key: value for column, value in zip(sheet.columns, row.values, strict=True)}
        for row in sheet.lines
    }
