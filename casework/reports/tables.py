from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.common.templatetags.frame import moment
from casework.reports import wording
from casework.reports.catalogue import registered
from casework.reports.frozen import read_reconciliation
from casework.reports.models import Issue

NOWRAP = {"td": {"class": "text-nowrap"}}


class IssueTable(tables.Table):
    """Issues, the newest first: number, what it is, the day it speaks of, where it comes from, its checksum."""

    number = tables.Column(linkify=True, verbose_name=gettext_lazy("Number"), order_by="id", attrs=NOWRAP)
    report = tables.Column(verbose_name=gettext_lazy("Report"))
    as_of = tables.DateColumn(verbose_name=gettext_lazy("As of the end of"), format="j M Y", attrs=NOWRAP)
    schedule = tables.Column(verbose_name=gettext_lazy("Made"), empty_values=(), orderable=False)
    made_at = tables.Column(verbose_name=gettext_lazy("Made at"), attrs=NOWRAP)
    agrees = tables.Column(verbose_name=gettext_lazy("Ledger against files"), empty_values=(), orderable=False)
    checksum = tables.Column(verbose_name=gettext_lazy("Checksum"), orderable=False, attrs=NOWRAP)

    class Meta:
        attrs = {"aria_label": gettext_lazy("Issues")}

    def render_report(self, record: Issue) -> SafeString:
        entry = registered()[record.report]
        title, parameters = wording.said(entry.title), entry.in_words(record.parameters)
        return format_html("{}<br><span class='muted'>{}</span>", title, parameters)

    def render_schedule(self, record: Issue) -> SafeString | str:
        if record.schedule is None:
            return _("by %(officer)s") % {"officer": record.made_by}
        schedule = record.schedule
        address, number = schedule.get_absolute_url(), schedule.number
        return format_html("<a href='{}'>{}</a><br><span class='muted'>{}</span>", address, number, _day(record.period))

    def render_made_at(self, value: Any) -> SafeString:
        return moment(value)

    def render_agrees(self, record: Issue) -> str:
        count = read_reconciliation(record.reconciliation).count
        return _("%(count)d differences") % {"count": count} if count else _("agree")

    def render_checksum(self, value: str) -> SafeString:
        return format_html("<code title='{}'>{}…</code>", value, value[:12])


def _day(period: date | None) -> str:
    return _("for %(day)s") % {"day": f"{period:%d.%m.%Y}"} if period else ""
