"""Figures of labour in templates."""

from datetime import date, timedelta

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from casework.common.templatetags.frame import day
from casework.labour.states import PERMIT_TONES, VERDICT_TONES, PermitState, Verdict

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """A share of a hundred with one decimal, never rounded up to what it does not reach; a dash where there is none."""
    return "–" if share is None else f"{number_format(int(share * 10) / 10, decimal_pos=1)} %"


@register.inclusion_tag("components/state.html")
def share_state(share: float | None, keeps: bool, exempt: str = "") -> dict[str, str]:
    """A share as a coloured label: kept, too low, or not binding."""
    if exempt or share is None:
        return {"label": percent(share), "tone": "secondary"}
    words = percent(share) if keeps else _("%(share)s, too low") % {"share": percent(share)}
    return {"label": words, "tone": "green" if keeps else "red"}


@register.inclusion_tag("components/state.html")
def verdict_state(verdict: str) -> dict[str, str]:
    """What the system finds of a ground, as a coloured label."""
    return {"label": str(Verdict(verdict).label), "tone": VERDICT_TONES[Verdict(verdict)]}


@register.inclusion_tag("components/state.html")
def permit_state(state: str) -> dict[str, str]:
    """How a permit stands, as a coloured label."""
    return {"label": str(PermitState(state).label), "tone": PERMIT_TONES[PermitState(state)]}


@register.simple_tag
def last_day(until: date) -> SafeString:
    """The last day of a period whose `until` no longer counts."""
    return day(until - timedelta(days=1))
