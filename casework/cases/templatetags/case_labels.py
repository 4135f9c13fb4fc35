"""A file's state as a coloured label with its text."""

from typing import Any

from django import template

from casework.cases.states import TONES, State

register = template.Library()


@register.inclusion_tag("components/state.html")
def case_state(state: str) -> dict[str, Any]:
    known = State(state)
    return {"label": known.label, "tone": TONES[known]}
