"""Services: planned for a family, given to its members, counted by month, and what came of them."""

from datetime import timedelta

import pytest

from casework.accommodation.actions import arrivals, places, services, stays
from casework.accommodation.models import Delivery, Service
from casework.accommodation.queries.occupancy import overview
from casework.accommodation.queries.services import given_in, outcomes_in, services_of
from casework.accommodation.queries.settling import tasks
from casework.accommodation.queries.waiting import waiting
from casework.accommodation.states import Kind, Outcome
from casework.audit.models import Event
from casework.audit.queries import timeline
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.common.templatetags.records import changes
from tests.accommodation.houses import beds, day, house, persons_of
from tests.moments import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return house(Kind.ADAPTATION)


@pytest.fixture
def stay(home):
    return home.stay()


def catalogue(*codes):
    return [Service.objects.get(pk=code) for code in codes]


def planned(home, stay, *codes):
    return services.plan(stay, catalogue(*codes), by=home.manager, at=NOON)


def given(home, stay, code, persons, on=None):
    return services.give(stay, *catalogue(code), persons, on=on or day(0), by=home.manager, at=NOON)


def told(home, stay, outcome):
    chosen = {one.pk: outcome for one in stay.planned_services.all()}
    return services.tell_outcomes(stay, chosen, by=home.manager, at=NOON)


def test_the_catalogue_has_the_five_kinds_of_the_law_each_with_its_source():
    found = Service.objects.all()

    assert {one.kind for one in found} == {"information", "legal", "social", "medical", "educational"}
    assert {one.pk for one in found if one.is_course} == {"education.kazakh", "education.russian", "education.trade"}
    assert all(one.source and one.name_ru and one.name_kk for one in found)


def test_services_are_planned_for_a_family(home, stay):
    planned(home, stay, "legal.advice", "medical.clinic")

    lines = services_of(stay).lines
    assert [(one.service.pk, one.times, one.outcome) for one in lines] == [
        ("legal.advice", 0, Outcome.OPEN), ("medical.clinic", 0, Outcome.OPEN),
    ]  # fmt: skip
    assert timeline(stay.number)[0].sentence == "Services planned"


def test_a_service_is_planned_once(home, stay):
    planned(home, stay, "legal.advice")

    with pytest.raises(Conflict, match="planned for the family already"):
        planned(home, stay, "legal.advice")


def test_a_service_is_given_to_persons_planned_or_not(home, stay):
    adults = persons_of(stay)[:2]

    given(home, stay, "legal.papers", adults)

    [line] = services_of(stay).lines
    assert (line.planned, line.times, line.persons, line.last_on) == (None, 2, 2, NOON.date())


@pytest.mark.parametrize(
    ("code", "on", "words"),
    [
        ("legal.advice", day(1), "has not come yet"),
        ("legal.advice", day(-1), "was not with this centre"),
        ("education.kazakh", day(0), "put the person into a group"),
    ],
)
def test_what_cannot_have_been_given_is_refused(home, stay, code, on, words):
    with pytest.raises(RuleBroken, match=words):
        given(home, stay, code, persons_of(stay)[:1], on)


def test_nobody_of_another_family_is_given_anything(home, stay):
    with pytest.raises(RuleBroken, match="members of this family"):
        given(home, stay, "legal.advice", persons_of(home.stay())[:1])


def test_twice_on_a_day_is_a_slip(home, stay):
    given(home, stay, "legal.advice", persons_of(stay)[:1])

    with pytest.raises(Conflict, match="on that day already"):
        given(home, stay, "legal.advice", persons_of(stay)[:2])
    assert Delivery.objects.count() == 1


def test_what_is_struck_out_stays_readable_and_does_not_count(home, stay):
    [line] = given(home, stay, "legal.advice", persons_of(stay)[:1])

    services.strike(line, by=home.manager, at=NOON)

    found = services_of(stay)
    assert ([one.times for one in found.lines], len(found.given)) == ([0], 1)
    with pytest.raises(Conflict, match="struck out already"):
        services.strike(line, by=home.manager, at=NOON)


def test_outcomes_are_told_when_the_family_left_and_may_be_mended(home, stay):
    planned(home, stay, "legal.advice")
    stays.end_stay(stay, reason="withdrawn", by=home.manager, at=NOON)

    told(home, stay, Outcome.PARTLY)
    told(home, stay, Outcome.REACHED)

    assert [one.outcome for one in services_of(stay).lines] == [Outcome.REACHED]
    with pytest.raises(RuleBroken, match="Nothing differs"):
        told(home, stay, Outcome.REACHED)


def test_what_came_of_a_service_stands_in_the_trail_in_words(home, stay):
    planned(home, stay, "legal.advice")
    told(home, stay, Outcome.REACHED)

    [change] = changes(Event.objects.get(kind="service.outcome"))

    assert change.after == "Advice of a lawyer: reached"


def test_a_family_that_left_without_outcomes_is_a_task(home, stay):
    planned(home, stay, "legal.advice")
    assert tasks(home.manager, NOON.date()) == []
    stays.end_stay(stay, reason="withdrawn", by=home.manager, at=NOON)

    [task] = tasks(home.manager, NOON.date())
    told(home, stay, Outcome.MISSED)

    assert (task.stay, task.words) == (stay, "The family has left: what came of its services?")
    assert tasks(home.manager, NOON.date()) == []


def test_nothing_is_planned_for_whoever_left(home, stay):
    stays.end_stay(stay, reason="withdrawn", by=home.manager, at=NOON)

    with pytest.raises(RuleBroken, match="has ended"):
        planned(home, stay, "legal.advice")


@pytest.mark.parametrize("act", [planned, lambda home, stay, code: given(home, stay, code, persons_of(stay))])
def test_another_office_gives_nothing_here(home, stay, act):
    home.manager = home.elsewhere

    with pytest.raises(NotPermitted, match="run by"):
        act(home, stay, "legal.advice")


def test_a_month_counts_times_persons_and_families(home, stay):
    other = home.stay()
    given(home, stay, "legal.advice", persons_of(stay)[:2])
    given(home, other, "legal.advice", persons_of(other)[:1])
    planned(home, other, "legal.advice")

    month = {one.service.pk: one for one in given_in(home.centre, day(0), day(1))}
    before = {one.service.pk: one for one in given_in(home.centre, day(-9), day(0))}

    counted = month["legal.advice"]
    assert (counted.times, counted.persons, counted.families, counted.planned) == (3, 3, 2, 1)
    assert (before["legal.advice"].times, month["medical.clinic"].times) == (0, 0)


def test_outcomes_are_counted_in_the_month_in_which_the_family_left(home, stay):
    planned(home, stay, "legal.advice", "medical.clinic")
    stays.end_stay(stay, reason="withdrawn", by=home.manager, at=NOON)
    told(home, stay, Outcome.REACHED)

    assert outcomes_in(home.centre, day(0), day(1))[Outcome.REACHED] == 2
    assert outcomes_in(home.centre, day(1), day(9))[Outcome.REACHED] == 0


def test_a_family_that_comes_for_services_alone_needs_no_bed(home):
    visitor = home.stay(is_visiting=True)

    given(home, visitor, "legal.advice", persons_of(visitor)[:1])

    assert waiting(home.centre) == []
    assert [row.waiting for row in overview(home.manager, NOON.date())] == [0]
    with pytest.raises(RuleBroken, match="for services only"):
        home.placed(visitor, home.room())


def test_services_reach_a_family_up_to_the_day_it_leaves(home, stay):
    places.place(stay, beds(stay, home.room()), since=day(0), until=day(5), by=home.manager, at=NOON)
    arrivals.check_in(stay, on=day(0), by=home.manager, at=NOON)
    later = NOON + timedelta(days=3)
    arrivals.leave(stay, on=day(3), by=home.manager, at=later)

    services.give(stay, *catalogue("legal.advice"), persons_of(stay), on=day(3), by=home.manager, at=later)

    with pytest.raises(RuleBroken, match="was not with this centre"):
        services.give(stay, *catalogue("info.rights"), persons_of(stay), on=day(4), by=home.manager,
                      at=NOON + timedelta(days=9))  # fmt: skip
