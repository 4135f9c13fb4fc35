from datetime import date

import django_filters as filters
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from casework.common.forms import DayField, LineField, OfficeForm
from casework.quotas.models import Entry


class LineFilter(filters.CharFilter):
    field_class = LineField


class DayFilter(filters.DateFilter):
    field_class = DayField


class Counter(TextChoices):
    """The figures of an allocation, each the sum of lines."""

    LIMIT = "d_limit", _("limit")
    HELD = "d_held", _("held")
    USED = "d_used", _("used")


class EntryFilter(filters.FilterSet):
    """Lines of a file, lines behind one figure, and the day whose ledger is shown, which the page reads as well."""

    file = LineFilter(label=_("File"), lookup_expr="iexact", max_length=30)
    figure = filters.ChoiceFilter(label=_("Lines behind the figure"), choices=Counter, method="by_figure")
    as_of = DayFilter(label=_("As of the end of"), method="as_it_is")
    known_on = DayFilter(label=_("as known at the end of"), method="as_it_is")

    class Meta:
        model = Entry
        form = OfficeForm
        fields: list[str] = []

    def by_figure(self, lines: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return lines.exclude(**{Counter(value).value: 0})

    def as_it_is(self, lines: QuerySet[Entry], name: str, value: date) -> QuerySet[Entry]:
        """The lines that the page gives are those of the day already."""
        return lines
