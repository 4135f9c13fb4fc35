"""Figures of quotas in templates."""

from collections.abc import Mapping
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
def of_cell(by_allocation: Mapping[int, int], cell: Any) -> int:
    """What is on record for the allocation of a cell; several cells together have none."""
    return by_allocation.get(getattr(cell, "allocation", 0), 0) if by_allocation else 0


@register.filter
def whole(places: float | None) -> str:
    """An expected number of places, in whole ones."""
    return "" if places is None else figure(round(places))


@register.filter
def plain(places: float | None) -> str:
    """A number for the script that draws, without marks of any language."""
    return "" if places is None else f"{places:.1f}"


@register.filter
def percent(share: float | None) -> str:
    """A share as so many of a hundred."""
    return "" if share is None else str(round(100 * share))


@register.filter
def exactly(number: str) -> str:
    """A stored decimal in the way of the reader, with all its digits."""
    value = Decimal(number).normalize()
    return number_format(value, decimal_pos=max(0, -int(value.as_tuple().exponent)), force_grouping=True)


@register.inclusion_tag("components/state.html")
def order_state(order: Order) -> dict[str, str]:
    """How far an order is, as a coloured label."""
    return {"label": str(order.state.label), "tone": ORDER_TONES[order.state]}
