"""Places held by stage, kept up from new lines alone while officers are at work, against the whole ledger each time."""

from collections import Counter
from random import Random

import pytest
from django.db.models import Sum

from casework.cases.actions import clocks
from casework.cases.models import Case
from casework.quotas.actions.projections import recalculate
from casework.quotas.models import Entry, HeldByFile, LedgerMark, Projection
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.quotas.test_projections import all_there_is
from tests.world import current, decided, held, lodged_inclusion, proposed, staff_of, step


@pytest.fixture
def staff():
    AllocationFactory(places=100)
    return staff_of()


def life(staff, rng):
    """The steps of one file, a step at a time: held, then paused, proposed, included, withdrawn, or left as it is."""
    case = lodged_inclusion(staff)
    yield
    held(staff, case)
    yield
    if rng.random() < 0.4:
        clocks.pause(case, version=current(case), reason="A paper.", by=staff.registrar, at=NOON)
        yield
        clocks.resume(case, version=current(case), by=staff.registrar, at=NOON)
        yield
    match rng.choice(["include", "propose", "withdraw", "rest"]):
        case "include":
            decided(staff, case, "include")
        case "propose":
            proposed(staff, case, "include")
        case "withdraw":
            step(case, "withdraw", by=staff.registrar)
    yield


def from_scratch():
    """Places held by allocation and stage: of each open file the sum of its lines."""
    found = Counter()
    for case in Case.objects.open().exclude(allocation=None):
        places = Entry.objects.filter(file=case.number).aggregate(sum=Sum("d_held"))["sum"] or 0
        found[case.allocation_id, stage_of(case)] += places
    return +found


def stage_of(case):
    if case.decisions.filter(state="proposed").exists():
        return "proposed"
    return "paused" if case.pauses.filter(until=None).exists() else case.state


def kept():
    rows = Projection.objects.values_list("pk", "held_by_stage")
    return {(pk, stage): places for pk, stages in rows for stage, places in stages.items()}


def read_a_part(rng):
    """Read no further than some transaction between the mark and now: files are already ahead of what was read."""
    first = LedgerMark.objects.get().horizon
    recalculate(at=NOON, until=rng.randint(first, max(first, all_there_is())))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_kept_up_by_new_lines_equals_the_whole_ledger_after_any_steps(staff, seed):
    rng = Random(seed)  # noqa: S311
    recalculate(at=NOON)
    files = [life(staff, rng) for _ in range(4)]
    while files:
        acting = rng.choice(files)
        if next(acting, "over") == "over":
            files.remove(acting)
        read_a_part(rng)
        if rng.random() < 0.5:
            recalculate(at=NOON, until=all_there_is())
            assert kept() == from_scratch()
    recalculate(at=NOON, until=all_there_is())

    assert kept() == from_scratch()
    assert not HeldByFile.objects.filter(places=0).exists()
