"""Stays: opened for whoever may have one, ended when nobody is there."""

from datetime import date

import pytest

from casework.accommodation.actions import places, stays
from casework.accommodation.states import Kind
from casework.audit.queries import timeline
from casework.cases.models import Case
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from tests.accommodation.houses import beds, day, house
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON
from tests.world import family, granted, lodged, step

pytestmark = pytest.mark.django_db


def test_a_temporary_stay_rests_on_the_open_file():
    home = house()

    stay = home.stay()

    assert stay.case.household == stay.household
    assert stay.grant is None
    assert timeline(stay.number)[0].sentence == "Stay asked for"


def test_without_an_open_file_there_is_no_temporary_stay():
    home = house()

    with pytest.raises(RuleBroken, match="no open file for the status"):
        home.stay(family(home.staff))


def test_after_the_decision_there_is_no_temporary_stay():
    home = house()

    with pytest.raises(RuleBroken, match="no open file for the status"):
        home.stay(granted(home.staff).household)


def test_an_adaptation_centre_is_for_holders_of_the_status():
    home = house(Kind.ADAPTATION)
    stay = home.stay()
    waiting = lodged(home.staff).household

    assert stay.grant.person.memberships.filter(household=stay.household).exists()
    with pytest.raises(RuleBroken, match="Nobody of this family has the status in force"):
        home.stay(waiting)


def test_a_family_is_on_the_list_of_a_centre_once():
    home = house()
    stay = home.stay()

    with pytest.raises(Conflict, match="already has an open stay in this centre"):
        home.stay(stay.household)


@pytest.mark.parametrize("roles", [["caseworker"], ["head_of_office"]])
def test_only_managers_open_stays(roles):
    home = house()
    by = OfficerFactory(office=home.staff.office, roles=roles)

    with pytest.raises(NotPermitted, match="by its managers"):
        stays.open_stay(home.centre, home.household(), asked_on=NOON.date(), by=by, at=NOON)


def test_a_manager_of_another_office_opens_none():
    home = house()

    with pytest.raises(NotPermitted, match="run by"):
        stays.open_stay(home.centre, home.household(), asked_on=NOON.date(), by=home.elsewhere, at=NOON)


def test_nobody_asks_tomorrow():
    home = house()

    with pytest.raises(RuleBroken, match="asks today or asked earlier"):
        stays.open_stay(home.centre, home.household(), asked_on=day(1), by=home.manager, at=NOON)


def test_a_stay_without_places_can_end():
    home = house()

    ended = stays.end_stay(home.stay(), reason="withdrawn", by=home.manager, at=NOON)

    assert (ended.ended_on, ended.ended_by) == (NOON.date(), home.manager)


def test_a_stay_with_places_does_not_end():
    home = house()
    stay = home.stay()
    home.placed(stay, home.room())

    with pytest.raises(RuleBroken, match="still has a place here"):
        stays.end_stay(stay, reason="withdrawn", by=home.manager, at=NOON)


def test_a_stay_that_ended_takes_nobody():
    home = house()
    stay = stays.end_stay(home.stay(), reason="withdrawn", by=home.manager, at=NOON)

    with pytest.raises(RuleBroken, match="has ended"):
        home.placed(stay, home.room())


def test_a_decided_file_takes_nobody_in():
    home = house()
    stay = home.stay()
    step(Case.objects.get(pk=stay.case_id), "withdraw", by=home.staff.registrar, reason="They go home.")

    with pytest.raises(RuleBroken, match="is decided"):
        home.placed(stay, home.room())


def test_the_days_of_an_adaptation_centre_count_from_the_first_night():
    home = house(Kind.ADAPTATION)
    stay = home.stay()
    assert stay.entitled_until is None

    home.placed(stay, home.room(), since=day(5), until=day(20))

    stay.refresh_from_db()
    assert stay.entitled_until == date(2026, 9, 7)


def test_nobody_is_placed_beyond_the_days_of_the_family():
    home = house(Kind.ADAPTATION)
    stay = home.stay()

    with pytest.raises(RuleBroken, match=r"entitled to stay until 2 Sep(t\.?)? 2026"):
        home.placed(stay, home.room(), until=date(2026, 9, 3))


def test_places_from_a_day_after_the_status_are_refused():
    home = house(Kind.ADAPTATION)
    stay = home.stay()

    with pytest.raises(RuleBroken, match="is not in force on"):
        places.place(stay, beds(stay, home.room()), since=stay.grant.until, until=day(900), by=home.manager, at=NOON)
