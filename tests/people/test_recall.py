"""The goals of recall and of proposals, on a small crowd; on 200,000 persons they are measured by the bench."""

from statistics import median

import pytest

from tests.moments import NOON
from tests.people.crowd import settle
from tests.people.evaluation import spellings
from tests.people.recall import at_95, by_name, by_year, planted, proposals, recall

pytestmark = pytest.mark.django_db
PERSONS = 3_000


@pytest.mark.parametrize("how", [by_name, by_year])
def test_a_person_is_found_by_the_spellings_of_the_name(registrar, how):
    some = dict(list(planted(by=registrar, at=NOON).items())[::8])
    settle(PERSONS, by=registrar, at=NOON, seed=8, common=list(spellings()))

    assert recall(how(some)) >= 0.97


def test_a_newcomer_brings_up_few(registrar):
    settle(PERSONS, by=registrar, at=NOON, seed=8)

    counts = proposals(60, by=registrar)

    assert median(counts) <= 3
    assert at_95(counts) <= 10
