import django_filters as filters
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from casework.common.forms import LineField, OfficeForm
from casework.quotas.models import Entry


class LineFilter(filters.CharFilter):
    field_class = LineField


class Counter(TextChoices):
    """The figures of an allocation, each the sum of lines."""

    LIMIT = "d_limit", _("limit")
    HELD = "d_held", _("held")
    USED = "d_used", _("used")


class EntryFilter(filters.FilterSet):
    """Lines of a file, and lines behind one figure."""

    file = LineFilter(label=_("File"), lookup_expr="iexact", max_length=30)
    figure = filters.ChoiceFilter(label=_("Lines behind the figure"), choices=Counter, method="by_figure")

    class Meta:
        model = Entry
        form = OfficeForm
        fields: list[str] = []

    def by_figure(self, lines: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return lines.exclude(**{Counter(value).value: 0})
