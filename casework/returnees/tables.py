from datetime import date
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.common.templatetags.frame import day, distance
from casework.common.workdays import WorkCalendar
from casework.people.models import Person
from casework.returnees.models import Grant

NOWRAP = {"td": {"class": "text-nowrap"}}


class EndingTable(tables.Table):
    """Statuses that end soon: the certificate first, then whose, when, and whether somebody asked for more time."""

    certificate = tables.Column(verbose_name=gettext_lazy("Certificate"), order_by="pk", attrs=NOWRAP)
    person = tables.Column(verbose_name=gettext_lazy("Holder"), orderable=False)
    until = tables.Column(verbose_name=gettext_lazy("Ends"), attrs=NOWRAP)
    warned = tables.Column(verbose_name=gettext_lazy("Warned"), orderable=False, empty_values=(), attrs=NOWRAP)
    is_being_extended = tables.Column(verbose_name=gettext_lazy("Extension"), orderable=False)
    case = tables.Column(verbose_name=gettext_lazy("File"), orderable=False, linkify=True, attrs=NOWRAP)

    class Meta:
        order_by = "until"

    def __init__(self, grants: Any, *, today: date, calendar: WorkCalendar, **options: Any) -> None:
        super().__init__(grants, **options)
        self.today, self.calendar = today, calendar

    def render_person(self, value: Person) -> SafeString:
        shown = render_to_string("components/name.html", {"name": value.main_name}) if value.main_name else value.number
        return format_html('<a href="{}">{}</a>', reverse("desk:person", args=[value.number]), shown)

    def value_person(self, value: Person) -> str:
        return str(value)

    def render_until(self, value: date) -> SafeString:
        words = distance(value, today=self.today, calendar=self.calendar)
        return format_html('{} <span class="distance">{}</span>', day(value, weekday=True), words)

    def value_until(self, value: date) -> str:
        return value.isoformat()

    def render_warned(self, record: Grant) -> str | SafeString:
        warnings = [warning.warned_at for warning in record.warnings.all() if warning.ends_on == record.until]
        return day(max(warnings).date()) if warnings else "–"

    def render_is_being_extended(self, value: bool) -> str:
        return _("asked for") if value else "–"
