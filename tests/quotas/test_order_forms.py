"""Orders drafted and signed on their pages."""

from datetime import date

import pytest
from django.urls import reverse

from casework.quotas.models import Order
from tests.factories.quotas import AllocationFactory, EntryFactory, SignatoryFactory, region
from tests.posts import sent
from tests.quotas.orders import drafted, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(allocation):
    return AllocationFactory(region=region("KZ-11"), places=50)


@pytest.fixture
def line(allocation, other):
    return {"source_0": allocation.pk, "target_0": other.pk, "places_0": "7"}


@pytest.fixture
def address(allocation):
    return reverse("quotas:new_order", args=[allocation.plan.programme_id, allocation.plan.year])


@pytest.fixture
def post(client, officer):
    client.force_login(officer)

    def posted(address, **fields):
        head = {"kind": "redistribute", "act": "order 7", "in_force_from": "2026-03-02", "count": "2"}
        return client.post(address, sent(**head | fields))

    return posted


def words(answer):
    return " ".join(answer.content.decode().split())


def test_an_order_is_drafted_on_its_page(post, address, line):
    answer = post(address, **line)

    order = Order.objects.get(signed_at=None)
    assert answer.url == order.get_absolute_url()
    assert (order.kind, order.act, order.in_force_from) == ("redistribute", "order 7", date(2026, 3, 2))
    assert [move.places for move in order.moves] == [7]


def test_the_page_shows_what_would_be_before_anything_is_saved(post, address, line):
    answer = post(address, **line, look="yes")

    assert answer.status_code == 200
    assert '<td class="num">−7</td><td class="num">993</td>' in words(answer)
    assert "Moved 7, new 0, withdrawn 0. The total stays." in words(answer)
    assert not Order.objects.filter(signed_at=None).exists()


def test_what_would_be_left_below_the_used_is_marked(post, address, line):
    answer = post(address, **line | {"places_0": "1001"}, look="yes")

    assert "more than would be left" in words(answer)


def test_one_more_line_keeps_what_was_typed(post, address, line):
    answer = post(address, **line, more="yes")

    assert 'name="places_2"' in words(answer)
    assert 'value="7"' in words(answer)


@pytest.mark.parametrize(
    ("count", "lines"), [("60", 60), ("4000", 60), ("-3", 1), ("abc", 2), ("", 2), (str(2**70), 60)]
)
def test_a_page_never_has_more_lines_than_an_order_may(post, address, count, lines):
    answer = post(address, count=count, look="yes")

    assert words(answer).count('<input type="number" name="places_') == lines


def test_a_line_without_places_is_told_at_its_field(post, address, line):
    answer = post(address, **line | {"places_0": ""})

    assert answer.status_code == 422
    assert "Say how many places; a line that is not needed is left empty." in words(answer)


def test_lines_of_another_kind_of_order_are_refused_with_what_was_typed(post, address, line):
    answer = post(address, **line | {"kind": "release"})

    assert answer.status_code == 422
    assert "Release of the reserve takes places from the reserve alone" in words(answer)
    assert 'value="7"' in words(answer)


def test_a_draft_is_edited_on_its_page(post, allocation, other, line):
    order = drafted(allocation, other)
    address = reverse("quotas:draft", args=[order.pk])

    post(address, **line, version="1")

    order.refresh_from_db()
    assert ([move.places for move in order.moves], order.version) == ([7], 2)


def test_whoever_edits_an_older_draft_gets_a_conflict(post, allocation, other, line):
    order = drafted(allocation, other)
    address = reverse("quotas:draft", args=[order.pk])
    post(address, **line, version="1")

    assert post(address, **line, version="1").status_code == 409


def test_an_order_comes_into_force_by_two_officers(post, client, allocation, other):
    order = drafted(allocation, other)
    post(reverse("quotas:signature", args=[order.pk]), version="1")
    client.force_login(SignatoryFactory())

    answer = client.post(reverse("quotas:countersignature", args=[order.pk]), sent(version="2"))

    assert answer.status_code == 302
    order.refresh_from_db()
    assert order.state == "posted"


def test_the_own_signature_is_refused_as_the_second(post, allocation, other, officer):
    order = signed(drafted(allocation, other), by=officer)

    answer = post(reverse("quotas:countersignature", args=[order.pk]), version="2")

    assert answer.status_code == 422
    assert "An order is countersigned by another officer than its signatory." in words(answer)


def test_an_order_goes_back_with_its_reason(post, allocation, other):
    order = signed(drafted(allocation, other))

    post(reverse("quotas:return", args=[order.pk]), version="2", because="Another act.")

    order.refresh_from_db()
    assert order.state == "draft"


def test_the_page_of_an_order_offers_what_can_be_done_now(read, allocation, other, officer):
    order = drafted(allocation, other)
    assert "Sign this order" in read(order.get_absolute_url())

    signed(order, by=officer)
    assert "You signed it first; another quota manager countersigns it." in read(order.get_absolute_url())


def test_a_percentage_shows_how_it_became_places(post, read, allocation):
    AllocationFactory(region=None)
    address = reverse("quotas:percentage", args=[allocation.plan.programme_id, allocation.plan.year])

    shown = read(post(address, old="0.20", new="0.25").url)

    assert "1,000 × 0.25 / 0.20 = 1,250" in shown
    assert "Down to whole places" in shown


def test_the_page_that_closes_a_year_lists_what_stands_in_its_way(read, allocation):
    EntryFactory(allocation=allocation, file="IN-2026-000077")
    address = reverse("quotas:closing", args=[allocation.plan.programme_id, allocation.plan.year])

    assert "IN-2026-000077" in read(address)
