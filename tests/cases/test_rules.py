"""The rules of every file, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from casework.cases import rules
from casework.cases.rules import Standing
from casework.cases.states import Outcome
from casework.common.errors import NotPermitted, RuleBroken
from casework.common.flow import Decides, Step

GRANTED, REFUSED, PENDING = Outcome.GRANTED, Outcome.REFUSED, Outcome.PENDING
COUNTED, LEFT_OUT = Standing(True, PENDING), Standing(False, PENDING)
holds = some.lists(some.integers(1, 50), max_size=6)


def signed(**facts) -> Step:
    return Step("grant", "grant", ("open",), "granted", "p", countersigned=True, **facts)


@pytest.mark.parametrize(("members", "places"), [(0, 0), (1, 1), (6, 6)])
def test_each_counted_member_takes_a_place_of_a_plan_in_persons(members, places):
    assert rules.places("persons", members) == places


@pytest.mark.parametrize(("members", "places"), [(0, 0), (1, 1), (6, 1)])
def test_a_whole_family_takes_one_place_of_a_plan_in_families(members, places):
    assert rules.places("families", members) == places


@given(holds, some.data())
def test_as_many_places_are_used_as_members_are_granted(sizes, data):
    granted = data.draw(some.integers(0, sum(sizes)))

    assert sum(rules.split_use(granted, sizes)) == granted


@given(holds, some.data())
def test_no_hold_is_used_beyond_its_size_and_a_later_one_only_when_those_before_are_full(sizes, data):
    used = rules.split_use(data.draw(some.integers(0, sum(sizes))), sizes)

    assert len(used) == len(sizes)
    assert all(0 <= part <= size for part, size in zip(used, sizes, strict=True))
    first_free = next((n for n, size in enumerate(sizes) if used[n] < size), len(sizes))
    assert not any(used[first_free + 1 :])


@given(holds, some.integers(1, 50))
def test_more_members_than_held_places_are_refused(sizes, more):
    with pytest.raises(RuleBroken, match="hold the missing places first"):
        rules.split_use(sum(sizes) + more, sizes)


def test_the_same_content_has_the_same_fingerprint_whatever_the_order_of_its_names():
    assert rules.content_hash({"a": 1, "b": [2]}) == rules.content_hash({"b": [2], "a": 1})


contents = some.dictionaries(some.text(max_size=3), some.lists(some.integers() | some.text(max_size=3), max_size=3))


@given(contents, contents)
def test_different_content_has_a_different_fingerprint(one, other):
    assert (rules.content_hash(one) == rules.content_hash(other)) == (one == other)


def test_a_fingerprint_fits_its_column():
    assert len(rules.content_hash({})) == 64


def test_who_registered_a_file_signs_no_decision_on_its_merits():
    rules.check_signatory(signed(on_merits=True), officer=1, registrar=2)
    rules.check_signatory(signed(), officer=1, registrar=1)

    with pytest.raises(NotPermitted, match="You registered this file"):
        rules.check_signatory(signed(on_merits=True), officer=1, registrar=1)


def test_nobody_countersigns_the_own_signature():
    rules.check_countersignatory(signed(on_merits=True), officer=3, signatory=2, registrar=1)

    with pytest.raises(NotPermitted, match="You signed this proposal"):
        rules.check_countersignatory(signed(), officer=2, signatory=2, registrar=1)


def test_who_registered_a_file_countersigns_no_decision_on_its_merits():
    rules.check_countersignatory(signed(), officer=1, signatory=2, registrar=1)

    with pytest.raises(NotPermitted, match="You registered this file"):
        rules.check_countersignatory(signed(on_merits=True), officer=1, signatory=2, registrar=1)


def test_an_officer_of_another_office_is_told_where_the_file_is_worked_on():
    rules.check_office(True, lambda: "Pavlodar")

    with pytest.raises(NotPermitted, match="worked on at Pavlodar"):
        rules.check_office(False, lambda: "Pavlodar")


def test_an_officer_without_the_right_is_told_to_ask_a_colleague():
    rules.check_right(True)

    with pytest.raises(NotPermitted, match="Ask a colleague"):
        rules.check_right(False)


@pytest.mark.parametrize("outcomes", [{1: GRANTED}, {1: GRANTED, 2: GRANTED, 3: GRANTED}, {1: GRANTED, 3: GRANTED}])
def test_a_ruling_speaks_of_each_member_and_of_nobody_else(outcomes):
    with pytest.raises(RuleBroken, match="an outcome for each member of the file, and for nobody else"):
        rules.check_outcomes(signed(decides=Decides.EACH), outcomes, {1: COUNTED, 2: COUNTED})


SAYABLE = {
    Decides.EACH: {(COUNTED, GRANTED), (COUNTED, REFUSED), (LEFT_OUT, PENDING)},
    Decides.REFUSES_ALL: {(COUNTED, REFUSED), (LEFT_OUT, REFUSED)},
    Decides.NOBODY: {(COUNTED, PENDING), (LEFT_OUT, PENDING)},
    Decides.UNCHANGED: {(COUNTED, PENDING), (LEFT_OUT, PENDING)},
}
"""By hand: what each kind of step can say of a member who was not decided about before."""


@pytest.mark.parametrize("decides", Decides)
@pytest.mark.parametrize("member", [COUNTED, LEFT_OUT], ids=["counted", "left out"])
@pytest.mark.parametrize("outcome", [*Outcome, "anything"])
def test_a_step_says_of_a_member_only_what_it_can_say(decides, member, outcome):
    step = signed(decides=decides)

    if (member, outcome) in SAYABLE[decides]:
        rules.check_outcomes(step, {1: outcome}, {1: member})
    else:
        with pytest.raises(RuleBroken):
            rules.check_outcomes(step, {1: outcome}, {1: member})


@pytest.mark.parametrize("outcome", Outcome)
def test_a_step_that_decides_nobody_anew_keeps_the_outcome_on_record(outcome):
    step = signed(decides=Decides.UNCHANGED)
    rules.check_outcomes(step, {1: outcome}, {1: Standing(True, outcome)})

    with pytest.raises(RuleBroken, match="leaves the outcome of every member as it is"):
        rules.check_outcomes(step, {1: GRANTED}, {1: Standing(True, REFUSED)})


@pytest.mark.parametrize(("has_ground", "has_reasons"), [(False, False), (True, False), (False, True)])
@pytest.mark.parametrize(("grounded", "refuses"), [(True, False), (False, True), (True, True)])
def test_a_refusal_needs_its_ground_and_its_reasons(grounded, refuses, has_ground, has_reasons):
    step = signed(grounded=grounded)
    rules.check_ground(step, refuses_somebody=refuses, has_ground=True, has_reasons=True)

    with pytest.raises(RuleBroken, match="the family must learn why"):
        rules.check_ground(step, refuses_somebody=refuses, has_ground=has_ground, has_reasons=has_reasons)


def test_where_nobody_is_refused_there_is_no_ground_to_name():
    rules.check_ground(signed(), refuses_somebody=False, has_ground=False, has_reasons=True)

    with pytest.raises(RuleBroken, match="no ground to name"):
        rules.check_ground(signed(), refuses_somebody=False, has_ground=True, has_reasons=True)
