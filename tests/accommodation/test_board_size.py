"""The board of 200 places and 60 nights: at most 5 queries and 150 kB."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.accommodation.models import Assignment, Place, Room
from casework.accommodation.states import State
from casework.common.workdays import local_date
from tests.accommodation.houses import house
from tests.factories.accommodation import StayFactory
from tests.factories.people import PersonFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db


def counted(read):
    """How many statements a page sends."""
    with statements() as sent_statements:
        read()
    return len(sent_statements)


PLACES, TURNS, NIGHTS = 200, 4, 60
MOST_BYTES, MOST_QUERIES = 150_000, 5


@pytest.fixture
def full_house():
    """Every place changes hands four times in the sixty nights, with a night free between."""
    home, today = house(), local_date(timezone.now())
    rooms = Room.objects.bulk_create(
        Room(centre=home.centre, number=str(100 + number), is_family_room=False, since=today) for number in range(50)
    )
    beds = Place.objects.bulk_create(Place(room=room, number=number) for room in rooms for number in (1, 2, 3, 4))
    stay, people = StayFactory(centre=home.centre), PersonFactory.create_batch(PLACES)
    length = NIGHTS // TURNS
    Assignment.objects.bulk_create(
        Assignment(
            stay=stay, person=person, place=bed, room=bed.room, centre=home.centre, household=stay.household,
            nights=(today + timedelta(days=length * turn), today + timedelta(days=length * (turn + 1) - 1)),
            state=State.IN, made_by=home.manager, made_at=timezone.now(),
        )
        for turn in range(TURNS)
        for person, bed in zip(people, beds, strict=True)
    )  # fmt: skip
    return home


def test_a_full_board_is_small_and_asked_seldom(client, full_house, record_property):
    client.force_login(full_house.manager)
    address = reverse("accommodation:board", args=[full_house.centre.code])
    page = client.get(address)

    queries, size = counted(lambda: client.get(address)), len(page.content)

    record_property("board", f"{queries} queries, {size} bytes")
    rows = page.context["board"].rows
    assert (len(rows), sum(len(row.runs) for row in rows)) == (PLACES, PLACES * TURNS * 2)
    assert queries <= MOST_QUERIES
    assert size <= MOST_BYTES, size
