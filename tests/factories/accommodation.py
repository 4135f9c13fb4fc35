"""Centres, rooms, stays and nights, as rows behind the back of the actions."""

from datetime import date, time

import factory
from django.db.backends.postgresql.psycopg_any import DateRange

from casework.accommodation.models import (
    Assignment,
    Attendance,
    Centre,
    Course,
    Delivery,
    Extension,
    NightCount,
    Participant,
    Place,
    PlannedService,
    PublishedCentre,
    Reminder,
    Room,
    Service,
    Session,
    Sighting,
    Stay,
    StepFreeNeed,
    Transfer,
)
from casework.accommodation.states import Kind, State
from casework.reference.models import Region
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.cases import CaseFactory
from tests.factories.people import HouseholdFactory, MembershipFactory, PersonFactory
from tests.factories.returnees import GrantFactory
from tests.moments import NOON

ARRIVAL, DEPARTURE = date(2026, 3, 2), date(2026, 3, 12)


class PublishedCentreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PublishedCentre

    code = factory.Sequence(lambda n: f"test-{n}")
    town = "Test"
    region = factory.LazyFunction(lambda: Region.objects.get(pk="KZ-55"))
    kind = "adaptation centre"
    seen = factory.Sequence(str)
    source = "a test"


class CentreFactory(factory.django.DjangoModelFactory):
    """A temporary centre; `adaptation=True` for one of holders of the status."""

    class Meta:
        model = Centre

    class Params:
        adaptation = factory.Trait(kind=Kind.ADAPTATION)

    code = factory.Sequence(lambda n: f"house-{n}")
    name = factory.Sequence(lambda n: f"House {n}")
    kind = Kind.TEMPORARY
    office = factory.SubFactory(OfficeFactory)
    opened_by = factory.SubFactory(OfficerFactory, office=factory.SelfAttribute("..office"))
    opened_at = NOON


class RoomFactory(factory.django.DjangoModelFactory):
    """A family room; `shared=True` for one of strangers."""

    class Meta:
        model = Room

    class Params:
        shared = factory.Trait(is_family_room=False)

    centre = factory.SubFactory(CentreFactory)
    number = factory.Sequence(lambda n: f"{n}")
    since = date(2020, 1, 1)


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place

    room = factory.SubFactory(RoomFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)


class StayFactory(factory.django.DjangoModelFactory):
    """A temporary stay; `adaptation=True` for one that rests on a grant, `over=True` for one that ended."""

    class Meta:
        model = Stay

    class Params:
        adaptation = factory.Trait(
            centre=factory.SubFactory(CentreFactory, adaptation=True), kind=Kind.ADAPTATION, case=None,
            grant=factory.SubFactory(GrantFactory),
        )  # fmt: skip
        over = factory.Trait(
            ended_at=NOON, ended_by=factory.SelfAttribute("opened_by"), ended_on=NOON.date(), end_reason="left"
        )

    number = factory.Sequence(lambda n: f"AC-1999-{n:06d}")
    household = factory.SubFactory(HouseholdFactory)
    centre = factory.SubFactory(CentreFactory)
    kind = Kind.TEMPORARY
    case = factory.SubFactory(CaseFactory)
    asked_on = date(2026, 2, 20)
    opened_by = factory.SubFactory(OfficerFactory)
    opened_at = NOON


class StepFreeNeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StepFreeNeed

    stay = factory.SubFactory(StayFactory)
    person = factory.SubFactory(PersonFactory)
    noted_by = factory.SubFactory(OfficerFactory)
    noted_at = NOON


class AssignmentFactory(factory.django.DjangoModelFactory):
    """Ten nights of a person in a place of a family room; `block=True` for a place kept empty."""

    class Meta:
        model = Assignment

    class Params:
        block = factory.Trait(
            stay=None, person=None, household=None, reason="Painted.", place=factory.SubFactory(PlaceFactory)
        )

    stay = factory.SubFactory(StayFactory)
    person = factory.SubFactory(PersonFactory)
    place = factory.SubFactory(
        PlaceFactory, room=factory.SubFactory(RoomFactory, centre=factory.SelfAttribute("...stay.centre"))
    )
    nights = factory.LazyFunction(lambda: DateRange(ARRIVAL, DEPARTURE))
    state = State.PLANNED
    room = factory.SelfAttribute("place.room")
    centre = factory.SelfAttribute("room.centre")
    household = factory.SelfAttribute("stay.household")
    made_by = factory.SubFactory(OfficerFactory)
    made_at = NOON


class ExtensionFactory(factory.django.DjangoModelFactory):
    """More days that wait for a decision; `agreed=True` for those that were granted."""

    class Meta:
        model = Extension

    class Params:
        agreed = factory.Trait(answer="agreed", answered_by=factory.SubFactory(OfficerFactory), answered_at=NOON)

    stay = factory.SubFactory(StayFactory, adaptation=True, entitled_until=date(2026, 9, 2))
    until = date(2026, 12, 2)
    reason = "The flat is not ready."
    asked_by = factory.SubFactory(OfficerFactory)
    asked_at = NOON


class TransferFactory(factory.django.DjangoModelFactory):
    """A transfer that waits for an answer; `agreed=True` for one that was consented to."""

    class Meta:
        model = Transfer

    class Params:
        agreed = factory.Trait(answer="agreed", answered_by=factory.SubFactory(OfficerFactory), answered_at=NOON)

    stay = factory.SubFactory(StayFactory)
    to_centre = factory.SubFactory(CentreFactory, adaptation=True)
    reason = "The status was granted."
    asked_by = factory.SubFactory(OfficerFactory)
    asked_at = NOON


class ReminderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reminder

    stay = factory.SubFactory(StayFactory, adaptation=True, entitled_until=date(2026, 9, 2))
    step = Reminder.Step.FIRST
    ends_on = factory.SelfAttribute("stay.entitled_until")
    reminded_at = NOON


class NightCountFactory(factory.django.DjangoModelFactory):
    """A night of three persons, one in a cot."""

    class Meta:
        model = NightCount

    centre = factory.SubFactory(CentreFactory)
    night = date(2026, 3, 1)
    persons, families, taken, offered = 3, 1, 2, 8
    counted_at = NOON


class SightingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sighting

    centre = factory.SubFactory(CentreFactory)
    person = factory.SubFactory(PersonFactory)
    how = Sighting.How.ROLL_CALL
    seen_by = factory.SubFactory(OfficerFactory)
    seen_at = NOON


class ServiceFactory(factory.django.DjangoModelFactory):
    """A service of the catalogue; `course=True` for one that groups are taught."""

    class Meta:
        model = Service

    class Params:
        course = factory.Trait(kind="educational", is_course=True)

    code = factory.Sequence(lambda n: f"test.{n}")
    kind = "legal"
    name_en = factory.Sequence(lambda n: f"Service {n}")
    name_ru = name_kk = factory.SelfAttribute("name_en")
    source = "a test"


class PlannedServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlannedService

    stay = factory.SubFactory(StayFactory)
    service = factory.SubFactory(ServiceFactory)
    planned_by = factory.SubFactory(OfficerFactory)
    planned_at = NOON


def member_of(stay):
    """Somebody who belongs to the family of a stay since it asked."""
    return MembershipFactory(household=stay.household, since=stay.asked_on).person


class DeliveryFactory(factory.django.DjangoModelFactory):
    """A service that a member of the family was given on the day after it asked."""

    class Meta:
        model = Delivery

    stay = factory.SubFactory(StayFactory)
    person = factory.LazyAttribute(lambda row: member_of(row.stay))
    service = factory.SubFactory(ServiceFactory)
    given_on = date(2026, 2, 21)
    recorded_by = factory.SubFactory(OfficerFactory)
    recorded_at = NOON


class CourseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Course

    number = factory.Sequence(lambda n: f"CR-1999-{n:06d}")
    centre = factory.SubFactory(CentreFactory)
    service = factory.SubFactory(ServiceFactory, course=True)
    name = factory.Sequence(lambda n: f"Group {n}")
    seats = 10
    since, until = date(2026, 2, 1), date(2026, 4, 30)
    opened_by = factory.SubFactory(OfficerFactory)
    opened_at = NOON


class ParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participant

    course = factory.SubFactory(CourseFactory)
    stay = factory.SubFactory(StayFactory, centre=factory.SelfAttribute("..course.centre"))
    person = factory.LazyAttribute(lambda row: member_of(row.stay))
    joined_on = date(2026, 2, 20)
    joined_by = factory.SubFactory(OfficerFactory)
    joined_at = NOON


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Session

    course = factory.SubFactory(CourseFactory)
    day = date(2026, 2, 24)
    begins = time(10)
    planned_by = factory.SubFactory(OfficerFactory)
    planned_at = NOON


class AttendanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attendance

    session = factory.SubFactory(SessionFactory)
    participant = factory.SubFactory(ParticipantFactory, course=factory.SelfAttribute("..session.course"))
    was_there = True
    noted_by = factory.SubFactory(OfficerFactory)
    noted_at = NOON
