"""The page of an allocation as it stood on a day, and as that was known."""

from datetime import date, timedelta

import pytest

from casework.quotas import actions, queries
from casework.quotas.queries import pages
from tests.factories.quotas import EntryFactory, SignatoryFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def held(allocation):
    """Places held ten days ago and used today."""
    line = EntryFactory(allocation=allocation, places=5, file="IN-2026-000007", at=NOON - timedelta(days=10))
    actions.use(line, places=4, key="used", by=SignatoryFactory(), at=NOON)
    return line


def at(allocation, day: date) -> str:
    return f"{allocation.get_absolute_url()}?as_of={day}"


def test_its_places_are_those_of_the_day(allocation, held):
    then = queries.cell_of(allocation, as_of=TODAY - timedelta(days=1))

    assert (then.limit, then.held, then.used, then.free) == (1000, 5, 0, 995)
    assert queries.cell_of(allocation) == queries.cell_of(allocation, as_of=TODAY)


def test_its_place_in_the_matrix_is_the_same(allocation, held):
    for days in (0, 1, 10, 11):
        day = TODAY - timedelta(days=days)
        assert queries.cell_of(allocation, as_of=day) in queries.position_of(allocation.plan, as_of=day)


def test_what_was_held_then_is_listed(allocation, held, read):
    assert "Every hold on this allocation was used or released." in read(allocation.get_absolute_url())
    assert "IN-2026-000007" in read(at(allocation, TODAY - timedelta(days=1))).split("Ledger")[0]


def test_the_ledger_ends_with_the_day(allocation, held):
    lines = pages.ledger(allocation, as_of=TODAY - timedelta(days=1))

    assert [line.kind for line in lines] == ["hold", "allot"]


def test_nothing_is_foretold_of_a_past_day(allocation, held, read):
    assert "Outlook" not in read(at(allocation, TODAY))


def test_what_was_recorded_later_was_not_known(allocation, held, read):
    assert queries.cell_of(allocation, known_at=NOON - timedelta(days=400)).limit == 0
    assert "Held then" not in read(f"{allocation.get_absolute_url()}?known_on=2020-01-01")


def test_figures_lead_to_their_lines_of_the_day(allocation, held, read):
    assert f"?figure=d_used&amp;as_of={TODAY}#ledger" in read(at(allocation, TODAY))


def test_the_matrix_of_a_day_leads_to_the_allocation_of_that_day(allocation, held, read):
    assert f'href="{at(allocation, TODAY)}"' in read(f"{allocation.plan.get_absolute_url()}?as_of={TODAY}")


def test_a_day_that_does_not_exist_is_said_so(allocation, read):
    assert "Write a day that exists" in read(f"{allocation.get_absolute_url()}?as_of=2026-02-30")
