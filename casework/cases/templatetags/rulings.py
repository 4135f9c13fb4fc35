"""Rulings in words: what a step is called, what it says of a member, where a decision stands."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.procedures import procedure
from casework.cases.states import DecisionState, Outcome, Reply

register = template.Library()

OUTCOME_TONES = {Outcome.PENDING: "secondary", Outcome.GRANTED: "green", Outcome.REFUSED: "red"}
REPLY_TONES = {Reply.OFFERED: "blue", Reply.SHOWN: "green", Reply.DECLINED: "red"}
DECISION_TONES = {DecisionState.PROPOSED: "orange", DecisionState.IN_FORCE: "green", DecisionState.VOID: "secondary"}


@register.filter
def reply_tone(reply: str) -> str:
    return REPLY_TONES[Reply(reply)]


@register.inclusion_tag("components/state.html")
def outcome(value: str) -> dict[str, Any]:
    known = Outcome(value or Outcome.PENDING)
    return {"label": known.label, "tone": OUTCOME_TONES[known]}


@register.inclusion_tag("components/state.html")
def decision_state(value: str) -> dict[str, Any]:
    known = DecisionState(value)
    return {"label": known.label, "tone": DECISION_TONES[known]}


@register.simple_tag
def step_label(case: Case, name: str) -> str:
    return str(procedure(case.procedure).flow.steps[name].label).capitalize()


@register.simple_tag
def file_trail(case: Case) -> list[tuple[str, str]]:
    """The way back to the file."""
    return [(_("File %(number)s") % {"number": case.number}, case.get_absolute_url())]
