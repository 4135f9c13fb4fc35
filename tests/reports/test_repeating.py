"""Whether an issue repeats, and what was recorded since."""

from dataclasses import replace
from datetime import date

import pytest

from casework.common.written import Text
from casework.quotas.queries import horizon
from casework.reports import actions, wording
from casework.reports.catalogue import registered
from casework.reports.queries.repeating import differences, repetition
from tests.factories.quotas import AllocationFactory, allot, region
from tests.moments import NOON
from tests.reports.world import COUNTRY, TODAY, UTILISATION, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell(db):
    return AllocationFactory(places=100)


@pytest.fixture
def issue(cell, officer):
    return actions.issue(registered()[UTILISATION], COUNTRY, TODAY, by=officer, at=NOON)


def shown(found):
    return [(found_one.row[0].en, found_one.column.key, found_one.then, found_one.now) for found_one in found]


def test_an_issue_repeats_whatever_happened_since(issue, cell):
    allot(cell, 10, on=date(2026, 2, 1))

    found = repetition(issue, issue.known_at)

    assert (found.is_same, found.checksum, found.differences) == (True, issue.checksum, [])


def test_what_was_recorded_later_for_the_day_is_listed_figure_by_figure(issue, cell):
    allot(cell, 10, on=date(2026, 2, 1))

    found = repetition(issue, horizon())

    assert not found.is_same
    assert ("Pavlodar", "limit", 100, 110) in shown(found.differences)
    assert ("Whole country", "free", 100, 110) in shown(found.differences)


def test_a_row_that_is_new_is_listed_too(issue, cell):
    AllocationFactory(plan=cell.plan, region=region("KZ-11"), places=7)

    assert ("Akmola", "set", None, 7) in shown(repetition(issue, horizon()).differences)


def test_a_row_that_is_gone_is_listed_too(cell):
    then = told().report
    now = replace(then, tables=())

    assert ("Pavlodar", "set", 100, None) in shown(differences(then, now))


def test_other_words_are_told_from_other_figures(issue, monkeypatch):
    monkeypatch.setattr(wording, "TITLE", Text.same("Reworded"))

    found = repetition(issue, issue.known_at)

    assert (found.is_same, found.differences) == (False, [])
