"""A file's state as a coloured label with its text, and its clock."""

from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from casework.cases.models import Case
from casework.cases.procedures import kind_of
from casework.cases.states import TONES, State
from casework.common.terms import Unit, explain
from casework.common.workdays import WorkCalendar

register = template.Library()

NEAR = 2
"""Working days before the due date from which a file asks for attention."""


@register.simple_tag
def case_state(state: str) -> SafeString:
    """As components/state.html, without a template of its own for each of many rows."""
    known = State(state)
    return format_html('<span class="state" data-tone="{}">{}</span>', TONES[known], capfirst(known.label))


@register.simple_tag
def procedure_name(case: Case) -> str:
    return str(kind_of(case)).capitalize()


@register.inclusion_tag("components/clock.html", takes_context=True)
def case_clock(context: Context, case: Case, *, is_paused: bool = False) -> dict[str, Any]:
    """The clock of a file, judged by `today` and `work_calendar` of the context."""
    today, calendar = context["today"], context["work_calendar"]
    shown = {"today": today, "work_calendar": calendar, "due": case.due_on, "target": case.target_on}
    if case.due_on is not None:
        end = case.clock_stopped_on or today
        shown |= days_used(case, case.due_on, end, calendar)
        shown["is_overdue"] = case.is_overdue(today)
        shown["is_near"] = case.is_open and is_near(case.due_on, end, calendar)
    why = explain(case.due_explanation) if case.due_explanation else []
    return shown | {"stopped_on": case.clock_stopped_on, "paused": is_paused, "why": why}


def is_near(due_on: date, today: date, calendar: WorkCalendar) -> bool:
    """Whether the due date is at most two working days away, and not past."""
    return today <= due_on and calendar.working_days_between(today, due_on) <= NEAR


def days_used(case: Case, due_on: date, end: date, calendar: WorkCalendar) -> dict[str, Any]:
    """Days of the term used by the end of a day, and days in all, pauses included in both."""
    unit = (case.due_explanation or {}).get("term", {}).get("unit", Unit.WORKING_DAYS)
    start = case.received_on
    if unit == Unit.CALENDAR_DAYS:
        used, allowed = (end - start).days, (due_on - start).days
    else:
        used, allowed = calendar.working_days_between(start, end), calendar.working_days_between(start, due_on)
    return {"used": max(0, used), "allowed": allowed, "unit": unit}
