"""Forecasts kept: each night, and when much moved; warnings raised and ended by sweeps."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.common import sweeps
from casework.common.constraints import violated
from casework.quotas.actions import hold
from casework.quotas.actions.forecasts import foretell, plans_due, warnings_due
from casework.quotas.actions.projections import recalculate
from casework.quotas.models import Alert, DailyUse, Forecast, Projection
from casework.quotas.queries import cell_of
from casework.quotas.queries.history import history, yield_of
from casework.quotas.sweeps import FORETELL, WARN
from tests.factories.quotas import (
    AlertFactory,
    AllocationFactory,
    EntryFactory,
    ForecastFactory,
    PlanFactory,
    ProjectionFactory,
    WaitingRuleFactory,
    allot,
)
from tests.moments import NOON
from tests.quotas.test_projections import ALL

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def uses(cell, days, places):
    DailyUse.objects.bulk_create(
        DailyUse(allocation=cell, day=date(cell.plan.year, 1, 1) + timedelta(days=n), places=places, uses=1)
        for n in days
    )


@pytest.fixture
def cell():
    """A cell that used 8 places every ten days last year, and goes on so."""
    before = AllocationFactory(plan=PlanFactory(year=2025), places=600)
    uses(before, range(0, 365, 10), 8)
    cell = AllocationFactory(places=100)
    uses(cell, range(0, 60, 10), 8)
    ProjectionFactory(allocation=cell)
    return cell


class TestNightly:
    def test_a_cell_is_foretold_once_a_day(self, cell):
        assert plans_due(TODAY) == [cell.plan_id]

        assert foretell(cell.plan, at=NOON) == 1

        assert plans_due(TODAY) == []
        assert plans_due(TODAY + timedelta(days=1)) == [cell.plan_id]

    def test_it_tells_the_fan_the_days_and_what_it_rests_on(self, cell):
        foretell(cell.plan, at=NOON)

        found = Forecast.objects.get()
        assert found.silence == ""
        assert (found.sittings, found.years, found.limit) == (43, 1, 100)
        assert found.fan[-1][0] == "2026-12-31"
        assert found.fan[-1][1] < found.fan[-1][2] < found.fan[-1][3]
        assert found.probability > 0.9
        assert found.runs_out_early <= found.runs_out_on <= found.runs_out_late

    def test_the_matrix_is_marked_with_the_median_day(self, cell):
        foretell(cell.plan, at=NOON)

        assert cell_of(cell).runs_out_on == Forecast.objects.get().runs_out_on

    def test_rows_of_days_before_stay_as_they_are(self, cell):
        old = ForecastFactory(allocation=cell, day=TODAY - timedelta(days=1), probability=0.25)

        foretell(cell.plan, at=NOON)

        old.refresh_from_db()
        assert old.probability == 0.25
        assert Projection.objects.get().forecast.day == TODAY

    def test_a_cell_with_few_uses_is_silent_and_says_why(self, cell):
        quiet = AllocationFactory(plan=cell.plan, category="2", places=50)
        uses(quiet, [3], 2)
        ProjectionFactory(allocation=quiet)

        foretell(cell.plan, at=NOON)

        found = Forecast.objects.get(allocation=quiet)
        assert (found.silence, found.probability, found.fan) == ("few", None, [])
        assert cell_of(quiet).runs_out_on is None

    def test_past_months_are_foretold_after_the_event(self, cell):
        foretell(cell.plan, at=NOON)

        tested = Forecast.objects.get().tested
        assert tested["month"] == "2026-03"
        assert 0 < tested["months"] <= 12
        assert 0 <= tested["inside"] <= tested["months"]

    def test_recalculation_keeps_the_pointer(self, cell):
        foretell(cell.plan, at=NOON)

        recalculate(at=NOON, until=ALL)

        assert Projection.objects.get(pk=cell.pk).forecast is not None


class TestMeanwhile:
    def test_a_changed_limit_asks_for_a_new_forecast_the_same_day(self, cell):
        foretell(cell.plan, at=NOON)
        allot(cell, 60)
        assert plans_due(TODAY) == [cell.plan_id]

        sweeps.run(FORETELL, clock=lambda: NOON)

        assert [row.limit for row in Forecast.objects.all()] == [160]

    @pytest.mark.parametrize(("places", "is_due"), [(2, False), (6, True)])
    def test_a_hold_asks_for_one_only_where_it_is_large(self, cell, places, is_due):
        foretell(cell.plan, at=NOON)

        EntryFactory(allocation=cell, places=places)

        assert bool(plans_due(TODAY)) == is_due


class TestWhatItRestsOn:
    def test_after_a_year_ran_dry_its_quiet_weeks_say_nothing(self):
        before = AllocationFactory(plan=PlanFactory(year=2025), places=80)
        uses(before, range(0, 100, 10), 8)
        cell = AllocationFactory(places=80)

        past = history(cell.plan, TODAY).past

        assert past.is_open[0, -2, 5] == 1
        assert past.is_open[0, -2, 20:].sum() == 0

    def test_days_to_come_are_not_open(self, cell):
        past = history(cell.plan, TODAY).past

        assert past.is_open[0, -1].sum() == pytest.approx(60 / 7, abs=0.01)

    @pytest.mark.parametrize(("stage", "share"), [("paused", 0.62), ("under_review", 0.88)])
    def test_the_yield_of_a_stage_is_its_own_where_files_are_many(self, stage, share):
        assert yield_of({"": (880, 1000), "paused": (120, 200)}, stage) == pytest.approx(share, abs=0.015)

    def test_without_any_decided_file_the_usual_yield_is_taken(self):
        assert yield_of({}, "lodged") == 0.85


class TestWarnings:
    def test_seventy_per_cent_raise_a_warning_that_ends_well_below(self, cell):
        held = EntryFactory(allocation=cell, places=70)
        sweeps.run(WARN, clock=lambda: NOON)
        assert list(Alert.objects.values_list("kind", "ended_at")) == [("70", None)]

        allot(cell, 6)
        sweeps.run(WARN, clock=lambda: NOON)
        assert Alert.objects.get().ended_at is None
        allot(cell, 6)
        sweeps.run(WARN, clock=lambda: NOON)

        assert Alert.objects.get().ended_at == NOON
        assert held.places == 70

    def test_a_median_day_within_sixty_days_raises_one(self, cell):
        last = ForecastFactory(allocation=cell, runs_out_on=TODAY + timedelta(days=60))
        Projection.objects.update(forecast=last)

        sweeps.run(WARN, clock=lambda: NOON)

        assert Alert.objects.get().kind == "soon"
        assert warnings_due(TODAY) == []

    def test_warnings_of_a_year_gone_by_end(self, cell):
        AlertFactory(allocation=cell)

        sweeps.run(WARN, clock=lambda: NOON + timedelta(days=400))

        assert not Alert.objects.filter(ended_at=None).exists()


def test_a_hold_by_the_clock_is_an_offer_and_nothing_else(allocation):
    assert hold(allocation, places=1, file="IN-9", key="IN-9/offer/1", by=None, at=NOON).made_by is None

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        hold(allocation, places=1, file="IN-9", key="IN-9/hold/1", by=None, at=NOON)

    assert violated(refusal.value) == "entry_made_by_an_officer_unless_by_the_clock"


@pytest.mark.parametrize(
    ("constraint", "made"),
    [
        ("forecast_once_per_day", lambda: [ForecastFactory(allocation=ForecastFactory().allocation)]),
        ("forecast_speaks_or_says_why_not", lambda: ForecastFactory(probability=None, allocation__category="3")),
        ("alert_once_while_it_stands", lambda: AlertFactory(allocation=AlertFactory().allocation)),
        ("alert_ends_after_it_was_raised", lambda: AlertFactory(ended_at=NOON - timedelta(days=1))),
        ("waiting_rule_one_per_day", lambda: WaitingRuleFactory(since=WaitingRuleFactory().since)),
        ("waiting_rule_lots_have_a_seed", lambda: WaitingRuleFactory(order="lots")),
    ],
)
def test_the_database_refuses(constraint, made):
    other = AllocationFactory(category="2")
    assert [ForecastFactory(silent=True, allocation=other), AlertFactory(ended_at=NOON, allocation=other)]
    assert WaitingRuleFactory(order="lots", seed="7f3a")

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        made()

    assert violated(refusal.value) == constraint
