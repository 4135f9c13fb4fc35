"""The pages of quotas, as an officer reads them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.quotas import actions
from casework.quotas.models import Order
from casework.quotas.queries import pages
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.quotas import (
    AllocationFactory,
    EntryFactory,
    PlanFactory,
    ProgrammeFactory,
    ProjectionFactory,
    region,
)
from tests.factories.reference import RegionFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(allocation):
    return EntryFactory(allocation=allocation, places=5, file="IN-2026-000007")


PAGES = ["plans", "plan", "allocation", "order"]


@pytest.fixture
def addresses(held):
    plan, order = held.allocation.plan, Order.objects.get()
    return {
        "plans": reverse("quotas:plans"),
        "plan": plan.get_absolute_url(),
        "allocation": held.allocation.get_absolute_url(),
        "order": order.get_absolute_url(),
    }


@pytest.mark.parametrize("page", PAGES)
def test_an_officer_without_the_right_is_refused(page, addresses, client):
    client.force_login(OfficerFactory())

    assert client.get(addresses[page]).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_led_to_the_sign_in(page, addresses, client):
    assert client.get(addresses[page]).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_changed_here(page, method, addresses, client, officer):
    client.force_login(officer)

    assert getattr(client, method)(addresses[page]).status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_inline_style_and_no_script_of_its_own(page, addresses, read):
    words = read(addresses[page])

    assert " style=" not in words
    assert "onclick" not in words


@pytest.mark.parametrize(
    "address",
    ["/quotas/allocations/999999/", f"/quotas/orders/{2**70}/", "/quotas/nothing/2026/", f"/quotas/returnee/{2**70}/"],
)
def test_what_does_not_exist_is_not_found(address, read):
    read(address, status=404)


def test_without_plans_the_list_says_what_to_do(read):
    assert "No plan is loaded yet" in read(reverse("quotas:plans"))


def test_the_list_of_plans_adds_up_their_figures(read, held):
    AllocationFactory(region=region("KZ-11"), places=234)

    words = read(reverse("quotas:plans"))

    assert "Returnees 2026" in words
    assert '<td class="num">1,234</td><td class="num">0</td><td class="num">5</td>' in words


def test_the_matrix_shows_what_is_free_of_each_limit(read, held):
    words = read(held.allocation.plan.get_absolute_url())

    assert "Pavlodar" in words
    assert "995 <small>of 1,000</small>" in words
    assert held.allocation.get_absolute_url() in words


def test_the_matrix_of_a_day_is_that_of_its_end(read, held):
    words = read(held.allocation.plan.get_absolute_url() + "?as_of=2026-03-01")

    assert "1,000 <small>of 1,000</small>" in words
    assert "995" not in words


def test_the_matrix_alone_answers_htmx(read, held):
    words = read(held.allocation.plan.get_absolute_url() + "?as_of=2026-03-01", HX_Request="true")

    assert words.startswith('<section class="panel" id="matrix"')


@pytest.mark.parametrize("day", ["soon", "31.02.2026", "0001-01-01"])
def test_a_day_that_cannot_be_read_is_said_at_the_field(day, read, held):
    words = read(held.allocation.plan.get_absolute_url() + f"?as_of={day}", status=422)

    assert "This could not be accepted" in words


def test_a_plan_that_is_all_reserve_says_so(read):
    reserve = AllocationFactory(region=None, places=10)

    assert "Nothing is distributed yet" in read(reserve.plan.get_absolute_url())


@pytest.fixture
def large():
    """Twenty regions by six categories."""
    plan = PlanFactory(programme=ProgrammeFactory(code="labour", unit="permits"))
    AllocationFactory(plan=plan, region=None)
    for place in RegionFactory.create_batch(20):
        for category in "123456":
            AllocationFactory(plan=plan, region=place, category=category)
    return plan


def test_a_large_matrix_takes_three_queries(large, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        matrix = pages.matrix(large)

    assert (len(matrix.rows), len(matrix.categories)) == (20, 6)


def test_the_page_of_a_large_matrix_takes_few_queries(large, read, officer, client, django_assert_max_num_queries):
    read(reverse("quotas:plans"))

    with django_assert_max_num_queries(6):
        response = client.get(large.get_absolute_url(), headers={"HX-Request": "true"})

    assert response.status_code == 200


def test_the_matrix_adds_up_rows_columns_and_the_country():
    plan = PlanFactory(programme=ProgrammeFactory(code="labour", unit="permits"))
    for code, category, places in [("KZ-55", "1", 10), ("KZ-55", "2", 20), ("KZ-11", "2", 5), (None, "", 7)]:
        AllocationFactory(plan=plan, region=code and region(code), category=category, places=places)

    matrix = pages.matrix(plan)

    assert [(str(row.region), row.total.limit) for row in matrix.rows] == [("Akmola", 5), ("Pavlodar", 30)]
    assert [figures.limit for figures in matrix.columns] == [10, 25]
    assert (matrix.distributed.limit, matrix.reserve.limit, matrix.national.limit) == (35, 7, 42)
    assert matrix.rows[0].cells[0] is None


def test_an_allocation_shows_its_waterfall_its_holds_and_its_orders(read, held):
    words = read(held.allocation.get_absolute_url())

    assert "1,000" in words
    assert "Held since" in words
    assert Order.objects.get().number in words


def test_an_allocation_without_holds_says_so(read, allocation):
    assert "Nothing is held" in read(allocation.get_absolute_url())


def test_the_ledger_is_filtered_by_file(read, held):
    EntryFactory(allocation=held.allocation, file="IN-2026-000008")

    words = read(held.allocation.get_absolute_url() + "?file=in-2026-000007")

    assert "<strong>1</strong> line" in words


@pytest.mark.parametrize(("figure", "lines"), [("d_limit", 1), ("d_held", 2), ("d_used", 1), ("made_by", 3), ("", 3)])
def test_each_figure_leads_to_its_lines(figure, lines, client, officer, held):
    actions.use(held, places=5, key="use", by=officer, at=NOON)
    client.force_login(officer)

    answer = client.get(held.allocation.get_absolute_url(), {"figure": figure})

    assert len(answer.context["table"].rows) == lines


def test_the_ledger_comes_by_pages(client, officer, allocation):
    for number in range(30):
        EntryFactory(allocation=allocation, places=1, file=f"IN-{number}")
    client.force_login(officer)

    second = client.get(allocation.get_absolute_url(), {"page": 2})

    assert len(second.context["table"].paginated_rows) == 6


def test_the_page_of_an_allocation_does_not_ask_more_for_more_lines(client, officer, allocation):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(allocation.get_absolute_url())
        return len(queries)

    client.force_login(officer)
    EntryFactory(allocation=allocation, places=1)
    few = asked()
    for _ in range(10):
        EntryFactory(allocation=allocation, places=1)

    assert asked() == few


@pytest.mark.parametrize(
    ("home", "roles", "is_linked"),
    [
        (None, ["head_of_office"], True),
        ("KZ-55", ["head_of_office"], True),
        ("KZ-11", ["head_of_office"], False),
        (None, ["analyst"], False),
    ],
)
def test_a_file_is_a_link_for_officers_who_see_it(home, roles, is_linked, client, held):
    officer = OfficerFactory(office=OfficeFactory(region=home and region(home)), roles=roles)
    client.force_login(officer)

    page = client.get(held.allocation.get_absolute_url()).content.decode()

    assert (f'href="{reverse("cases:case", args=[held.file])}"' in page) is is_linked


def test_the_page_of_an_allocation_says_where_it_is_heading(read, allocation):
    ProjectionFactory(allocation=allocation, used_30=7, used_90=41, uses_90=12, exhausted_on=date(2026, 9, 9))

    page = read(allocation.get_absolute_url())

    assert "9 Sep 2026" in page
    assert "runs out on" in page


def test_the_page_of_an_allocation_foretells_nothing_from_a_few_uses(read, allocation):
    ProjectionFactory(allocation=allocation, used_90=9, uses_90=9)

    assert "too few uses in 90 days to say" in read(allocation.get_absolute_url())


def test_the_matrix_marks_what_runs_out_within_its_year_and_only_as_it_is_now(read, allocation):
    ProjectionFactory(allocation=allocation, exhausted_on=date(2026, 9, 9))
    address = allocation.plan.get_absolute_url()

    assert "runs out" in read(address)
    assert "runs out" not in read(f"{address}?as_of=2026-03-02")


def test_what_lasts_through_its_year_has_no_mark(read, allocation):
    ProjectionFactory(allocation=allocation, exhausted_on=date(2027, 1, 1))

    assert "runs out" not in read(allocation.plan.get_absolute_url())
