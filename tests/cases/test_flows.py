from io import StringIO
from pathlib import Path

from django.core.management import call_command

from casework.cases.procedures import registered
from casework.cases.states import CLOSED, OPEN, State


def test_the_diagrams_of_the_documentation_are_those_of_the_tables():
    out = StringIO()
    call_command("flows", stdout=out)

    assert Path("docs/flows.md").read_text() == out.getvalue()


def test_every_open_state_leads_on_and_every_way_comes_to_an_end():
    for entry in registered().values():
        flow = entry.procedure.flow
        assert all(flow.open_to(state) for state in flow.states if state in OPEN)
        assert any(state in CLOSED for state in flow.states)


def test_the_straight_way_of_each_procedure_is_made_of_its_own_steps():
    for entry in registered().values():
        flow, path = entry.procedure.flow, (State.DRAFT, *entry.procedure.path)
        pairs = {(source, step.target) for step in flow.steps.values() for source in step.sources}
        assert all(pair in pairs for pair in zip(path, path[1:], strict=False))
