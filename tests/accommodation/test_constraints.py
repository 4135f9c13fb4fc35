"""Every rule of the tables: one row it takes, one it refuses."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from casework.accommodation.models import Assignment
from casework.accommodation.states import State
from tests.factories.accommodation import (
    AssignmentFactory,
    CentreFactory,
    ExtensionFactory,
    NightCountFactory,
    PlaceFactory,
    ReminderFactory,
    RoomFactory,
    SightingFactory,
    StayFactory,
    TransferFactory,
)
from tests.factories.people import HouseholdFactory, PersonFactory
from tests.quotas.database import refused_by

pytestmark = pytest.mark.django_db

LATER = DateRange(date(2026, 3, 12), date(2026, 3, 20))
ACROSS = DateRange(date(2026, 3, 11), date(2026, 3, 20))
GIVEN_BACK = [State.CANCELLED, State.NO_SHOW]
HELD = [State.PLANNED, State.IN, State.OUT]


def beside(taken, **facts):
    """Nights of another person in another place of the same room."""
    return AssignmentFactory(stay__centre=taken.centre, place=PlaceFactory(room=taken.room), **facts)


def test_room_number_once_per_centre():
    room = RoomFactory()
    assert RoomFactory(number=room.number)

    with refused_by("room_number_once_per_centre"):
        RoomFactory(centre=room.centre, number=room.number)


def test_room_of_families_admits_everybody():
    assert RoomFactory(shared=True, sex_rule="F")

    with refused_by("room_of_families_admits_everybody"):
        RoomFactory(sex_rule="F")


def test_place_number_once_per_room():
    place = PlaceFactory()
    assert PlaceFactory(number=place.number)

    with refused_by("place_number_once_per_room"):
        PlaceFactory(room=place.room, number=place.number)


@pytest.mark.parametrize("wrong", [{"case": None}, {"adaptation": True, "grant": None}])
def test_stay_rests_on_file_or_status(wrong):
    assert StayFactory()
    assert StayFactory(adaptation=True)

    with refused_by("stay_rests_on_file_or_status"):
        StayFactory(**wrong)


@pytest.mark.parametrize("missing", [{"ended_at": None}, {"ended_by": None}, {"ended_on": None}, {"end_reason": ""}])
def test_stay_ended_by_and_at(missing):
    assert StayFactory(over=True)

    with refused_by("stay_ended_by_and_at"):
        StayFactory(over=True, **missing)


def test_stay_covers_a_day():
    assert StayFactory(entitled_until=date(2026, 2, 21))

    with refused_by("stay_covers_a_day"):
        StayFactory(entitled_until=date(2026, 2, 20))


def test_stay_one_open_per_household_and_centre():
    over = StayFactory(over=True)
    stay = StayFactory(household=over.household, centre=over.centre)
    assert StayFactory(household=over.household)

    with refused_by("stay_one_open_per_household_and_centre"):
        StayFactory(household=stay.household, centre=stay.centre)


def test_stay_is_of_the_kind_of_its_centre():
    with refused_by("stay_is_of_the_kind_of_its_centre"):
        StayFactory(centre=CentreFactory(adaptation=True))


@pytest.mark.parametrize(
    ("make", "change", "constraint"),
    [
        (CentreFactory, lambda: {"kind": "adaptation"}, "centre_keeps_its_kind"),
        (RoomFactory, lambda: {"centre": CentreFactory()}, "room_keeps_its_centre"),
        (PlaceFactory, lambda: {"room": RoomFactory()}, "place_keeps_its_room"),
        (StayFactory, lambda: {"household": HouseholdFactory()}, "stay_keeps_its_household"),
        (StayFactory, lambda: {"centre": CentreFactory()}, "stay_keeps_its_household"),
    ],
)
def test_what_assignments_copy_does_not_change(make, change, constraint):
    thing, others = make(), change()

    with refused_by(constraint):
        type(thing).objects.filter(pk=thing.pk).update(**others)


@pytest.mark.parametrize(
    "nights",
    [
        DateRange(date(2026, 3, 2), date(2026, 3, 2)),
        DateRange(date(2026, 3, 2), None),
        DateRange(None, date(2026, 3, 2)),
    ],
)
def test_assignment_has_nights(nights):
    assert AssignmentFactory()

    with refused_by("assignment_has_nights"):
        AssignmentFactory(nights=nights)


@pytest.mark.parametrize(
    "wrong", [{"reason": "Painted."}, {"person": None}, {"block": True, "reason": ""}, {"block": True, "place": None}]
)
def test_assignment_of_a_person_or_a_block(wrong):
    assert AssignmentFactory(block=True)
    room = RoomFactory()
    facts = {"room": room, "centre": room.centre} if wrong.get("block") else {}

    with refused_by("assignment_of_a_person_or_a_block"):
        AssignmentFactory(**{**facts, **wrong})


def test_assignment_blocks_are_planned_or_lifted():
    assert AssignmentFactory(block=True, state=State.CANCELLED)

    with refused_by("assignment_blocks_are_planned_or_lifted"):
        AssignmentFactory(block=True, state=State.IN)


@pytest.mark.parametrize("state", HELD)
def test_assignment_one_per_place_and_night(state):
    taken = AssignmentFactory(state=state)
    assert AssignmentFactory(stay=taken.stay, place=taken.place, nights=LATER)

    with refused_by("assignment_one_per_place_and_night"):
        AssignmentFactory(stay=taken.stay, place=taken.place, nights=ACROSS)


@pytest.mark.parametrize("state", GIVEN_BACK)
def test_a_place_given_back_is_free(state):
    taken = AssignmentFactory(state=state)

    assert AssignmentFactory(stay__centre=taken.centre, place=taken.place)


def test_a_blocked_place_takes_nobody():
    blocked = AssignmentFactory(block=True)

    with refused_by("assignment_one_per_place_and_night"):
        AssignmentFactory(stay__centre=blocked.centre, place=blocked.place)


def test_a_block_beside_a_family_is_no_stranger():
    taken = AssignmentFactory()

    assert AssignmentFactory(block=True, place=PlaceFactory(room=taken.room))


def test_assignment_one_per_person_and_night():
    taken = AssignmentFactory()
    assert AssignmentFactory(person=taken.person, nights=LATER)

    with refused_by("assignment_one_per_person_and_night"):
        AssignmentFactory(person=taken.person, nights=ACROSS)


def test_assignment_no_strangers_in_a_family_room():
    taken = AssignmentFactory()
    assert beside(taken, nights=LATER)
    assert AssignmentFactory(stay=taken.stay, person=PersonFactory(), place=PlaceFactory(room=taken.room))

    with refused_by("assignment_no_strangers_in_a_family_room"):
        beside(taken, nights=ACROSS)


def test_strangers_share_a_room_that_is_no_family_room():
    taken = AssignmentFactory(place__room__is_family_room=False)

    assert beside(taken)


def test_a_room_of_strangers_does_not_become_a_family_room():
    taken = AssignmentFactory(place__room__is_family_room=False)
    beside(taken)

    with refused_by("assignment_no_strangers_in_a_family_room"):
        type(taken.room).objects.filter(pk=taken.room_id).update(is_family_room=True)


def test_a_room_that_becomes_a_family_room_tells_its_nights():
    taken = AssignmentFactory(place__room__is_family_room=False)

    type(taken.room).objects.filter(pk=taken.room_id).update(is_family_room=True)

    taken.refresh_from_db()
    assert taken.is_family_room


def test_assignment_in_the_centre_of_its_stay():
    with refused_by("assignment_in_the_centre_of_its_stay"):
        AssignmentFactory(place=PlaceFactory())


def test_copies_are_true_whatever_is_written():
    taken = AssignmentFactory()
    other = StayFactory()

    Assignment.objects.filter(pk=taken.pk).update(
        room=RoomFactory(), centre=other.centre, household=other.household, is_family_room=False
    )

    found = Assignment.objects.get(pk=taken.pk)
    copies = found.room, found.centre, found.household, found.is_family_room
    assert copies == (taken.place.room, taken.stay.centre, taken.stay.household, True)


def test_infants_in_cots_take_no_place_of_each_other():
    taken = AssignmentFactory()

    for _infant in range(2):
        assert AssignmentFactory(stay=taken.stay, place=None, room=taken.room)


@pytest.mark.parametrize("missing", [{"answer": ""}, {"answered_by": None}, {"answered_at": None}])
def test_stay_extension_answered_by_and_at(missing):
    assert ExtensionFactory()
    assert ExtensionFactory(agreed=True)

    with refused_by("stay_extension_answered_by_and_at"):
        ExtensionFactory(agreed=True, **missing)


def test_stay_extension_decided_by_another():
    asked = ExtensionFactory()

    with refused_by("stay_extension_decided_by_another"):
        ExtensionFactory(agreed=True, asked_by=asked.asked_by, answered_by=asked.asked_by)


def test_stay_extension_one_waits():
    asked = ExtensionFactory()
    assert ExtensionFactory(stay=asked.stay, agreed=True)

    with refused_by("stay_extension_one_waits"):
        ExtensionFactory(stay=asked.stay)


@pytest.mark.parametrize("missing", [{"answer": ""}, {"answered_by": None}, {"answered_at": None}])
def test_transfer_answered_by_and_at(missing):
    assert TransferFactory(agreed=True)

    with refused_by("transfer_answered_by_and_at"):
        TransferFactory(agreed=True, **missing)


def test_transfer_one_waits():
    asked = TransferFactory()
    assert TransferFactory(stay=asked.stay, agreed=True)

    with refused_by("transfer_one_waits"):
        TransferFactory(stay=asked.stay)


def test_stay_reminder_once_per_step_and_end():
    given = ReminderFactory()
    assert ReminderFactory(stay=given.stay, step="last")
    assert ReminderFactory(stay=given.stay, ends_on=date(2026, 12, 2))

    with refused_by("stay_reminder_once_per_step_and_end"):
        ReminderFactory(stay=given.stay)


def test_night_count_once_per_revision():
    count = NightCountFactory()
    assert NightCountFactory(centre=count.centre, revision=2)

    with refused_by("night_count_once_per_revision"):
        NightCountFactory(centre=count.centre)


def test_night_count_takes_what_is_offered():
    assert NightCountFactory(taken=2, offered=2)

    with refused_by("night_count_takes_what_is_offered"):
        NightCountFactory(taken=2, offered=1)


@pytest.mark.parametrize("wrong", [{"persons": 1}, {"families": 4}])
def test_night_count_of_persons_in_places(wrong):
    with refused_by("night_count_of_persons_in_places"):
        NightCountFactory(**wrong)


def test_accommodation_nightcount_is_append_only():
    count = NightCountFactory()

    with refused_by("accommodation_nightcount_is_append_only"):
        type(count).objects.update(persons=9)


def test_accommodation_sighting_is_append_only():
    seen = SightingFactory()

    with refused_by("accommodation_sighting_is_append_only"):
        seen.delete()
