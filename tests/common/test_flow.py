import pytest
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from casework.common.errors import RuleBroken
from casework.common.flow import Effect, Flow, Step


class State(TextChoices):
    LODGED = "lodged", _("lodged with the office")
    HEARD = "heard", _("heard")
    GRANTED = "granted", _("granted")


HEAR = Step("hear", _("record the hearing"), (State.LODGED,), State.HEARD, "process")
GRANT = Step(
    "grant", _("grant the status"), (State.LODGED, State.HEARD), State.GRANTED, "propose",
    countersigned=True, effect=Effect.USE,
)  # fmt: skip
FLOW = Flow(HEAR, GRANT)


@pytest.mark.parametrize(("name", "source"), [("hear", "lodged"), ("grant", "lodged"), ("grant", "heard")])
def test_a_step_of_the_table_is_found_from_its_states(name, source):
    assert FLOW.step(name, source=source).name == name


@pytest.mark.parametrize(("name", "source"), [("hear", "heard"), ("hear", "granted"), ("grant", "granted")])
def test_a_step_from_any_other_state_is_refused(name, source):
    with pytest.raises(RuleBroken):
        FLOW.step(name, source=source)


def test_the_refusal_calls_step_and_state_as_the_office_does():
    with pytest.raises(RuleBroken) as refusal:
        FLOW.step("grant", source="granted")

    assert str(refusal.value) == "“grant the status” is not possible while the file is “granted”."


def test_the_refusal_names_the_state_by_its_label():
    with pytest.raises(RuleBroken, match="while the file is “lodged with the office”"):
        FLOW.step("annul", source="lodged")


def test_a_state_unknown_to_the_table_allows_nothing():
    assert FLOW.open_to("closed") == []
    with pytest.raises(RuleBroken, match="“closed”"):
        FLOW.step("hear", source="closed")


def test_the_steps_open_to_a_state_come_in_the_order_of_the_table():
    assert FLOW.open_to("lodged") == [HEAR, GRANT]
    assert FLOW.open_to("heard") == [GRANT]


def test_a_step_listed_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        Flow(HEAR, HEAR)


def test_the_states_are_all_that_steps_lead_from_and_to():
    assert FLOW.states == set(State)


def test_the_diagram_shows_every_step_with_its_marks():
    assert FLOW.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    lodged --> heard: hear",
        "    lodged --> granted: grant (countersigned, use)",
        "    heard --> granted: grant (countersigned, use)",
    ]
