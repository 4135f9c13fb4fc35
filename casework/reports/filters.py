from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.common.forms import DayField, OfficeForm
from casework.reports import wording
from casework.reports.catalogue import registered
from casework.reports.models import Issue


class DayFilter(filters.DateFilter):
    field_class = DayField


class IssueFilter(filters.FilterSet):
    """Issues of a report, of the officer's own table, made by a schedule or by hand, by the day they speak of."""

    report = filters.ChoiceFilter(label=_("Report"), choices=lambda: _reports())
    origin = filters.ChoiceFilter(
        label=_("Made"), method="by_origin", choices=[("schedule", _("by a schedule")), ("hand", _("by hand"))]
    )
    mine = filters.ChoiceFilter(
        label=_("Made for"), method="by_reader", choices=[("all", _("me")), ("unread", _("me, and not read yet"))]
    )
    since = DayFilter(label=_("As of, from"), field_name="as_of", lookup_expr="gte")
    until = DayFilter(label=_("As of, up to"), field_name="as_of", lookup_expr="lte")

    class Meta:
        model = Issue
        form = OfficeForm
        fields: list[str] = []

    def by_origin(self, issues: QuerySet[Issue], name: str, value: str) -> QuerySet[Issue]:
        return issues.filter(schedule__isnull=value == "hand")

    def by_reader(self, issues: QuerySet[Issue], name: str, value: str) -> QuerySet[Issue]:
        mine = issues.filter(receipts__officer=self.request.user)
        return mine.filter(receipts__read_at=None) if value == "unread" else mine


def _reports() -> list[tuple[str, Any]]:
    return [(slug, wording.said(entry.title)) for slug, entry in registered().items()]
