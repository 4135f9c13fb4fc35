"""The arithmetic of nights, tried on whatever histories come: what is counted is what a recount finds."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.accommodation.actions import arrivals, places
from casework.accommodation.actions.nights import count_night
from casework.accommodation.models import Assignment, NightCount, Place
from casework.accommodation.queries.beds import Bed
from casework.accommodation.queries.nights import count_of, counts_of, figures, nights_due
from casework.accommodation.rules.nights import Span, per_night, total
from casework.accommodation.states import State
from casework.accommodation.sweeps import COUNT
from tests.accommodation.houses import day, house
from tests.factories.accommodation import AssignmentFactory, StayFactory
from tests.factories.people import PersonFactory
from tests.moments import NOON

AROUND = st.dates(date(2023, 12, 20), date(2024, 3, 10))  # a year's end and a 29 February
SPANS = st.lists(st.builds(lambda since, days: Span(since, since + timedelta(days=days)), AROUND, st.integers(0, 80)))


@given(SPANS, AROUND, st.integers(0, 90))
def test_nights_of_a_period_are_those_of_each_day(spans, since, nights):
    by_day = [
        sum(span.holds(since + timedelta(days=number)) for span in spans) for number in range(nights)
    ]  # as a person would count, night by night

    assert per_night(spans, since, nights) == by_day
    assert total(spans, since, since + timedelta(days=nights)) == sum(by_day)


@given(AROUND, st.integers(1, 60), st.data())
def test_a_move_at_noon_is_one_night(since, days, data):
    until, moved = since + timedelta(days=days), since + timedelta(days=data.draw(st.integers(0, days)))

    assert total([Span(since, moved), Span(moved, until)], date.min, date.max) == days


@given(AROUND, st.integers(0, 80), AROUND)
def test_periods_that_touch_count_each_night_once(since, days, border):
    span = [Span(since, since + timedelta(days=days))]

    assert total(span, date.min, border) + total(span, border, date.max) == days


HISTORY = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 5), AROUND, st.integers(1, 40), st.sampled_from(State.values), st.booleans()
    ),
    max_size=12,
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HISTORY, AROUND)
def test_whatever_the_history_the_count_of_a_night_is_its_recount(history, night):
    """Persons, places and blocks as they come; what the database refuses is not part of the history."""
    with transaction.atomic():
        home = house()
        beds = [bed for _room in range(2) for bed in home.room(beds=2, is_family_room=False).places.all()]
        guests = [(StayFactory(centre=home.centre), PersonFactory()) for _number in range(6)]
        for entry in history:
            write(beds, guests, *entry)
        since = night - timedelta(days=3)

        counted = [count_of(home.centre, since + timedelta(days=number)) for number in range(8)]

        assert counts_of(home.centre, since, 8) == counted
        assert counted[3].persons == brute(home.centre, night)
        transaction.set_rollback(True)


def write(beds, guests, bed, guest, since, nights, state, is_block):
    stay, person = guests[guest]
    facts = {"place": beds[bed], "nights": DateRange(since, since + timedelta(days=nights)), "state": state}
    if is_block:
        facts |= {"block": True, "state": State.PLANNED}
    else:
        facts |= {"stay": stay, "person": person}
    try:
        with transaction.atomic():
            AssignmentFactory(**facts)
    except Exception as refusal:  # an overlap: the database forbids such a history
        assert "exclusion constraint" in str(refusal)  # noqa: PT017


def brute(centre, night):
    """Everybody, one by one."""
    everybody = Assignment.objects.filter(centre=centre, person__isnull=False)
    there = (one for one in everybody if one.state in (State.IN, State.OUT) and one.since <= night < one.until)
    return len({one.person_id for one in there})


@pytest.fixture
def home(db):
    return house()


def came(home, size=2, since=0, until=10):
    stay = home.stay(size=size)
    home.placed(stay, home.room(beds=size), since=day(since), until=day(until))
    arrivals.check_in(stay, on=day(since), by=home.manager, at=NOON)
    return stay


def later(number):
    return NOON + timedelta(days=number)


def swept(home, number):
    """Do what the sweep would on a morning; gives how much there was to do."""
    subjects = COUNT.due(later(number), 1000)
    for subject in subjects:
        COUNT.work(subject, later(number))
    return len(subjects)


def test_the_sweep_counts_each_night_once(home):
    came(home)
    home.centre.rooms.update(since=day(0))

    assert (swept(home, 3), swept(home, 3)) == (3, 0)
    assert list(NightCount.objects.values_list("night", "persons", "taken", "offered")) == [
        (day(0), 2, 2, 2), (day(1), 2, 2, 2), (day(2), 2, 2, 2),
    ]  # fmt: skip


def test_tonight_is_not_counted_yet(home):
    came(home)

    assert not [night for _code, night in nights_due(day(0)) if night >= day(0)]


def test_a_move_counts_once_in_the_count_of_its_night(home):
    stay = came(home, size=1)
    one, other = stay.assignments.get(), home.room(beds=1)
    places.move(one, Bed(one.person, other, other.places.get()), on=day(2), by=home.manager, at=later(2))

    assert [count_of(home.centre, day(number)).persons for number in range(4)] == [1, 1, 1, 1]


def test_a_departure_written_down_late_is_shown_as_a_correction(home):
    stay = came(home)
    home.centre.rooms.update(since=day(0))
    swept(home, 5)

    arrivals.leave(stay, on=day(2), by=home.manager, at=later(5))
    assert swept(home, 5) == 3

    found = figures(home.centre, day(0), day(5))
    assert (found.person_nights, found.taken_nights, found.place_nights) == (4, 4, 10)
    assert [(one.first.persons, one.newest.persons) for one in found.corrected] == [(2, 0)] * 3
    assert NightCount.objects.filter(night=day(3)).count() == 2


def test_the_figures_of_a_period(home):
    stay = came(home, until=6)
    home.centre.rooms.update(since=day(0))
    arrivals.leave(stay, on=day(4), by=home.manager, at=later(4))
    swept(home, 10)

    found = figures(home.centre, day(0), day(10))

    assert (found.person_nights, found.occupancy, found.mean_stay, found.families, found.split) == (8, 0.4, 4, 1, 0)
    assert found.mean_wait == 0


def test_a_family_in_two_rooms_on_one_night_is_split(home):
    stay = came(home, size=1)
    other = home.room(beds=1)
    AssignmentFactory(stay=stay, place=Place.objects.get(room=other), nights=DateRange(day(1), day(3)), state=State.IN)

    assert figures(home.centre, day(0), day(5)).split == 1
    assert figures(home.centre, day(3), day(5)).split == 0


def test_a_place_that_was_not_there_yet_was_not_offered(home):
    home.room(beds=3, since=day(2))

    assert [one.offered for one in counts_of(home.centre, day(0), 4)] == [0, 0, 3, 3]


def test_blocked_places_are_not_offered(home):
    room = home.room(beds=3)
    AssignmentFactory(block=True, place=room.places.first(), nights=DateRange(day(1), day(2)))

    assert [count_of(home.centre, day(number)).offered for number in range(3)] == [3, 2, 3]


def test_a_night_counted_as_it_was_is_not_counted_again(home):
    came(home)
    count_night(home.centre, day(0), at=later(1))

    assert count_night(home.centre, day(0), at=later(2)) is None
