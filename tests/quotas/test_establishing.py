"""The first order of a year, written cell by cell on its page."""

from datetime import date

import pytest
from django.urls import reverse

from casework.common.errors import NotPermitted, RuleBroken
from casework.quotas import actions, queries
from casework.quotas.models import Allocation, Order, Plan
from casework.quotas.planfile import parse
from casework.quotas.queries.sheets import sheet
from casework.quotas.rules import FirstFigures
from casework.reference.models import Region
from tests.factories.accounts import OfficerFactory
from tests.factories.quotas import ProgrammeFactory, SignatoryFactory, region
from tests.moments import NOON
from tests.posts import sent
from tests.quotas.orders import countersigned, signed
from tests.quotas.planfiles import FILES, KNOWN, plan, row

pytestmark = pytest.mark.django_db
PAVLODAR, KOSTANAY = "KZ-55", "KZ-39"
HEAD = {"act": "Order of the minister No 1", "in_force_from": "2027-01-01"}


@pytest.fixture
def by():
    return actions.Signatories(SignatoryFactory(), SignatoryFactory())


@pytest.fixture
def programme(country, by):
    """The returnee programme with a plan of 2026: 60 places in Pavlodar, 30 in Kostanay, 10 in the reserve."""
    file = parse(plan(row(PAVLODAR, "60"), row(KOSTANAY, "30")), KNOWN)
    actions.load_plan(file, by=by, at=NOON)
    return Plan.objects.get().programme


@pytest.fixture
def labour(country, by):
    file = parse((FILES / "plan_labour_2025.csv").read_bytes().replace(b",2025,", b",2026,"), KNOWN)
    actions.load_plan(file, by=by, at=NOON)
    return Plan.objects.get().programme


@pytest.fixture
def address(programme):
    return reverse("quotas:establishing", args=[programme.pk, 2027])


@pytest.fixture
def post(client, officer, freezer_at_noon):
    client.force_login(officer)
    return lambda address, **fields: client.post(address, sent(**HEAD | fields))


@pytest.fixture
def freezer_at_noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def established(programme, year=2027, **changes):
    given = FirstFigures({(PAVLODAR, ""): 70, (KOSTANAY, ""): 20}, {}, 5)
    facts = {"act": "order 1", "in_force_from": date(2027, 1, 1), "by": SignatoryFactory(), "at": NOON}
    return actions.establish_plan(programme, year=year, **{"given": given} | facts | changes)


def limits(year):
    cells = Allocation.objects.filter(plan__year=year).values_list("region", "category", "limit")
    return {(region or "", category): limit for region, category, limit in cells if limit}


def test_a_year_without_cells_is_drafted_cell_by_cell(post, address, programme):
    answer = post(address, **{f"places_{PAVLODAR}_": "70", f"places_{KOSTANAY}_": "20", "reserve": "5"})

    order = Order.objects.get(plan__year=2027)
    assert answer.url == order.get_absolute_url()
    assert (order.kind, order.state, sum(move.places for move in order.moves)) == ("establish", "draft", 95)
    assert limits(2027) == {}


def test_two_signatures_and_the_day_bring_it_into_force(programme):
    order = countersigned(signed(established(programme)))
    assert limits(2027) == {}

    actions.post_due_orders(at=NOON.replace(year=2027))

    assert order.plan.year == 2027
    assert limits(2027) == {(PAVLODAR, ""): 70, (KOSTANAY, ""): 20, ("", ""): 5}


def test_ceilings_come_with_the_order(labour):
    given = FirstFigures({("", "1"): 500, ("", "2"): 900}, {("region", "KZ-71"): 300}, 0)
    order = established(labour, given=given, in_force_from=date(2026, 12, 1))
    countersigned(signed(order))

    actions.post_due_orders(at=NOON.replace(month=12))

    assert [(one.key, one.limit, one.taken) for one in queries.margins(order.plan)] == [("KZ-71", 300, 0)]
    assert limits(2027) == {("", "1"): 500, ("", "2"): 900}


def test_the_page_stands_beside_the_year_before(programme, address, read):
    words = read(address)

    assert 'name="places_KZ-55_"' in words
    assert '<small class="muted">60</small>' in words


def test_only_regions_of_the_year_are_asked_for(programme):
    Region.objects.filter(pk="KZ-99").update(until=date(2020, 1, 1))

    asked = sheet(programme, 2027)

    assert "KZ-62" in asked.rows
    assert "KZ-99" not in asked.rows


def test_a_programme_without_a_plan_is_split_by_regions(country):
    asked = sheet(ProgrammeFactory(code="in_migrant"), 2026)

    assert (PAVLODAR, "") in asked.cells
    assert asked.plan_before is None


def test_the_sums_are_shown_before_anything_is_saved(post, address):
    answer = post(address, **{f"places_{PAVLODAR}_": "70", "reserve": "5", "look": "yes"})

    words = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert "<strong>75</strong>" in words
    assert "2026: 100" in words
    assert not Order.objects.filter(plan__year=2027).exists()


def test_what_is_no_number_comes_back_beside_its_field(post, address):
    answer = post(address, **{f"places_{PAVLODAR}_": "many"})

    assert answer.status_code == 422
    assert "Write a whole number in digits" in answer.content.decode()
    assert not Plan.objects.filter(year=2027).exists()


def test_an_order_without_a_place_is_refused_and_leaves_no_plan(post, address):
    answer = post(address)

    assert answer.status_code == 422
    assert "Write at least one line" in answer.content.decode()
    assert not Plan.objects.filter(year=2027).exists()


def test_a_draft_is_edited_on_the_same_page(post, programme, read):
    order = established(programme)
    draft = reverse("quotas:draft", args=[order.pk])
    assert 'value="70"' in read(draft)

    post(draft, version=order.version, **{f"places_{PAVLODAR}_": "71"})

    order.refresh_from_db()
    assert [move.places for move in order.moves] == [71]
    assert order.figures["total"] == 71


def test_a_second_draft_is_refused(programme):
    established(programme)

    with pytest.raises(RuleBroken, match="draft that establishes this plan is there"):
        established(programme)


def test_a_discarded_draft_makes_room_for_another(programme):
    order = established(programme)
    actions.discard_order(order, version=order.version, by=SignatoryFactory(), at=NOON)

    assert established(programme).state == "draft"


def test_an_established_year_is_not_established_again(programme):
    with pytest.raises(RuleBroken, match="established already"):
        established(programme, year=2026, in_force_from=date(2026, 6, 1))


@pytest.mark.parametrize("year", [2025, 2028])
def test_other_years_are_loaded_from_files(programme, year):
    with pytest.raises(RuleBroken, match="for this year or the next"):
        established(programme, year=year)


@pytest.mark.parametrize("step", ["sign", "countersign"])
def test_a_plan_that_was_loaded_meanwhile_is_not_established_on_top(programme, by, step):
    order = established(programme)
    order = signed(order) if step == "countersign" else order
    file = parse(plan(row(PAVLODAR, "50")).replace(b",2026,", b",2027,"), KNOWN)
    actions.load_plan(file, by=by, at=NOON)

    with pytest.raises(RuleBroken, match="established meanwhile"):
        {"sign": signed, "countersign": countersigned}[step](order)


def test_who_may_not_sign_drafts_nothing(programme):
    with pytest.raises(NotPermitted):
        established(programme, by=OfficerFactory())


def test_a_file_with_the_figures_of_a_draft_is_still_loaded(programme, by):
    """A draft stands for nothing: only what was countersigned counts as loaded before."""
    file = parse(plan(row(PAVLODAR, "70"), row(KOSTANAY, "20")).replace(b",2026,", b",2027,"), KNOWN)
    order = established(programme)
    Order.objects.filter(pk=order.pk).update(figures=file.figures)

    assert actions.load_plan(file, by=by, at=NOON) is not None


def test_missing_years_are_offered_to_quota_managers(programme, read, freezer_at_noon):
    words = read(reverse("quotas:plans"))

    assert reverse("quotas:establishing", args=["returnee", 2027]) in words
    assert reverse("quotas:establishing", args=["returnee", 2026]) not in words
    assert region(PAVLODAR)
