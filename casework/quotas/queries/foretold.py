"""What was foretold of allocations by a day that is over: such rows stay as they are, so that the answer stays too."""

from datetime import date, datetime

from casework.common.workdays import local_date
from casework.quotas.models import Forecast


def foretold(cells: list[int], as_of: date, known_at: datetime) -> dict[int, date | None]:
    """The day on which each allocation runs out in half of all futures, by the newest forecast; None within no year.

    Allocations of which nothing was foretold are left out, and so is the day of `known_at`, which is not over.
    """
    told = Forecast.objects.filter(allocation__in=cells, silence="", day__lte=as_of, day__lt=local_date(known_at))
    newest = told.order_by("allocation", "-day").distinct("allocation")
    return dict(newest.values_list("allocation", "runs_out_on"))
