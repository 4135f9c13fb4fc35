"""What every page needs: icons, dates in words, figures, names in their script."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.common.workdays import ALMATY, WorkCalendar

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing of our own; with a label it speaks, without one it only decorates."""
    return _drawing(static("img/icons.svg"), name, str(label))


@lru_cache(maxsize=512)
def _drawing(address: str, name: str, label: str) -> SafeString:
    speech = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {} focusable="false"><use href="{}#{}"></use></svg>', speech, address, name)


BAR = (
    '<svg class="quota-bar" role="img" aria-label="{}" preserveAspectRatio="none" viewBox="0 0 100 8">'
    '<rect class="bar-ground" width="100" height="8"></rect><rect class="bar-used" width="{}" height="8"></rect>'
    '<rect class="bar-held" x="{}" width="{}" height="8"></rect></svg>'
)


@register.simple_tag
def quota_bar(limit: int | None, used: int, held: int) -> SafeString:
    """Used and held within a limit, as one bar; the words beside it are the page's. A tag: pages show it by dozens."""
    counts = {"u": figure(used), "h": figure(held), "l": figure(limit)}
    to_hear = _("%(u)s used, %(h)s held, limit %(l)s") % counts
    return format_html(BAR, to_hear, share(used, limit), share(used, limit), share(held, limit))


@register.simple_tag
def day(value: date | None, *, weekday: bool = False, none: str = "") -> SafeString:
    """A date written out, 23 Nov 2026; with its weekday where a deadline is meant."""
    if value is None:
        return format_html('<span class="none">{}</span>', none or _("not yet"))
    words = date_format(value, "D j M Y" if weekday else "j M Y")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


BORN = {"day": "j M Y", "month": "M Y", "year": "Y"}


@register.filter
def born(birth: Any) -> str:
    """A date of birth written out as far as it is known: 14 Mar 1985, Mar 1985 or 1985. Takes `on` and `precision`."""
    return date_format(birth.on, BORN[birth.precision])


@register.simple_tag
def moment(value: datetime | None, *, none: str = "") -> SafeString:
    """A moment on the wall clock of the office."""
    if value is None:
        return format_html('<span class="none">{}</span>', none or _("not yet"))
    local = value.astimezone(ALMATY)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, "j M Y, H:i"))


@register.filter
def when(value: date | datetime) -> SafeString:
    """A date or a moment, each in its words."""
    return moment(value) if isinstance(value, datetime) else day(value)


@register.simple_tag(takes_context=True)
def working_days_to(context: Context, value: date | None) -> str:
    """How far a date is, in working days: said beside the date, never instead of it."""
    today, calendar = context.get("today"), context.get("work_calendar")
    if value is None or today is None or calendar is None:
        return ""
    return distance(value, today=today, calendar=calendar)


def distance(value: date, *, today: date, calendar: WorkCalendar) -> str:
    """How far a date is, in working days; days off alone between two dates are no distance."""
    days = calendar.working_days_between(today, value)
    if value == today:
        return _("today")
    if days == 0:
        return _("before the next working day") if value > today else _("late")
    if days > 0:
        return ngettext("in %(days)d working day", "in %(days)d working days", days) % {"days": days}
    return ngettext("%(days)d working day late", "%(days)d working days late", -days) % {"days": -days}


@register.filter
def figure(value: int | None) -> str:
    """A count with its thousands apart; no limit is said in words."""
    return _("no limit") if value is None else number_format(value, force_grouping=True)


@register.filter
def mistakes(form: BaseForm) -> list[dict[str, Any]]:
    """Every error of a form with the field it belongs to, in the order of the page."""
    whole = [{"error": error, "field": None} for error in form.non_field_errors()]
    hidden = [{"error": error, "field": None} for field in form.hidden_fields() for error in field.errors]
    fields = [{"error": error, "field": field} for field in form.visible_fields() for error in field.errors]
    return whole + hidden + fields


@register.filter
def total(values: Iterable[int | None]) -> int:
    return sum(value or 0 for value in values)


@register.filter
def share(part: int | None, whole: int | None) -> int:
    """A part of a whole in hundredths, from 0 to 100, for a bar."""
    return max(0, min(100, round(100 * (part or 0) / whole))) if whole else 0


@register.filter
def field_anchor(field: BoundField) -> str:
    """Where a link to a field leads: its input, or the first of its choices."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
