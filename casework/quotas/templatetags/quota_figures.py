"""Figures of quotas in templates."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format

from casework.common.templatetags.frame import figure
from casework.quotas.models import Order
from casework.quotas.models.plans import category_words
from casework.quotas.states import ORDER_TONES, PLAN_TONES, PlanState

register = template.Library()
register.filter("category_words", category_words)


@register.filter
def plan_tone(state: str) -> str:
    """The colour of a plan's state."""
    return PLAN_TONES[PlanState(state)]


@register.filter
def free_sum(plan: Any) -> int | None:
    """What is free of a plan whose counters are added up; None where it counts without limit."""
    if plan.limit_sum is None:
        return 0
    return plan.limit_sum - plan.held_sum - plan.used_sum


@register.filter
def signed(change: int) -> str:
    """A change with its sign; a dash where nothing changes."""
    if not change:
        return "–"
    return ("+" if change > 0 else "−") + figure(abs(change))


@register.filter
def minus(one: int, other: int) -> int:
    return one - other


@register.filter
def plus(one: int, other: int) -> int:
    return one + other


@register.filter
def exactly(number: str) -> str:
    """A stored decimal in the way of the reader, with all its digits."""
    value = Decimal(number).normalize()
    return number_format(value, decimal_pos=max(0, -int(value.as_tuple().exponent)), force_grouping=True)


@register.inclusion_tag("components/state.html")
def order_state(order: Order) -> dict[str, str]:
    """How far an order is, as a coloured label."""
    return {"label": str(order.state.label), "tone": ORDER_TONES[order.state]}
