"""At which stage the files stand that hold places, and whether that is still true."""

import pytest
from django.db.models import F

from casework.cases.actions import clocks
from casework.cases.models import Case
from casework.cases.queries import stages
from casework.quotas.actions.projections import recalculate
from casework.quotas.models import Projection
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.world import current, held, included, proposed, staff_of

pytestmark = pytest.mark.django_db

ALL = 2**60


@pytest.fixture
def staff():
    AllocationFactory(places=100)
    return staff_of("KZ-55")


def pause(case, staff):
    clocks.pause(case, version=current(case), reason="A paper.", by=staff.registrar, at=NOON)


def stages_of(case):
    recalculate(at=NOON, until=ALL)
    case.refresh_from_db()
    return stages.held([case.allocation_id]).get(case.allocation_id, {})


def test_places_are_told_apart_by_what_their_files_wait_for(staff):
    case, waiting, signed = held(staff), held(staff), held(staff)
    pause(waiting, staff)
    proposed(staff, signed, "include")

    assert stages_of(case) == {"under_review": 5, "paused": 5, "proposed": 5}


def test_a_file_that_used_its_places_holds_none(staff):
    assert stages_of(included(staff)) == {}


def test_a_file_that_moves_without_a_line_makes_its_projection_old(staff):
    case = held(staff)
    recalculate(at=NOON, until=ALL)
    pause(case, staff)

    assert recalculate(at=NOON, until=ALL) >= 1

    case.refresh_from_db()
    assert Projection.objects.get(pk=case.allocation_id).held_by_stage == {"paused": 5}


def test_no_change_of_one_file_hides_that_of_another(staff):
    first, second = held(staff), held(staff)
    before = stages.marks()

    Case.objects.filter(pk=first.pk).update(version=F("version") + 1)
    Case.objects.filter(pk=second.pk).update(version=F("version") - 1)

    assert stages.marks().keys() == before.keys()
    assert stages.marks() != before
