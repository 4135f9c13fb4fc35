"""What pages say of the future: forecast and waiting list of an allocation, marks in the matrix, proposal, what if."""

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.common.workdays import local_date
from casework.quotas.models import Order, Projection
from casework.quotas.queries.proposals import proposal
from tests.cases.lists import asks
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import WaitFactory
from tests.factories.quotas import (
    AlertFactory,
    AllocationFactory,
    CeilingFactory,
    EntryFactory,
    ForecastFactory,
    ProjectionFactory,
    region,
)
from tests.moments import NOON
from tests.world import staff_of

pytestmark = pytest.mark.django_db


def foretold(code, places, *, held, demand, **facts):
    """A cell whose futures all ask for about so many places."""
    cell = AllocationFactory(region=region(code), places=places)
    if held:
        EntryFactory(allocation=cell, places=held)
    told = ForecastFactory(
        allocation=cell, limit=places, used=0, held=held, demand=[demand - 25 + n for n in range(50)], **facts
    )
    ProjectionFactory(allocation=cell, forecast=told)
    cell.refresh_from_db()
    return cell


@pytest.fixture
def donor(db):
    return foretold("KZ-11", 100, held=10, demand=40, probability=0.0, runs_out_on=None, unused=60, refused=0)


@pytest.fixture
def dry(donor):
    return foretold("KZ-55", 50, held=50, demand=90, probability=1.0, unused=0, refused=40)


def address(name, cell):
    return reverse(f"quotas:{name}", args=[cell.plan.programme_id, cell.plan.year])


class TestAllocation:
    def test_the_fan_stands_in_a_table_under_its_chart(self, dry, read):
        page = read(dry.get_absolute_url())

        assert 'data-of="fan"' in page
        assert "in 100 of 100 futures" in page
        assert "20 Sep 2026" in page

    def test_how_good_such_forecasts_were_is_said(self, dry, read):
        assert "Tried on 9 past months: what came lay in the band 7 times" in read(dry.get_absolute_url())

    def test_a_silent_forecast_says_why(self, allocation, read):
        told = ForecastFactory(allocation=allocation, silent=True, sittings=3)
        ProjectionFactory(allocation=allocation, forecast=told)

        page = read(allocation.get_absolute_url())

        assert "No forecast: too few days with uses to foretell anything." in page
        assert "3 days with uses are on record" in page

    def test_before_the_first_night_nothing_is_foretold(self, read):
        allocation = AllocationFactory(plan__year=local_date(timezone.now()).year)

        assert "Nothing is foretold yet" in read(allocation.get_absolute_url())

    def test_of_a_year_that_does_not_run_nothing_is_promised(self, read):
        allocation = AllocationFactory(plan__year=2019)

        assert "Nothing is foretold yet" not in read(allocation.get_absolute_url())

    def test_without_a_limit_there_is_nothing_to_run_out(self, read):
        allocation = AllocationFactory(plan__year=local_date(timezone.now()).year, limit=None)

        assert "it has no limit and cannot run out" in read(allocation.get_absolute_url())

    def test_who_waits_stands_in_order_with_the_reason(self, read):
        cell = AllocationFactory(places=10)
        EntryFactory(allocation=cell, places=6)
        listed = asks(staff_of("KZ-55"), 6, papers=False)
        WaitFactory(case=listed, allocation=cell)

        page = read(cell.get_absolute_url())

        assert "who applied first; the next family that fits is offered the places" in page
        assert "the family needs 6 places and 4 are left for it, 2 too few" in page
        assert "Demand beyond: <strong>6</strong>" in page


class TestMatrix:
    def test_the_median_day_and_who_waits_are_marked(self, dry, read):
        WaitFactory(case=asks(staff_of("KZ-55"), 3, papers=False), allocation=dry)

        page = read(dry.plan.get_absolute_url())

        assert 'runs out <time datetime="2026-09-20">' in page
        assert "3 waited for" in page

    def test_one_that_is_not_foretold_to_run_out_bears_no_mark(self, donor, read):
        Projection.objects.update(exhausted_on="2026-04-01")

        assert "runs out <time" not in read(donor.plan.get_absolute_url())


class TestProposal:
    def test_free_places_go_from_who_will_not_need_them_to_who_will_lack(self, dry, donor):
        found = proposal(dry.plan)

        assert [(one.source, one.target, one.places) for one in found.suggestions] == [(donor, dry, 50)]
        assert 60 < found.saved <= 80

    def test_each_line_has_its_reasons_in_words(self, dry, read):
        page = read(address("proposal", dry))

        assert "60 places are expected to stay unused; it runs out in 0 of 100 futures." in page
        assert (
            "Runs out in 100 of 100 futures, most likely by 20 Sep 2026; 40 places are expected to be missing." in page
        )

    def test_a_ceiling_leaves_less(self, dry):
        CeilingFactory(plan=dry.plan, dimension="region", key="KZ-55", limit=15)

        assert [one.places for one in proposal(dry.plan).suggestions] == [15]

    def test_the_reserve_gives_first(self, dry):
        reserve = AllocationFactory(plan=dry.plan, region=None, places=30)

        assert reserve in {one.source for one in proposal(dry.plan).suggestions}

    def test_it_becomes_the_draft_of_an_order(self, dry, donor, client, officer):
        client.force_login(officer)
        href = client.get(address("proposal", dry)).context["draft_href"]

        form = client.get(href).context["form"]
        sums = client.get(href).context["sums"]

        assert (form["source_0"].value(), form["places_0"].value()) == (str(donor.pk), "50")
        assert sums.moved == 50
        assert not Order.objects.filter(kind="redistribute").exists()

    def test_what_is_silent_is_named_and_left_out(self, dry, read):
        quiet = AllocationFactory(region=region("KZ-10"), places=20)
        ProjectionFactory(allocation=quiet, forecast=ForecastFactory(allocation=quiet, silent=True))

        assert "Left out, as nothing is foretold of them" in read(address("proposal", dry))

    def test_without_forecasts_it_says_what_is_missing(self, allocation, read):
        assert "a proposal needs cells with enough days of use" in read(address("proposal", allocation))

    def test_an_officer_without_the_right_is_refused(self, allocation, client):
        client.force_login(OfficerFactory())

        assert client.get(address("proposal", allocation)).status_code == 403


class TestWhatIf:
    def test_both_ends_are_shown_with_and_without_the_move(self, dry, donor, read):
        page = read(f"{address('proposal', dry)}?source={donor.pk}&target={dry.pk}&places=40")

        assert "50 → <strong>90</strong>" in page
        assert "100 → <strong>60</strong>" in page
        assert "Draft this move" in page

    @pytest.mark.parametrize(
        ("places", "words"),
        [
            ("91", "has 90 free places; only free ones move"),
            ("0", "greater than or equal to 1"),
            ("x", "Write a whole number"),
        ],
    )
    def test_a_move_that_cannot_be_is_told_so(self, dry, donor, read, places, words):
        page = read(f"{address('proposal', dry)}?source={donor.pk}&target={dry.pk}&places={places}", status=422)

        assert words in page

    def test_nothing_is_written_down(self, dry, donor, read):
        before = Order.objects.count()

        read(f"{address('proposal', dry)}?source={donor.pk}&target={dry.pk}&places=5")

        assert Order.objects.count() == before


class TestHome:
    def test_a_quota_manager_finds_the_warnings_that_stand(self, read, monkeypatch):
        monkeypatch.setattr("casework.desk.views.home.timezone.now", lambda: NOON)
        AlertFactory(kind="85")
        AlertFactory(kind="70", allocation__category="2", ended_at=NOON)

        page = read(reverse("desk:home"))

        assert page.count("of the places are taken") == 1
        assert "85 % of the places are taken" in page
