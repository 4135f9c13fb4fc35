"""At which stage the files stand that hold places."""

from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case, Decision, Pause
from casework.cases.states import DecisionState, State
from casework.quotas import queries as ledger

PROPOSED, PAUSED = "proposed", "paused"
STAGE_NAMES: Mapping[str, str | Promise] = {
    **{state.value: state.label for state in State},
    PROPOSED: _("waits for countersignature"),
    PAUSED: _("waits for the applicant"),
}


def marks() -> dict[int, int]:
    """For each allocation the sum of the versions of open files that draw on it: any step of one changes it."""
    drawing = Case.objects.open().filter(allocation__isnull=False).order_by()
    return dict(drawing.values_list("allocation").annotate(Sum("version")))


def held(allocations: Collection[int]) -> dict[int, dict[str, int]]:
    """Places held of each allocation by the stage of the open files that hold them."""
    drawing = _drawing_on(allocations)
    files = {number: _stage(state, is_proposed, is_paused) for number, state, is_proposed, is_paused in drawing}
    sums: dict[int, dict[str, int]] = {}
    for allocation, file, places in ledger.held_by_files(files):
        stages = sums.setdefault(allocation, {})
        stages[files[file]] = stages.get(files[file], 0) + places
    return sums


def _drawing_on(allocations: Collection[int]) -> QuerySet[Case, tuple[str, str, bool, bool]]:
    waiting = Decision.objects.filter(case=OuterRef("pk"), state=DecisionState.PROPOSED)
    paused = Pause.objects.filter(case=OuterRef("pk"), until=None)
    files = Case.objects.open().filter(allocation__in=allocations).order_by()
    return files.annotate(is_proposed=Exists(waiting), is_paused=Exists(paused)).values_list(
        "number", "state", "is_proposed", "is_paused"
    )


def _stage(state: str, is_proposed: bool, is_paused: bool) -> str:
    return PROPOSED if is_proposed else PAUSED if is_paused else state
