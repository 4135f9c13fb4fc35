from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.common.forms import LineField, OfficeForm
from casework.labour.models import Activity, Employer
from casework.labour.states import EmployerKind, Size
from casework.reference.models import Region


class LineFilter(filters.CharFilter):
    field_class = LineField


class EmployerFilter(filters.FilterSet):
    """Employers by BIN or part of the name, region, kind, size, activity."""

    q = LineFilter(method="by_name_or_bin", label=_("Name or BIN"), max_length=200)
    region = filters.ModelChoiceFilter(
        label=_("Region"), method="by_region", queryset=Region.objects.filter(until=None)
    )
    kind = filters.ChoiceFilter(label=_("Kind"), choices=EmployerKind)
    size = filters.ChoiceFilter(label=_("Size"), choices=Size)
    activity = filters.ModelChoiceFilter(label=_("Economic activity"), queryset=Activity.objects.all())

    class Meta:
        model = Employer
        form = OfficeForm
        fields: list[str] = []

    def by_name_or_bin(self, employers: QuerySet[Employer], name: str, value: str) -> QuerySet[Employer]:
        return employers.filter(Q(bin__startswith=value) | Q(name__icontains=value))

    def by_region(self, employers: Any, name: str, value: Region) -> QuerySet[Employer]:
        """Those of the region, and those with a branch there."""
        return employers.at_work_in(value.pk)
