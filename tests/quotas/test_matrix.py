"""The matrix of a plan: which figure, of which day, as known when."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.quotas import actions
from casework.quotas.queries import pages
from tests.factories.quotas import (
    AllocationFactory,
    CeilingFactory,
    EntryFactory,
    OrderFactory,
    PlanFactory,
    ProgrammeFactory,
    SignatoryFactory,
    region,
)
from tests.moments import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def redistributed():
    """A cell that was set to 100, lost 30 by a later order, and has used 4."""
    cell = AllocationFactory(places=100)
    other = AllocationFactory(plan=cell.plan, region=region("KZ-11"), places=50)
    moves = [(cell, other, 30)]
    actions.post_order(
        OrderFactory(plan=cell.plan, kind="redistribute", in_force_from=date(2026, 3, 1), moves=moves), at=NOON
    )
    held = EntryFactory(allocation=cell, places=4)
    actions.use(held, places=4, key="use", by=SignatoryFactory(), at=NOON)
    return cell


@pytest.mark.parametrize(("figure", "shown"), [("set", 100), ("limit", 70), ("used", 4), ("free", 66)])
def test_the_matrix_shows_a_plan_as_set_as_redistributed_as_used(read, redistributed, figure, shown):
    address = f"{redistributed.plan.get_absolute_url()}?figure={figure}"

    cell = read(address).split(f'href="/quotas/allocations/{redistributed.pk}/"')[1]

    assert cell.split('class="cell-free">')[1].startswith(f"{shown}")


def test_the_matrix_shows_a_day_before_an_order(read, redistributed):
    page = read(f"{redistributed.plan.get_absolute_url()}?as_of=2026-02-28&figure=limit")

    assert page.split(f'href="/quotas/allocations/{redistributed.pk}/')[1].split('cell-free">')[1].startswith("100")


def test_what_was_not_yet_recorded_is_not_shown(read, redistributed):
    page = read(f"{redistributed.plan.get_absolute_url()}?known_on=2026-01-01&figure=limit")

    assert page.split(f'href="/quotas/allocations/{redistributed.pk}/')[1].split('cell-free">')[1].startswith("0")


def test_a_matrix_of_twenty_regions_and_six_categories_asks_six_questions_at_most(client, officer):
    plan = PlanFactory(programme=ProgrammeFactory(code="labour", unit="permits"))
    for number in range(20):
        code = region(f"KZ-{number + 10}")
        for category in range(6):
            AllocationFactory(plan=plan, region=code, category=str(category))
    client.force_login(officer)
    client.get(plan.get_absolute_url())

    with CaptureQueriesContext(connection) as asked:
        pages.matrix(plan, as_of=date(2026, 3, 1), with_set=True)

    assert len(asked) <= 6


def test_the_ceilings_of_a_plan_are_shown(read):
    ceiling = CeilingFactory(dimension="region", key="KZ-55", limit=77)

    assert "Ceilings" in read(ceiling.plan.get_absolute_url())
    assert ">77<" in read(ceiling.plan.get_absolute_url())


def test_the_same_figures_are_offered_as_files(read, allocation):
    words = read(f"{allocation.plan.get_absolute_url()}?as_of=2026-03-01")

    assert "/reports/quota-utilisation/files/xlsx/?programme=returnee&amp;year=2026&amp;as_of=2026-03-01" in words
