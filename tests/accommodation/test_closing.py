"""Rooms changed and closed, centres closed and opened again; who cannot climb steps; places for the first nights."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.accommodation.actions import arrivals, blocks, centres, changes, closing, places, stays
from casework.accommodation.models import Room
from casework.accommodation.queries import step_free
from casework.accommodation.queries.beds import Bed
from casework.accommodation.queries.board import board
from casework.accommodation.queries.free import offers
from casework.accommodation.queries.house import house as tonight
from casework.accommodation.queries.nights import count_of, counts_of
from casework.accommodation.queries.occupancy import overview
from casework.accommodation.queries.proposals import proposed
from casework.accommodation.rules.rooms import RoomFacts
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.common.workdays import local_date
from tests.accommodation.houses import beds, day, house, persons_of
from tests.factories.accommodation import AssignmentFactory, StayFactory
from tests.moments import NOON
from tests.posts import sent
from tests.quotas.database import refused_by
from tests.races import rival_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return house()


def closed(home, room, on=5):
    return closing.close_room(room, on=day(on), by=home.manager, at=NOON)


def shut(home, on=5):
    return closing.close_centre(home.centre, on=day(on), by=home.manager, at=NOON)


def changed(home, room, **facts):
    known = {"number": room.number, "places": room.places.count(), "is_family_room": room.is_family_room}
    return closing.change_room(room, RoomFacts(**known | facts), by=home.manager, at=NOON)


# Rooms


def test_room_closes_empty(home):
    room = home.room()
    home.placed(home.stay(), room, until=day(5))

    assert closed(home, room).closes_on == day(5)
    with refused_by("room_closes_empty"):
        Room.objects.update(closes_on=day(4))


def test_assignment_before_the_room_closes(home):
    room, stay = home.room(), home.stay()
    closed(home, room)

    with pytest.raises(Conflict, match="closed on one of these nights"):
        home.placed(stay, room, until=day(6))
    assert len(home.placed(stay, room, until=day(5))) == 3
    with refused_by("assignment_before_the_room_closes"):
        stay.assignments.update(nights=(day(0), day(6)))


def test_room_closes_after_it_opens(home):
    room = home.room(since=day(0))

    with refused_by("room_closes_after_it_opens"):
        Room.objects.filter(pk=room.pk).update(closes_on=day(-1))


def test_a_room_with_later_nights_is_not_closed_and_says_until_when(home):
    room = home.room()
    home.placed(home.stay(), room, until=day(9))

    with pytest.raises(RuleBroken, match=r"3 persons have nights there after that day, the last up to 11 Mar"):
        closed(home, room)


def test_a_block_ends_with_its_room(home):
    room = home.room(beds=2)
    first, second = room.places.all()
    made = blocks.block(first, since=day(1), until=day(20), reason="A pipe.", by=home.manager, at=NOON)
    later = blocks.block(second, since=day(8), until=day(20), reason="A pipe.", by=home.manager, at=NOON)

    closed(home, room)

    made.refresh_from_db(), later.refresh_from_db()
    assert (made.until, later.state) == (day(5), "cancelled")


def test_a_closed_room_is_offered_and_counted_up_to_its_day(home):
    room, stay = home.room(beds=4), home.stay()
    closed(home, room)

    assert [len(offers(stay, day(0), day(until))) for until in (5, 6)] == [1, 0]
    assert [count_of(home.centre, day(night)).offered for night in (4, 5)] == [4, 0]
    assert [one.offered for one in counts_of(home.centre, day(4), 2)] == [4, 0]
    [row] = overview(home.manager, day(0))
    assert (row.capacity, row.ahead[4], row.ahead[5]) == (4, 4, 0)
    assert tonight(home.centre, day(5)).capacity == 0


def test_the_board_shows_from_when_a_room_is_closed(home):
    closed(home, home.room(beds=1))

    [row] = board(home.centre.code, home.manager, day(0)).rows
    assert [(run.kind, run.nights) for run in row.runs] == [("free", 5), ("closed", 55)]
    assert board(home.centre.code, home.manager, day(5)).rows == ()


def test_a_room_is_opened_again(home):
    room = closed(home, home.room())

    assert closing.open_room_again(room, by=home.manager, at=NOON).closes_on is None
    with pytest.raises(Conflict, match="is in use"):
        closing.open_room_again(room, by=home.manager, at=NOON)


def test_a_room_gets_another_number_and_more_places(home):
    room = home.room(beds=2)

    found = changed(home, room, number="12a", places=4, is_accessible=True)

    assert (found.number, found.places.count(), found.is_accessible) == ("12a", 4, True)
    with pytest.raises(RuleBroken, match="block those that are not used"):
        changed(home, found, places=3)


def test_a_room_of_strangers_does_not_become_a_family_room(home):
    room = home.room(beds=4, is_family_room=False)
    home.placed(home.stay(size=1), room)
    other = home.stay(size=1)
    places.place(
        other,
        [Bed(persons_of(other)[0], room, room.places.last())],
        since=day(0),
        until=day(5),
        by=home.manager,
        at=NOON,
    )

    with pytest.raises(Conflict, match="Another family has this family room"):
        changed(home, room, is_family_room=True)


def test_a_rule_of_sex_must_fit_whoever_sleeps_there(home):
    room, stay = home.room(beds=4, is_family_room=False), home.stay(size=1)
    home.placed(stay, room)
    sex = persons_of(stay)[0].sex

    with pytest.raises(RuleBroken, match="sleeps there or is to"):
        changed(home, room, sex_rule={"F": "M", "M": "F"}[sex])
    assert changed(home, room, sex_rule=sex).sex_rule == sex


def test_another_office_changes_no_room_here(home):
    room = home.room()
    home.manager = home.elsewhere

    for act in (closed, changed):
        with pytest.raises(NotPermitted, match="run by"):
            act(home, room)


@pytest.mark.django_db(transaction=True)
def test_a_family_is_not_put_into_a_room_that_is_being_closed(home):
    room, stay = home.room(), home.stay()

    got = rival_result(lambda: closed(home, room, on=2), lambda: home.placed(stay, room))

    assert isinstance(got, Conflict)
    assert not stay.assignments.exists()


# Centres


def test_centre_closes_after_its_rooms(home):
    room = home.room()
    shut(home)

    room.refresh_from_db()
    assert room.closes_on == day(5)
    with refused_by("centre_closes_after_its_rooms"):
        type(home.centre).objects.update(closes_on=day(4))


def test_room_closes_with_its_centre(home):
    room = home.room()
    shut(home)

    with pytest.raises(Conflict, match="The centre closes"):
        closing.open_room_again(room, by=home.manager, at=NOON)
    with refused_by("room_closes_with_its_centre"):
        Room.objects.create(centre=home.centre, number="new", since=day(0))


def test_stay_in_an_open_centre(home):
    household = home.household()
    shut(home)

    with pytest.raises(Conflict, match="takes nobody in"):
        home.stay(household)
    with refused_by("stay_in_an_open_centre"):
        StayFactory(centre=home.centre)
    home.centre.refresh_from_db()
    closing.open_centre_again(home.centre, by=home.manager, at=NOON)
    assert home.stay(household)


def test_a_centre_in_which_somebody_waits_is_not_closed(home):
    home.room()
    home.stay()

    with pytest.raises(RuleBroken, match="1 family here has no bed yet"):
        shut(home)


def test_families_live_on_until_a_centre_closes(home):
    stay, room = home.stay(), home.room()
    home.placed(stay, room, until=day(5))
    arrivals.check_in(stay, on=day(0), by=home.manager, at=NOON)

    shut(home)

    with pytest.raises(RuleBroken, match="have nights there after that day"):
        shut(home, on=4)
    arrivals.leave(stay, on=day(5), by=home.manager, at=NOON + timedelta(days=5))
    assert overview(home.manager, day(5)) == []


def test_a_word_of_our_addresses_is_no_code(home):
    with pytest.raises(RuleBroken, match="stands in addresses already"):
        centres.open_centre("stays", "Stays", kind="temporary", office=home.staff.office, by=home.manager, at=NOON)


def test_rooms_and_centres_are_closed_and_opened_by_forms(client, home):
    client.force_login(home.manager)
    room, today = home.room(), local_date(NOON)

    for name, thing, given in (
        ("room_closing", room.pk, {"on": today.isoformat()}), ("room_reopening", room.pk, {}),
        ("centre_closing", home.centre.code, {"on": today.isoformat()}), ("centre_reopening", home.centre.code, {}),
    ):  # fmt: skip
        answer = client.post(reverse(f"accommodation:{name}", args=[thing]), sent(**given))
        assert answer.url == home.centre.get_absolute_url(), name
    room.refresh_from_db()
    assert room.closes_on == today


# Who cannot climb steps


def noted(home, stay, *persons):
    stays.note_step_free(stay, [one.pk for one in persons], by=home.manager, at=NOON)


def test_a_family_is_proposed_a_room_without_steps_where_one_of_it_cannot_climb_them(home):
    stay = home.stay(size=2)
    home.room(beds=4, number="easy", is_accessible=True), home.room(beds=2, number="steep")

    def rooms():
        return proposed(persons_of(stay), offers(stay, day(0), day(9)), day(0), step_free=step_free(stay)).rooms

    assert rooms() == ("steep",)
    noted(home, stay, persons_of(stay)[1])
    assert rooms() == ("easy",)


def test_nobody_who_cannot_climb_steps_is_put_behind_them(home):
    stay, room = home.stay(size=1), home.room()
    noted(home, stay, *persons_of(stay))

    with pytest.raises(RuleBroken, match="cannot climb steps"):
        home.placed(stay, room)
    noted(home, stay)
    assert home.placed(stay, room)


def test_step_free_need_once_per_stay(home):
    stay = home.stay(size=1)
    noted(home, stay, *persons_of(stay))
    need = stay.step_free_needs.get()

    with refused_by("step_free_need_once_per_stay"):
        stay.step_free_needs.create(person=need.person, noted_by=home.manager, noted_at=NOON)


def test_another_centre_knows_it_too(home):
    other = house(region="KZ-11")
    stay = home.stay(size=1)
    noted(home, stay, *persons_of(stay))
    asked = changes.ask_transfer(stay, to_centre=other.centre, reason="Nearer.", by=home.manager, at=NOON)

    taken = changes.answer_transfer(asked, agree=True, by=other.manager, at=NOON)

    assert step_free(taken) == {persons_of(stay)[0].pk}


# The first nights alone


def test_assignment_of_whoever_lives_here():
    assert AssignmentFactory()

    with refused_by("assignment_of_whoever_lives_here"):
        AssignmentFactory(stay__is_visiting=True)


def promised(home, room, since=20):
    """Another family has the places of a room from a later day on."""
    stay = home.stay(size=room.places.count())
    places.place(stay, beds(stay, room), since=day(since), until=day(40), by=home.manager, at=NOON)


def test_a_place_that_is_free_for_the_first_nights_is_offered_as_such(home):
    room, stay = home.room(beds=2), home.stay(size=2)
    promised(home, room)

    [offer] = offers(stay, day(0), day(30), with_shorter=True)

    assert (offer.places, set(offer.shorter.values())) == ((), {day(20)})
    assert "only until 22 Mar" in dict(offer.choices)[str(room.places.first().pk)]
    assert offers(stay, day(0), day(30)) == []


def test_a_place_for_some_nights_alone_is_not_offered(home):
    room, stay = home.room(beds=2), home.stay(size=2)
    promised(home, room, since=6)

    assert offers(stay, day(0), day(30), with_shorter=True) == []


def test_a_family_is_proposed_a_later_move_and_has_the_place_until_then(home):
    stay = home.stay(size=2)
    one, two = persons_of(stay)
    room = home.room(beds=2, is_family_room=False)
    other = home.stay(size=1)
    places.place(
        other, [Bed(persons_of(other)[0], room, room.places.last())], since=day(20), until=day(40), by=home.manager,
        at=NOON,
    )  # fmt: skip
    found = offers(stay, day(0), day(30), with_shorter=True)
    hint = proposed([one, two], found, day(0), step_free=())
    choices = {key: value for offer in found for key, value in offer.beds.items()}
    given = [(who, choices[hint.beds[who.pk]]) for who in (one, two)]
    chosen = [Bed(who, bed.room, bed.place, bed.until) for who, bed in given]

    made = places.place(stay, chosen, since=day(0), until=day(30), by=home.manager, at=NOON)

    assert "moves later" in " ".join(hint.because)
    assert sorted(row.until for row in made) == [day(20), day(30)]


def test_no_minor_is_left_alone_when_an_adult_moves(home):
    stay, room = home.stay(size=3), home.room(beds=3)
    persons = sorted(persons_of(stay), key=lambda one: one.is_minor_on(day(0)))
    assert persons[-1].is_minor_on(day(0))
    chosen = [
        Bed(one, room, place, None if one.is_minor_on(day(0)) else day(9))
        for one, place in zip(persons, room.places.all(), strict=True)
    ]

    with pytest.raises(RuleBroken, match="put an adult of the family"):
        places.place(stay, chosen, since=day(0), until=day(30), by=home.manager, at=NOON)


# Moving on the day of arrival


def test_a_family_moves_on_to_another_centre_on_the_day_it_came(home):
    other, stay = house(region="KZ-11"), home.stay(size=2)
    home.placed(stay, home.room())
    arrivals.check_in(stay, on=day(0), by=home.manager, at=NOON)
    asked = changes.ask_transfer(stay, to_centre=other.centre, reason="Full.", by=home.manager, at=NOON)
    taken = changes.answer_transfer(asked, agree=True, by=other.manager, at=NOON)

    other.placed(taken, other.room())
    arrivals.check_in(taken, on=day(0), by=other.manager, at=NOON)

    stay.refresh_from_db()
    assert (stay.end_reason, set(stay.assignments.values_list("state", flat=True))) == ("moved_on", {"cancelled"})
    assert (count_of(home.centre, day(0)).persons, count_of(other.centre, day(0)).persons) == (0, 2)


def test_a_person_moves_to_another_room_on_the_day_of_arrival(home):
    stay, room = home.stay(size=1), home.room()
    [one] = home.placed(stay, home.room())
    arrivals.check_in(stay, on=day(0), by=home.manager, at=NOON)

    moved = places.move(one, Bed(one.person, room, room.places.first()), on=day(0), by=home.manager, at=NOON)

    assert (moved.state, moved.since, count_of(home.centre, day(0)).persons) == ("in", day(0), 1)
