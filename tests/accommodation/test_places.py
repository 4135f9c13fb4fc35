"""Places given, moved, blocked, given back."""

from datetime import timedelta

import pytest

from casework.accommodation.actions import arrivals, blocks, places
from casework.accommodation.models import Assignment
from casework.accommodation.queries.beds import Bed
from casework.accommodation.states import State
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from tests.accommodation.houses import beds, day, house, persons_of
from tests.factories.people import PersonFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=4)


@pytest.fixture
def home():
    return house()


def nights(stay):
    found = stay.assignments.order_by("nights", "pk")
    return [
        (str(one.place or "cot"), one.state, (one.since - NOON.date()).days, (one.until - NOON.date()).days)
        for one in found
    ]


def test_a_family_gets_its_places(home):
    stay, room = home.stay(), home.room(number="101")

    home.placed(stay, room)

    assert nights(stay) == [("101/1", "planned", 0, 10), ("101/2", "planned", 0, 10), ("101/3", "planned", 0, 10)]


def test_a_place_that_is_taken_is_refused_in_words_and_nobody_of_the_family_has_one(home):
    taken, stay, room = home.stay(), home.stay(), home.room(is_family_room=False)
    home.placed(taken, room)

    with pytest.raises(Conflict, match="taken or blocked on one of these nights"):
        home.placed(stay, room, since=day(9), until=day(12))

    assert not stay.assignments.exists()


def test_another_family_is_not_let_into_a_family_room(home):
    home.placed(home.stay(size=2), room := home.room(beds=4))
    stay = home.stay(size=2)
    free = [Bed(bed.person, room, place) for bed, place in zip(beds(stay, room), room.places.all()[2:], strict=True)]

    with pytest.raises(Conflict, match="Another family has this family room"):
        places.place(stay, free, since=day(0), until=day(3), by=home.manager, at=NOON)


def test_nobody_has_two_places_on_a_night(home):
    stay = home.stay()
    home.placed(stay, home.room())

    with pytest.raises(Conflict, match="already has a place"):
        home.placed(stay, home.room(), since=day(5), until=day(12))


def test_a_stranger_is_not_placed_with_the_family(home):
    stay, room = home.stay(), home.room()

    with pytest.raises(RuleBroken, match="is no member of this family"):
        places.place(
            stay,
            [Bed(PersonFactory(), room, room.places.first())],
            since=day(0),
            until=day(3),
            by=home.manager,
            at=NOON,
        )


def test_a_departure_lies_after_the_arrival(home):
    with pytest.raises(RuleBroken, match="departure lies after the arrival"):
        home.placed(home.stay(), home.room(), since=day(3), until=day(3))


def test_a_minor_is_not_placed_without_an_adult(home):
    stay = home.stay()
    parent, *children = persons_of(stay)
    near, far = home.room(), home.room()

    with pytest.raises(RuleBroken, match="is a minor: put an adult of the family"):
        places.place(
            stay, [*beds(stay, near, [parent]), *beds(stay, far, children)], since=day(0), until=day(3),
            by=home.manager, at=NOON,
        )  # fmt: skip


def test_a_minor_may_follow_an_adult_who_is_there(home):
    stay, room = home.stay(size=2), home.room()
    parent, child = persons_of(stay)
    first, second = room.places.all()[:2]
    places.place(stay, [Bed(parent, room, first)], since=day(0), until=day(10), by=home.manager, at=NOON)

    made = places.place(stay, [Bed(child, room, second)], since=day(2), until=day(10), by=home.manager, at=NOON)

    assert made[0].person == child


def test_a_shared_room_keeps_its_rule_of_sex(home):
    stay = home.stay(size=1)

    with pytest.raises(RuleBroken, match="is for men only"):
        home.placed(stay, home.room(is_family_room=False, sex_rule="M"))


def test_an_infant_in_a_cot_takes_no_place_and_is_counted(home):
    stay, room = home.stay(size=2), home.room(beds=1)
    parent, infant = persons_of(stay)

    places.place(
        stay, [*beds(stay, room, [parent]), Bed(infant, room)], since=day(0), until=day(3), by=home.manager, at=NOON
    )

    assert Assignment.objects.on(day(2)).of_people().count() == 2


@pytest.mark.parametrize("act", ["cancel", "miss"])
def test_planned_places_are_given_back(home, act):
    stay, room = home.stay(), home.room()
    home.placed(stay, room)

    getattr(arrivals, act)(stay, by=home.manager, at=NOON)

    assert home.placed(home.stay(), room)
    stay.refresh_from_db()
    assert stay.is_open == (act == "cancel")


def test_a_family_arrives_late_and_its_first_nights_are_free(home):
    stay, room = home.stay(), home.room()
    home.placed(stay, room)

    arrivals.check_in(stay, on=LATER.date(), by=home.manager, at=LATER)

    assert {(state, since, until) for _place, state, since, until in nights(stay)} == {("in", 4, 10)}
    assert home.placed(home.stay(), room, since=day(0), until=day(4))


def test_nobody_arrives_tomorrow(home):
    stay = home.stay()
    home.placed(stay, home.room(), since=day(1))

    with pytest.raises(RuleBroken, match="has not come yet"):
        arrivals.check_in(stay, on=day(1), by=home.manager, at=NOON)


def test_who_came_is_in_the_house_and_the_others_are_expected(home):
    stay = home.stay()
    first, *_others = home.placed(stay, home.room())

    arrivals.check_in(stay, on=day(0), persons=[first.person_id], by=home.manager, at=NOON)

    assert sorted(one.state for one in stay.assignments.all()) == ["in", "planned", "planned"]


def test_leaving_early_shortens_and_ends_the_stay(home):
    stay, room = home.stay(), home.room()
    home.placed(stay, room)
    arrivals.check_in(stay, on=day(0), by=home.manager, at=NOON)

    arrivals.leave(stay, on=LATER.date(), by=home.manager, at=LATER)

    assert {(state, since, until) for _place, state, since, until in nights(stay)} == {("out", 0, 4)}
    stay.refresh_from_db()
    assert (stay.ended_on, stay.end_reason) == (LATER.date(), "left")


def test_leaving_on_the_day_of_arrival_leaves_no_night(home):
    stay = home.stay()
    home.placed(stay, home.room())
    arrivals.check_in(stay, on=day(0), by=home.manager, at=NOON)

    arrivals.leave(stay, on=day(0), by=home.manager, at=NOON)

    assert not Assignment.objects.holding().exists()


def test_leaving_late_counts_the_nights_where_the_place_was_free(home):
    stay = home.stay()
    home.placed(stay, home.room(), until=day(2))
    arrivals.check_in(stay, on=day(0), by=home.manager, at=NOON)

    arrivals.leave(stay, on=LATER.date(), by=home.manager, at=LATER)

    assert {until for *_words, until in nights(stay)} == {4}


def test_a_move_closes_one_place_and_opens_the_other(home):
    stay, room = home.stay(size=1), home.room(number="101", beds=2)
    [one] = home.placed(stay, room)
    arrivals.check_in(stay, on=day(0), by=home.manager, at=NOON)

    places.move(one, Bed(one.person, room, room.places.last()), on=LATER.date(), by=home.manager, at=LATER)

    assert nights(stay) == [("101/1", "out", 0, 4), ("101/2", "in", 4, 10)]


def test_a_move_on_the_day_of_arrival_leaves_no_night_behind(home):
    stay, room = home.stay(size=1), home.room(number="101", beds=2)
    [one] = home.placed(stay, room)

    places.move(one, Bed(one.person, room, room.places.last()), on=day(0), by=home.manager, at=NOON)

    assert sorted(nights(stay)) == [("101/1", "cancelled", 0, 10), ("101/2", "planned", 0, 10)]


def test_a_move_into_a_taken_place_changes_nothing(home):
    stay, room = home.stay(size=1), home.room(is_family_room=False)
    [one] = home.placed(stay, room)
    [other] = [
        made
        for guest in [home.stay(size=1)]
        for made in places.place(
            guest, [Bed(persons_of(guest)[0], room, room.places.last())], since=day(2), until=day(9),
            by=home.manager, at=NOON,
        )
    ]  # fmt: skip

    with pytest.raises(Conflict, match="taken or blocked"):
        places.move(one, Bed(one.person, room, other.place), on=day(1), by=home.manager, at=NOON)

    assert nights(stay) == [(str(one.place), "planned", 0, 10)]


def test_the_only_adult_does_not_move_away_from_the_children(home):
    stay, other = home.stay(), home.room()
    parent = home.placed(stay, home.room())[0]

    with pytest.raises(RuleBroken, match="is a minor"):
        places.move(parent, beds(stay, other, [parent.person])[0], on=day(1), by=home.manager, at=NOON)


def test_a_person_who_left_does_not_move(home):
    stay, room = home.stay(size=1), home.room(beds=2)
    [one] = home.placed(stay, room)
    arrivals.cancel(stay, by=home.manager, at=NOON)

    with pytest.raises(Conflict, match="not possible any more"):
        places.move(one, Bed(one.person, room, room.places.last()), on=day(1), by=home.manager, at=NOON)


def test_a_blocked_place_is_free_again_when_the_block_is_lifted(home):
    room = home.room(beds=1, is_family_room=False)
    blocked = blocks.block(
        room.places.get(), since=day(0), until=day(9), reason="A water pipe.", by=home.manager, at=NOON
    )
    stay = home.stay(size=1)
    with pytest.raises(Conflict, match="taken or blocked"):
        home.placed(stay, room, since=day(2))

    blocks.unblock(blocked, on=day(2), by=home.manager, at=NOON)

    assert home.placed(stay, room, since=day(2))


def test_a_block_lifted_before_it_began_never_was(home):
    blocked = blocks.block(
        home.room().places.first(), since=day(3), until=day(9), reason="A water pipe.", by=home.manager, at=NOON
    )

    assert blocks.unblock(blocked, on=day(1), by=home.manager, at=NOON).state == State.CANCELLED


def test_a_block_is_lifted_once(home):
    blocked = blocks.block(
        home.room().places.first(), since=day(0), until=day(9), reason="A water pipe.", by=home.manager, at=NOON
    )
    blocks.unblock(blocked, on=day(0), by=home.manager, at=NOON)

    with pytest.raises(Conflict, match="not blocked any more"):
        blocks.unblock(blocked, on=day(0), by=home.manager, at=NOON)


def test_places_are_kept_for_longer_where_they_are_free(home):
    stay, room = home.stay(), home.room()
    home.placed(stay, room)

    places.lengthen(stay, until=day(14), by=home.manager, at=NOON)

    assert {until for *_words, until in nights(stay)} == {14}


def test_places_promised_to_others_are_not_kept(home):
    stay, room = home.stay(), home.room()
    home.placed(stay, room)
    home.placed(home.stay(), room, since=day(12), until=day(20))

    with pytest.raises(Conflict, match="taken or blocked|Another family"):
        places.lengthen(stay, until=day(14), by=home.manager, at=NOON)


def moved(stay, by):
    first = stay.assignments.first()
    return places.move(first, beds(stay, first.room)[0], on=day(1), by=by, at=NOON)


def blocked(stay, by):
    place = stay.assignments.first().place
    return blocks.block(place, since=day(30), until=day(31), reason="A test.", by=by, at=NOON)


@pytest.mark.parametrize(
    "act",
    [
        lambda stay, by: arrivals.check_in(stay, on=day(0), by=by, at=NOON),
        lambda stay, by: arrivals.leave(stay, on=day(0), by=by, at=NOON),
        lambda stay, by: arrivals.cancel(stay, by=by, at=NOON),
        lambda stay, by: arrivals.miss(stay, by=by, at=NOON),
        lambda stay, by: places.lengthen(stay, until=day(20), by=by, at=NOON),
        moved,
        blocked,
    ],
)
def test_nobody_but_its_managers_changes_a_centre(home, act):
    stay = home.stay()
    home.placed(stay, home.room())

    for by in (home.staff.head, home.elsewhere):
        with pytest.raises(NotPermitted):
            act(stay, by)
