"""How long an arrival may last and by when its host must tell, by the rules of its day."""

from dataclasses import dataclass
from datetime import date

from casework.arrivals.models import Crossing, Purpose
from casework.arrivals.models.sojourns import StayRule as Row
from casework.arrivals.rules.sojourns import StayFacts, StayRule, last_day, rule_for
from casework.common.terms import Unit
from casework.common.workdays import DAY, WorkCalendar
from casework.reference.models import Figure
from casework.reference.queries import work_calendar

NOTICE = "host.notice"


@dataclass(frozen=True)
class Terms:
    """Rules of stay, categories of purposes, terms of the notice, and the calendar, read once."""

    rules: tuple[StayRule, ...]
    categories: dict[str, str]
    notices: tuple[Figure, ...]
    calendar: WorkCalendar

    def last_day(self, crossing: Crossing) -> tuple[date | None, str]:
        """The last day of a stay, and the code of its rule."""
        facts = StayFacts(
            crossing.crossed_on, str(crossing.nationality), crossing.purpose_id,
            self.categories[crossing.purpose_id], bool(crossing.visa), crossing.days,
        )  # fmt: skip
        rule = rule_for(facts, self.rules)
        return last_day(facts, rule), rule.says if rule else ""

    def notice_due(self, arrived_on: date) -> date | None:
        """The last day on which the host may tell, by the figure in force on the arrival."""
        row = next((one for one in self.notices if one.since <= arrived_on), None)
        if row is None:
            return None
        if row.unit == Unit.WORKING_DAYS:
            return self.calendar.add_working_days(arrived_on, row.whole)
        return arrived_on + row.whole * DAY


def terms_now() -> Terms:
    rows = Row.objects.all()
    rules = tuple(
        StayRule(
            row.since, row.until, row.days, str(row.nationality), row.purpose_id or "", row.category_id or "",
            row.needs_visa, row.is_declared, row.code,
        )
        for row in rows
    )  # fmt: skip
    categories = dict(Purpose.objects.values_list("code", "category_id"))
    notices = tuple(Figure.objects.filter(key=NOTICE).order_by("-since"))
    return Terms(rules, categories, notices, work_calendar())
