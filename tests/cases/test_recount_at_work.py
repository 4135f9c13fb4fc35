"""A recount while officers work: whatever they do meanwhile stands in all books or in none."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.models import Sum

from casework.cases import rules
from casework.cases.models import Case
from casework.cases.queries.recount import differences
from casework.quotas.models import Allocation, Entry, Plan
from tests.factories.quotas import AllocationFactory
from tests.quotas.database import behind_the_triggers
from tests.races import apart, unhindered
from tests.world import held, included, lodged_inclusion, staff_of, step, with_papers


@pytest.fixture
def staff(db):
    AllocationFactory(places=100)
    return staff_of("KZ-55")


def ready(staff, number: int) -> Iterator[Callable[[], Case]]:
    """So many files that only need to be accepted, which holds their places."""
    files = [with_papers(lodged_inclusion(staff), staff) for _ in range(number)]
    return iter([lambda case=case: step(case, "accept", by=staff.registrar) for case in files])


@contextmanager
def between_statements(acts: Iterator[Callable[[], Case]]):
    """Have another officer act, and commit, after every statement of this connection."""

    def note(execute, *statement):
        answer = execute(*statement)
        unhindered(next(acts))
        return answer

    with connection.execute_wrapper(note):
        yield


def counters_by_two_statements() -> list[Allocation]:
    sums = dict(Entry.objects.order_by().values_list("allocation").annotate(Sum("d_held")))
    return [cell for cell in Allocation.objects.all() if cell.held != sums.get(cell.pk, 0)]


def files_by_two_statements() -> list[str]:
    holding = {file for file, places in Entry.objects.order_by().values_list("file").annotate(Sum("d_held")) if places}
    return [case.number for case in Case.objects.filter(state="under_review", procedure="inclusion") if
            case.number not in holding]  # fmt: skip


@pytest.mark.django_db(transaction=True)
class TestMeanwhile:
    def test_what_is_committed_between_statements_is_no_difference(self, staff):
        acts = ready(staff, 4)

        with between_statements(acts):
            assert differences() == []

    @pytest.mark.parametrize("counted", [counters_by_two_statements, files_by_two_statements])
    def test_two_statements_would_take_it_for_one(self, staff, counted):
        """What the test before this one would let pass if it looked at nothing."""
        acts = ready(staff, 4)

        with between_statements(acts):
            assert counted() != []

    def test_any_number_of_recounts_while_files_are_accepted_finds_nothing(self, staff):
        acts = list(ready(staff, 8))
        with ThreadPoolExecutor(1) as officers:
            work = officers.submit(apart, lambda: [act() for act in acts])
            found = [differences()]
            while not work.done():
                found.append(differences())
            work.result()

        assert [each for each in found if each] == []
        assert Allocation.objects.get().held == 40


@pytest.mark.django_db
class TestKinds:
    def test_a_limit_that_no_order_gave(self, staff):
        behind_the_triggers("quotas_allocation", 'UPDATE quotas_allocation SET "limit" = 101')

        assert [(each["what"], each["counter"], each["ledger"]) for each in differences()] == [("limit", 101, 100)]

    def test_places_used_that_nobody_was_granted(self, staff):
        case = included(staff)
        case.members.update(outcome="refused")

        assert [(each["used"], each["used_by_file"]) for each in differences()] == [(5, 0)]

    def test_places_that_a_file_under_review_does_not_hold(self, staff):
        case = held(staff)
        behind_the_triggers("quotas_entry", f"DELETE FROM quotas_entry WHERE file = '{case.number}'")  # noqa: S608

        of_files = [each for each in differences() if each.get("file") == case.number]
        assert [(each["held"], each["held_by_file"]) for each in of_files] == [(0, 5)]

    @pytest.mark.parametrize("unit", ["persons", "families", "permits"])
    def test_places_are_counted_as_the_rule_counts_them(self, staff, unit):
        case = included(staff)
        Plan.objects.update(unit=unit)

        should = [each["used_by_file"] for each in differences()] or [5]
        assert should == [rules.places(unit, case.members.count())]
