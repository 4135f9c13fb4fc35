"""Centres in words and figures: free places on the nights to come, the state of nights in a bed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.accommodation.models import Assignment, Participant
from casework.accommodation.states import OUTCOME_TONES, RESULT_TONES, TONES, Outcome, Result, State

register = template.Library()

HEIGHT = 24
STRIP = (
    '<svg class="nights-strip" role="img" aria-label="{}" preserveAspectRatio="none" viewBox="0 0 {} {}">'
    '<rect class="bar-ground" width="{}" height="{}"></rect><path class="nights-free" d="{}"></path></svg>'
)


@register.simple_tag
def nights_strip(ahead: Sequence[int], capacity: int) -> SafeString:
    """Free places on each night ahead, as one drawing; its words stand beside it."""
    nights = len(ahead)
    words = ngettext(
        "%(n)d night ahead, at least %(least)d places free",
        "%(n)d nights ahead, at least %(least)d places free",
        nights,
    )
    to_hear = words % {"n": nights, "least": min(ahead, default=0)}
    return format_html(STRIP, to_hear, nights, HEIGHT, nights, HEIGHT, _stairs(ahead, capacity))


def _stairs(ahead: Sequence[int], capacity: int) -> str:
    steps = " ".join(f"V{HEIGHT - round(HEIGHT * max(free, 0) / capacity) if capacity else HEIGHT}h1" for free in ahead)
    return f"M0 {HEIGHT} {steps} V{HEIGHT}Z"


@register.inclusion_tag("components/state.html")
def night_state(one: Assignment) -> dict[str, Any]:
    state = State(one.state)
    return {"label": state.label, "tone": TONES[state]}


@register.inclusion_tag("components/state.html")
def outcome_state(outcome: Outcome) -> dict[str, Any]:
    return {"label": outcome.label, "tone": OUTCOME_TONES[outcome]}


@register.inclusion_tag("components/state.html")
def result_state(one: Participant) -> dict[str, Any]:
    result = Result(one.result)
    return {"label": result.label, "tone": RESULT_TONES[result]}


@register.simple_tag
def bed_name(one: Assignment) -> str:
    """A place as officers say it; of an infant the room."""
    if one.place is None:
        return _("%(room)s, cot") % {"room": one.room.number}
    return f"{one.room.number}/{one.place.number}"


@register.filter
def age_on(person: Any, day: date) -> int:
    return int(person.age_on(day))


@register.filter
def persons(count: int) -> str:
    """A head count in words."""
    return ngettext("%(n)d person", "%(n)d persons", count) % {"n": count}


@register.simple_tag
def gate_code(gate: str, number: str) -> SafeString:
    """The code of a card: the address at which the gate finds whoever carries it."""
    drawing = segno.make(f"{gate}?q={number}", micro=False, error="m").svg_inline(border=2, light="#fff", omitsize=True)
    return mark_safe(drawing)  # noqa: S308 drawn by the library from an address of ours
